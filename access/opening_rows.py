"""What has been opened for a while in the last year, for the pages of the patient and of the unit that opened it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from access.grants import Access
from access.kinds import OpeningGround, Opens
from access.models import Opening

OPENINGS_SHOWN_FOR = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class OpeningRow:
    id: UUID
    unit: str
    what: str
    ground: str
    because: str
    since: datetime
    until: datetime
    is_open: bool
    is_emergency: bool


def openings_since(access: Access, now: datetime) -> tuple[OpeningRow, ...]:
    """Newest first. Staff see those of their own unit."""
    openings = Opening.objects.filter(patient=access.patient, since__gt=now - OPENINGS_SHOWN_FOR)
    if access.is_staff:
        openings = openings.filter(unit=access.unit_id)
    rows = openings.select_related("unit", "block__unit").order_by("-since", "-pk")
    return tuple(_opening(each, now) for each in rows)


def _opening(opening: Opening, now: datetime) -> OpeningRow:
    assert opening.until is not None  # noqa: S101 -- access_opening_ends_in_a_week
    label = str(Opens(opening.opens).label)
    what = label[:1].upper() + label[1:]
    return OpeningRow(
        id=opening.public_id,
        unit=opening.unit.name,
        what=f"{what}: {opening.block.unit.name}" if opening.block and opening.block.unit else what,
        ground=str(OpeningGround(opening.ground).label),
        because=opening.because,
        since=opening.since,
        until=opening.until,
        is_open=opening.until > now,
        is_emergency=opening.ground == OpeningGround.EMERGENCY,
    )
