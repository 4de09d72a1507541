"""One click is one login. There is no such address when the demo is off."""

from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from patientkontrakt.demo.received import received
from patientkontrakt.login.landing import land
from people.limits import limited
from people.models import Login


@require_POST
@limited("login")
def log_in_as(request: HttpRequest, guest: str) -> HttpResponse:
    """Become one of the demo's people: to their own plan, to the unit's patients, or to the start page."""
    if not settings.DEMO:
        raise Http404
    person = get_object_or_404(Login, username=f"demo {guest}", is_active=True)
    login(request, person, backend="django.contrib.auth.backends.ModelBackend")
    return land(request, person, as_staff=person.professional_id is not None, now=timezone.now())


@require_safe
def phone(request: HttpRequest) -> HttpResponse:
    """What the demo's phone has received: the one place where a text can be read, since none is kept."""
    if not settings.DEMO:
        raise Http404
    return render(
        request, "demo/phone.html", {"texts": received(settings.REMINDERS_GATEWAY_URL), "now": timezone.now()}
    )
