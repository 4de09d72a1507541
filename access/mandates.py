"""Whose plan a login may open: the ways in on the start page."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from access.kinds import MandateKind
from access.models import Mandate
from people.viewer import Viewer


@dataclass(frozen=True, slots=True)
class WayIn:
    patient: UUID
    name: str
    is_own: bool
    kind: str


def ways_in(viewer: Viewer, *, now: datetime) -> tuple[WayIn, ...]:
    """One's own plan first. Names nobody else than those who have let the viewer in, so it is not logged as a read."""
    mandates = Mandate.objects.opening(now).filter(login=viewer.login).select_related("patient")
    ways = [
        WayIn(m.patient.public_id, m.patient.name, m.kind == MandateKind.SELF, str(MandateKind(m.kind).label))
        for m in mandates
    ]
    return tuple(sorted(ways, key=lambda way: (not way.is_own, way.name)))
