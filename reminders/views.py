from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from reminders.receipts import Forged, receive
from reminders.services import UnknownReference


@csrf_exempt  # the supplier has no session; the address is the secret
@require_POST
def receipt(request: HttpRequest, token: str) -> HttpResponse:
    """A delivery report. Answered with 204 when it is committed, so that the supplier may stop repeating it."""
    request.logged_path = "/sms/kvitto/"  # type: ignore[attr-defined] # the rest is secret
    try:
        receive(token, request.POST.dict(), now=timezone.now())
    except (Forged, UnknownReference):
        raise Http404 from None
    return HttpResponse(status=204)
