"""What the one who runs it is told: alive, ready, and nothing more."""

import socket
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpResponse
from django.test import Client, override_settings

from patientkontrakt import health
from patientkontrakt.embedded.urls import Url
from reminders.services import Job, beat
from tests.databases import connected_to
from tests.factories import World

NOBODY = Url({"user": "nobody", "password": "hemligt", "dbname": "nothing", "host": "127.0.0.1", "port": "1"})
ALL_WELL = {"database": "ok", "broker": "ok", "migrations": "ok", "beat": "ok"}


@pytest.fixture(autouse=True)
def newly_started() -> Iterator[None]:
    """What a process remembers from before is forgotten."""
    health._migrations.cache_clear()
    yield
    health._migrations.cache_clear()


def told(response: HttpResponse) -> tuple[int, bool, dict[str, str]]:
    answer = response.json()
    assert answer.keys() == {"ready", "checks"}
    return response.status_code, answer["ready"], answer["checks"]


def ask() -> tuple[int, bool, dict[str, str]]:
    return told(Client().get("/health/ready"))


def test_it_is_ready_when_everything_answers(world: World) -> None:
    beat(Job.PLAN, now=world.now - timedelta(minutes=1))
    assert ask() == (200, True, ALL_WELL)


def test_it_is_not_ready_without_a_database(django_db_blocker: pytest.FixtureRequest) -> None:
    with django_db_blocker.unblock(), connected_to(NOBODY):
        response = Client().get("/health/ready")
    assert told(response) == (503, False, {"database": "not", "broker": "ok", "migrations": "not", "beat": "not"})
    assert [word for word in ("hemligt", "nobody", "127.0.0.1") if word in response.content.decode()] == []


def test_it_is_not_ready_without_a_broker(world: World) -> None:
    beat(Job.PLAN, now=world.now)
    with override_settings(REDIS_URL="redis://:hemligt@127.0.0.1:1/0"):
        assert ask() == (503, False, {**ALL_WELL, "broker": "not"})


def test_a_broker_that_accepts_and_says_nothing_is_not_waited_for(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    beat(Job.PLAN, now=world.now)
    monkeypatch.setattr(health, "PATIENCE", 0.1)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"redis://127.0.0.1:{silent.getsockname()[1]}/0"
        with override_settings(REDIS_URL=url):
            assert ask() == (503, False, {**ALL_WELL, "broker": "not"})


def test_it_is_not_ready_before_the_migrations_have_run(world: World) -> None:
    beat(Job.PLAN, now=world.now)
    newest = MigrationRecorder.Migration.objects.order_by("-pk").first()
    assert newest
    newest.delete()
    assert ask() == (503, False, {**ALL_WELL, "migrations": "not"})
    newest.save()
    assert ask() == (200, True, ALL_WELL)


def test_the_migrations_are_read_once_a_process(world: World, django_assert_num_queries: pytest.FixtureRequest) -> None:
    beat(Job.PLAN, now=world.now)
    ask()
    with django_assert_num_queries(1):  # the beat; the database's own answer is no statement of Django's
        ask()


@pytest.mark.parametrize("ago", [None, timedelta(minutes=6)])
def test_it_is_not_ready_when_nothing_beats(world: World, ago: timedelta | None) -> None:
    if ago:
        beat(Job.PLAN, now=world.now - ago)
    assert ask() == (503, False, {**ALL_WELL, "beat": "not"})


def test_what_is_wrong_stands_in_the_log_without_a_password(world: World, caplog: pytest.LogCaptureFixture) -> None:
    with override_settings(REDIS_URL="redis://:hemligt@127.0.0.1:1/0"):
        ask()
    assert "Not ready: broker" in caplog.text
    assert "hemligt" not in caplog.text


def test_alive_touches_nothing() -> None:
    response = Client().get("/health/live")
    assert (response.status_code, response.content) == (200, b"ok")
