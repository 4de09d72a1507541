"""A step goes from one unit's hands to another's. Until the other has said yes, it stands where it is."""

from datetime import datetime

from django.db import transaction
from django.db.models import F

from access.grants import Access, require
from access.services import begin_relation, log_write
from people.models import CareUnit
from steps.asking import units_to_take_over
from steps.models import NOBODY_ASKED, Holder, Step, StepQuerySet

BECAUSE = "Enheten tog över ett steg"


class HandOverChanged(Exception):
    """Somebody was first: the step has ended, has another owner, or what was asked is answered or asked no more."""


@transaction.atomic
def ask_to_take_over(*, access: Access, step: Step, unit: CareUnit, now: datetime) -> None:
    """The unit that holds a step asks another one that cares for the patient to take it over.

    Whoever was asked before is so no longer. Raises HandOverChanged when the step is not as it was read.
    """
    require(access.may_document)
    require_asked(access, unit, now=now)
    asked = {**NOBODY_ASKED, "asked_unit": unit, "asked_at": now}
    _change(_ours(access, step).handed_over_by_care(), now, **asked)
    log_write(access, "step.hand_over_asked", step.public_id, now=now)


@transaction.atomic
def keep_step(*, access: Access, step: Step, now: datetime) -> None:
    """The unit keeps the step after all: nobody is asked any more, and a no is read. Raises HandOverChanged."""
    require(access.may_document)
    _change(_ours(access, step).filter(asked_unit__isnull=False), now, **NOBODY_ASKED)
    log_write(access, "step.kept", step.public_id, now=now)


@transaction.atomic
def take_over(*, access: Access, step: Step, now: datetime) -> None:
    """The unit that was asked says yes: from now on the step is in its hands, and it is whom to call.

    The unit takes part in the care from then, if it did not already. Raises HandOverChanged.
    """
    require(access.may_document)
    assert access.assignment is not None  # noqa: S101 -- only staff may document
    unit = access.assignment.unit
    begin_relation(access=access, patient=access.patient, because=BECAUSE, now=now)
    held = {"unit": unit, "provider": unit.provider_id, "ask": unit, "holder": Holder.UNIT, "responsible": None}
    _change(_asked_of_us(access, step), now, **held, **NOBODY_ASKED)
    log_write(access, "step.taken_over", step.public_id, now=now)


@transaction.atomic
def decline_hand_over(*, access: Access, step: Step, because: str, now: datetime) -> None:
    """The unit that was asked cannot, and says why. The step stays where it is. Raises HandOverChanged."""
    require(access.may_document)
    _change(_asked_of_us(access, step), now, declined_at=now, declined_because=because)
    log_write(access, "step.hand_over_declined", step.public_id, now=now)


def require_asked(access: Access, unit: CareUnit, *, now: datetime) -> None:
    """Only a unit that may be offered it is asked: nobody else could answer. Raises NotAllowed."""
    require(units_to_take_over(access, now=now).filter(pk=unit.pk).exists())


def _ours(access: Access, step: Step) -> StepQuerySet:
    mine = Step.objects.visible_to(access).open().filter(pk=step.pk, unit=access.unit_id)
    return mine.filter(revision=step.revision)


def _asked_of_us(access: Access, step: Step) -> StepQuerySet:
    """By the unit that still holds it."""
    return Step.objects.visible_to(access).asked_of(access.unit_id).filter(pk=step.pk, unit=step.unit_id)


def _change(rows: StepQuerySet, now: datetime, **values: object) -> None:
    if not rows.update(**values, updated_at=now, revision=F("revision") + 1):
        raise HandOverChanged
