"""What a patient is told at the top of their plan: that somebody in care has opened it in an emergency."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from django.db.models import BigIntegerField, DateTimeField

from access.grants import Access
from access.kinds import OpeningGround
from access.models import Opening
from access.prepared import Asked, Param, Prepared
from audit.models import How

TOLD_FOR = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Told:
    """Which unit, when, and until when. Who it was stands in the log, as the provider lets it."""

    unit: str
    since: datetime
    until: datetime
    is_open: bool


def ask(access: Access, now: datetime) -> Asked | None:
    """The patient alone is told, and not on paper, which others may see."""
    if not access.is_own or access.how == How.PDF:
        return None
    return _emergencies().ask({"patient": access.patient.pk, "since": now - TOLD_FOR})


def told(asked: Asked | None, now: datetime) -> tuple[Told, ...]:
    """Newest first."""
    rows: list[Any] = asked.rows() if asked else []
    return tuple(Told(row.unit__name, row.since, row.until, row.until > now) for row in rows)


@cache
def _emergencies() -> Prepared:
    patient, since = Param("patient", BigIntegerField()), Param("since", DateTimeField())
    rows = Opening.objects.filter(patient=patient, since__gt=since, ground=OpeningGround.EMERGENCY)
    return Prepared(rows.order_by("-since", "-pk").values_list("unit__name", "since", "until"))
