"""One line from half a year ago to next spring, made of bookings and steps that do not know each other."""

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from bookings.section import BookingRow, BookingsSection, PreparationRow
from people.shown import Ask, Source
from steps.section import Guarantee, StepRow, StepsSection


class State(StrEnum):
    """How a row stands; the page says it in words too. PASSED: nobody has said yet whether the visit took place."""

    DONE = "done"
    PASSED = "passed"
    MISSED = "missed"
    CANCELLED = "cancelled"
    COMING = "coming"
    WAITING = "waiting"
    UNDATED = "undated"

    @property
    def is_ahead(self) -> bool:
        return self in AHEAD


AHEAD = frozenset({State.COMING, State.WAITING, State.UNDATED})
FOLDS_FROM, KEPT_OPEN = 5, 2


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """One thing that has happened or is to happen.

    `at` is a booked time; `day` a day without a clock, the latest one when `is_latest`; `when` says it in words while
    nothing is dated. `booking` is set when the row is a booked time; `can_answer`, `can_wish`, `can_move`,
    `can_conclude`, `can_prepare`, `can_note_read`, `prepared` and `revision` are those of bookings.section.BookingRow;
    `waits_for`, `declined`, `can_hand_over` and `can_take_over` those of steps.section.StepRow.
    """

    id: UUID
    booking: UUID | None
    state: State
    what: str
    status: str
    at: datetime | None
    day: date | None
    is_latest: bool
    when: str
    place: str
    detail: str
    held_by: str
    is_held_by_patient: bool
    patient_does: str
    is_agreed: bool
    is_overdue: bool
    has_wish: bool
    by_proxy: str
    can_answer: bool
    can_wish: bool
    can_move: bool
    can_conclude: bool
    can_prepare: bool
    can_note_read: bool
    prepared: PreparationRow | None
    revision: int
    guarantee: Guarantee | None
    ask: Ask
    source: Source
    waits_for: str = ""
    declined: str = ""
    can_hand_over: bool = False
    can_take_over: bool = False

    @property
    def sort_key(self) -> tuple[int, datetime]:
        """In order of time; what has neither time nor day comes last."""
        if self.at:
            return 0, self.at
        if self.day:
            return 0, timezone.make_aware(datetime.combine(self.day, time.max))
        return 1, self.source.updated


def timeline(bookings: BookingsSection, steps: StepsSection) -> tuple[TimelineRow, ...]:
    """Join the two. A step that a booking fulfils, or has fulfilled, is shown as that booking."""
    booked = {row.step for row in bookings.rows if row.step and row.covers_step}
    rows = [_from_booking(row) for row in bookings.rows]
    rows += [_from_step(row) for row in steps.rows if row.id not in booked]
    return tuple(sorted(rows, key=lambda row: row.sort_key))


def fold(rows: tuple[TimelineRow, ...]) -> tuple[tuple[TimelineRow, ...], tuple[TimelineRow, ...]]:
    """The earlier rows that a page opens on demand, and those it shows: of what is behind, a few."""
    behind = [row.id for row in rows if not row.state.is_ahead]
    if len(behind) < FOLDS_FROM:
        return (), rows
    earlier = frozenset(behind[:-KEPT_OPEN])
    return tuple(row for row in rows if row.id in earlier), tuple(row for row in rows if row.id not in earlier)


def next_step(rows: tuple[TimelineRow, ...]) -> TimelineRow | None:
    """The first thing ahead. What is overdue comes first: it is the one to ask about."""
    return next((row for row in rows if row.state.is_ahead), None)


def _from_booking(row: BookingRow) -> TimelineRow:
    return TimelineRow(
        id=row.id,
        booking=row.id,
        state=_state_of_booking(row),
        what=row.what,
        status=row.status,
        at=row.starts_at,
        day=None,
        is_latest=False,
        when="",
        place=row.place or row.source.place,
        detail=row.preparation,
        held_by=row.performer or row.source.unit,
        is_held_by_patient=False,
        patient_does="",
        is_agreed=row.is_agreed,
        is_overdue=False,
        has_wish=row.wished_at is not None,
        by_proxy=row.by_proxy,
        can_answer=row.can_answer,
        can_wish=row.can_wish,
        can_move=row.can_move,
        can_conclude=row.can_conclude,
        can_prepare=row.can_prepare,
        can_note_read=row.can_note_read,
        prepared=row.prepared,
        revision=row.revision,
        guarantee=None,
        ask=row.ask,
        source=row.source,
    )


def _state_of_booking(row: BookingRow) -> State:
    if row.is_coming:
        return State.COMING
    if row.is_cancelled:
        return State.CANCELLED
    if row.is_missed:
        return State.MISSED
    return State.DONE if row.is_done else State.PASSED


def _from_step(row: StepRow) -> TimelineRow:
    return TimelineRow(
        id=row.id,
        booking=None,
        state=_state(row),
        what=row.what,
        status=_status(row),
        at=None if row.is_open else row.ended_at,
        day=row.latest if row.is_open else None,
        is_latest=row.is_open and row.latest is not None,
        when=row.when if row.is_open else "",
        place="",
        detail=row.detail,
        held_by=row.holder,
        is_held_by_patient=row.is_held_by_patient,
        patient_does=row.patient_does,
        is_agreed=False,
        is_overdue=row.is_overdue,
        has_wish=False,
        by_proxy="",
        can_answer=False,
        can_wish=False,
        can_move=False,
        can_conclude=False,
        can_prepare=False,
        can_note_read=False,
        prepared=None,
        revision=0,
        guarantee=row.guarantee,
        ask=row.ask,
        source=row.source,
        waits_for=row.waits_for,
        declined=row.declined,
        can_hand_over=row.can_hand_over,
        can_take_over=row.can_take_over,
    )


def _state(row: StepRow) -> State:
    if not row.is_open:
        return State.CANCELLED if row.is_cancelled else State.DONE
    if row.waits_since:
        return State.WAITING
    return State.COMING if row.latest or row.not_before else State.UNDATED


def _status(row: StepRow) -> str:
    if not row.is_open:
        return row.status
    if row.is_overdue:
        return _("Skulle ha varit klart")
    if row.when:
        return row.when
    return _("Väntar") if row.waits_since else _("Planerat")
