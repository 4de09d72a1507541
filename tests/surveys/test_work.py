"""What the unit's work list tells of answers."""

from typing import Any

import pytest

from access.matters import Urgency
from access.models import CareRelation
from people.models import Patient
from surveys.services import follow_up
from surveys.work import matters
from tests.factories import World
from tests.surveys.deeds import NO, PARTLY, UNSURE, answers, asks, staff_url_of


def test_who_does_not_know_the_next_step_comes_first_and_is_due_the_same_day(world: World) -> None:
    survey = asks(world.anna, world.agda, now=world.now)
    answers(world.agda, survey, now=world.now, q5=NO, q7=PARTLY, q1=NO)
    (matter,) = matters(world.anna.opens_unit())
    today = world.now.date()
    assert (matter.patient, matter.urgency) == (world.agda.patient.public_id, Urgency.NOW)
    assert (matter.what, matter.since, matter.due) == ("Vet inte sitt nästa steg", today, today)
    assert matter.about == "Nej: lätt att få hjälp, nästa steg. Delvis: överblick och samordning"
    assert (matter.act, matter.url) == ("Läs svaren", staff_url_of(world.anna.opens(world.agda), survey))


def test_other_answers_wait_for_the_unit(world: World) -> None:
    answers(world.agda, asks(world.anna, world.agda, now=world.now), now=world.now, q5=PARTLY)
    (matter,) = matters(world.anna.opens_unit())
    assert (matter.urgency, matter.what, matter.due) == (Urgency.ASKED, "Har svarat på de sju frågorna", None)
    assert matter.about == "Delvis: nästa steg"


def test_who_cannot_say_what_the_next_step_is_is_as_urgent_as_a_no(world: World) -> None:
    answers(world.agda, asks(world.anna, world.agda, now=world.now), now=world.now, q5=UNSURE)
    (matter,) = matters(world.anna.opens_unit())
    assert (matter.urgency, matter.what, matter.due) == (Urgency.NOW, "Vet inte sitt nästa steg", world.now.date())
    assert matter.about == "Vet inte: nästa steg"


def test_yes_and_no_answer_are_no_work(world: World) -> None:
    asks(world.anna, world.bertil, now=world.now)
    answers(world.agda, asks(world.anna, world.agda, now=world.now), now=world.now, q1=UNSURE)
    assert matters(world.anna.opens_unit()) == []


def test_what_is_followed_up_leaves_the_list(world: World) -> None:
    survey = answers(world.agda, asks(world.anna, world.agda, now=world.now), now=world.now, q5=NO)
    follow_up(access=world.anna.opens(world.agda), survey=survey, now=world.now)
    assert matters(world.anna.opens_unit()) == []


def test_only_the_unit_that_asked_has_it_on_its_list(world: World) -> None:
    answers(world.agda, asks(world.anna, world.agda, now=world.now), now=world.now, q5=NO)
    for other in (world.nils, world.olle, world.samira):
        other.meets(world.agda)
        assert matters(other.opens_unit()) == []


def test_those_who_have_left_or_died_are_nobody_s_work(world: World) -> None:
    answers(world.agda, asks(world.anna, world.agda, now=world.now), now=world.now, q5=NO)
    Patient.objects.update(deceased_on=world.now.date())
    assert matters(world.anna.opens_unit()) == []
    Patient.objects.update(deceased_on=None)
    CareRelation.objects.all().update(until=world.now)
    assert matters(world.anna.opens_unit()) == []


@pytest.mark.parametrize("patients", [1, 3])
def test_the_list_is_one_statement(world: World, django_assert_num_queries: Any, patients: int) -> None:
    for who in (world.agda, world.bertil, world.leo)[:patients]:
        survey = asks(world.anna, who, now=world.now)
        answers(who, survey, now=world.now, q5=NO, q6=NO)
    access = world.anna.opens_unit()
    with django_assert_num_queries(1):
        assert len(matters(access)) == patients
