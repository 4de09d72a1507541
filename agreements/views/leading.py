"""From the page of a version that was replaced, or has ended: an old tab, or a link that was kept."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from access.grants import Access
from agreements.lookups import newest_of
from agreements.models import ALIVE, Agreement

CHANGED_SINCE = gettext_lazy("Överenskommelsen har ändrats sedan du öppnade sidan. Så här ser den ut nu.")


def led_on(request: HttpRequest, access: Access, found: Agreement, *, to: str) -> HttpResponse | None:
    """To the same page of what is alive of the series. What is sent goes on: the verb judges it, nothing is lost."""
    if request.method == "POST" or found.status in ALIVE:
        return None
    return to_what_stands(request, access, found, to=to)


def to_what_stands(request: HttpRequest, access: Access, gone: Agreement, *, to: str) -> HttpResponse:
    newest, patient = newest_of(access, gone.series), access.patient.public_id
    if newest is None:
        messages.info(request, _("Överenskommelsen är avslutad. Det som gäller står i planen."))
        return redirect("patient_plan", patient=patient)
    messages.info(request, _("Överenskommelsen har fått en ny version. Här är den."))
    return redirect(to, patient=patient, agreement=newest.public_id)


def to_plan_since_changed(request: HttpRequest, access: Access) -> HttpResponse:
    """What staff came to do is there no more."""
    messages.warning(request, CHANGED_SINCE)
    return redirect("patient_plan", patient=access.patient.public_id)
