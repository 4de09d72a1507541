"""The seven questions: asked once until answered, answered once, by the patient."""

import pytest
from django.db import IntegrityError, transaction

from access.grants import Access, NotAllowed
from surveys.models import Answer, AnswerValue, Survey
from surveys.questions import CURRENT, VERSIONS
from surveys.section import section
from surveys.services import AlreadyAnswered, NotAnAnswer, answer, ask
from tests.factories import World


@pytest.fixture
def survey(world: World) -> Survey:
    return ask(access=world.anna.meets(world.agda), now=world.now)


@pytest.fixture
def agda(survey: Survey, world: World) -> Access:
    return world.agda.opens_own()


def test_there_are_seven_questions_and_two_may_be_unneeded() -> None:
    questions = VERSIONS[CURRENT]
    assert [question.number for question in questions] == [1, 2, 3, 4, 5, 6, 7]
    assert [question.number for question in questions if question.may_be_unneeded] == [4, 7]
    assert questions[4].text == "Vet du ditt nästa steg?"


def test_asking_again_before_there_is_an_answer_is_asking_once(survey: Survey, world: World) -> None:
    again = ask(access=world.maria.meets(world.agda), now=world.now)
    assert (again, Survey.objects.count()) == (survey, 1)
    assert ask(access=world.nils.meets(world.agda), now=world.now) != survey


def test_patient_answers_and_may_pass_over_a_question(survey: Survey, agda: Access, world: World) -> None:
    given = {1: AnswerValue.YES, 4: AnswerValue.NOT_NEEDED, 6: AnswerValue.DO_NOT_KNOW}
    answer(access=agda, survey=survey, answers=given, now=world.now)
    assert dict(Answer.objects.filter(survey=survey).values_list("number", "value")) == given
    survey.refresh_from_db()
    assert (survey.answered_at, survey.revision) == (world.now, 2)


def test_answers_are_given_once(survey: Survey, agda: Access, world: World) -> None:
    answer(access=agda, survey=survey, answers={1: AnswerValue.YES}, now=world.now)
    with pytest.raises(AlreadyAnswered):
        answer(access=agda, survey=survey, answers={1: AnswerValue.NO}, now=world.now)
    assert list(Answer.objects.values_list("value", flat=True)) == ["yes"]


@pytest.mark.parametrize(
    "given", [{0: AnswerValue.YES}, {8: AnswerValue.YES}, {1: AnswerValue.NOT_NEEDED}, {5: AnswerValue.NOT_NEEDED}]
)
def test_an_answer_that_the_question_does_not_have_is_turned_away(
    survey: Survey, agda: Access, world: World, given: dict
) -> None:
    with pytest.raises(NotAnAnswer):
        answer(access=agda, survey=survey, answers=given, now=world.now)
    assert Survey.objects.unanswered().count() == 1


def test_nobody_else_answers_for_the_patient(survey: Survey, world: World) -> None:
    others = [world.karin.opens(world.agda), world.anna.opens(world.agda)]
    for access in others:
        with pytest.raises(NotAllowed):
            answer(access=access, survey=survey, answers={1: AnswerValue.YES}, now=world.now)
    assert [[row.can_answer for row in section(access, world.now).rows] for access in others] == [[], [False]]
    with pytest.raises(AlreadyAnswered):
        answer(access=world.bertil.opens_own(), survey=survey, answers={1: AnswerValue.YES}, now=world.now)
    assert not Answer.objects.exists()


def test_what_waits_for_an_answer_is_shown_to_the_patient(survey: Survey, agda: Access, world: World) -> None:
    assert [(row.id, row.asked_at, row.can_answer) for row in section(agda, world.now).rows] == [
        (survey.public_id, world.now, True)
    ]
    answer(access=agda, survey=survey, answers={}, now=world.now)
    (row,) = section(agda, world.now).rows
    assert (row.answered_at, row.is_waiting, row.can_answer, row.status) == (world.now, False, False, "Besvarat")


def test_a_scheduler_does_not_ask(world: World) -> None:
    with pytest.raises(NotAllowed):
        ask(access=world.lena.meets(world.agda), now=world.now)


@pytest.mark.parametrize(
    ("row", "constraint"),
    [
        ({"number": 8, "value": "yes"}, "surveys_answer_number"),
        ({"number": 0, "value": "yes"}, "surveys_answer_number"),
        ({"number": 1, "value": "maybe"}, "surveys_answer_value"),
        ({"number": 2, "value": "yes"}, "surveys_answer_once"),
    ],
)
def test_the_database_keeps_the_rules_when_the_verb_is_passed_by(survey: Survey, row: dict, constraint: str) -> None:
    Answer.objects.create(survey=survey, number=2, value=AnswerValue.NO)
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Answer.objects.create(survey=survey, **row)


def test_a_unit_has_one_open_survey_with_a_patient(survey: Survey) -> None:
    again = Survey.objects.get()
    again.pk, again.public_id = None, survey.patient.public_id
    with pytest.raises(IntegrityError, match="surveys_survey_one_open"), transaction.atomic():
        again.save()
