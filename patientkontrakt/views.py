"""Start page and logout."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from access.mandates import ways_in
from access.roles import reads_care
from patientkontrakt.demo.people import guests
from patientkontrakt.login.stay import ENDED, log_out_of
from people.viewer import viewer_of


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """What patientkontrakt is, and the ways in for the one who is logged in."""
    now = timezone.now()
    viewer = viewer_of(request, now=now)
    ways = ways_in(viewer, now=now) if viewer else ()
    return render(
        request,
        "start.html",
        {
            "viewer": viewer,
            "ways": ways,
            "reads_care": bool(viewer and reads_care(viewer)),
            "guests": guests(timezone.localdate(now)) if settings.DEMO else (),
            "is_demo": settings.DEMO,
            "brokers": settings.LOGIN_BROKERS.values(),
            "wanted": request.GET.get("next", ""),
            "has_left": request.session.get(ENDED, False),
        },
    )


@require_POST
def log_out(request: HttpRequest) -> HttpResponse:
    """`Clear-Site-Data` empties what a shared computer might have kept."""
    log_out_of(request, "button", now=timezone.now())
    response = redirect("start")
    response["Clear-Site-Data"] = '"cache", "storage"'
    return response
