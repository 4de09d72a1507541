"""Staff look for knowledge, and pin it to a heading of the unit's own agreement."""

from contextlib import suppress
from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from access.gate import open_patient
from access.grants import May
from agreements.forms.pins import PinForm
from agreements.lookups import our_agreement, our_pin
from agreements.services import AgreementChanged, pin_to_heading, unpin_from_heading
from agreements.views.leading import led_on
from agreements.views.places import places_first
from audit.models import How
from knowledge.library import find_offered, languages_offered, search
from knowledge.services import NotOffered, PinIsGone
from people.viewer import Viewer, signed_in

AGREEMENT = "agreement"


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def pin(request: HttpRequest, viewer: Viewer, now: datetime, patient: UUID, agreement: UUID) -> HttpResponse:
    """One form both looks for it and pins it: what staff look for tells of the patient, and stands in no address."""
    access = open_patient(viewer, patient, How.FORM, now=now, what=AGREEMENT, needs=May.DOCUMENT)
    if asked := places_first(request, access):
        return asked
    found, today = our_agreement(access, agreement, is_read=False), timezone.localdate(now)
    if led := led_on(request, access, found, to="pin_to_heading"):
        return led
    form = PinForm(request.POST or None, languages=languages_offered(today))
    chosen = form.chosen
    if chosen:
        resource = find_offered(chosen, today=today)
        try:
            pin_to_heading(access=access, agreement=found, heading=form.heading_chosen, resource=resource, now=now)
        except (AgreementChanged, NotOffered):
            form.add_error(None, _("Det ändrades medan du läste. Välj igen."))
        else:
            messages.success(request, _("Fäst i överenskommelsen. Patienten ser det i sin plan."))
            return redirect("patient_plan", patient=patient)
    shown = search(form.wanted, page=request.POST.get("sida", "1"), today=today)
    context = {"list": shown, "form": form, "agreement": found, "access": access, "now": now}
    return render(request, "agreements/pin.html", context)


@require_POST
@signed_in
def unpin(request: HttpRequest, viewer: Viewer, now: datetime, patient: UUID, pin: UUID) -> HttpResponse:
    access = open_patient(viewer, patient, How.FORM, now=now, what=AGREEMENT, needs=May.DOCUMENT)
    found = our_pin(access, pin)
    with suppress(PinIsGone):  # pressed twice
        unpin_from_heading(access=access, pin=found, now=now)
        messages.success(request, _("Borttaget ur överenskommelsen."))
    return redirect("patient_plan", patient=patient)
