"""Settings are read from the environment. Production refuses to start, loudly, with anything unsafe."""

import os
import runpy
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

from tests.guards.tree import ROOT

GOOD = {
    "PATIENTKONTRAKT_ENV": "production",
    "SECRET_KEY": "8b1d0f6c2f7e4a0db1f9c3a57e6d2048" * 2,
    "ALLOWED_HOSTS": "patientkontrakt.example.org",
    "DATABASE_URL": "postgres://app:x@127.0.0.1:1/plan",
    "DATABASE_OWNER_ROLE": "owner",
    "REDIS_URL": "redis://127.0.0.1:1/0",
}
SMS = {
    "REMINDERS_GATEWAY_URL": "https://sms.example.org",
    "REMINDERS_CALLBACK_URL": "https://plan.example.org/sms/kvitto/",
}
OURS = (
    *GOOD, "DEBUG", "DEMO", "DATABASE_OWNER_URL", "DATABASE_AS", "PATIENTKONTRAKT_LOG", "BEHIND_PROXY",
    "DJANGO_ALLOW_ASYNC_UNSAFE",  # set by the browser tests, when they ran before
)  # fmt: skip


def environment(**changes: str | None) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in OURS and not name.startswith("REMINDERS")}
    return {**kept, **{name: value for name, value in {**GOOD, **changes}.items() if value is not None}}


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """The settings as they would be with another environment."""

    def settings(**changes: str | None) -> dict[str, Any]:
        wanted = environment(**changes)
        for name in set(os.environ) - set(wanted):
            monkeypatch.delenv(name)
        for name, value in wanted.items():
            monkeypatch.setenv(name, value)
        return runpy.run_path(str(ROOT / "patientkontrakt" / "settings.py"))

    return settings


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"SECRET_KEY": None}, "SECRET_KEY is missing or the development one"),
        (
            {"SECRET_KEY": "not-secret-and-for-development-only-0123456789-abcdefghij"},
            "SECRET_KEY is missing or the development one",
        ),
        ({"DEBUG": "1"}, "DEBUG is on"),
        ({"ALLOWED_HOSTS": None}, "ALLOWED_HOSTS is empty"),
        ({"DATABASE_OWNER_ROLE": "app"}, "owner and application share one database role"),
        (
            {"DATABASE_OWNER_ROLE": None, "DATABASE_OWNER_URL": "postgres://app:y@127.0.0.1:1/plan"},
            "owner and application share one database role",
        ),
        ({"REDIS_URL": None}, "REDIS_URL is missing"),
        ({"DEMO": "1"}, "the demo is on: it lets anybody in"),
        ({**SMS, "REMINDERS_GATEWAY_URL": "http://sms.example.org"}, "REMINDERS_GATEWAY_URL is not https"),
        (
            {**SMS, "REMINDERS_CALLBACK_URL": "http://plan.example.org/sms/kvitto/"},
            "REMINDERS_CALLBACK_URL is not https",
        ),
        ({**SMS, "REMINDERS_CALLBACK_URL": None}, "REMINDERS_CALLBACK_URL is not https"),
    ],
)
def test_production_refuses_each_unsafe_thing_by_name(read: Any, change: dict, reason: str) -> None:
    with pytest.raises(ImproperlyConfigured) as refusal:
        read(**change)
    assert str(refusal.value) == f"Refusing to start in production: {reason}."


def test_production_without_a_database_says_what_is_missing(read: Any) -> None:
    with pytest.raises(ImproperlyConfigured, match="DATABASE_URL is missing"):
        read(DATABASE_URL=None)
    with pytest.raises(ImproperlyConfigured, match="neither DATABASE_OWNER_ROLE nor DATABASE_OWNER_URL says"):
        read(DATABASE_OWNER_ROLE=None)


def test_everything_that_is_wrong_is_told_at_once(read: Any) -> None:
    with pytest.raises(ImproperlyConfigured) as refusal:
        read(SECRET_KEY=None, DEBUG="1", ALLOWED_HOSTS=None, DEMO="1")
    assert str(refusal.value).count(";") == 3


def test_good_production_settings_are_taken(read: Any) -> None:
    settings = read()
    assert (settings["DEBUG"], settings["DEMO"], settings["IS_PRODUCTION"]) == (False, False, True)
    assert (
        settings["SESSION_COOKIE_SECURE"] is settings["CSRF_COOKIE_SECURE"] is settings["SECURE_SSL_REDIRECT"] is True
    )
    assert settings["SESSION_COOKIE_NAME"].startswith("__Host-")


def test_text_messages_in_production_go_by_https_both_ways(read: Any) -> None:
    assert read(**SMS)["REMINDERS_CALLBACK_URL"] == SMS["REMINDERS_CALLBACK_URL"]


@pytest.mark.parametrize("kind", ["prod", "Production", "test", ""])
def test_a_kind_of_running_that_nobody_knows_does_not_start(read: Any, kind: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="it must be development or production"):
        read(PATIENTKONTRAKT_ENV=kind)


def test_development_needs_nothing(read: Any) -> None:
    settings = read(**dict.fromkeys(GOOD))
    assert (settings["DEBUG"], settings["DEMO"], settings["ALLOWED_HOSTS"]) == (
        False,
        False,
        ["127.0.0.1", "localhost", "[::1]"],
    )


def test_the_owner_migrates_and_the_application_runs(read: Any) -> None:
    owner = "postgres://owner:y@127.0.0.1:1/plan"
    assert read(DATABASE_OWNER_URL=owner)["DATABASES"]["default"]["USER"] == "app"
    assert read(DATABASE_OWNER_URL=owner, DATABASE_AS="owner")["DATABASES"]["default"]["USER"] == "owner"


def test_a_refusal_is_kept_though_the_request_ends_in_404(read: Any) -> None:
    """Therefore no transaction around the request."""
    assert read()["DATABASES"]["default"]["ATOMIC_REQUESTS"] is False


def run(*words: str, **changes: str | None) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, *words]
    return subprocess.run(command, cwd=ROOT, env=environment(**changes), capture_output=True, text=True, check=False)


def test_djangos_own_check_finds_nothing_to_say_about_production() -> None:
    done = run("manage.py", "check", "--deploy", "--fail-level", "INFO")
    assert (done.stderr, done.stdout, done.returncode) == ("", "System check identified no issues (0 silenced).\n", 0)


@pytest.mark.parametrize("words", [("manage.py", "check"), ("-c", "import patientkontrakt.wsgi")])
def test_the_program_does_not_start_with_demo_and_production(words: tuple[str, ...]) -> None:
    done = run(*words, DEMO="1")
    assert done.returncode == 1
    assert "Refusing to start in production: the demo is on: it lets anybody in." in done.stderr


def test_the_command_that_loads_the_demo_does_nothing_when_the_demo_is_off() -> None:
    done = run("manage.py", "demo", PATIENTKONTRAKT_ENV=None)
    assert (done.returncode, done.stdout, done.stderr) == (1, "", "CommandError: The demo is off. Set DEMO=1.\n")
