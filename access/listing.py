"""Reading what the lists of a unit show, of many patients at once. The SQL is made once a process."""

from collections.abc import Callable
from typing import Any, cast

from django.db.models import BigIntegerField, DateField, DateTimeField, QuerySet

from access.grants import UnitAccess
from access.prepared import Param, Prepared


class AnyUnit:
    """Stands in for a UnitAccess while SQL is made."""

    unit_id = Param("unit", BigIntegerField())
    provider_id = Param("provider", BigIntegerField())
    opened_at = Param("now", DateTimeField())
    today = Param("today", DateField())


class Listing:
    """What one list asks: `rows` says it of an access, with `values_list`, and is called once."""

    def __init__(self, rows: Callable[[UnitAccess], QuerySet[Any, Any]]) -> None:
        self.rows = rows
        self.prepared: Prepared | None = None

    def of(self, access: UnitAccess) -> list[Any]:
        if self.prepared is None:
            self.prepared = Prepared(self.rows(cast("UnitAccess", AnyUnit())))
        return self.prepared.run(
            {
                "unit": access.unit_id,
                "provider": access.provider_id,
                "now": access.opened_at,
                "today": access.today,
            }
        )
