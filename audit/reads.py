"""Reading the log."""

from datetime import datetime
from uuid import UUID

from django.db.models import F, Q, QuerySet, Window
from django.db.models.functions import RowNumber, TruncDate

from audit.models import Action, ActorKind, Entry


def lines_about(
    patient: UUID, *, unit: str = "", since: datetime | None = None, until: datetime | None = None
) -> QuerySet[Entry]:
    """What others have done with this patient's data, newest first: at `unit`, from `since` up to `until`.

    Left out: what the patient did, and refusals, which are for the reviewer. Somebody who sees the patient in the same
    list many times a day is told once, with the last time.
    """
    of_the_day = Window(
        RowNumber(),
        partition_by=[F("action"), F("what"), F("actor"), F("unit"), TruncDate("at")],
        order_by=["-at", "-id"],
    )
    return (
        _about(patient, unit, since, until)
        .annotate(of_the_day=of_the_day)
        .filter(~Q(action=Action.LIST) | Q(of_the_day=1))
        .order_by("-at", "-id")
    )


def line_about(patient: UUID, number: int) -> QuerySet[Entry]:
    """One of them, or none."""
    return _about(patient, "", None, None).filter(id=number)


def units_about(patient: UUID) -> QuerySet[Entry, str]:
    """The HSA-ids of the units where others have done something with this patient's data."""
    return _about(patient, "", None, None).exclude(unit="").order_by().values_list("unit", flat=True).distinct()


def _about(patient: UUID, unit: str, since: datetime | None, until: datetime | None) -> QuerySet[Entry]:
    lines = Entry.objects.filter(patient=patient)
    if unit:
        lines = lines.filter(unit=unit)
    if since:
        lines = lines.filter(at__gte=since)
    if until:
        lines = lines.filter(at__lt=until)
    return lines.exclude(action=Action.REFUSED).exclude(actor_kind=ActorKind.PATIENT)
