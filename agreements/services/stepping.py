"""The steps that an agreement makes: the next one, and those further on."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django.db import transaction

from access.grants import Access
from agreements.models import Agreement, PlannedStep
from agreements.services.texts import AgreementText
from people.models import CareUnit
from steps.models import Step, StepStatus
from steps.services import StepHasEnded, StepPlan, cancel_step, plan_step

REPLACED = "Ersatt i en ny överenskommelse"


@dataclass(frozen=True, slots=True)
class Stepping:
    """What the steps of a version are planned with."""

    access: Access
    unit: CareUnit
    is_agreed: bool
    is_approved: bool
    now: datetime


@dataclass(frozen=True, slots=True)
class Steps:
    """Those of a new version. `later`: with the unit that each is to be in the hands of."""

    next_step: Step | None
    later: tuple[tuple[Step, CareUnit | None], ...]


def steps_of(stepping: Stepping, text: AgreementText, replaces: Agreement | None) -> Steps:
    """Keep the steps of the version before that say the same; plan the others.

    Those that are left are cancelled when the new version is agreed: at once, or by the patient's yes. What another
    unit has taken over is that unit's, and goes on there.
    """
    before = [step for step in steps_in(replaces) if step.is_alive]
    own, plan = stepping.unit, text.next_step
    kept_next = _kept(before, lambda step: plan is not None and plan.is_same_as(step))
    kept = [_kept(before, partial(each.is_same_as, own=own)) for each in text.later_steps]
    for step in before:
        if stepping.is_agreed or step.status == StepStatus.PROPOSED:
            cancel_unless_kept(stepping.access, step, REPLACED, stepping.now)
    planned = [step or _plan(stepping, each.plan, each.unit) for step, each in zip(kept, text.later_steps, strict=True)]
    return Steps(
        kept_next or (_plan(stepping, plan) if plan else None),
        tuple((step, each.unit) for step, each in zip(planned, text.later_steps, strict=True)),
    )


def steps_in(agreement: Agreement | None) -> list[Step]:
    """All that a version has, the next one first."""
    if agreement is None:
        return []
    later = [each.step for each in agreement.planned_steps.select_related("step").order_by("position")]
    return [*filter(None, [agreement.next_step]), *later]


def own_steps_in(agreement: Agreement | None) -> list[Step]:
    """Those that no other unit has taken over."""
    return [step for step in steps_in(agreement) if agreement and step.unit_id == agreement.unit_id]


def write_planned(agreement: Agreement, steps: Steps) -> None:
    PlannedStep.objects.bulk_create(
        PlannedStep(agreement=agreement, position=position, step=step, unit=unit)
        for position, (step, unit) in enumerate(steps.later, start=1)
    )


def cancel_all(access: Access, steps: Iterable[Step], because: str, now: datetime) -> None:
    for step in steps:
        cancel_unless_kept(access, step, because, now)


def cancel_unless_kept(access: Access, step: Step, because: str, now: datetime) -> None:
    """Unless another version that is alive goes on with it, or another unit does."""
    alive = Agreement.objects.visible_to(access).alive()
    goes_on = alive.filter(next_step=step).exists() or alive.filter(planned_steps__step=step).exists()
    if goes_on or not step.is_alive:
        return
    try:
        with transaction.atomic():
            cancel_step(access=access, step=step, how=because, now=now)
    except StepHasEnded:
        return


def _kept(before: list[Step], says: Callable[[Step], bool]) -> Step | None:
    """Taken out of `before`: what is kept stands for one thing, and is not cancelled."""
    found = next((step for step in before if step.is_open and says(step)), None)
    if found:
        before.remove(found)
    return found


def _plan(stepping: Stepping, plan: StepPlan, asks: CareUnit | None = None) -> Step:
    return plan_step(
        access=stepping.access,
        plan=plan,
        asks=asks,
        now=stepping.now,
        approved_for_patient=stepping.is_approved,
        is_proposed=not stepping.is_agreed,
    )
