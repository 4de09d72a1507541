"""Staff book, move, cancel and conclude."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from access.grants import Access, require
from access.services import log_write, written_before
from bookings.models import AgreedHow, Booking, BookingQuerySet, BookingStatus, TimeWish
from people.models import Professional
from steps.models import Step
from steps.services import StepHasEnded, finish_step


class AlreadyBooked(Exception):
    """The performer has another visit at that time."""


class BookingChanged(Exception):
    """Somebody moved, cancelled, answered or ended the booking first."""


class StepNotOpen(Exception):
    """The step has ended, or is not the unit's to fulfil for this patient."""


class VisitHasBegun(Exception):
    """What has begun is neither moved, cancelled nor answered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Time:
    """What is booked, when and where."""

    what: str
    starts_at: datetime
    ends_at: datetime
    place: str = ""
    preparation: str = ""
    performer: Professional | None = None


def book(
    *,
    access: Access,
    time: Time,
    agreed: AgreedHow,
    now: datetime,
    step: Step | None = None,
    approved_for_patient: bool = True,
    key: UUID | None = None,
) -> Booking:
    """Book a time at the viewer's unit, in fulfilment of `step` if there is one.

    The same `key` from the same author gives the row that is there. Raises AlreadyBooked or StepNotOpen.
    """
    require(access.may_book)
    assert access.assignment is not None  # noqa: S101 -- only staff may book
    unit, key = access.assignment.unit, key or uuid4()
    ours = {"author": access.professional_id, "patient": access.patient}
    if written := written_before(Booking, key, **ours):
        return written
    try:
        with _one_at_a_time(time):
            if step:
                _hold(access, step)
            booking = Booking.objects.create(
                public_id=key,
                patient=access.patient,
                unit=unit,
                provider_id=unit.provider_id,
                author_id=access.professional_id,
                authored_at=now,
                updated_at=now,
                approved_for_patient=approved_for_patient,
                step=step,
                **_written(time, agreed, now),
            )
            log_write(access, "booking.booked", booking.public_id, now=now)
    except (IntegrityError, AlreadyBooked):
        # Sent twice at once: the other one has just written the row.
        if written := written_before(Booking, key, **ours):
            return written
        raise
    return booking


def move(*, access: Access, booking: Booking, revision: int, time: Time, agreed: AgreedHow, now: datetime) -> None:
    """Give a visit that has not begun another time. If the patient wished for one, the wish is answered by it.

    Sent again, it changes nothing. Raises AlreadyBooked, VisitHasBegun, or BookingChanged for a stale `revision`.
    """
    require(access.may_book)
    with _one_at_a_time(time):
        changes = _written(time, agreed, now)
        if _change(_not_begun(access, booking, revision, now), now, **changes):
            _answer_wishes(access, booking, now)
            log_write(access, "booking.moved", booking.public_id, now=now)
        else:
            _refuse_unless_done(access, booking, revision, {**_of(time), "agreed": agreed}, now)


@transaction.atomic
def cancel(*, access: Access, booking: Booking, revision: int, because: str, now: datetime) -> None:
    """A visit that has not begun will not be. Sent again, it changes nothing. Raises VisitHasBegun, BookingChanged."""
    require(access.may_book)
    changes = {"status": BookingStatus.CANCELLED, "ended_because": because}
    if _change(_not_begun(access, booking, revision, now), now, ended_at=now, **changes):
        _answer_wishes(access, booking, now)
        log_write(access, "booking.cancelled", booking.public_id, now=now, because=because)
    else:
        _refuse_unless_done(access, booking, revision, changes, now)


@transaction.atomic
def conclude(*, access: Access, booking: Booking, status: BookingStatus, now: datetime, because: str = "") -> None:
    """The visit took place, did not, or was cancelled. What took place has fulfilled its step.

    Raises BookingChanged when somebody was first.
    """
    require(access.may_book)
    booked = _ours(access, booking, booking.revision)
    if not _change(booked, now, status=status, ended_at=now, ended_because=because):
        raise BookingChanged
    _answer_wishes(access, booking, now)
    log_write(access, f"booking.{status}", booking.public_id, now=now, because=because)
    if status == BookingStatus.DONE and booking.step:
        with suppress(StepHasEnded):
            finish_step(access=access, step=booking.step, how=_("Besöket blev av"), now=now)


def _hold(access: Access, step: Step) -> None:
    """The step stays open until the time is booked."""
    ours = Step.objects.visible_to(access).open().filter(pk=step.pk, unit=access.unit_id)
    if ours.select_for_update(of=("self",), no_key=True).first() is None:
        raise StepNotOpen


@contextmanager
def _one_at_a_time(time: Time) -> Iterator[None]:
    """A transaction that waits for others who book the same performer: else two that collide may deadlock."""
    try:
        with transaction.atomic():
            if time.performer:
                Professional.objects.select_for_update(no_key=True).get(pk=time.performer.pk)
            yield
    except IntegrityError as error:
        if "bookings_booking_one_at_a_time" in str(error):
            raise AlreadyBooked from error
        raise


def _of(time: Time) -> dict[str, Any]:
    return {field.name: getattr(time, field.name) for field in fields(time)}


def _written(time: Time, agreed: AgreedHow, now: datetime) -> dict[str, Any]:
    agreed_at = None if agreed == AgreedHow.NOT_YET else now
    return {**_of(time), "agreed": agreed, "agreed_at": agreed_at, "by_proxy": ""}


def _ours(access: Access, booking: Booking, revision: int) -> BookingQuerySet:
    booked = Booking.objects.visible_to(access).booked()
    return booked.filter(pk=booking.pk, unit=access.unit_id, revision=revision)


def _not_begun(access: Access, booking: Booking, revision: int, now: datetime) -> BookingQuerySet:
    return _ours(access, booking, revision).filter(starts_at__gt=now)


def _change(rows: BookingQuerySet, now: datetime, **changes: Any) -> int:
    return rows.update(**changes, updated_at=now, revision=F("revision") + 1)


def _answer_wishes(access: Access, booking: Booking, now: datetime) -> None:
    wishes = TimeWish.objects.open().filter(booking__in=Booking.objects.visible_to(access).filter(pk=booking.pk))
    wishes.update(answered_at=now)


def _refuse_unless_done(
    access: Access, booking: Booking, revision: int, changes: dict[str, Any], now: datetime
) -> None:
    current = Booking.objects.visible_to(access).get(pk=booking.pk)
    is_done = all(getattr(current, name) == value for name, value in changes.items())
    if current.revision == revision + 1 and is_done:
        return
    if current.status == BookingStatus.BOOKED and current.starts_at <= now:
        raise VisitHasBegun
    raise BookingChanged
