"""What suppliers call."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from reminders.receipts import Forged, receive
from reminders.services import UnknownReference

LOGGED = "/sms/kvitto/"


@csrf_exempt  # the supplier has no session; the address is the secret
def receipt(request: HttpRequest, token: str) -> HttpResponse:
    """A delivery report. Answered with 204 when it is committed, so that the supplier may stop repeating it."""
    request.logged_path = LOGGED  # type: ignore[attr-defined] # first of all: the rest of it is secret
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    try:
        receive(token, request.POST.dict(), now=timezone.now())
    except (Forged, UnknownReference):
        raise Http404 from None
    return HttpResponse(status=204)
