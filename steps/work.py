"""What staff's lists need to know of steps, for many patients in one statement."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from access.grants import UnitAccess
from steps.models import Step, StepStatus


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
