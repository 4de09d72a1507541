"""Which temporary openings hold now, for the gate: one array in its one statement."""

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, Expression, OuterRef, Q

from access.grants import UnitAccess
from access.kinds import BlockKind, Opens
from access.models import Opening
from access.row_json import RowJson


def openings_of(*, now: Expression, unit: Expression, provider: Expression, professional: Expression) -> Any:
    """Those for one who works at a unit. Asked of a patient.

    A lifted block counts only while it is the one that stands, and inside its own provider: no other provider's staff
    lift what the patient has hidden (domain.md 6.1), whatever a row says.
    """
    stands = Q(block__until=None) | Q(block__until__gt=now)
    of_ours = Q(block__kind=BlockKind.INNER, block__unit__provider=provider)
    rows = (
        Opening.objects.current(now)
        .filter(Q(professional=None) | Q(professional=professional), patient=OuterRef("pk"), unit=unit)
        .filter(~Q(opens=Opens.BLOCK) | (stands & of_ours))
        .order_by("until", "pk")
    )
    return ArraySubquery(
        rows.values(
            json=RowJson(
                id="public_id", opens="opens", ground="ground", until="until", because="because",
                unit="block__unit", unit_name="block__unit__name",
            )
        )
    )  # fmt: skip


def is_opened_to(access: UnitAccess, patient: str = "patient") -> Exists:
    """Asked of a row about a patient: whether their plan is open to the viewer without a care relation."""
    mine = Q(professional=None) | Q(professional=access.assignment.professional_id)
    opened = Opening.objects.current(access.opened_at).filter(mine, opens=Opens.CARE, unit=access.unit_id)
    return Exists(opened.filter(patient=OuterRef(patient)))
