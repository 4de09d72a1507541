"""What a patient is told at the top of their plan: that somebody in care has opened what is closed to them.

In an emergency for a month; with the patient's consent as long as it is open, for a consent may be a misunderstanding.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from django.db.models import BigIntegerField, DateTimeField, Q

from access.grants import Access
from access.kinds import OpeningGround, Opens
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
    is_emergency: bool


def ask(access: Access, now: datetime) -> Asked | None:
    """The patient alone is told, and not on paper, which others may see."""
    if not access.is_own or access.how == How.PDF:
        return None
    return _openings().ask({"patient": access.patient.pk, "since": now - TOLD_FOR, "now": now})


def told(asked: Asked | None, now: datetime) -> tuple[Told, ...]:
    """Newest first."""
    rows: list[Any] = asked.rows() if asked else []
    return tuple(_told(row, now) for row in rows)


def _told(row: Any, now: datetime) -> Told:
    return Told(row.unit__name, row.since, row.until, row.until > now, row.ground == OpeningGround.EMERGENCY)


@cache
def _openings() -> Prepared:
    patient, since = Param("patient", BigIntegerField()), Param("since", DateTimeField())
    is_open = Q(until__gt=Param("now", DateTimeField())) & ~Q(opens=Opens.PLACES)
    rows = Opening.objects.filter(Q(ground=OpeningGround.EMERGENCY) | is_open, patient=patient, since__gt=since)
    return Prepared(rows.order_by("-since", "-pk").values_list("unit__name", "since", "until", "ground"))
