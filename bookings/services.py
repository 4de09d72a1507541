"""Verbs for bookings."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.db.models import F

from access.grants import Access, require
from access.services import log_write
from bookings.models import AgreedHow, Booking, BookingStatus
from people.models import Professional
from steps.models import Step


class AlreadyBooked(Exception):
    """The performer has another visit at that time."""


class BookingChanged(Exception):
    """Somebody moved, cancelled or ended the booking first."""


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

    The same `key` from the same author gives the row that is there. Raises AlreadyBooked.
    """
    require(access.may_book)
    key = key or uuid4()
    already = Booking.objects.filter(public_id=key, author=access.professional_id, patient=access.patient).first()
    if already:
        return already
    try:
        with transaction.atomic():
            booking = _create(
                access=access,
                time=time,
                agreed=agreed,
                now=now,
                step=step,
                approved_for_patient=approved_for_patient,
                key=key,
            )
            log_write(access, "booking.booked", booking.public_id, now=now)
    except IntegrityError as error:
        if "bookings_booking_one_at_a_time" in str(error):
            raise AlreadyBooked from error
        raise
    return booking


@transaction.atomic
def conclude(*, access: Access, booking: Booking, status: BookingStatus, now: datetime, because: str = "") -> None:
    """The visit took place, did not, or was cancelled. Raises BookingChanged when somebody was first."""
    require(access.may_book)
    concluded = (
        Booking.objects.visible_to(access)
        .booked()
        .filter(pk=booking.pk, unit=access.unit_id, revision=booking.revision)
        .update(status=status, ended_at=now, updated_at=now, ended_because=because, revision=F("revision") + 1)
    )
    if not concluded:
        raise BookingChanged
    log_write(access, f"booking.{status}", booking.public_id, now=now, because=because)


def _create(
    *,
    access: Access,
    time: Time,
    agreed: AgreedHow,
    now: datetime,
    step: Step | None,
    approved_for_patient: bool,
    key: UUID,
) -> Booking:
    assert access.assignment is not None  # noqa: S101 -- only staff may book
    unit = access.assignment.unit
    return Booking.objects.create(
        public_id=key,
        patient=access.patient,
        unit=unit,
        provider_id=unit.provider_id,
        author_id=access.professional_id,
        authored_at=now,
        updated_at=now,
        approved_for_patient=approved_for_patient,
        step=step,
        what=time.what,
        starts_at=time.starts_at,
        ends_at=time.ends_at,
        place=time.place,
        preparation=time.preparation,
        performer=time.performer,
        agreed=agreed,
        agreed_at=None if agreed == AgreedHow.NOT_YET else now,
    )
