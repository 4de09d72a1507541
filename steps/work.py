"""What staff's lists need to know of steps, for many patients in one statement."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any
from uuid import UUID

from django.db.models import DateField, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, Greatest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from access.grants import May, UnitAccess
from access.listing import Listing
from access.matters import Matter, Urgency, in_care_since, is_cared_for, patients_cared_for
from people.models import Patient
from steps.models import Step, StepStatus

# The last day of a step: its own, else that of the care guarantee.
LAST_DAY = Coalesce("latest", ExpressionWrapper(F("waits_since") + F("guarantee_days"), output_field=DateField()))

# How long a unit that is asked to take over a step may be silent before that is the asking unit's to break.
PATIENCE = timedelta(days=7)


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


def hand_overs(access: UnitAccess) -> list[Matter]:
    """Steps that the unit is asked to take over, and those of its own that another has declined or not answered about.

    Two statements. Asked by units of the same provider, and by those of others as far as the patient lets them read.
    """
    return [*_asked(access), *_not_taken_over(access)]


def _asked(access: UnitAccess) -> Iterator[Matter]:
    for step, patient, what, asked_at in ASKED.of(access):
        yield Matter(
            patient=patient,
            urgency=Urgency.ASKED,
            what=_("Ni är tillfrågade om att ta över ett steg"),
            about=what,
            since=timezone.localdate(asked_at),
            **_act(access, _("Svara"), "answer_hand_over", patient=patient, step=step),
        )


def _not_taken_over(access: UnitAccess) -> Iterator[Matter]:
    for step, patient, what, asked_at, declined_at, because in NOT_TAKEN_OVER.of(access):
        yield Matter(
            patient=patient,
            urgency=Urgency.ASKED if declined_at else Urgency.LATE,
            what=_("En annan enhet kan inte ta över") if declined_at else _("Den ni bad ta över har inte svarat"),
            about=f"{what}. {because}" if because else what,
            since=timezone.localdate(declined_at or asked_at),
            **_act(access, _("Lämna över eller behåll"), "hand_over_step", patient=patient, step=step),
        )


def _act(access: UnitAccess, act: str, name: str, **where: UUID) -> dict[str, Any]:
    """What leads to where it is done, for those who may."""
    return {"act": act, "url": reverse(name, kwargs=where)} if May.DOCUMENT in access.may else {}


ASKED = Listing(
    lambda access: (
        Step.objects.listed_for(access, with_shared=True)
        .asked_of(access.unit_id)
        .filter(is_cared_for(access))
        .order_by("asked_at", "pk")
        .values_list("public_id", "patient__public_id", "what", "asked_at")
    )
)
# A no, and a silence, come back to the unit that asked.
NOT_TAKEN_OVER = Listing(
    lambda access: (
        Step.objects.open()
        .listed_for(access)
        .filter(is_cared_for(access), unit=access.unit_id, asked_unit__isnull=False)
        .filter(Q(declined_at__isnull=False) | Q(asked_at__lt=access.opened_at - PATIENCE))
        .order_by("asked_at", "pk")
        .values_list("public_id", "patient__public_id", "what", "asked_at", "declined_at", "declined_because")
    )
)


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
