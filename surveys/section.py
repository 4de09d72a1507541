"""The seven questions as put to one patient: those that wait, and those answered in the last half year."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import DateTimeField, Q
from django.utils.translation import gettext as _

from access.grants import Access
from access.prepared import Param
from access.seen import AskedSeen, Reading, Silence
from people.shown import Source, source_of
from surveys.models import Survey, SurveyQuerySet

FIELDS = ("public_id", "unit", "authored_at", "answered_at", "by_proxy", "needs_follow_up", "handled_at")
ANSWERS_SHOWN_FOR = timedelta(days=180)
SINCE = Param("since", DateTimeField())


def _recent() -> SurveyQuerySet:
    return Survey.objects.filter(Q(answered_at=None) | Q(answered_at__gte=SINCE)).order_by("-authored_at", "-pk")


READING = Reading(_recent, FIELDS)


@dataclass(frozen=True, slots=True)
class SurveyRow:
    """`is_ours`: the unit of the one who reads has asked. `by_proxy`: who answered, if not the patient."""

    id: UUID
    asked_at: datetime
    answered_at: datetime | None
    by_proxy: str
    status: str
    is_waiting: bool
    is_ours: bool
    can_answer: bool
    needs_follow_up: bool
    source: Source


@dataclass(frozen=True, slots=True)
class SurveysSection:
    rows: tuple[SurveyRow, ...]
    silences: frozenset[Silence]


def ask(access: Access, now: datetime) -> AskedSeen:
    return READING.ask(access, since=now - ANSWERS_SHOWN_FOR)


def section(access: Access, now: datetime, asked: AskedSeen | None = None) -> SurveysSection:
    """Newest first. One statement."""
    seen = (asked or ask(access, now)).seen()
    return SurveysSection(tuple(_row(row, access) for row in seen.rows), seen.silences)


def _row(row: Any, access: Access) -> SurveyRow:
    is_waiting = row.answered_at is None
    needs_follow_up = row.needs_follow_up and row.handled_at is None
    return SurveyRow(
        id=row.public_id,
        asked_at=row.authored_at,
        answered_at=row.answered_at,
        by_proxy=row.by_proxy,
        status=_status(row, access, needs_follow_up=needs_follow_up),
        is_waiting=is_waiting,
        is_ours=access.is_staff and row.unit == access.unit_id,
        can_answer=access.may_answer and is_waiting,
        needs_follow_up=needs_follow_up,
        source=source_of(row),
    )


def _status(row: Any, access: Access, *, needs_follow_up: bool) -> str:
    if row.answered_at is None:
        return _("Väntar på dina svar") if access.may_answer else _("Patienten har inte svarat än")
    if row.handled_at:
        return _("Uppföljt")
    return _("Ska följas upp") if needs_follow_up else _("Besvarat")
