"""Staff put the seven questions to a patient."""

from datetime import timedelta

from access.services import block_unit
from surveys.models import Survey
from surveys.services import ask
from tests.factories import World
from tests.log import lines
from tests.surveys.deeds import NO, YES, answers, asks, staff_url_of, url_of

BUTTON = "Ställ de sju frågorna"
INVITATION = "Det är frivilligt att svara och tar två minuter."


def test_anna_asks_and_agda_is_invited_in_her_plan(world: World) -> None:
    access = world.anna.meets(world.agda)
    plan = f"/patient/{world.agda.id}/"
    client = world.anna.logs_in()
    assert BUTTON in client.get(plan).content.decode()
    assert client.post(staff_url_of(access)).url == plan
    survey = Survey.objects.get()
    assert (survey.unit, survey.author, survey.authored_at) == (world.heart, world.anna.professional, world.now)
    page = client.get(plan).content.decode()
    assert BUTTON not in page
    assert "Patienten har inte svarat än" in page
    mine = world.agda.logs_in().get("/min-plan/").content.decode()
    assert INVITATION in mine
    assert 'Hjärtmottagningen frågade <time class="date" datetime="2026-11-25T10:00+01:00">25 november</time>' in mine
    assert f'href="{url_of(survey)}"' in mine


def test_asking_twice_is_asking_once(world: World) -> None:
    access, client = world.anna.meets(world.agda), world.anna.logs_in()
    assert [client.post(staff_url_of(access)).status_code for _ in range(2)] == [302, 302]
    assert Survey.objects.count() == 1
    assert lines("action", what="survey.asked") == ["write"]


def test_when_the_answers_have_come_the_unit_may_ask_again(world: World) -> None:
    first = asks(world.anna, world.agda, now=world.now)
    answers(world.agda, first, now=world.now)
    second = asks(world.anna, world.agda, now=world.now + timedelta(days=90))
    assert second.pk != first.pk


def test_two_units_may_ask_at_the_same_time(world: World) -> None:
    surveys = [asks(who, world.agda, now=world.now) for who in (world.anna, world.nils)]
    assert len({survey.pk for survey in surveys}) == 2
    mine = world.agda.logs_in().get("/min-plan/").content.decode()
    assert mine.count(INVITATION) == 2


def test_who_may_not_document_has_no_button_and_may_not_ask(world: World) -> None:
    access = world.lena.meets(world.agda)
    client = world.lena.logs_in()
    assert BUTTON not in client.get(f"/patient/{world.agda.id}/").content.decode()
    assert client.post(staff_url_of(access)).status_code == 403
    assert lines("action", "what")[-1] == ("refused", "questions")
    assert Survey.objects.count() == 0


def test_a_unit_without_a_care_relation_may_not_ask(world: World) -> None:
    access = world.anna.meets(world.agda)
    assert world.nils.logs_in().post(staff_url_of(access)).status_code == 404
    assert Survey.objects.count() == 0


def test_a_relative_is_not_asked_to_answer(world: World) -> None:
    asks(world.anna, world.agda, now=world.now)
    page = world.karin.logs_in().get(f"/min-plan/{world.agda.id}/").content.decode()
    assert "Sju frågor" not in page


def test_what_was_answered_half_a_year_ago_has_left_the_plan(world: World) -> None:
    long_ago = world.now - timedelta(days=181)
    answers(world.agda, asks(world.anna, world.agda, now=long_ago), now=long_ago)
    assert "Se dina svar" not in world.agda.logs_in().get("/min-plan/").content.decode()


def test_the_plan_as_data_tells_of_the_questions(world: World) -> None:
    survey = asks(world.anna, world.agda, now=world.now)
    (told,) = world.agda.logs_in().get("/api/v1/plans/me/").json()["surveys"]
    assert (told["id"], told["is_waiting"], told["can_answer"]) == (str(survey.public_id), True, True)
    assert (told["status"], told["source"]["unit"]) == ("Väntar på dina svar", "Hjärtmottagningen")


def test_a_blocked_unit_s_questions_are_hidden_from_other_units(world: World) -> None:
    asks(world.nils, world.agda, now=world.now)
    world.anna.meets(world.agda)
    block_unit(access=world.decides(world.agda), unit=world.eyes, now=world.now)
    page = world.anna.logs_in().get(f"/patient/{world.agda.id}/").content.decode()
    assert "Ögonmottagningen frågade" not in page
    assert "Det finns spärrade uppgifter från Ögonmottagningen." in page


def test_the_same_person_asked_by_two_colleagues_at_once_has_one_survey(world: World) -> None:
    first, second = (ask(access=who.meets(world.agda), now=world.now) for who in (world.anna, world.maria))
    assert first.pk == second.pk
    answers(world.agda, first, now=world.now, q5=NO, q1=YES)
