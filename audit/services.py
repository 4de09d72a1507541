"""Writing the log. The line of a write commits with the write; the line of a refusal survives the refusal."""

from dataclasses import dataclass
from datetime import date, datetime
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
    """Append one line for each deed, in one statement. Raises what the database raises: no log, no access."""
    entries = [_entry(actor, deed, now) for deed in deeds]
    if len(entries) == 1:  # nearly every page: no transaction of its own, and half the work
        entries[0].save(force_insert=True)
    else:
        Entry.objects.bulk_create(entries)


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


def _entry(actor: Actor, deed: Deed, now: datetime) -> Entry:
    return Entry(
        at=now,
        action=deed.action,
        what=deed.what,
        how=deed.how,
        patient=deed.patient,
        object=deed.object,
        because=deed.because,
        emergency=deed.emergency,
        actor_kind=actor.kind,
        actor=actor.id,
        actor_name=actor.name,
        actor_title=actor.title,
        mandate=actor.mandate,
        assignment=actor.assignment,
        unit=actor.unit,
        unit_name=actor.unit_name,
        provider=actor.provider,
        provider_name=actor.provider_name,
        purpose=actor.purpose,
        request=actor.request,
    )
