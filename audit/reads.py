"""Reading the log."""

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import F, Q, QuerySet, Window
from django.db.models.functions import RowNumber, TruncDate

from audit.models import Action, ActorKind, Entry

# With the patient's data. Earlier versions called staff who came in to their own plan staff (2026-11).
NOTHING_DONE = (Action.REFUSED, Action.LOGIN, Action.LOGOUT)

NEWEST = ("-at", "-id")

Patients = Collection[UUID] | QuerySet[Any, UUID]


def lines_about(
    patients: Patients, *, unit: str = "", since: datetime | None = None, until: datetime | None = None
) -> QuerySet[Entry]:
    """What others have done with this patient's data, newest first: at `unit`, from `since` up to `until`.

    `patients`: the ids the patient goes by in the log; two patients may turn out to be one.
    Left out: what the patient did, coming and going, and refusals, which are for the reviewer. Somebody who sees the
    patient in the same list many times a day is told once, with the last time.
    """
    lines = _about(patients, unit, since, until)
    of_the_day = Window(RowNumber(), partition_by=[F("what"), F("actor"), F("unit"), TruncDate("at")], order_by=NEWEST)
    in_lists = lines.filter(action=Action.LIST).annotate(of_the_day=of_the_day)
    told = in_lists.filter(of_the_day=1).values("id")
    return lines.filter(~Q(action=Action.LIST) | Q(id__in=told)).order_by(*NEWEST)


def line_about(patients: Patients, number: int) -> QuerySet[Entry]:
    """One of them, or none."""
    return _about(patients, "", None, None).filter(id=number)


def units_about(patients: Patients) -> QuerySet[Entry, str]:
    """The HSA-ids of the units where others have done something with this patient's data."""
    return _about(patients, "", None, None).exclude(unit="").order_by().values_list("unit", flat=True).distinct()


def _about(patients: Patients, unit: str, since: datetime | None, until: datetime | None) -> QuerySet[Entry]:
    lines = Entry.objects.filter(patient__in=patients)
    if unit:
        lines = lines.filter(unit=unit)
    if since:
        lines = lines.filter(at__gte=since)
    if until:
        lines = lines.filter(at__lt=until)
    return lines.exclude(action__in=NOTHING_DONE).exclude(actor_kind=ActorKind.PATIENT)
