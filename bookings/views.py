"""Pages that write times: staff's, on a patient's page, and the patient's own answer."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from access.colleagues import colleagues
from access.gate import open_own, open_patient
from access.grants import Access, May
from audit.models import How
from bookings.forms import AnswerForm, BookForm, CancelForm, ConcludeForm, MoveForm, SuitsForm, WishForm, initial_of
from bookings.lookups import find_booking, find_row, our_booking, steps_to_fulfil
from bookings.models import AgreedHow, Booking
from bookings.section import BookingRow
from bookings.services import (
    AlreadyAnswered,
    AlreadyBooked,
    BookingChanged,
    StepNotOpen,
    VisitHasBegun,
    ask_for_another_time,
    book,
    cancel,
    conclude,
    confirm,
    move,
)
from people.shown import language_name
from people.viewer import Viewer, signed_in

BOOKING = "booking"
get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@get_or_post
@signed_in
def book_time(request: HttpRequest, viewer: Viewer, now: datetime, patient: UUID) -> HttpResponse:
    access = _open(viewer, patient, now)
    form = BookForm(request.POST or None, steps=steps_to_fulfil(access), **_of_the_unit(access, now))
    if form.is_valid():
        try:
            _book(access, form, now)
        except AlreadyBooked:
            form.say_already_booked()
        except StepNotOpen:
            form.say_step_has_ended()
        else:
            return _done(request, access, _("Tiden är bokad."))
    return _page(request, "bookings/book.html", access, now, form=form)


@get_or_post
@signed_in
def move_time(request: HttpRequest, viewer: Viewer, now: datetime, patient: UUID, booking: UUID) -> HttpResponse:
    access = _open(viewer, patient, now)
    found = our_booking(access, booking)
    told = {"initial": initial_of(found), **_of_the_unit(access, now)}
    form = MoveForm(request.POST or None, hides_place=access.hides_places, **told)
    if form.is_valid():
        try:
            _move(access, found, form, now)
        except AlreadyBooked:
            form.say_already_booked()
        except (BookingChanged, VisitHasBegun):
            form.say_changed(find_row(access, booking, now).revision)
        else:
            return _done(request, access, _("Tiden är flyttad."))
    return _page(request, "bookings/move.html", access, now, form=form, row=find_row(access, booking, now))


@get_or_post
@signed_in
def cancel_time(request: HttpRequest, viewer: Viewer, now: datetime, patient: UUID, booking: UUID) -> HttpResponse:
    access = _open(viewer, patient, now)
    found = our_booking(access, booking)
    form = CancelForm(request.POST or None, initial={"revision": found.revision})
    if form.is_valid():
        said = form.cleaned_data
        try:
            cancel(access=access, booking=found, revision=said["revision"], because=said["because"], now=now)
        except (BookingChanged, VisitHasBegun):
            form.say_changed(find_row(access, booking, now).revision)
        else:
            return _done(request, access, _("Tiden är avbokad."))
    return _page(request, "bookings/cancel.html", access, now, form=form, row=find_row(access, booking, now))


@require_http_methods(["POST"])
@signed_in
def conclude_time(request: HttpRequest, viewer: Viewer, now: datetime, patient: UUID, booking: UUID) -> HttpResponse:
    """The visit has been: it took place, or it did not."""
    access = _open(viewer, patient, now)
    found, form = our_booking(access, booking), ConcludeForm(request.POST)
    if form.is_valid() and find_row(access, booking, now).can_conclude:
        found.revision = form.cleaned_data["revision"]
        try:
            conclude(access=access, booking=found, status=form.cleaned_data["outcome"], now=now)
        except BookingChanged:
            pass
        else:
            return _done(request, access, _("Det är noterat."))
    messages.warning(request, _("Tiden har ändrats sedan du öppnade sidan. Så här är den nu."))
    return redirect("patient_plan", patient=patient)


@get_or_post
@signed_in
def answer_time(
    request: HttpRequest, viewer: Viewer, now: datetime, booking: UUID, patient: UUID | None = None
) -> HttpResponse:
    """The time suits, in one press; or another is needed, and perhaps which."""
    access = open_own(viewer, How.FORM, now=now, patient=patient, what=BOOKING, needs=May.ANSWER_TIMES)
    found = find_booking(access, booking)
    chosen: type[AnswerForm] = SuitsForm if "suits" in request.POST else WishForm
    form = chosen(request.POST or None, initial={"revision": found.revision})
    if form.is_valid():
        try:
            thanks = _answer(access, found, form, now)
        except (AlreadyAnswered, BookingChanged, VisitHasBegun) as refusal:
            row = find_row(access, booking, now)
            form.say_refused(_why(refusal, row), row.revision)
        else:
            messages.success(request, thanks)
            return redirect(reverse("my_plan", kwargs=access.whose))
    row = find_row(access, booking, now)
    wish = form if isinstance(form, WishForm) else WishForm(initial={"revision": row.revision})
    context = {"form": form, "wish": wish, "row": row, "access": access, "now": now}
    return render(request, "bookings/answer.html", context)


def _open(viewer: Viewer, patient: UUID, now: datetime) -> Access:
    return open_patient(viewer, patient, How.FORM, now=now, what=BOOKING, needs=May.BOOK)


def _of_the_unit(access: Access, now: datetime) -> dict[str, Any]:
    assert access.assignment is not None  # noqa: S101 -- only staff may book
    return {"colleagues": colleagues(access, now=now), "place": access.assignment.unit.place, "now": now}


def _book(access: Access, form: BookForm, now: datetime) -> None:
    said = form.cleaned_data
    agreed, time = AgreedHow(said["agreed"]), form.time(said["what"])
    book(access=access, time=time, agreed=agreed, step=form.chosen_step, key=said["key"], now=now)


def _move(access: Access, booking: Booking, form: MoveForm, now: datetime) -> None:
    said = form.cleaned_data
    agreed, time = AgreedHow(said["agreed"]), form.time(booking.what, place=booking.place)
    move(access=access, booking=booking, revision=said["revision"], time=time, agreed=agreed, now=now)


def _answer(access: Access, booking: Booking, form: AnswerForm, now: datetime) -> str:
    said = form.cleaned_data
    if isinstance(form, SuitsForm):
        confirm(access=access, booking=booking, revision=said["revision"], now=now)
        return _("Tack! Nu vet mottagningen att tiden passar.")
    ask_for_another_time(access=access, booking=booking, revision=said["revision"], text=said["text"], now=now)
    return _("Tack! Mottagningen vet att du behöver en annan tid. Den här tiden gäller tills de hör av sig.")


def _why(refusal: Exception, row: BookingRow) -> str:
    if isinstance(refusal, VisitHasBegun):
        return _("Besöket har redan börjat. Ring om du behöver hjälp.")
    if isinstance(refusal, AlreadyAnswered):
        return (
            _("Det finns redan ett önskemål om en annan tid.") if row.wished_at else _("Tiden är redan överenskommen.")
        )
    if row.is_cancelled:
        return _("Tiden är avbokad.")
    return _("Tiden har ändrats sedan du öppnade sidan. Så här är den nu.")


def _done(request: HttpRequest, access: Access, words: str) -> HttpResponse:
    messages.success(request, words)
    return redirect("patient_plan", patient=access.patient.public_id)


def _page(request: HttpRequest, template: str, access: Access, now: datetime, **more: Any) -> HttpResponse:
    patient = access.patient
    interpreter = language_name(patient.language) if patient.needs_interpreter else ""
    return render(request, template, {"access": access, "now": now, "interpreter": interpreter, **more})
