"""Coming in through a broker, choosing an assignment, staying, and what one can do about one's sessions."""

from datetime import datetime

from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from access.services import choose_assignment
from patientkontrakt.login import sessions, stay
from patientkontrakt.login.landing import home_of
from patientkontrakt.login.provider import BrokerAdapter
from people.limits import limited
from people.viewer import Viewer, assignments_of, signed_in, work_as


@require_POST
@limited("login")
def log_in(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Off to the broker. By POST, so that no link of somebody else's begins a login."""
    return _through_broker(OAuth2LoginView, request, provider_id)


@require_safe
@limited("answer")
def logged_in(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Back from the broker, with a code that only we can change into a token."""
    return _through_broker(OAuth2CallbackView, request, provider_id)


def _through_broker(view: type, request: HttpRequest, provider_id: str) -> HttpResponse:
    if provider_id not in settings.LOGIN_BROKERS:
        raise Http404
    answer: HttpResponse = view.adapter_view(BrokerAdapter(request, provider_id))(request)  # type: ignore[attr-defined]
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def assignments(request: HttpRequest, viewer: Viewer, now: datetime) -> HttpResponse:
    """Which assignment (medarbetaruppdrag) to work under. Changing it is logged."""
    mine = assignments_of(viewer, now=now)
    if request.method == "POST":
        chosen = next((each for each in mine if str(each.public_id) == request.POST.get("assignment")), None)
        if chosen is None:
            messages.error(request, _("Uppdraget har upphört. Välj ett annat."))
            return redirect("assignments")
        choose_assignment(viewer=viewer, assignment=chosen, now=now)
        work_as(request, chosen)
        return redirect(request.session.pop("wanted", "") or home_of(Viewer(viewer.login, chosen)))
    return render(request, "login/assignments.html", {"assignments": mine, "chosen": viewer.assignment})


@require_POST
@signed_in
def remain(request: HttpRequest, viewer: Viewer, now: datetime) -> HttpResponse:
    """A sign of life from somebody who reads or writes for long."""
    request.session[stay.SEEN] = now.timestamp()
    return HttpResponse(status=204)


@require_POST
@signed_in
def lock(request: HttpRequest, viewer: Viewer, now: datetime) -> HttpResponse:
    """The time is out on a page where something is written: it is kept, and nobody else can read it from the screen."""
    stay.keep(request, request.POST.get("kept_path", ""), request.POST)
    return HttpResponse(status=204)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def kept(request: HttpRequest, viewer: Viewer, now: datetime) -> HttpResponse:
    """What was written when the time was out: send it again, or throw it away."""
    if request.method == "POST":
        stay.throw_away(request)
        return redirect("start")
    found = stay.kept_for(request, viewer.login)
    if found is None:
        return redirect("start")
    return render(request, "login/kept.html", {"kept": found})


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def my_sessions(request: HttpRequest, viewer: Viewer, now: datetime) -> HttpResponse:
    """Where one is logged in. A computer that was left open can be logged out from here."""
    if request.method == "POST":
        sessions.end(viewer, request.POST.get("session", ""), but=request.session.session_key or "", now=now)
        messages.success(request, _("Klart. Den inloggningen är avslutad."))
        return redirect("sessions")
    listed = sessions.sessions_of(viewer.login, current=request.session.session_key or "")
    return render(request, "login/sessions.html", {"sessions": listed, "now": now})
