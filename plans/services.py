"""Verbs for the statutory plans."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from access.grants import Access, require
from access.kinds import ConsentKind
from access.services import log_write, require_consent
from people.models import CareUnit, Principal
from plans.models import Goal, Intervention, PlanKind, StatutoryPlan


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanText:
    """What the plan says. `interventions`: what is done, and by which unit; the principal follows from the unit."""

    kind: PlanKind
    title: str
    responsible: Principal
    agreed_on: date
    goals: tuple[str, ...]
    interventions: tuple[tuple[str, CareUnit], ...]
    follow_up_at: datetime | None = None


@transaction.atomic
def record_plan(*, access: Access, text: PlanText, now: datetime) -> StatutoryPlan:
    """Write down a plan that has been agreed on. A SIP without a day for follow-up is refused by the database.

    Without the patient's consent no SIP is made (HSL 16 kap. 4 §): raises NotConsented.
    """
    require(access.may_document)
    if text.kind == PlanKind.SIP:
        require_consent(access, ConsentKind.SIP, now=now)
    assert access.assignment is not None  # noqa: S101 -- only staff may document
    unit = access.assignment.unit
    plan = StatutoryPlan.objects.create(
        patient=access.patient,
        unit=unit,
        provider_id=unit.provider_id,
        author_id=access.professional_id,
        authored_at=now,
        updated_at=now,
        kind=text.kind,
        title=text.title,
        responsible=text.responsible,
        agreed_on=text.agreed_on,
        follow_up_at=text.follow_up_at,
    )
    Goal.objects.bulk_create(Goal(plan=plan, position=n, what=what) for n, what in enumerate(text.goals, start=1))
    Intervention.objects.bulk_create(
        Intervention(plan=plan, position=n, what=what, unit=by, principal=by.provider.principal)
        for n, (what, by) in enumerate(text.interventions, start=1)
    )
    log_write(access, "plan.recorded", plan.public_id, now=now)
    return plan
