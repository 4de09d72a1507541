"""The patient answers: the time suits, or another one is needed."""

from datetime import datetime
from typing import NoReturn

from django.db import transaction
from django.db.models import F

from access.grants import Access, require
from access.services import log_write
from bookings.models import AgreedHow, Booking, BookingQuerySet, BookingStatus, TimeWish, TimeWishQuerySet
from bookings.services.times import BookingChanged, VisitHasBegun


class AlreadyAnswered(Exception):
    """The time is agreed, or the patient has asked for another one."""


@transaction.atomic
def confirm(*, access: Access, booking: Booking, revision: int, now: datetime) -> None:
    """The time suits the patient. Raises AlreadyAnswered, VisitHasBegun, or BookingChanged for a stale `revision`."""
    require(access.may_answer_times)
    confirmed = (
        _to_answer(access, booking, revision, now)
        .filter(agreed=AgreedHow.NOT_YET)
        .update(
            agreed=AgreedHow.CONFIRMED,
            agreed_at=now,
            by_proxy=access.signature,
            updated_at=now,
            revision=F("revision") + 1,
        )
    )
    if not confirmed:
        _refuse(access, booking, revision, now)
    log_write(access, "booking.confirmed", booking.public_id, now=now)


@transaction.atomic
def ask_for_another_time(*, access: Access, booking: Booking, revision: int, text: str, now: datetime) -> None:
    """The patient needs another time. The booking stands until staff move or cancel it.

    Sent again, it changes nothing. Raises AlreadyAnswered, VisitHasBegun, or BookingChanged for a stale `revision`.
    """
    require(access.may_answer_times)
    rows = _to_answer(access, booking, revision, now)
    if rows.update(updated_at=now, revision=F("revision") + 1):
        TimeWish.objects.create(booking=booking, text=text, asked_at=now, by_proxy=access.signature)
        log_write(access, "booking.wish", booking.public_id, now=now)
    elif not _open_wishes(access, booking).filter(text=text).exists():
        _refuse(access, booking, revision, now)


def _to_answer(access: Access, booking: Booking, revision: int, now: datetime) -> BookingQuerySet:
    rows = Booking.objects.visible_to(access).booked().without_wish()
    return rows.filter(pk=booking.pk, revision=revision, starts_at__gt=now)


def _open_wishes(access: Access, booking: Booking) -> TimeWishQuerySet:
    return TimeWish.objects.open().filter(booking__in=Booking.objects.visible_to(access).filter(pk=booking.pk))


def _refuse(access: Access, booking: Booking, revision: int, now: datetime) -> NoReturn:
    current = Booking.objects.visible_to(access).get(pk=booking.pk)
    if current.status != BookingStatus.BOOKED:
        raise BookingChanged
    if current.starts_at <= now:
        raise VisitHasBegun
    has_answered = current.agreed == AgreedHow.CONFIRMED or _open_wishes(access, booking).exists()
    if has_answered or (current.agreed != AgreedHow.NOT_YET and current.revision == revision):
        raise AlreadyAnswered
    raise BookingChanged
