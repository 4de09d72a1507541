"""The bookings of one patient, as decided values."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import DateTimeField
from django.utils.translation import gettext as _

from access.grants import Access
from access.prepared import Param
from access.seen import Reading, Silence
from bookings.models import AgreedHow, Booking, BookingStatus
from people.shown import Ask, Source, source_of

FIELDS = (
    "public_id", "what", "starts_at", "ends_at", "place", "preparation", "agreed", "status", "revision",
    "step__public_id", "performer__given_name", "performer__family_name", "performer__title",
    "unit__desk", "unit__phone", "unit__phone_hours",
)  # fmt: skip
PAST_SHOWN_FOR = timedelta(days=180)
SINCE = Param("since", DateTimeField())
READING = Reading(lambda: Booking.objects.filter(starts_at__gte=SINCE).order_by("starts_at", "pk"), FIELDS)


@dataclass(frozen=True, slots=True)
class BookingRow:
    """`can_answer`: the patient may say whether the time suits."""

    id: UUID
    step: UUID | None
    what: str
    starts_at: datetime
    ends_at: datetime
    place: str
    preparation: str
    performer: str
    is_coming: bool
    is_agreed: bool
    is_cancelled: bool
    can_answer: bool
    status: str
    ask: Ask
    source: Source


@dataclass(frozen=True, slots=True)
class BookingsSection:
    rows: tuple[BookingRow, ...]
    silences: frozenset[Silence]


def section(access: Access, now: datetime) -> BookingsSection:
    """Times from the last half year and onwards, in order. One statement."""
    seen = READING.seen_by(access, since=now - PAST_SHOWN_FOR)
    return BookingsSection(tuple(_row(row, access, now) for row in seen.rows), seen.silences)


def _row(row: Any, access: Access, now: datetime) -> BookingRow:
    is_coming = row.status == BookingStatus.BOOKED and row.ends_at > now
    is_agreed = row.agreed != AgreedHow.NOT_YET
    return BookingRow(
        id=row.public_id,
        step=row.step__public_id,
        what=row.what,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        place=row.place,
        preparation=row.preparation,
        performer=f"{row.performer__given_name} {row.performer__family_name}" if row.performer__given_name else "",
        is_coming=is_coming,
        is_agreed=is_agreed,
        is_cancelled=row.status == BookingStatus.CANCELLED,
        can_answer=access.may_answer and is_coming and not is_agreed and row.starts_at > now,
        status=_status(row, access, is_coming=is_coming),
        ask=Ask(row.unit__desk, row.unit__name, row.unit__phone, row.unit__phone_hours),
        source=source_of(row),
    )


def _status(row: Any, access: Access, *, is_coming: bool) -> str:
    if is_coming and row.agreed == AgreedHow.NOT_YET and not access.may_answer:
        return _("Patienten har inte svarat")
    if is_coming:
        return str(AgreedHow(row.agreed).label)
    if row.status == BookingStatus.BOOKED:
        return str(BookingStatus.DONE.label)
    return str(BookingStatus(row.status).label)
