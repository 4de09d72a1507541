"""The questions that wait for the patient's answers."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from access.grants import Access
from access.seen import Reading, Silence
from people.shown import Source, source_of
from surveys.models import Survey

READING = Reading(lambda: Survey.objects.unanswered().order_by("-authored_at", "-pk"), ("public_id", "authored_at"))


@dataclass(frozen=True, slots=True)
class SurveyRow:
    id: UUID
    asked_at: datetime
    can_answer: bool
    source: Source


@dataclass(frozen=True, slots=True)
class SurveysSection:
    rows: tuple[SurveyRow, ...]
    silences: frozenset[Silence]


def section(access: Access, now: datetime) -> SurveysSection:
    """Surveys without an answer, newest first. One statement."""
    seen = READING.seen_by(access)
    rows = tuple(
        SurveyRow(row.public_id, asked_at=row.authored_at, can_answer=access.is_own, source=source_of(row))
        for row in seen.rows
    )
    return SurveysSection(rows, seen.silences)
