"""The fixed contacts of one patient, as decided values."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from access.grants import Access
from access.seen import AskedSeen, Reading, Silence
from contacts.models import COORDINATING, ContactKind, FixedContact
from people.shown import Source, source_of

FIELDS = (
    "public_id", "unit_id", "kind", "team", "does", "phone", "phone_hours", "since",
    "professional__given_name", "professional__family_name", "professional__title",
)  # fmt: skip
READING = Reading(lambda: FixedContact.objects.current().order_by("kind", "since", "pk"), FIELDS)


@dataclass(frozen=True, slots=True)
class ContactRow:
    """`can_end`: it is the viewer's to end and hand over."""

    id: UUID
    kind: str
    role: str
    name: str
    initials: str
    title: str
    does: str
    phone: str
    hours: str
    since: datetime
    can_end: bool
    source: Source


@dataclass(frozen=True, slots=True)
class ContactsSection:
    rows: tuple[ContactRow, ...]
    silences: frozenset[Silence]

    @property
    def first(self) -> ContactRow | None:
        """Whom to call when nothing else says: the one who coordinates, else the first there is."""
        return coordinator_of(self.rows) or next(iter(self.rows), None)


def coordinator_of(rows: tuple[ContactRow, ...]) -> ContactRow | None:
    """Of a section's rows: FixedContactQuerySet.coordinating says the same in SQL."""
    return next((row for kind in COORDINATING for row in rows if row.kind == kind), None)


def ask(access: Access, now: datetime) -> AskedSeen:
    return READING.ask(access)


def section(access: Access, now: datetime, asked: AskedSeen | None = None) -> ContactsSection:
    """Contacts that are appointed now, in the order of their kind, who has been it longest first. One statement."""
    seen = (asked or ask(access, now)).seen()
    return ContactsSection(tuple(_row(row, access) for row in seen.rows), seen.silences)


def _row(row: Any, access: Access) -> ContactRow:
    given, family = row.professional__given_name or "", row.professional__family_name or ""
    return ContactRow(
        id=row.public_id,
        kind=row.kind,
        role=str(ContactKind(row.kind).label),
        name=f"{given} {family}".strip() or row.team,
        initials=(given[:1] + family[:1]) or row.team[:1],
        title=row.professional__title or "",
        does=row.does,
        phone=row.phone,
        hours=row.phone_hours,
        since=row.since,
        can_end=access.may_appoint and row.unit_id == access.unit_id,
        source=source_of(row),
    )
