"""The bookings of one patient, as decided values."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import DateTimeField, FilteredRelation, Q
from django.utils.translation import gettext as _

from access.grants import Access
from access.prepared import Param
from access.seen import AskedSeen, Reading, Silence
from bookings.models import AgreedHow, Booking, BookingQuerySet, BookingStatus
from bookings.preparations import FIELDS as BROUGHT
from bookings.preparations import PreparationRow, may_write, prepared, upcoming
from people.shown import Ask, Source, source_of

__all__ = ["BookingRow", "BookingsSection", "PreparationRow", "ask", "section", "upcoming"]

FIELDS = (
    *BROUGHT,
    "public_id", "what", "starts_at", "ends_at", "place", "preparation", "agreed", "status", "revision",
    "step__public_id", "performer__given_name", "performer__family_name", "performer__title",
    "unit_id", "unit__desk", "unit__phone", "unit__phone_hours", "open_wish__asked_at", "open_wish__text",
    "open_wish__by_proxy", "by_proxy",
)  # fmt: skip
PAST_SHOWN_FOR = timedelta(days=180)
SINCE = Param("since", DateTimeField())


def _recent() -> BookingQuerySet:
    """At most one wish is open for each booking (bookings_timewish_one_open)."""
    bookings = Booking.objects.filter(starts_at__gte=SINCE).order_by("starts_at", "pk")
    return bookings.annotate(open_wish=FilteredRelation("wishes", condition=Q(wishes__answered_at=None)))


READING = Reading(_recent, FIELDS)


@dataclass(frozen=True, slots=True)
class BookingRow:
    """`can_answer`: the patient may say that the time suits; `can_wish`: that another is needed.

    `wish` is what the patient has written about another time, `wished_at` when; `by_proxy` says who did that or said
    that the time suits, when it was not the patient. `can_move`: it is the viewer's to move
    and cancel; `can_conclude`: it is theirs to say whether the visit took place. `prepared` is what the patient brings
    to it; `can_prepare`: the viewer may write it, `can_note_read`: note that the unit has read it.
    `preparation_revision` goes with what is written, 0 while nothing is. `covers_step`: it stands for
    the step it fulfils. `revision` goes with an answer, and says which time it was that the viewer saw.
    """

    id: UUID
    revision: int
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
    is_missed: bool
    is_done: bool
    covers_step: bool
    can_answer: bool
    can_wish: bool
    can_move: bool
    can_conclude: bool
    can_prepare: bool
    can_note_read: bool
    prepared: PreparationRow | None
    preparation_revision: int
    wished_at: datetime | None
    wish: str
    by_proxy: str
    status: str
    ask: Ask
    source: Source


@dataclass(frozen=True, slots=True)
class BookingsSection:
    rows: tuple[BookingRow, ...]
    silences: frozenset[Silence]


def ask(access: Access, now: datetime) -> AskedSeen:
    return READING.ask(access, since=now - PAST_SHOWN_FOR)


def section(access: Access, now: datetime, asked: AskedSeen | None = None) -> BookingsSection:
    """Times from the last half year and onwards, in order. One statement."""
    seen = (asked or ask(access, now)).seen()
    agreed = {str(each): str(each.label) for each in AgreedHow}
    return BookingsSection(tuple(_row(row, access, now, agreed) for row in seen.rows), seen.silences)


def _row(row: Any, access: Access, now: datetime, agreed: dict[str, str]) -> BookingRow:
    is_booked, wished_at = row.status == BookingStatus.BOOKED, row.open_wish__asked_at
    is_done, is_ours = row.status == BookingStatus.DONE, access.may_book and row.unit_id == access.unit_id
    is_coming = is_booked and row.ends_at > now
    is_ahead = is_booked and row.starts_at > now
    is_agreed = row.agreed != AgreedHow.NOT_YET and not wished_at
    can_say = access.may_answer_times and is_ahead
    can_wish = can_say and not wished_at
    brought = prepared(row, access)
    return BookingRow(
        id=row.public_id,
        revision=row.revision,
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
        is_missed=row.status == BookingStatus.MISSED,
        is_done=is_done,
        covers_step=is_coming or is_done,
        can_answer=can_wish and not is_agreed,
        can_wish=can_wish,
        can_move=is_ours and is_ahead,
        can_conclude=is_ours and is_booked and not is_coming,
        can_prepare=can_say and may_write(row, access),
        can_note_read=_can_note_read(row, access, brought) and is_coming,
        prepared=brought,
        preparation_revision=row.prepared__revision or 0,
        wished_at=wished_at,
        wish=row.open_wish__text or "",
        by_proxy=_by_proxy(row),
        status=_status(row, access, agreed, is_coming=is_coming),
        ask=Ask(row.unit__desk, row.unit__name, row.unit__phone, row.unit__phone_hours),
        source=source_of(row),
    )


def _can_note_read(row: Any, access: Access, brought: PreparationRow | None) -> bool:
    is_new = brought is not None and brought.seen_at is None
    return is_new and access.may_document and row.unit_id == access.unit_id


def _status(row: Any, access: Access, agreed: dict[str, str], *, is_coming: bool) -> str:
    if not is_coming:
        return _("Har varit") if row.status == BookingStatus.BOOKED else str(BookingStatus(row.status).label)
    if row.open_wish__asked_at:
        return _wish_of(row, access)
    if row.agreed == AgreedHow.NOT_YET and not access.may_answer_times:
        return _("Patienten har inte svarat")
    if row.agreed == AgreedHow.CONFIRMED and row.by_proxy:
        return _("Tiden passar, svarar %(who)s") % {"who": row.by_proxy}
    return agreed[row.agreed]


def _wish_of(row: Any, access: Access) -> str:
    if row.open_wish__by_proxy:
        return _("%(who)s har bett om en annan tid") % {"who": row.open_wish__by_proxy}
    return _("Du har bett om en annan tid") if access.is_own else _("Patienten har bett om en annan tid")


def _by_proxy(row: Any) -> str:
    return (row.open_wish__by_proxy if row.open_wish__asked_at else row.by_proxy) or ""
