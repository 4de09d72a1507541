"""Agda answers the seven questions about her care."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from html import unescape

import pytest
from django.db import connection, connections
from django.urls import reverse

from access.grants import NotAllowed
from access.kinds import MandateKind, Scope
from surveys.models import Answer, AnswerValue, Survey
from surveys.services import AlreadyAnswered, NotAnAnswer, answer
from tests.factories import NOW, World
from tests.log import lines
from tests.surveys.deeds import ALL_WELL, NO, PARTLY, UNSURE, YES, answers, asks, sent, url_of

AS_SKR_WROTE_THEM = """
Känner du att du kan ha fokus på att leva livet och litar på att du lätt får hjälp från vården när du behöver det?
Har du en överenskommelse med vården som utgår från vad som är viktigt för dig, där du vet vad du gör för att må bra, \
vad du gör om du blir sjuk och vad vården gör?
Har du enkla sätt att ta kontakt med vården?
Har du en fast vårdkontakt (vid behov)?
Vet du ditt nästa steg?
Har du och vården kommit överens om din nästa tid tillsammans?
Har du en överblick av dina olika planer i vården och hjälp med samordning vid behov?
""".strip().splitlines()
FOUR = ["Ja", "Delvis", "Nej", "Vet inte"]


@pytest.fixture
def survey(world: World) -> Survey:
    return asks(world.anna, world.agda, now=world.now - timedelta(days=2))


def test_agda_reads_the_questions_word_for_word_with_their_answers(world: World, survey: Survey) -> None:
    page = world.agda.logs_in().get(url_of(survey)).content.decode()
    fieldsets = re.findall(r"<fieldset.*?</fieldset>", page, re.DOTALL)
    asked = [unescape(re.findall(r"<legend[^>]*>(.*?)</legend>", each)[0]) for each in fieldsets]
    choices = [re.findall(r"<label[^>]*>(.*?)</label>", each) for each in fieldsets]
    assert asked == AS_SKR_WROTE_THEM
    assert choices == [FOUR, FOUR, FOUR, [*FOUR, "Behövs inte"], FOUR, FOUR, [*FOUR, "Behövs inte"]]
    assert "checked" not in page
    assert "Det är frivilligt och tar två minuter. Du får hoppa över frågor." in page
    assert "Hjärtmottagningen frågade" in page


def test_her_answers_are_kept_and_she_is_thanked(world: World, survey: Survey) -> None:
    client = world.agda.logs_in()
    response = client.post(url_of(survey), sent(q1=YES, q4=AnswerValue.NOT_NEEDED, q5=NO), follow=True)
    survey.refresh_from_db()
    assert response.redirect_chain == [(url_of(survey), 302)]
    assert dict(survey.answers.values_list("number", "value")) == {1: "yes", 4: "not_needed", 5: "no"}
    assert (survey.answered_at, survey.needs_follow_up) == (world.now, True)
    page = response.content.decode()
    assert "<h1>Tack för dina svar</h1>" in page
    assert "De ska följa upp det du saknar." in page
    assert page.count("Överhoppad") == 4
    assert lines("action", "what", "actor_kind", patient=world.agda.patient.public_id, what="survey.answered") == [
        ("write", "survey.answered", "patient")
    ]


def test_who_cannot_say_what_the_next_step_is_is_followed_up(world: World, survey: Survey) -> None:
    assert answers(world.agda, survey, now=world.now, q5=UNSURE).needs_follow_up is True


@pytest.mark.parametrize(("value", "needs_follow_up"), [(YES, False), (UNSURE, False), (PARTLY, True), (NO, True)])
def test_no_and_partly_are_to_be_followed_up(
    world: World, survey: Survey, value: AnswerValue, needs_follow_up: bool
) -> None:
    assert answers(world.agda, survey, now=world.now, q3=value).needs_follow_up is needs_follow_up


def test_every_question_may_be_passed_over_but_not_all_of_them(world: World, survey: Survey) -> None:
    client = world.agda.logs_in()
    empty = client.post(url_of(survey), {}).content.decode()
    assert "<title>Fel: " in empty
    assert "Du har inte svarat på någon fråga än." in empty
    for number in range(2, 8):
        assert f'id="id_fraga-{number}_0"' in empty
    assert client.post(url_of(survey), sent(q7=YES)).status_code == 302
    assert list(survey.answers.values_list("number", flat=True)) == [7]


def test_an_answer_that_a_question_does_not_have_is_refused_and_the_others_stay(world: World, survey: Survey) -> None:
    page = world.agda.logs_in().post(url_of(survey), sent(q1=NO, q5=AnswerValue.NOT_NEEDED)).content.decode()
    assert '<a href="#id_fraga-5_0">Välj ett av svaren, eller hoppa över frågan.</a>' in page
    assert re.findall(r'<input[^>]*value="no"[^>]* checked', page) != []
    assert Answer.objects.count() == 0


@pytest.mark.parametrize("number", [0, 8, 5])
def test_the_verb_refuses_what_is_no_answer(world: World, survey: Survey, number: int) -> None:
    with pytest.raises(NotAnAnswer):
        answer(access=world.agda.opens_own(), survey=survey, answers={number: AnswerValue.NOT_NEEDED}, now=world.now)
    assert Answer.objects.count() == 0


def test_answers_are_given_once(world: World, survey: Survey) -> None:
    client = world.agda.logs_in()
    client.post(url_of(survey), sent(q5=NO))
    again = client.post(url_of(survey), sent(q5=YES)).content.decode()
    assert "Frågorna besvaras en gång, och du har redan svarat. Det du skickade nu sparades inte." in again
    assert list(survey.answers.values_list("value", flat=True)) == ["no"]
    with pytest.raises(AlreadyAnswered):
        answer(access=world.agda.opens_own(), survey=survey, answers=ALL_WELL, now=world.now)


def test_the_same_answers_sent_twice_are_only_thanked_for(world: World, survey: Survey) -> None:
    client = world.agda.logs_in()
    first, second = (client.post(url_of(survey), sent(q5=NO)) for _ in range(2))
    assert (first.status_code, second.status_code) == (302, 302)
    assert "sparades inte" not in client.get(url_of(survey)).content.decode()
    assert len(lines(what="survey.answered")) == 1


def test_the_page_of_an_answered_survey_has_no_form(world: World, survey: Survey) -> None:
    answers(world.agda, survey, now=world.now)
    page = world.agda.logs_in().get(url_of(survey)).content.decode()
    assert "Tack för dina svar" in page
    assert "<fieldset" not in page


def test_nobody_else_answers_for_her(world: World, survey: Survey) -> None:
    for other in (world.karin, world.bertil, world.anna, world.samira):
        assert other.logs_in().post(url_of(survey), sent(q5=NO)).status_code == 404
    with pytest.raises(NotAllowed):
        answer(access=world.karin.opens(world.agda), survey=survey, answers=ALL_WELL, now=world.now)
    with pytest.raises(AlreadyAnswered):
        answer(access=world.bertil.opens_own(), survey=survey, answers=ALL_WELL, now=world.now)
    assert Answer.objects.count() == 0


def test_a_survey_that_is_not_for_the_patient_is_not_there(world: World, survey: Survey) -> None:
    Survey.objects.update(approved_for_patient=False)
    assert world.agda.logs_in().get(url_of(survey)).status_code == 404


def test_two_windows_at_once_give_one_set_of_answers(own_database: None) -> None:
    world = World(NOW)
    survey = asks(world.anna, world.agda, now=NOW)
    access = world.agda.opens_own()

    def send(value: AnswerValue) -> str:
        try:
            answer(access=access, survey=survey, answers={5: value}, now=NOW)
        except AlreadyAnswered:
            return "too late"
        finally:
            connections.close_all()
        return "kept"

    with ThreadPoolExecutor(2) as both:
        told = sorted(both.map(send, [YES, NO]))
    assert told == ["kept", "too late"]
    assert Answer.objects.count() == 1
    connection.close()


def test_who_may_answer_for_her_does_not_read_what_she_has_answered_herself(world: World, survey: Survey) -> None:
    world.lets_proxies_in()
    lars = world.let_in("Lars", world.agda, MandateKind.PROXY, scopes=[Scope.ANSWER])
    world.agda.logs_in().post(url_of(survey), sent(q1=YES, q5=NO))
    url = reverse("answer_survey", kwargs={"patient": world.agda.id, "survey": survey.public_id})
    page = lars.logs_in().get(url).content.decode()
    assert ("Tack för svaren" in page, "Svaren" in page, "Överhoppad" in page) == (True, False, False)
    mine = asks(world.nils, world.agda, now=world.now)
    url = reverse("answer_survey", kwargs={"patient": world.agda.id, "survey": mine.public_id})
    assert "Överhoppad" in lars.logs_in().post(url, sent(q1=YES), follow=True).content.decode()
