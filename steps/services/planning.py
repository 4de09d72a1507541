"""A step is planned, begins, and ends once. The parts call these verbs."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import F

from access.grants import Access, require
from access.services import log_write
from people.models import CareUnit, Professional
from steps.models import ALIVE, NOBODY_ASKED, Holder, Step, StepKind, StepStatus
from steps.services.hand_overs import require_asked


class StepHasEnded(Exception):
    """Somebody ended the step first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StepPlan:
    """What is to happen. Without `responsible` the unit holds it, unless the patient does."""

    kind: StepKind
    what: str
    detail: str = ""
    responsible: Professional | None = None
    is_held_by_patient: bool = False
    ask: CareUnit | None = None
    not_before: date | None = None
    latest: date | None = None
    when: str = ""
    waits_since: date | None = None
    guarantee_days: int | None = None

    @property
    def holder(self) -> Holder:
        if self.is_held_by_patient:
            return Holder.PATIENT
        return Holder.PROFESSIONAL if self.responsible else Holder.UNIT

    def is_same_as(self, step: Step) -> bool:
        """Whether the step says this already: what, who and latest when."""
        responsible = self.responsible.pk if self.responsible else None
        said = (step.what, step.holder, step.responsible_id, step.latest, step.not_before)
        return said == (self.what, self.holder, responsible, self.latest, self.not_before)


@transaction.atomic
def plan_step(
    *,
    access: Access,
    plan: StepPlan,
    now: datetime,
    approved_for_patient: bool = True,
    is_proposed: bool = False,
    asks: CareUnit | None = None,
) -> Step:
    """Write down what is to happen, or, in a proposal, what would. The unit of the one who writes answers for it.

    `asks`: another unit, which is at once asked to take it over.
    """
    require(access.may_document or access.may_book)
    assert access.assignment is not None  # noqa: S101 -- only staff may document or book
    unit = access.assignment.unit
    if asks:
        require_asked(access, asks, now=now)
    step = Step.objects.create(
        patient=access.patient,
        unit=unit,
        provider_id=unit.provider_id,
        author_id=access.professional_id,
        authored_at=now,
        updated_at=now,
        approved_for_patient=approved_for_patient,
        kind=plan.kind,
        what=plan.what,
        detail=plan.detail,
        holder=plan.holder,
        responsible=plan.responsible,
        ask=plan.ask or unit,
        not_before=plan.not_before,
        latest=plan.latest,
        when=plan.when,
        waits_since=plan.waits_since,
        guarantee_days=plan.guarantee_days,
        asked_unit=asks,
        asked_at=now if asks else None,
        status=StepStatus.PROPOSED if is_proposed else StepStatus.OPEN,
    )
    log_write(access, "step.proposed" if is_proposed else "step.planned", step.public_id, now=now)
    if asks:
        log_write(access, "step.hand_over_asked", step.public_id, now=now)
    return step


def finish_step(*, access: Access, step: Step, how: str, now: datetime) -> None:
    """The step has happened. Raises StepHasEnded when it had ended already."""
    _end(access, step, StepStatus.DONE, how, now)


def cancel_step(*, access: Access, step: Step, how: str, now: datetime) -> None:
    """The step will not happen. Raises StepHasEnded when it had ended already."""
    is_proposed = step.status == StepStatus.PROPOSED
    _end(
        access,
        step,
        StepStatus.WITHDRAWN if is_proposed else StepStatus.CANCELLED,
        how,
        now,
        before={step.status}.intersection(ALIVE),
    )


@transaction.atomic
def _end(
    access: Access, step: Step, status: StepStatus, how: str, now: datetime, *, before: Collection[str] = ALIVE
) -> None:
    require(access.may_document or access.may_book)
    ended = (
        Step.objects.visible_to(access)
        .filter(pk=step.pk, unit=access.unit_id, status__in=before)
        .update(status=status, ended_at=now, updated_at=now, ended_how=how, **NOBODY_ASKED, revision=F("revision") + 1)
    )
    if not ended:
        raise StepHasEnded
    log_write(access, f"step.{status}", step.public_id, now=now, because=how)
