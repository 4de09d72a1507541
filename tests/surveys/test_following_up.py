"""What Agda said no to is seen by the unit that asked, and leaves the list when somebody has talked to her."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from access.grants import NotAllowed
from access.models import CareRelation
from access.services import block_unit
from surveys.models import Survey
from surveys.services import NothingToFollowUp, follow_up
from tests.factories import World
from tests.log import lines
from tests.surveys.deeds import NO, PARTLY, answers, asks, staff_url_of

BUTTON = "Markera som uppföljt"


@pytest.fixture
def survey(world: World) -> Survey:
    return answers(world.agda, asks(world.anna, world.agda, now=world.now), now=world.now, q5=NO, q3=PARTLY)


def test_anna_reads_the_answers_and_says_that_she_has_followed_up(world: World, survey: Survey) -> None:
    access, client = world.anna.opens(world.agda), world.anna.logs_in()
    page = client.get(staff_url_of(access, survey)).content.decode()
    assert "Vet du ditt nästa steg?" in page
    assert (page.count(">Nej</span>"), page.count(">Delvis</span>"), page.count(">Ja</span>")) == (1, 1, 5)
    assert BUTTON in page
    assert client.post(staff_url_of(access, survey)).url == f"/patient/{world.agda.id}/"
    survey.refresh_from_db()
    assert (survey.handled_at, survey.handled_by) == (world.now, world.anna.professional)
    page = client.get(staff_url_of(access, survey)).content.decode()
    assert "Uppföljt av Anna Berg" in page
    assert BUTTON not in page
    assert lines("action", "actor_name", what="survey.followed_up") == [("write", "Anna Berg")]


def test_reading_the_answers_is_logged_in_words(world: World, survey: Survey) -> None:
    world.anna.logs_in().get(staff_url_of(world.anna.opens(world.agda), survey))
    assert "Läste dina svar på de sju frågorna" in world.agda.logs_in().get("/vem-har-last/").content.decode()


def test_a_colleague_was_first(world: World, survey: Survey) -> None:
    follow_up(access=world.maria.opens(world.agda), survey=survey, now=world.now - timedelta(hours=1))
    response = world.anna.logs_in().post(staff_url_of(world.anna.opens(world.agda), survey))
    page = response.content.decode()
    assert "En kollega har redan markerat svaren som uppföljda." in page
    assert "Uppföljt av Maria Lind" in page
    assert len(lines(what="survey.followed_up")) == 1


def test_there_is_nothing_to_follow_up_when_all_is_well_or_nothing_is_answered(world: World) -> None:
    survey = asks(world.anna, world.agda, now=world.now)
    access = world.anna.opens(world.agda)
    with pytest.raises(NothingToFollowUp):
        follow_up(access=access, survey=survey, now=world.now)
    answers(world.agda, survey, now=world.now)
    with pytest.raises(NothingToFollowUp):
        follow_up(access=access, survey=survey, now=world.now)
    assert BUTTON not in world.anna.logs_in().get(staff_url_of(access, survey)).content.decode()


def test_another_unit_reads_the_answers_and_leaves_the_follow_up_to_those_who_asked(
    world: World, survey: Survey
) -> None:
    access, client = world.nils.meets(world.agda), world.nils.logs_in()
    page = client.get(staff_url_of(access, survey)).content.decode()
    assert "Hjärtmottagningen ska följa upp svaren." in page
    assert BUTTON not in page
    assert client.post(staff_url_of(access, survey)).status_code == 403
    with pytest.raises(NotAllowed):
        follow_up(access=access, survey=survey, now=world.now)


def test_who_may_not_document_reads_and_does_not_mark(world: World, survey: Survey) -> None:
    access, client = world.lena.opens(world.agda), world.lena.logs_in()
    assert BUTTON not in client.get(staff_url_of(access, survey)).content.decode()
    assert client.post(staff_url_of(access, survey)).status_code == 403


def test_answers_to_a_blocked_unit_are_not_there_for_others(world: World) -> None:
    survey = answers(world.agda, asks(world.nils, world.agda, now=world.now), now=world.now, q1=NO)
    access = world.anna.meets(world.agda)
    block_unit(access=world.decides(world.agda), unit=world.eyes, now=world.now)
    assert world.anna.logs_in().get(staff_url_of(access, survey)).status_code == 404


def test_another_region_reads_no_answers(world: World, survey: Survey) -> None:
    access = world.olle.meets(world.agda)
    assert world.olle.logs_in().get(staff_url_of(access, survey)).status_code == 404
    CareRelation.objects.all().update(until=world.now)
    assert world.anna.logs_in().get(staff_url_of(access, survey)).status_code == 404


@pytest.mark.parametrize(
    "change",
    [{"handled_at": None}, {"handled_by": None}, {"needs_follow_up": False}, {"answered_at": None}],
)
def test_the_database_keeps_what_was_followed_up_whole(world: World, survey: Survey, change: dict[str, None]) -> None:
    follow_up(access=world.anna.opens(world.agda), survey=survey, now=world.now)
    with pytest.raises(IntegrityError), transaction.atomic():
        Survey.objects.update(**change)
