"""What a patient has kept from the library, as decided values. It is theirs: staff do not see it, nor print it."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

from django.db.models import BigIntegerField, BooleanField, Case, DateField, Value, When
from django.utils import timezone

from access.grants import Access
from access.kinds import Scope
from access.prepared import Asked, Param, Prepared
from knowledge.models import Kind, Pin, Resource


@dataclass(frozen=True, slots=True)
class PinRow:
    """`id` is the resource's. What is not offered any more has its title left, and no way to its content."""

    id: UUID
    title: str
    kind: str
    lang: str
    is_offered: bool
    by_proxy: str
    can_take_back: bool


def ask(access: Access, now: datetime) -> Asked | None:
    """Relatives see it with the agreements; not those who are let see what some units write, for no unit wrote it."""
    if access.is_staff or access.only_units or not access.opens(Scope.AGREEMENTS):
        return None
    return _pins().ask({"patient": access.patient.pk, "today": timezone.localdate(now)})


def section(access: Access, now: datetime, asked: Asked | None) -> tuple[PinRow, ...]:
    """Newest first. One statement."""
    rows: list[Any] = asked.rows() if asked else []
    return tuple(_row(row, access) for row in rows)


def _row(row: Any, access: Access) -> PinRow:
    return PinRow(
        id=row.resource__public_id,
        title=row.resource__title,
        kind=str(Kind(row.resource__kind).label),
        lang=row.resource__language,
        is_offered=row.is_offered,
        by_proxy=row.by_proxy,
        can_take_back=access.may_agree,
    )


@cache
def _pins() -> Prepared:
    patient, today = Param("patient", BigIntegerField()), Param("today", DateField())
    offered = Resource.objects.offered(today).values("pk")  # type: ignore[arg-type] # known when it runs
    is_offered = Case(When(resource__in=offered, then=Value(True)), default=Value(False), output_field=BooleanField())
    rows = Pin.objects.current().filter(patient=patient).annotate(is_offered=is_offered).order_by("-at", "-pk")
    fields = (
        "resource__public_id",
        "resource__title",
        "resource__kind",
        "resource__language",
        "by_proxy",
        "is_offered",
    )
    return Prepared(rows.values_list(*fields))
