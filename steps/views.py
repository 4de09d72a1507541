"""Pages on which a unit hands over a step, and the unit that is asked answers."""

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from access.gate import open_patient
from access.grants import Access, May
from audit.models import How
from people.viewer import Viewer, signed_in
from steps.asking import units_to_take_over
from steps.forms import HandOverForm, TakeOverForm
from steps.lookups import find_step, our_step
from steps.models import Step
from steps.services import HandOverChanged, ask_to_take_over, decline_hand_over, keep_step, take_over

STEP = "step"
get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@get_or_post
@signed_in
def hand_over(request: HttpRequest, viewer: Viewer, now: datetime, patient: UUID, step: UUID) -> HttpResponse:
    """Ask another unit to take over a step, or keep it after all."""
    access = open_patient(viewer, patient, How.FORM, now=now, what=STEP, needs=May.DOCUMENT)
    found = our_step(access, step)
    if not found.can_be_handed_over:
        messages.info(request, _("Steget är klart, eller något som patienten gör själv. Planen visar vad som gäller."))
        return redirect("patient_plan", patient=patient)
    others = [unit for unit in units_to_take_over(access, now=now) if unit.pk != found.asked_unit_id]
    form = HandOverForm(
        request.POST or None, units=others, is_asked=found.asked_unit is not None, initial={"revision": found.revision}
    )
    if form.is_valid():
        revision, found.revision = found.revision, form.cleaned_data["revision"]
        try:
            said = _hand_over(access, found, form, now)
        except HandOverChanged:
            form.add_error(None, _("En kollega har ändrat steget. Läs vad som gäller nu, och välj igen."))
            form.has_seen(revision)
        else:
            messages.success(request, said)
            return redirect("patient_plan", patient=patient)
    return render(request, "steps/hand_over.html", {"form": form, "step": found, "access": access, "now": now})


@get_or_post
@signed_in
def answer(request: HttpRequest, viewer: Viewer, now: datetime, patient: UUID, step: UUID) -> HttpResponse:
    """The unit that is asked takes over, or says why it cannot. The plan's button sends a yes at once."""
    access = open_patient(viewer, patient, How.FORM, now=now, what=STEP, needs=May.DOCUMENT)
    found = find_step(access, step)
    if not found.is_asked(access.unit_id):
        return _too_late(request, patient)
    form = TakeOverForm(request.POST or None)
    if form.is_valid():
        try:
            said = _answer(access, found, form, now)
        except HandOverChanged:
            return _too_late(request, patient)
        messages.success(request, said)
        return redirect("patient_plan", patient=patient)
    return render(request, "steps/answer.html", {"form": form, "step": found, "access": access, "now": now})


def _too_late(request: HttpRequest, patient: UUID) -> HttpResponse:
    messages.info(request, _("Det är redan besvarat, eller inte längre aktuellt. Planen visar vad som gäller."))
    return redirect("patient_plan", patient=patient)


def _hand_over(access: Access, step: Step, form: HandOverForm, now: datetime) -> str:
    if form.unit is None:
        keep_step(access=access, step=step, now=now)
        return _("Ni behåller steget.")
    ask_to_take_over(access=access, step=step, unit=form.unit, now=now)
    return _("%(unit)s är tillfrågad. Steget är ert tills de har sagt ja.") % {"unit": form.unit.name}


def _answer(access: Access, step: Step, form: TakeOverForm, now: datetime) -> str:
    if form.accepts:
        take_over(access=access, step=step, now=now)
        return _("Ni har tagit över steget. Det står i planen att ni ansvarar.")
    decline_hand_over(access=access, step=step, because=form.cleaned_data["because"], now=now)
    return _("Ni har sagt nej. Enheten som frågade ser det.")
