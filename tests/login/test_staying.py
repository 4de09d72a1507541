"""A session lasts as long as it should, and nothing that was written is lost when it ends."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from agreements.models import Agreement
from audit.models import Action, ActorKind, Entry
from patientkontrakt.login.landing import land
from patientkontrakt.login.stay import IN_ALL, KEPT_FOR
from patientkontrakt.tasks import clear_sessions
from tests.factories import Person, Staff, World
from tests.log import lines

MINUTE = timedelta(minutes=1)
START = "/?next=/patienter/"


@pytest.fixture
def clock(world: World) -> time_machine.Traveller:
    with time_machine.travel(world.now, tick=False) as traveller:
        yield traveller


def passes(clock: time_machine.Traveller, time: timedelta) -> None:
    clock.shift(time)


def writes(world: World, client: Client) -> tuple[str, dict[str, str]]:
    """What Anna has in the form for a first contact."""
    return reverse("first_contact"), {"begin": "1", "number": "19410312-9", "because": "Hon ringde och vill ha hjälp"}


def test_staff_who_do_nothing_for_a_quarter_of_an_hour_are_logged_out(
    world: World, clock: time_machine.Traveller
) -> None:
    client = world.anna.logs_in()
    assert client.get("/patienter/").status_code == 200
    passes(clock, 15 * MINUTE)
    assert client.get("/patienter/").status_code == 200
    passes(clock, 16 * MINUTE)
    assert client.get("/patienter/")["Location"] == START
    assert "Du har loggats ut" in client.get("/").content.decode()


def test_patients_have_half_an_hour(world: World, clock: time_machine.Traveller) -> None:
    client = world.agda.logs_in()
    client.get("/min-plan/")
    passes(clock, 30 * MINUTE)
    assert client.get("/min-plan/").status_code == 200
    passes(clock, 31 * MINUTE)
    assert client.get("/min-plan/").status_code == 302


def test_twelve_hours_are_the_most_however_busy_one_is(world: World, clock: time_machine.Traveller) -> None:
    client = world.anna.logs_in()
    client.get("/patienter/")
    for _ in range(int(IN_ALL / (15 * MINUTE))):
        passes(clock, 15 * MINUTE)
        assert client.get("/patienter/").status_code == 200
    passes(clock, MINUTE)
    assert client.get("/patienter/")["Location"] == START


def test_who_says_that_they_are_there_stays(world: World, clock: time_machine.Traveller) -> None:
    client = world.anna.logs_in()
    client.get("/patienter/")
    passes(clock, 14 * MINUTE)
    assert client.post("/inloggning/stanna/").status_code == 204
    passes(clock, 14 * MINUTE)
    assert client.get("/patienter/").status_code == 200


def test_the_page_says_when_it_warns(world: World) -> None:
    page = world.anna.logs_in().get("/patienter/").content.decode()
    assert ('data-warn-after="780"' in page, 'data-out-after="900"' in page) == (True, True)


def logs_in_again(client: Client, who: Person | Staff) -> str:
    """As the demo's button and a broker do."""
    client.force_login(who.login)
    request = client.request().wsgi_request
    request.session = client.session
    request.user = who.login
    url = land(request, who.login, as_staff=isinstance(who, Staff), now=timezone.now())["Location"]
    request.session.save()
    return str(url)


def test_what_was_written_when_the_time_was_out_is_there_after_logging_in(
    world: World, clock: time_machine.Traveller
) -> None:
    client = world.anna.logs_in()
    client.get("/patienter/")
    url, typed = writes(world, client)
    passes(clock, 16 * MINUTE)
    before = Entry.objects.count()
    assert client.post(url, typed)["Location"] == f"/?next={url}"
    assert Entry.objects.exclude(action=Action.LOGOUT).count() == before
    assert logs_in_again(client, world.anna) == "/inloggning/sparat/"
    page = client.get("/inloggning/sparat/").content.decode()
    assert f'action="{url}"' in page
    assert all(f'name="{name}" value="{value}"' in page for name, value in typed.items())
    again = client.post(url, typed).content.decode()
    assert 'value="19410312-9"' in again


def test_the_page_keeps_what_is_written_and_goes_away(world: World, clock: time_machine.Traveller) -> None:
    client = world.anna.logs_in()
    client.get("/patienter/")
    url, typed = writes(world, client)
    assert client.post("/inloggning/las/", {**typed, "kept_path": url}).status_code == 204
    assert client.get("/patienter/")["Location"] == START
    assert logs_in_again(client, world.anna) == "/inloggning/sparat/"


def test_nobody_else_is_shown_what_was_written(world: World, clock: time_machine.Traveller) -> None:
    client = world.anna.logs_in()
    url, typed = writes(world, client)
    client.post("/inloggning/las/", {**typed, "kept_path": url})
    assert logs_in_again(client, world.nils) == "/patienter/"
    assert client.get("/inloggning/sparat/")["Location"] == "/"
    assert "vill ha hjälp" not in all_sessions()


def test_what_was_written_is_thrown_away_after_an_hour(world: World, clock: time_machine.Traveller) -> None:
    client = world.anna.logs_in()
    url, typed = writes(world, client)
    client.post("/inloggning/las/", {**typed, "kept_path": url})
    passes(clock, 61 * MINUTE)
    assert logs_in_again(client, world.anna) == "/patienter/"


def all_sessions() -> str:
    return str([session.get_decoded() for session in Session.objects.all()])


@pytest.mark.parametrize("comes_back", [True, False])
def test_what_was_written_is_nowhere_after_an_hour_also_when_nobody_asks_for_it(
    world: World, clock: time_machine.Traveller, comes_back: bool
) -> None:
    client = world.anna.logs_in()
    url, typed = writes(world, client)
    client.post("/inloggning/las/", {**typed, "kept_path": url})
    if comes_back:
        logs_in_again(client, world.anna)
    passes(clock, 59 * MINUTE)
    clear_sessions()
    assert "vill ha hjälp" in all_sessions()
    passes(clock, 2 * MINUTE)
    clear_sessions()
    assert "vill ha hjälp" not in all_sessions()
    if comes_back:  # within their twelve hours, which are another matter
        assert Session.objects.filter(pk=client.session.session_key).exists()


@pytest.mark.parametrize("ends_by", ["/inloggning/sparat/", "/logga-ut/"])
def test_what_is_thrown_away_is_gone_at_once(world: World, clock: time_machine.Traveller, ends_by: str) -> None:
    client = world.anna.logs_in()
    url, typed = writes(world, client)
    client.post("/inloggning/las/", {**typed, "kept_path": url})
    logs_in_again(client, world.anna)
    client.post(ends_by)
    assert "vill ha hjälp" not in all_sessions()


def test_sessions_that_have_ended_are_cleared_away_and_others_stay(world: World, clock: time_machine.Traveller) -> None:
    old, new = world.agda.logs_in(), world.bertil.logs_in()
    logs_in_again(old, world.agda)
    passes(clock, IN_ALL - MINUTE)
    logs_in_again(new, world.bertil)
    passes(clock, 2 * MINUTE)
    clear_sessions()
    assert [each.pk for each in Session.objects.all()] == [new.session.session_key]
    assert [each.user for each in UserSession.objects.all()] == [world.bertil.login]


def test_clearing_is_on_the_clocks_list() -> None:
    listed = settings.CELERY_BEAT_SCHEDULE["clear-sessions"]
    assert (listed["task"], listed["schedule"] <= KEPT_FOR.total_seconds() / 10) == (clear_sessions.name, True)


@pytest.mark.parametrize("path", ["//evil.example/x", "https://evil.example/", "patient/"])
def test_a_form_is_never_sent_again_to_somebody_elses_address(
    world: World, clock: time_machine.Traveller, path: str
) -> None:
    client = world.anna.logs_in()
    client.post("/inloggning/las/", {"kept_path": path, "number": "x y"})
    assert logs_in_again(client, world.anna) == "/patienter/"


def test_another_site_cannot_leave_a_form_behind(world: World, clock: time_machine.Traveller) -> None:
    """The guard of forms comes first: a forged form is refused, not kept."""
    client = Client(enforce_csrf_checks=True)
    client.cookies = world.anna.logs_in().cookies
    client.get("/patienter/")
    passes(clock, 16 * MINUTE)
    assert client.post(reverse("first_contact"), {"number": "forged text"}).status_code == 403
    assert "kept" not in client.session


def test_an_agreement_is_not_lost_when_the_time_is_out(world: World, clock: time_machine.Traveller) -> None:
    """What goes to the verb afterwards is what was typed, and only then."""
    client = world.anna.logs_in()
    world.anna.meets(world.agda)
    url = f"/patient/{world.agda.id}/overenskommelser/ny/"
    client.get(url)
    passes(clock, 16 * MINUTE)
    client.post(url, {"title": "Hjärtat", "what_matters": "Att orka sjunga i kören"})
    assert Agreement.objects.count() == 0
    logs_in_again(client, world.anna)
    assert "Att orka sjunga i kören" in client.get("/inloggning/sparat/").content.decode()


# ---------------------------------------------------------------- what the log says of it


def departures() -> list[Any]:
    fields = ("what", "actor_kind", "actor", "actor_name", "actor_title", "unit_name", "patient")
    return lines(*fields, action=Action.LOGOUT)


def test_staff_who_log_out_stand_in_the_log_as_all_else_they_do(world: World) -> None:
    client = world.anna.logs_in()
    client.post("/logga-ut/")
    who = world.anna.professional
    assert departures() == [
        ("login.button", ActorKind.STAFF, who.public_id, "Anna Berg", who.title, "Hjärtmottagningen", None)
    ]
    client.post("/logga-ut/")
    assert len(departures()) == 1


def test_agda_who_logs_out_has_done_so_herself_and_is_not_told_of_it(world: World) -> None:
    world.agda.logs_in().post("/logga-ut/")
    login, patient = world.agda.login, world.agda.patient.public_id
    assert departures() == [("login.button", ActorKind.PATIENT, login.public_id, login.name, "", "", patient)]
    assert "Loggade ut" not in world.agda.logs_in().get("/vem-har-last/").content.decode()


def test_a_session_that_ends_by_itself_stands_in_the_log_and_nobody_is_named_on_the_page(
    world: World, clock: time_machine.Traveller
) -> None:
    client = world.agda.logs_in()
    client.get("/min-plan/")
    passes(clock, 31 * MINUTE)
    page = client.get("/").content.decode()
    assert ([line[0] for line in departures()], "Agda Andersson" in page) == (["login.idle"], False)


# ---------------------------------------------------------------- one's own sessions


def test_a_session_left_open_elsewhere_is_ended_from_here(world: World) -> None:
    here, there = world.agda.logs_in(), world.agda.logs_in()
    for client, machine in ((here, "iPhone Safari"), (there, "Windows Edg Chrome Safari")):
        client.defaults["HTTP_USER_AGENT"] = machine
        logs_in_again(client, world.agda)
    page = here.get("/inloggningar/").content.decode()
    assert ("Safari, iPhone" in page, "Edge, Windows" in page, page.count("Logga ut där")) == (True, True, 1)
    here.post("/inloggningar/", {"session": "all"})
    assert (there.get("/min-plan/").status_code, here.get("/min-plan/").status_code) == (302, 200)
    assert [line[0] for line in departures()] == ["login.elsewhere"]


def test_nobody_ends_the_session_of_another(world: World) -> None:
    agda, bertil = world.agda.logs_in(), world.bertil.logs_in()
    logs_in_again(agda, world.agda)
    for which in ("all", UserSession.objects.get(user=world.agda.login).pk):
        bertil.post("/inloggningar/", {"session": which})
    assert agda.get("/min-plan/").status_code == 200


@pytest.mark.parametrize("way", ["by itself", "at the next send"])
def test_what_agda_looked_for_in_the_library_is_not_kept(world: World, clock: time_machine.Traveller, way: str) -> None:
    client, typed = world.agda.logs_in(), {"words": "hjärtsvikt"}
    client.get("/kunskap/")
    if way == "by itself":
        client.post("/inloggning/las/", {**typed, "kept_path": "/kunskap/"})
    else:
        passes(clock, 31 * MINUTE)
        client.post("/kunskap/", typed)
    assert [each.get_decoded() for each in Session.objects.all() if "hjärtsvikt" in str(each.get_decoded())] == []
    assert "kept" not in client.session
