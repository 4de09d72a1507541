"""What staff's lists need to know of steps, for many patients in one statement."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from django.db.models import DateField, Exists, ExpressionWrapper, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce, Greatest
from django.utils import timezone
from django.utils.translation import gettext as _

from access.grants import UnitAccess
from access.listing import Listing
from access.matters import Matter, Urgency, in_care_since, is_cared_for, patients_cared_for
from people.models import Patient
from steps.models import Step, StepStatus

# The last day of a step: its own, else that of the care guarantee.
LAST_DAY = Coalesce("latest", ExpressionWrapper(F("waits_since") + F("guarantee_days"), output_field=DateField()))


@dataclass(frozen=True, slots=True)
class NextOpen:
    what: str
    latest: date | None
    when: str


def next_open(access: UnitAccess, patients: Collection[int]) -> dict[int, NextOpen]:
    """Each patient's open step with the nearest latest day, among those of the unit's provider that are not blocked."""
    rows = (
        Step.objects.filter(patient__in=patients, status=StepStatus.OPEN)
        .listed_for(access)
        .order_by("patient", "latest", "pk")
        .distinct("patient")
        .values_list("patient", "what", "latest", "when")
    )
    return {patient: NextOpen(what, latest, when) for patient, what, latest, when in rows}


Asked = Callable[[UnitAccess], Exists]


def overdue(access: UnitAccess, *, unless: Asked) -> list[Matter]:
    """The unit's own steps whose last day has passed, but for those that `unless` holds for. One statement."""
    return [
        Matter(
            patient=patient,
            urgency=Urgency.LATE,
            what=_("Steg försenat") if latest else _("Vårdgarantins tid har gått ut"),
            about=what,
            since=waits_since or timezone.localdate(authored_at),
            due=last_day,
        )
        for patient, what, latest, last_day, waits_since, authored_at in _overdue(unless).of(access)
    ]


def without_next(access: UnitAccess, *, unless: Asked, last_seen: Callable[[UnitAccess], Subquery]) -> list[Matter]:
    """Patients in the unit's care for whom nothing is planned, as far as the unit may see. One statement.

    Steps do not know of booked times: `unless` says who has something ahead all the same, and `last_seen` when the
    patient was last met. Both are asked of the patient (`OuterRef("pk")`).
    """
    return [
        Matter(
            patient=patient,
            urgency=Urgency.MISSING,
            what=_("Inget känt nästa steg"),
            since=timezone.localdate(since),
        )
        for patient, since in _without_next(unless, last_seen).of(access)
    ]


@cache
def _overdue(unless: Asked) -> Listing:
    fields = ("patient__public_id", "what", "latest", "last_day", "waits_since", "authored_at")
    return Listing(
        lambda access: (
            Step.objects.open()
            .listed_for(access)
            .annotate(last_day=LAST_DAY)
            .filter(~unless(access), is_cared_for(access), unit=access.unit_id, last_day__lt=access.today)
            .values_list(*fields)
        )
    )


@cache
def _without_next(unless: Asked, last_seen: Callable[[UnitAccess], Subquery]) -> Listing:
    def rows(access: UnitAccess) -> QuerySet[Patient, Any]:
        theirs = Step.objects.listed_for(access).filter(patient=OuterRef("pk"))
        last_step = Subquery(theirs.been().order_by("-ended_at").values("ended_at")[:1])
        return (
            patients_cared_for(access)
            .filter(~Exists(theirs.filter(status=StepStatus.OPEN)), ~unless(access))
            .values_list("public_id", Greatest(in_care_since(access), last_seen(access), last_step))
        )

    return Listing(rows)
