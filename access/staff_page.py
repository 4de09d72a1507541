"""By what right a unit reads a patient's plan, and what the patient has decided, as staff may know it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from access.grants import Access
from access.models import CareRelation
from access.opening_rows import OpeningRow, openings_since
from access.will import BlockRow, ConsentsOfKind, block_rows, consents_now, consents_to


@dataclass(frozen=True, slots=True)
class RelationRow:
    id: UUID
    since: datetime
    because: str


@dataclass(frozen=True, slots=True)
class Grounds:
    """`relation` is None when the plan is only opened for a while."""

    relation: RelationRow | None
    consents: tuple[ConsentsOfKind, ...]
    blocks: tuple[BlockRow, ...]
    openings: tuple[OpeningRow, ...]


def grounds_of(access: Access, now: datetime) -> Grounds:
    """Four statements. Consents are those to the viewer's own unit."""
    assert access.assignment is not None  # noqa: S101 -- for staff alone
    given = consents_now(access, now).filter(unit=access.unit_id)
    return Grounds(
        relation=_relation(access, now),
        consents=consents_to([access.assignment.unit], given),
        blocks=block_rows(access, now),
        openings=openings_since(access, now),
    )


def _relation(access: Access, now: datetime) -> RelationRow | None:
    ours = CareRelation.objects.current(now).filter(patient=access.patient, unit=access.unit_id)
    row = ours.order_by("since").first()
    return RelationRow(row.public_id, row.since, row.because) if row else None
