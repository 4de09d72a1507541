"""What is open to a viewer for a while, and by what ground: every page about the patient says so."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from access.kinds import OpeningGround, Opens


@dataclass(frozen=True, slots=True)
class Opened:
    """`unit` is the one whose block is lifted, with its name; None and empty when something else is open."""

    id: UUID
    opens: Opens
    ground: OpeningGround
    until: datetime
    because: str
    unit: int | None
    unit_name: str

    @property
    def is_of_care(self) -> bool:
        """Something that is closed to the viewer's unit; places are only covered."""
        return self.opens != Opens.PLACES

    @property
    def is_emergency(self) -> bool:
        return self.ground == OpeningGround.EMERGENCY


def opened_in(rows: Iterable[dict[str, Any]], *, is_in_care: bool) -> tuple[Opened, ...]:
    """Who is in the unit's care is seen by it without anything being opened. Opened twice is told once, with the later
    end: `rows` come in that order.
    """
    needed = (_opened(row) for row in rows if not (is_in_care and row["opens"] == Opens.CARE))
    return tuple({(each.opens, each.unit, each.ground): each for each in needed}.values())


def _opened(row: dict[str, Any]) -> Opened:
    return Opened(
        id=UUID(row["id"]),
        opens=Opens(row["opens"]),
        ground=OpeningGround(row["ground"]),
        until=datetime.fromisoformat(row["until"]),
        because=row["because"],
        unit=row["unit"],
        unit_name=row["unit_name"] or "",
    )
