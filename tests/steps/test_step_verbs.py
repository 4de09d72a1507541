"""A step begins open, in somebody's hands, and ends once."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from access.grants import Access, NotAllowed
from access.kinds import ConsentKind
from access.services import give_consent
from steps.models import Holder, Step, StepKind
from steps.services import StepHasEnded, cancel_step, finish_step
from tests.deeds import plans
from tests.factories import NOW, World


@pytest.fixture
def anna(world: World) -> Access:
    return world.anna.meets(world.agda)


def test_the_unit_of_the_one_who_writes_answers_for_the_step(anna: Access, world: World) -> None:
    step = plans(anna, now=world.now)
    assert (step.unit, step.provider, step.author, step.authored_at, step.ask) == (
        world.heart,
        world.region,
        world.anna.professional,
        world.now,
        world.heart,
    )
    assert (step.status, step.holder, step.revision) == ("open", Holder.UNIT, 1)


def test_a_step_says_in_whose_hands_it_lies(anna: Access, world: World) -> None:
    mine = plans(anna, now=world.now, is_held_by_patient=True)
    marias = plans(anna, now=world.now, responsible=world.maria.professional, ask=world.eyes)
    assert (mine.holder, mine.responsible) == (Holder.PATIENT, None)
    assert (marias.holder, marias.responsible, marias.ask) == (
        Holder.PROFESSIONAL,
        world.maria.professional,
        world.eyes,
    )


@pytest.mark.parametrize(("end", "status"), [(finish_step, "done"), (cancel_step, "cancelled")])
def test_a_step_ends_once(anna: Access, world: World, end: object, status: str) -> None:
    step = plans(anna, now=world.now)
    end(access=anna, step=step, how="Så blev det", now=world.now)
    step.refresh_from_db()
    assert (step.status, step.ended_at, step.ended_how, step.revision) == (status, world.now, "Så blev det", 2)
    for again in (finish_step, cancel_step):
        with pytest.raises(StepHasEnded):
            again(access=anna, step=step, how="Igen", now=world.now)
    step.refresh_from_db()
    assert (step.status, step.ended_how, step.revision) == (status, "Så blev det", 2)


def test_another_unit_does_not_end_a_step_that_it_can_read(anna: Access, world: World) -> None:
    """Not even with the patient's consent to read what other providers write."""
    step = plans(anna, now=world.now)
    consent = {"unit": world.hips, "kind": ConsentKind.SHARED_DOCUMENTATION, "because": "Sa ja"}
    give_consent(access=world.decides(world.agda), now=world.now, **consent)
    for other in (world.nils, world.olle):
        with pytest.raises(StepHasEnded):
            finish_step(access=other.meets(world.agda), step=step, how="Klart", now=world.now)


def test_a_step_of_another_patient_is_not_ended_by_mistake(anna: Access, world: World) -> None:
    step = plans(anna, now=world.now)
    with pytest.raises(StepHasEnded):
        finish_step(access=world.anna.meets(world.bertil), step=step, how="Klart", now=world.now)


def test_patient_and_trustee_plan_no_steps_of_care(world: World) -> None:
    for access in (world.agda.opens_own(), world.karin.opens(world.agda)):
        with pytest.raises(NotAllowed):
            plans(access, now=world.now)
    assert not Step.objects.exists()


def test_a_scheduler_may_plan_and_end_a_step(world: World) -> None:
    lena = world.lena.meets(world.agda)
    finish_step(access=lena, step=plans(lena, now=world.now), how="Klart", now=world.now)
    assert Step.objects.get().status == "done"


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ({"kind": "x"}, "steps_step_kind"),
        ({"status": "x", "ended_at": NOW}, "steps_step_status"),
        ({"holder": "professional"}, "steps_step_holder"),
        ({"holder": "x"}, "steps_step_holder"),
        ({"status": "done"}, "steps_step_ended"),
        ({"ended_at": NOW}, "steps_step_ended"),
        ({"not_before": date(2026, 12, 2), "latest": date(2026, 12, 1)}, "steps_step_dates"),
        ({"guarantee_days": 90}, "steps_step_guarantee"),
    ],
)
def test_the_database_keeps_the_rules_when_the_verb_is_passed_by(
    anna: Access, world: World, change: dict, constraint: str
) -> None:
    step = plans(anna, now=world.now)
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Step.objects.filter(pk=step.pk).update(**change)


def test_a_verb_that_breaks_a_rule_writes_nothing(anna: Access, world: World) -> None:
    with pytest.raises(IntegrityError, match="steps_step_dates"), transaction.atomic():
        plans(anna, now=world.now, not_before=date(2026, 12, 2), latest=date(2026, 12, 1), kind=StepKind.VISIT)
    assert not Step.objects.exists()


def test_patients_with_steps_are_not_deleted(anna: Access, world: World) -> None:
    plans(anna, now=world.now + timedelta(days=1))
    with pytest.raises(Exception, match=r"protected|referenced"):
        world.agda.patient.delete()
