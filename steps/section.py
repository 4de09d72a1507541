"""The steps of one patient, as decided values."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import DateTimeField, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from access.grants import Access
from access.prepared import Param
from access.seen import AskedSeen, Reading, Silence
from people.shown import Ask, Source, source_of
from steps.models import BEEN, Holder, Step, StepQuerySet, StepStatus

FIELDS = (
    "public_id", "what", "detail", "holder", "not_before", "latest", "when", "waits_since", "guarantee_days",
    "status", "ended_at", "ended_how", "responsible__given_name", "responsible__family_name",
    "ask__name", "ask__desk", "ask__phone", "ask__phone_hours", "unit_id",
    "asked_unit_id", "asked_unit__name", "declined_at", "declined_because", "revision",
)  # fmt: skip
DONE_SHOWN_FOR = timedelta(days=180)
SINCE = Param("since", DateTimeField())


def _recent() -> StepQuerySet:
    ended = Q(status__in=BEEN, ended_at__gte=SINCE)
    return Step.objects.filter(Q(status=StepStatus.OPEN) | ended).order_by("latest", "pk")


READING = Reading(_recent, FIELDS)


@dataclass(frozen=True, slots=True)
class Guarantee:
    """The care guarantee as a person says it: day 11 of 90, at the latest 9 February."""

    day: int
    of: int
    last_day: date

    @property
    def is_broken(self) -> bool:
        return self.day > self.of


@dataclass(frozen=True, slots=True)
class StepRow:
    """`patient_does` says in a sentence that the patient holds the step; empty for all other steps.

    `waits_for`: the unit that is asked to take it over and has not answered. `declined`: a sentence to the unit that
    holds it, when the other has said no; to nobody else, for whom nothing has changed. `revision` goes with a change.
    """

    id: UUID
    revision: int
    what: str
    detail: str
    holder: str
    is_held_by_patient: bool
    patient_does: str
    not_before: date | None
    latest: date | None
    when: str
    waits_since: date | None
    guarantee: Guarantee | None
    is_open: bool
    is_overdue: bool
    is_cancelled: bool
    ended_at: datetime | None
    status: str
    ask: Ask
    source: Source
    waits_for: str
    declined: str
    can_hand_over: bool
    can_take_over: bool


@dataclass(frozen=True, slots=True)
class StepsSection:
    rows: tuple[StepRow, ...]
    silences: frozenset[Silence]


def ask(access: Access, now: datetime) -> AskedSeen:
    return READING.ask(access, since=now - DONE_SHOWN_FOR)


def section(access: Access, now: datetime, asked: AskedSeen | None = None) -> StepsSection:
    """Open steps, and those that ended in the last half year. One statement."""
    seen = (asked or ask(access, now)).seen()
    today = timezone.localdate(now)
    return StepsSection(tuple(_row(row, access, today) for row in seen.rows), seen.silences)


def guarantee_of(waits_since: date | None, days: int | None, today: date) -> Guarantee | None:
    """Count calendar days from the day after `waits_since`."""
    if waits_since is None or days is None:
        return None
    return Guarantee((today - waits_since).days, days, waits_since + timedelta(days=days))


def _row(row: Any, access: Access, today: date) -> StepRow:
    is_open = row.status == StepStatus.OPEN
    guarantee = guarantee_of(row.waits_since, row.guarantee_days, today) if is_open else None
    latest = row.latest or (guarantee.last_day if guarantee else None)
    return StepRow(
        id=row.public_id,
        revision=row.revision,
        what=row.what,
        detail=row.detail,
        holder=_holder(row, access),
        is_held_by_patient=row.holder == Holder.PATIENT,
        patient_does=_patient_does(row, access),
        not_before=row.not_before,
        latest=latest,
        when=row.when,
        waits_since=row.waits_since,
        guarantee=guarantee,
        is_open=is_open,
        is_overdue=is_open and latest is not None and latest < today,
        is_cancelled=row.status == StepStatus.CANCELLED,
        ended_at=row.ended_at,
        status=row.ended_how or str(StepStatus(row.status).label),
        ask=Ask(row.ask__desk, row.ask__name, row.ask__phone, row.ask__phone_hours),
        source=source_of(row),
        waits_for=row.asked_unit__name if _is_asked(row) else "",
        declined=_declined(row, access),
        can_hand_over=_can_hand_over(row, access),
        can_take_over=access.may_document and _is_asked(row) and row.asked_unit_id == access.unit_id,
    )


def _is_asked(row: Any) -> bool:
    return row.status == StepStatus.OPEN and row.asked_unit_id is not None and row.declined_at is None


def _declined(row: Any, access: Access) -> str:
    if row.declined_at is None or row.unit_id != access.unit_id:
        return ""
    return _("%(unit)s kan inte ta över: %(because)s") % {"unit": row.asked_unit__name, "because": row.declined_because}


def _can_hand_over(row: Any, access: Access) -> bool:
    is_ours = access.may_document and row.unit_id == access.unit_id
    return is_ours and row.status == StepStatus.OPEN and row.holder != Holder.PATIENT


def _patient_does(row: Any, access: Access) -> str:
    if row.holder != Holder.PATIENT:
        return ""
    return _("Det här gör du själv.") if access.is_own else _("Det här gör patienten själv.")


def _holder(row: Any, access: Access) -> str:
    if row.holder == Holder.PATIENT:
        return _("Du själv") if access.is_own else _("Patienten själv")
    if row.holder == Holder.PROFESSIONAL:
        return f"{row.responsible__given_name} {row.responsible__family_name}"
    return str(row.unit__name)
