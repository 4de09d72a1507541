"""The patient prepares a visit, and the unit notes that it has read what the patient wrote."""

from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import F

from access.grants import Access, require
from access.services import log_write
from bookings.models import Booking, BookingStatus, Preparation
from bookings.services.times import BookingChanged, VisitHasBegun
from bookings.words_for import may_read_all


class PreparationChanged(Exception):
    """Somebody has written something else since the page was opened."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PreparationText:
    """In the patient's own words; any of them may be empty."""

    matters: str = ""
    questions: str = ""
    changes: str = ""
    medication: str = ""


@transaction.atomic
def prepare(*, access: Access, booking: Booking, text: PreparationText, revision: int, now: datetime) -> None:
    """Write, or write anew, until the visit begins. `revision`: what the writer saw, 0 when nothing was written.

    Who may answer about the time may prepare it, and never writes over what they may not read. Sent again, it changes
    nothing.
    Raises PreparationChanged for a stale `revision`, VisitHasBegun, or BookingChanged for a time that is cancelled.
    """
    require(access.may_answer_times)
    _hold(access, booking, now)
    written = {**asdict(text), "written_at": now, "by_proxy": access.signature}
    found = Preparation.objects.filter(booking__in=Booking.objects.visible_to(access).filter(pk=booking.pk))
    if current := found.first():
        if all(getattr(current, name) == words for name, words in asdict(text).items()):
            return
        if current.revision != revision:
            raise PreparationChanged
        is_empty = not any(getattr(current, name) for name in asdict(text))
        require(is_empty or may_read_all(access, current.by_proxy, current.medication))
        changes = {**written, "seen_at": None, "seen_by": None, "revision": F("revision") + 1}
        if not found.filter(revision=revision).update(**changes):
            raise PreparationChanged
    elif revision:
        raise PreparationChanged
    else:
        current = Preparation.objects.create(booking=booking, **written)
    log_write(access, "preparation.written", current.public_id, now=now)


@transaction.atomic
def note_as_read(*, access: Access, booking: Booking, revision: int, now: datetime) -> None:
    """The booking's unit has read it, so that the patient knows. Sent again, it changes nothing.

    A press of a button: GET writes nothing but the log. Raises PreparationChanged for a stale `revision`.
    """
    require(access.may_document)
    seen = Preparation.objects.filter(
        revision=revision, booking__in=Booking.objects.visible_to(access).filter(pk=booking.pk, unit=access.unit_id)
    )
    if seen.filter(seen_at=None).update(seen_at=now, seen_by=access.professional_id):
        log_write(access, "preparation.read", seen.get().public_id, now=now)
    elif not seen.exists():
        raise PreparationChanged


def _hold(access: Access, booking: Booking, now: datetime) -> None:
    """The visit is ahead until it is written: the row waits for who moves or cancels it, and for who writes too."""
    rows = Booking.objects.visible_to(access).filter(pk=booking.pk)
    current = rows.select_for_update(of=("self",), no_key=True).get()
    if current.status != BookingStatus.BOOKED:
        raise BookingChanged
    if current.starts_at <= now:
        raise VisitHasBegun
