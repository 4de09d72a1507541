"""The patient prepares a visit, and the unit notes that it has read what the patient wrote."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from access.gate import open_own, open_patient
from access.grants import May
from audit.models import How
from bookings.forms import WORDS, NoteReadForm, PrepareForm
from bookings.lookups import find_booking, find_row, our_booking
from bookings.section import BookingRow
from bookings.services import BookingChanged, PreparationChanged, VisitHasBegun, note_as_read, prepare
from people.viewer import Viewer, signed_in

PREPARATION = "preparation"


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def prepare_visit(
    request: HttpRequest, viewer: Viewer, now: datetime, booking: UUID, patient: UUID | None = None
) -> HttpResponse:
    """What matters now, questions, what has changed and medicines: in one's own words, until the visit begins."""
    access = open_own(viewer, How.FORM, now=now, patient=patient, what=PREPARATION, needs=May.ANSWER_TIMES)
    found = find_booking(access, booking)
    row = find_row(access, booking, now)
    form = PrepareForm(request.POST or None, initial=_initial(row))
    is_stale = False
    if form.is_valid():
        try:
            prepare(access=access, booking=found, text=form.text, revision=form.cleaned_data["revision"], now=now)
        except PreparationChanged:
            row, is_stale = find_row(access, booking, now), True
            if row.can_prepare:
                form.say_changed(row.preparation_revision)
            else:
                form.say_too_late(_("Någon annan hann före, och du får inte läsa det. Det du skrev står kvar här."))
        except (BookingChanged, VisitHasBegun) as refusal:
            row = find_row(access, booking, now)
            form.say_too_late(_why(refusal))
        else:
            messages.success(request, _("Tack! Mottagningen kan läsa det före besöket."))
            return redirect(reverse("my_plan", kwargs=access.whose))
    context = {"form": form, "row": row, "access": access, "now": now, "is_stale": is_stale}
    return render(request, "bookings/prepare.html", context)


@require_http_methods(["POST"])
@signed_in
def note_preparation_read(
    request: HttpRequest, viewer: Viewer, now: datetime, patient: UUID, booking: UUID
) -> HttpResponse:
    """The unit has read it: the patient sees that, and by whom."""
    access = open_patient(viewer, patient, How.FORM, now=now, what=PREPARATION, needs=May.DOCUMENT)
    found, form = our_booking(access, booking), NoteReadForm(request.POST)
    if form.is_valid():
        try:
            note_as_read(access=access, booking=found, revision=form.cleaned_data["revision"], now=now)
        except PreparationChanged:
            pass
        else:
            messages.success(request, _("Det är noterat. Patienten ser att ni har läst."))
            return redirect("patient_plan", patient=patient)
    messages.warning(request, _("Patienten har ändrat det som är förberett. Läs igen."))
    return redirect("patient_plan", patient=patient)


def _initial(row: BookingRow) -> dict[str, Any]:
    """What stands there now, or nothing."""
    written = row.prepared
    return {"revision": row.preparation_revision, **{name: getattr(written, name, "") for name in WORDS}}


def _why(refusal: Exception) -> str:
    if isinstance(refusal, VisitHasBegun):
        return _("Besöket har redan börjat, så det går inte att spara. Ta upp det du har skrivit på mötet.")
    return _("Tiden är avbokad, så det går inte att spara. Ring om du vill ha en ny tid.")
