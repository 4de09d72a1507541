"""The knowledge that is pinned to the headings of an agreement, asked for with the agreement itself."""

from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BooleanField, Case, DateField, OuterRef, Value, When

from access.prepared import Param
from access.row_json import RowJson
from agreements.models import HeadingPin
from agreements.rows import PinnedRow
from knowledge.models import Resource

TODAY = Param("today", DateField())


def pin_rows() -> ArraySubquery:
    """On a queryset of agreements that is asked with the day, `today`. In the order they were pinned."""
    offered = Resource.objects.offered(TODAY).values("pk")  # type: ignore[arg-type] # known when it runs
    pins = HeadingPin.objects.current().filter(series=OuterRef("series"), patient=OuterRef("patient"))
    return ArraySubquery(
        pins.order_by("at", "pk").values(
            json=RowJson(
                id="public_id",
                heading="heading",
                resource="resource__public_id",
                title="resource__title",
                lang="resource__language",
                is_offered=Case(
                    When(resource__in=offered, then=Value(True)), default=Value(False), output_field=BooleanField()
                ),
            )
        )
    )


def pinned_of(rows: list[Any]) -> tuple[PinnedRow, ...]:
    return tuple(
        PinnedRow(
            id=UUID(each["id"]),
            heading=each["heading"],
            resource=UUID(each["resource"]),
            title=each["title"],
            lang=each["lang"],
            is_offered=each["is_offered"],
        )
        for each in rows
    )
