"""What every test stands on: real servers, a database of one's own, and the persons of the tests."""

import gc
import importlib
import os
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.conf import settings
from django.db import connection, transaction
from django.test import override_settings
from django.urls import clear_url_caches
from hypothesis import settings as hypothesis
from psycopg._preparing import PrepareManager

import patientkontrakt.urls
from tests.databases import Databases, Line, connected_to, line_to
from tests.factories import NOW, World

SERVERS = ("DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL")
RUN = pytest.StashKey[str]()

# psycopg forgets after each rollback what Postgres has planned, since tables may have gone with it. Each test ends with
# a rollback, and to plan takes longer than to run.
PrepareManager.clear = lambda _: False  # type: ignore[method-assign]
PrepareManager.prepared_max = 2_000

# A machine that does other things besides is no fault of the code's.
hypothesis.register_profile("ours", deadline=None)
hypothesis.load_profile("ours")


def pytest_configure(config: pytest.Config) -> None:
    missing = [name for name in SERVERS if not os.environ.get(name)]
    if missing:
        raise pytest.UsageError(
            f"{', '.join(missing)} not set: the tests need servers. Run `make test`, or for some of them "
            "`python -m patientkontrakt.embedded --throwaway -- python -m pytest tests/access`."
        )
    given = getattr(config, "workerinput", {})
    config.stash[RUN] = given.get("run") or f"patientkontrakt_test_{uuid4().hex[:8]}"


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Tell each worker the name of the run."""
    node.workerinput["run"] = node.config.stash[RUN]


def pytest_unconfigure(config: pytest.Config) -> None:
    if RUN in config.stash and not hasattr(config, "workerinput"):
        Databases.from_environment(config.stash[RUN]).drop_all()


def pytest_collection_finish() -> None:
    """What is collected stays, and need not be looked through for garbage again and again; what tests leave, seldom."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(250_000, 50, 100)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        marker = item.get_closest_marker("django_db")
        if marker and marker.kwargs.get("transaction"):
            raise pytest.UsageError(f"{item.nodeid}: the log cannot be truncated; use the fixture own_database")
    items.sort(key=_is_short)


def _is_short(item: pytest.Item) -> bool:
    """What takes long begins first, so that nobody waits for it alone at the end."""
    return item.get_closest_marker("long") is None


@pytest.fixture(scope="session", autouse=True)
def many_log_in() -> Iterator[None]:
    """All tests come from one address. Each is a client of its own, for which no files need be looked up beforehand."""
    with override_settings(TRIES=dict.fromkeys(settings.TRIES, "100000/m/ip"), WHITENOISE_AUTOREFRESH=True):
        yield


@pytest.fixture(scope="session")
def databases(pytestconfig: pytest.Config) -> Databases:
    return Databases.from_environment(pytestconfig.stash[RUN])


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: Any, databases: Databases) -> Iterator[None]:
    """In place of pytest-django's: the worker's copy, reached as the application's role."""
    with django_db_blocker.unblock():
        template = databases.migrated
    with databases.copy(template) as mine, connected_to(mine):
        yield


@pytest.fixture
def own_database(django_db_setup: None, django_db_blocker: Any, databases: Databases) -> Iterator[None]:
    """For what must commit, or needs two connections: a fresh copy for this test alone."""
    with django_db_blocker.unblock(), databases.copy(databases.migrated) as mine, connected_to(mine):
        yield


@pytest.fixture(scope="session")
def line_to_demo(django_db_setup: None, django_db_blocker: Any, databases: Databases) -> Iterator[Line]:
    with django_db_blocker.unblock():
        template = databases.demo
        with databases.copy(template) as mine, line_to(mine) as line:
            yield line


@pytest.fixture
def demo(line_to_demo: Line, demo_is_on: None, django_db_blocker: Any, databases: Databases) -> Iterator[datetime]:
    """The demo's people, as they are a minute after it was loaded. What the test does to them is undone."""
    now = datetime.fromisoformat(databases.comment(databases.demo)) + timedelta(minutes=1)
    with (
        django_db_blocker.unblock(),
        line_to_demo.taken(),
        transaction.atomic(),
        time_machine.travel(now, tick=False),
    ):
        yield now
        transaction.set_rollback(True)


@pytest.fixture
def demo_is_on() -> Iterator[None]:
    """The addresses are made when the program starts, so it is started again."""
    with override_settings(DEMO=True):
        _read_addresses_again()
        yield
    _read_addresses_again()


def _read_addresses_again() -> None:
    importlib.reload(patientkontrakt.urls)
    clear_url_caches()


@pytest.fixture
def now() -> Iterator[datetime]:
    """A Wednesday in November at ten in Sweden, and it stays so."""
    with time_machine.travel(NOW, tick=False):
        yield NOW


@pytest.fixture
def world(db: None, now: datetime) -> World:
    return World(now)


@pytest.fixture
def role() -> str:
    """The role that the application runs as."""
    return str(connection.settings_dict["USER"])
