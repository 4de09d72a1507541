"""The statutory plans of one patient, as decided values."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef

from access.grants import Access
from access.row_json import RowJson
from access.seen import AskedSeen, Reading, Silence
from people.models import Principal
from people.shown import Ask, Source, source_of
from plans.models import Goal, Intervention, PlanKind, StatutoryPlan, StatutoryPlanQuerySet

FIELDS = (
    "public_id", "kind", "title", "responsible", "agreed_on", "follow_up_at", "goal_texts", "intervention_rows",
    "unit__desk", "unit__phone", "unit__phone_hours",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class InterventionRow:
    what: str
    principal: str
    unit: str


@dataclass(frozen=True, slots=True)
class StatutoryPlanRow:
    id: UUID
    kind: str
    kind_label: str
    title: str
    responsible: str
    agreed_on: date
    follow_up_at: datetime | None
    goals: tuple[str, ...]
    interventions: tuple[InterventionRow, ...]
    ask: Ask
    source: Source


@dataclass(frozen=True, slots=True)
class StatutoryPlansSection:
    rows: tuple[StatutoryPlanRow, ...]
    silences: frozenset[Silence]


def _current() -> StatutoryPlanQuerySet:
    goals = Goal.objects.filter(plan=OuterRef("pk")).order_by("position").values("what")
    interventions = Intervention.objects.filter(plan=OuterRef("pk")).order_by("position")
    as_json = interventions.values(json=RowJson(what="what", principal="principal", unit="unit__name"))
    plans = StatutoryPlan.objects.current().order_by("-agreed_on", "-pk")
    return plans.annotate(goal_texts=ArraySubquery(goals), intervention_rows=ArraySubquery(as_json))


READING = Reading(_current, FIELDS)


def ask(access: Access, now: datetime) -> AskedSeen:
    return READING.ask(access)


def section(access: Access, now: datetime, asked: AskedSeen | None = None) -> StatutoryPlansSection:
    """Plans that have not ended, newest first. One statement."""
    seen = (asked or ask(access, now)).seen()
    return StatutoryPlansSection(tuple(_row(row) for row in seen.rows), seen.silences)


def _row(row: Any) -> StatutoryPlanRow:
    return StatutoryPlanRow(
        id=row.public_id,
        kind=row.kind,
        kind_label=str(PlanKind(row.kind).label),
        title=row.title,
        responsible=str(Principal(row.responsible).label),
        agreed_on=row.agreed_on,
        follow_up_at=row.follow_up_at,
        goals=tuple(row.goal_texts),
        interventions=tuple(
            InterventionRow(each["what"], str(Principal(each["principal"]).label), each["unit"])
            for each in row.intervention_rows
        ),
        ask=Ask(row.unit__desk, row.unit__name, row.unit__phone, row.unit__phone_hours),
        source=source_of(row),
    )
