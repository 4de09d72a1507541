"""What staff's lists need to know of steps, for many patients in one statement."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import DateField, Exists, ExpressionWrapper, F, OuterRef, Subquery
from django.db.models.functions import Coalesce, Greatest
from django.utils import timezone
from django.utils.translation import gettext as _

from access.grants import UnitAccess
from access.matters import Matter, Urgency, in_care_since, is_cared_for, patients_cared_for
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


def overdue(access: UnitAccess, *, unless: Exists) -> list[Matter]:
    """The unit's own steps whose last day has passed, but for those that `unless` holds for. One statement."""
    rows = (
        Step.objects.open()
        .listed_for(access)
        .annotate(last_day=LAST_DAY)
        .filter(~unless, is_cared_for(access), unit=access.unit_id, last_day__lt=timezone.localdate(access.opened_at))
        .values_list("patient__public_id", "what", "latest", "last_day", "waits_since", "authored_at")
    )
    return [
        Matter(
            patient=patient,
            urgency=Urgency.LATE,
            what=_("Steg försenat") if latest else _("Vårdgarantins tid har gått ut"),
            about=what,
            since=waits_since or timezone.localdate(authored_at),
            due=last_day,
        )
        for patient, what, latest, last_day, waits_since, authored_at in rows
    ]


def without_next(access: UnitAccess, *, unless: Exists, last_seen: Subquery) -> list[Matter]:
    """Patients in the unit's care for whom nothing is planned, as far as the unit may see. One statement.

    Steps do not know of booked times: `unless` says who has something ahead all the same, and `last_seen` when the
    patient was last met. Both are asked of the patient (`OuterRef("pk")`).
    """
    theirs = Step.objects.listed_for(access).filter(patient=OuterRef("pk"))
    last_step = Subquery(theirs.exclude(ended_at=None).order_by("-ended_at").values("ended_at")[:1])
    rows = (
        patients_cared_for(access)
        .filter(~Exists(theirs.filter(status=StepStatus.OPEN)), ~unless)
        .values_list("public_id", Greatest(in_care_since(access), last_seen, last_step))
    )
    return [
        Matter(
            patient=patient,
            urgency=Urgency.MISSING,
            what=_("Inget känt nästa steg"),
            since=timezone.localdate(since),
        )
        for patient, since in rows
    ]
