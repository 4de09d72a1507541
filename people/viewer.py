"""Who is looking: a login and, for staff, the assignment they have chosen to work under."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Concatenate, ParamSpec
from uuid import UUID

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from people.models import Assignment, Login

CHOSEN_ASSIGNMENT = "assignment"
OWN_PLAN = "own_plan"
CAME_AS_STAFF = "came_as_staff"

P = ParamSpec("P")


@dataclass(frozen=True, slots=True)
class Viewer:
    """What the gate needs to know about the one who asks. Without an assignment, a viewer is nobody in care.

    `came_as_staff`: this session was begun with staff's own identity. One login may be a patient's and staff's, when
    both come through the same provider; only what staff identify themselves with opens their assignments.
    """

    login: Login
    assignment: Assignment | None = None
    request: str = ""
    has_own_plan: bool = False
    came_as_staff: bool = False

    @property
    def is_staff(self) -> bool:
        return self.assignment is not None


def viewer_of(request: HttpRequest, *, now: datetime) -> Viewer | None:
    """The viewer behind a request, or None. One statement for staff: an assignment that has ended is gone at once."""
    login = request.user
    if not isinstance(login, Login):
        return None
    viewer = Viewer(
        login,
        _chosen_assignment(request, login, now),
        getattr(request, "id", ""),
        has_own_plan=request.session.get(OWN_PLAN, False),
        came_as_staff=request.session.get(CAME_AS_STAFF, False),
    )
    request.viewer = viewer  # type: ignore[attr-defined] # the head of the page says who is logged in
    return viewer


def come_in(request: HttpRequest, *, as_staff: bool) -> None:
    """Remember what let them in. What the same login worked under in an earlier session is over."""
    request.session[CAME_AS_STAFF] = as_staff
    work_as(request, None)


def assignments_of(viewer: Viewer, *, now: datetime) -> list[Assignment]:
    """What the viewer may work under now, by unit."""
    if not viewer.came_as_staff:
        return []
    return list(Assignment.objects.of(viewer.login.professional_id, now).order_by("unit__name", "pk"))


def work_as(request: HttpRequest, assignment: Assignment | None) -> None:
    """Choose the assignment for this session; None is to be nobody in care."""
    if assignment:
        request.session[CHOSEN_ASSIGNMENT] = str(assignment.public_id)
    else:
        request.session.pop(CHOSEN_ASSIGNMENT, None)


def _chosen_assignment(request: HttpRequest, login: Login, now: datetime) -> Assignment | None:
    chosen = request.session.get(CHOSEN_ASSIGNMENT)
    if chosen is None or login.professional_id is None or not request.session.get(CAME_AS_STAFF):
        return None
    return Assignment.objects.of(login.professional_id, now).filter(public_id=UUID(chosen)).first()


def signed_in(
    view: Callable[Concatenate[HttpRequest, Viewer, datetime, P], HttpResponse],
) -> Callable[..., HttpResponse]:
    """Hand the view its viewer and its `now`; send everybody else to the start page, where one logs in."""

    @wraps(view)
    def with_viewer(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        now = timezone.now()
        viewer = viewer_of(request, now=now)
        if viewer is None:
            return redirect_to_login(request.path, reverse("start"))
        return view(request, viewer, now, *args, **kwargs)

    return with_viewer
