"""Those near a protected person, and what has been decided about each."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Prefetch
from django.http import Http404

from access.grants import Access
from access.kinds import MandateKind
from access.models import Assessment, Mandate


@dataclass(frozen=True, slots=True)
class RelativeRow:
    """`is_allowed` is None while no decision holds: then the relative reads nothing. `revision`: of the last."""

    mandate: UUID
    name: str
    kind: str
    is_allowed: bool | None
    because: str
    decided_by: str
    decided_at: datetime | None
    revision: int


def relatives_to_assess(access: Access, now: datetime) -> tuple[RelativeRow, ...]:
    """Two statements."""
    decisions = Assessment.objects.select_related("professional").order_by("-revision")
    rows = (
        Mandate.objects.to_assess(now)
        .filter(patient=access.patient)
        .select_related("login")
        .prefetch_related(Prefetch("assessments", decisions, to_attr="decisions"))
        .order_by("login__name", "pk")
    )
    return tuple(_row(mandate, mandate.decisions) for mandate in rows)  # type: ignore[attr-defined] # prefetched


def find_relative(access: Access, mandate: UUID, now: datetime) -> tuple[Mandate, RelativeRow]:
    """Raises Http404."""
    found = Mandate.objects.to_assess(now).filter(patient=access.patient, public_id=mandate)
    one = found.select_related("login").first()
    if one is None:
        raise Http404
    decisions = Assessment.objects.filter(mandate=one).select_related("professional").order_by("-revision")
    return one, _row(one, decisions[:1])


def _row(mandate: Mandate, decisions: Iterable[Assessment]) -> RelativeRow:
    """`decisions`: the last one first."""
    last = next(iter(decisions), None)
    decision = last if last and last.until is None else None
    return RelativeRow(
        mandate=mandate.public_id,
        name=mandate.login.name if mandate.login else mandate.invited,
        kind=str(MandateKind(mandate.kind).label),
        is_allowed=decision.is_allowed if decision else None,
        because=decision.because if decision else "",
        decided_by=decision.professional.name if decision else "",
        decided_at=decision.since if decision else None,
        revision=last.revision if last else 0,
    )
