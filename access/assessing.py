"""Those near a protected person, and what has been decided about each."""

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
    """`is_allowed` is None, and `revision` 0, while nobody has decided: then the relative reads nothing."""

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
    decisions = Assessment.objects.filter(until=None).select_related("professional")
    rows = (
        Mandate.objects.to_assess(now)
        .filter(patient=access.patient)
        .select_related("login")
        .prefetch_related(Prefetch("assessments", decisions, to_attr="decisions"))
        .order_by("login__name", "pk")
    )
    return tuple(_row(mandate, *mandate.decisions) for mandate in rows)  # type: ignore[attr-defined] # prefetched


def find_relative(access: Access, mandate: UUID, now: datetime) -> tuple[Mandate, RelativeRow]:
    """Raises Http404."""
    found = Mandate.objects.to_assess(now).filter(patient=access.patient, public_id=mandate)
    one = found.select_related("login").first()
    if one is None:
        raise Http404
    decision = Assessment.objects.filter(mandate=one, until=None).select_related("professional").first()
    return one, _row(one, decision)


def _row(mandate: Mandate, decision: Assessment | None = None) -> RelativeRow:
    return RelativeRow(
        mandate=mandate.public_id,
        name=mandate.login.name if mandate.login else mandate.invited,
        kind=str(MandateKind(mandate.kind).label),
        is_allowed=decision.is_allowed if decision else None,
        because=decision.because if decision else "",
        decided_by=decision.professional.name if decision else "",
        decided_at=decision.since if decision else None,
        revision=decision.revision if decision else 0,
    )
