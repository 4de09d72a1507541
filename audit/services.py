"""Writing the log. The line of a write commits with the write; the line of a refusal survives the refusal."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any
from uuid import UUID

from django.db import connection

from audit.models import Action, ActorKind, Entry, How


@dataclass(frozen=True, slots=True)
class Actor:
    """Who did it, as the log remembers it: ids and labels, never an identity number."""

    kind: ActorKind = ActorKind.NOBODY
    id: UUID | None = None
    name: str = ""
    title: str = ""
    mandate: str = ""
    assignment: UUID | None = None
    unit: str = ""
    unit_name: str = ""
    provider: str = ""
    provider_name: str = ""
    purpose: str = ""
    request: str = ""


@dataclass(frozen=True, slots=True)
class Deed:
    """What was done, and to whose data."""

    action: Action
    what: str
    how: How
    patient: UUID | None = None
    object: UUID | None = None
    because: str = ""
    emergency: bool = False


def record(actor: Actor, *deeds: Deed, now: datetime) -> None:
    """Append one line for each deed, in one statement. Raises what the database raises: no log, no access.

    Every page does this, and Django takes longer to make the statement than Postgres to run it: it is made once.
    """
    if deeds:
        with connection.cursor() as cursor:
            cursor.execute(_insert(len(deeds)), [value for deed in deeds for value in _line(actor, deed, now)])


def make_partitions(*, first: date, months: int) -> list[str]:
    """Make sure that the log has a partition for each of `months` months from `first`, and return their names.

    The application's role may not create tables; the function it calls belongs to the owner.
    """
    names = []
    with connection.cursor() as cursor:
        for number in range(months):
            years, month = divmod(first.month - 1 + number, 12)
            cursor.execute("SELECT audit_make_partition(%s)", [date(first.year + years, month + 1, 1)])
            names.append(cursor.fetchone()[0])
    return names


LINE = (
    "at", "action", "what", "how", "patient", "object", "because", "emergency", "actor_kind", "actor", "actor_name",
    "actor_title", "mandate", "assignment", "unit", "unit_name", "provider", "provider_name", "purpose", "request",
)  # fmt: skip


@cache
def _insert(lines: int) -> str:
    line = f"({', '.join(['%s'] * len(LINE))})"
    return f"INSERT INTO {Entry._meta.db_table} ({', '.join(LINE)}) VALUES {', '.join([line] * lines)}"  # noqa: S608 -- no values in it


def _line(actor: Actor, deed: Deed, now: datetime) -> tuple[Any, ...]:
    """The values of LINE, in its order."""
    return (
        now, str(deed.action), deed.what, str(deed.how), deed.patient, deed.object, deed.because, deed.emergency,
        str(actor.kind), actor.id, actor.name, actor.title, str(actor.mandate), actor.assignment, actor.unit,
        actor.unit_name, actor.provider, actor.provider_name, str(actor.purpose), actor.request,
    )  # fmt: skip
