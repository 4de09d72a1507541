"""Where somebody arrives who has just logged in."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from access.mandates import ways_in
from access.roles import edits_knowledge, reads_care
from patientkontrakt.login.stay import begin, kept_for
from people.models import Login
from people.viewer import OWN_PLAN, Viewer, assignments_of, come_in, work_as


def land(request: HttpRequest, login: Login, *, as_staff: bool, now: datetime, wanted: str = "") -> HttpResponse:
    """To what they were writing, to where they were going, to their work, or to the plan they may read.

    `as_staff`: staff's own broker has let them in. Nobody else goes to work.
    """
    begin(request, now=now)
    come_in(request, as_staff=as_staff)
    viewer = Viewer(login, came_as_staff=as_staff)
    ways = ways_in(viewer, now=now)
    request.session[OWN_PLAN] = any(way.is_own for way in ways)
    if kept_for(request, login):
        wanted = "kept"
    assignments = assignments_of(viewer, now=now)
    if len(assignments) > 1:
        request.session["wanted"] = wanted
        return redirect("assignments")
    if assignments:
        work_as(request, assignments[0])
        return redirect(wanted or home_of(Viewer(login, assignments[0])))
    if not wanted and len(ways) == 1 and not ways[0].is_own:
        return redirect("my_plan", patient=ways[0].patient)
    return redirect(wanted or ("my_plan" if request.session[OWN_PLAN] else "start"))


def home_of(viewer: Viewer) -> str:
    """The page that staff begin their work with."""
    if edits_knowledge(viewer):
        return "editorial"
    return "patients" if reads_care(viewer) else "start"
