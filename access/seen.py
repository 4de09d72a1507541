"""Reading what the viewer may see, and knowing what is passed over in silence, in one statement."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Case, CharField, QuerySet, Value, When

from access.grants import Access
from access.kinds import Scope
from access.prepared import Asked, Param, Prepared
from access.visibility import FIELD, Shape, values_of
from people.shown import SOURCE

VISIBLE, BLOCKED, OTHER_PROVIDER = "", "blocked", "other provider"


@dataclass(frozen=True, slots=True)
class Silence:
    """Something the viewer may not see, but may know of. `unit` is empty where the law does not let us name it."""

    because: str
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Seen:
    """The rows a viewer may see, and what is passed over in silence."""

    rows: tuple[Any, ...]
    silences: frozenset[Silence]


class Reading:
    """What a section reads: `rows` says which and in what order, `fields` what of them. Prepared once a process.

    `seen_by` is `visible_to` for reading: the same condition, and in the same statement what is hidden. `rows` may hold
    `Param`s, whose values are handed to `seen_by`. Nothing is asked for a mandate without the part's scope.
    """

    def __init__(self, rows: Callable[[], QuerySet[Any]], fields: Sequence[str]) -> None:
        self.rows, self.fields = rows, (*fields, *SOURCE)
        self.prepared: dict[Shape, Prepared] = {}

    @cached_property
    def scope(self) -> Scope:
        scope: Scope = self.rows().model.scope
        return scope

    def ask(self, access: Access, **values: object) -> "AskedSeen":
        shape = Shape.of(access, self.scope)
        if not access.opens(self.scope):
            return AskedSeen(None, shape)
        if shape not in self.prepared:
            self.prepared[shape] = self._prepare(shape)
        return AskedSeen(self.prepared[shape].ask({**values_of(access), **values}), shape)

    def seen_by(self, access: Access, **values: object) -> Seen:
        return self.ask(access, **values).seen()

    def _prepare(self, shape: "Shape") -> Prepared:
        params = {name: Param(name, field) for name, field in FIELD.items()}
        rows = self.rows().filter(patient=params["patient"])
        visible = shape.visible(params)
        if not shape.is_staff:
            return Prepared(rows.filter(visible).values_list(*self.fields))
        silence = Case(
            When(visible, then=Value(VISIBLE)),
            When(provider=params["provider"], then=Value(BLOCKED)),
            default=Value(OTHER_PROVIDER),
            output_field=CharField(),
        )
        seen = rows.filter(visible | shape.nameable(params)).annotate(silence=silence)
        return Prepared(seen.values_list(*self.fields, "silence"))


class AskedSeen:
    """A section's question, on its way: see access.prepared.together."""

    def __init__(self, asked: Asked | None, shape: Shape) -> None:
        self.asked, self.shape = asked, shape

    def seen(self) -> Seen:
        rows = self.asked.rows() if self.asked else []
        if not self.shape.is_staff:
            return Seen(tuple(rows), frozenset())
        hidden = (row for row in rows if row.silence != VISIBLE)
        return Seen(
            rows=tuple(row for row in rows if row.silence == VISIBLE),
            silences=frozenset(
                Silence(row.silence, row.unit__name if row.silence == BLOCKED else "") for row in hidden
            ),
        )
