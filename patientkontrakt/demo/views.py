"""One click is one login. There is no such address when the demo is off."""

from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from access.mandates import ways_in
from access.roles import reads_care
from patientkontrakt.demo.received import received
from people.models import Login
from people.viewer import OWN_PLAN, Viewer, work_as


@require_POST
def log_in_as(request: HttpRequest, guest: str) -> HttpResponse:
    """Become one of the demo's people: to their own plan, to the unit's patients, or to the start page."""
    if not settings.DEMO:
        raise Http404
    person = get_object_or_404(Login, username=f"demo {guest}", is_active=True)
    login(request, person, backend="django.contrib.auth.backends.ModelBackend")
    now = timezone.now()
    assignment = work_as(request, person, now=now)
    if assignment:
        return redirect("patients" if reads_care(Viewer(person, assignment)) else "start")
    ways = ways_in(Viewer(person), now=now)
    request.session[OWN_PLAN] = any(way.is_own for way in ways)
    if len(ways) == 1 and not ways[0].is_own:
        return redirect("my_plan", patient=ways[0].patient)
    return redirect("my_plan" if request.session[OWN_PLAN] else "start")


@require_safe
def phone(request: HttpRequest) -> HttpResponse:
    """What the demo's phone has received: the one place where a text can be read, since none is kept."""
    if not settings.DEMO:
        raise Http404
    return render(
        request, "demo/phone.html", {"texts": received(settings.REMINDERS_GATEWAY_URL), "now": timezone.now()}
    )
