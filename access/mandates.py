"""Whose plan a login may open: the ways in on the start page."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils import timezone

from access.ages import leave_of
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
    today = timezone.localdate(now)
    mandates = Mandate.objects.opening(now).with_ages(now, today).filter(login=viewer.login).select_related("patient")
    ways = [_way(each) for each in mandates if _opens_something(each, today)]
    return tuple(sorted(ways, key=lambda way: (not way.is_own, way.name)))


def _way(mandate: Mandate) -> WayIn:
    patient, kind = mandate.patient, MandateKind(mandate.kind)
    return WayIn(patient.public_id, patient.name, kind == MandateKind.SELF, str(kind.label))


def _opens_something(mandate: Any, today: date) -> bool:
    """`mandate` has what with_ages adds."""
    age = mandate.patient.age_on(today)
    leave = leave_of(mandate.kind, mandate.scopes, age, mandate.rules, mandate.excepted_units)
    return bool(leave.scopes)
