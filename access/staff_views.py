"""Staff's page of grounds: why the unit may read, what the patient has said about it, and the end of a relation."""

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from access.gate import open_patient
from access.grants import Access, May
from access.kinds import ConsentKind
from access.services import (
    ConsentHasEnded,
    RelationHasEnded,
    block_provider,
    block_unit,
    end_relation,
    give_consent,
    withdraw_consent,
)
from access.staff_page import grounds_of
from access.will_forms import EndRelationForm, NoteBlockForm, NoteConsentForm
from access.will_lookups import find_consent
from audit.models import How
from people.models import CareUnit
from people.viewer import Viewer, signed_in

GROUNDS = "grounds"
get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@signed_in
def patient_grounds(request: HttpRequest, viewer: Viewer, now: datetime, patient: UUID) -> HttpResponse:
    access = open_patient(viewer, patient, How.PAGE, now=now, what=GROUNDS)
    context = {"grounds": grounds_of(access, now), "access": access, "unit": _unit(access), "now": now}
    return render(request, "access/grounds.html", context)


@get_or_post
@signed_in
def note_consent(request: HttpRequest, viewer: Viewer, now: datetime, patient: UUID) -> HttpResponse:
    access = open_patient(viewer, patient, How.FORM, now=now, what=GROUNDS, needs=May.NOTE)
    form = NoteConsentForm(request.POST or None)
    if form.is_valid():
        said = form.cleaned_data
        kind, unit = ConsentKind(said["kind"]), _unit(access)
        give_consent(access=access, unit=unit, kind=kind, because=said["how"], key=said["key"], now=now)
        return _done(request, access, _("Samtycket är antecknat. Patienten kan se det och ta tillbaka det."))
    context = {"form": form, "access": access, "unit": _unit(access), "now": now}
    return render(request, "access/note_consent.html", context)


@require_POST
@signed_in
def note_withdrawal(request: HttpRequest, viewer: Viewer, now: datetime, patient: UUID, consent: UUID) -> HttpResponse:
    access = open_patient(viewer, patient, How.FORM, now=now, what=GROUNDS, needs=May.NOTE)
    found = find_consent(access, consent)
    try:
        withdraw_consent(access=access, consent=found, now=now)
    except ConsentHasEnded:
        return redirect("patient_grounds", patient=access.patient.public_id)
    return _done(request, access, _("Det är antecknat att patienten tar tillbaka samtycket."))


@get_or_post
@signed_in
def note_block(request: HttpRequest, viewer: Viewer, now: datetime, patient: UUID) -> HttpResponse:
    access = open_patient(viewer, patient, How.FORM, now=now, what=GROUNDS, needs=May.NOTE)
    form = NoteBlockForm(request.POST or None, units=[_unit(access)])
    if form.is_valid():
        chosen, how, key = form.chosen, form.cleaned_data["how"], form.cleaned_data["key"]
        if isinstance(chosen, CareUnit):
            block_unit(access=access, unit=chosen, because=how, key=key, now=now)
        else:
            block_provider(access=access, provider=chosen, because=how, key=key, now=now)
        return _done(request, access, _("Spärren gäller från och med nu. Bara patienten kan ta bort den."))
    return render(request, "access/note_block.html", {"form": form, "access": access, "now": now})


@get_or_post
@signed_in
def stop_caring(request: HttpRequest, viewer: Viewer, now: datetime, patient: UUID) -> HttpResponse:
    """The next request about the patient is refused, so it ends at the start page."""
    access = open_patient(viewer, patient, How.FORM, now=now, what=GROUNDS, needs=May.DOCUMENT)
    form = EndRelationForm(request.POST or None)
    if form.is_valid():
        try:
            end_relation(access=access, because=form.cleaned_data["because"], now=now)
        except RelationHasEnded:
            return redirect("patient_grounds", patient=access.patient.public_id)
        messages.success(request, _("Vårdrelationen är avslutad. Ni ser inte längre patientens plan."))
        return redirect("start")
    context = {"form": form, "access": access, "unit": _unit(access), "now": now}
    return render(request, "access/stop_caring.html", context)


def _unit(access: Access) -> CareUnit:
    assert access.assignment is not None  # noqa: S101 -- for staff alone
    return access.assignment.unit


def _done(request: HttpRequest, access: Access, words: str) -> HttpResponse:
    messages.success(request, words)
    return redirect("patient_grounds", patient=access.patient.public_id)
