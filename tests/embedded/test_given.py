"""Servers of the reader's own: one clear line whenever they are not as they should be."""

from collections.abc import Callable, Iterator

import psycopg
import pytest

from patientkontrakt.embedded import given, roles
from patientkontrakt.embedded.trouble import Trouble
from patientkontrakt.embedded.urls import Url
from tests.embedded.runs import Run

PASSWORD = "known"
REDIS_IS_AWAY = (
    "Cannot reach the Redis of REDIS_URL at 127.0.0.1:1/0: Error 111 connecting to 127.0.0.1:1. Connection refused.\n"
)


@pytest.fixture(scope="session")
def server(superuser: Url) -> Iterator[psycopg.Connection]:
    with roles.connect(superuser) as connection:
        connection.execute("CREATE ROLE mayor LOGIN CREATEDB CREATEROLE PASSWORD 'å/s:@'")
        connection.execute("CREATE ROLE clerk LOGIN CREATEDB PASSWORD 'known'")
        connection.execute("CREATE ROLE guest LOGIN PASSWORD 'known'")
        yield connection


@pytest.fixture(scope="session")
def address(superuser: Url, server: psycopg.Connection) -> Callable[..., str]:
    def of(user: str, database: str, password: str = PASSWORD) -> str:
        return str(superuser.but(user=user, dbname=database, password=password))

    return of


def test_the_owner_alone_gets_a_database_and_an_application_that_cannot_change_it(
    address: Callable[..., str],
) -> None:
    for _again in range(2):
        urls = given.owner_alone(address("mayor", "plan-å", "å/s:@"))
        with (
            psycopg.connect(urls.owner, autocommit=True) as owner,
            psycopg.connect(urls.app, autocommit=True) as app,
        ):
            owner.execute("DROP TABLE IF EXISTS kept")
            owner.execute("CREATE TABLE kept (word citext)")
            app.execute("INSERT INTO kept VALUES ('here')")
            assert app.execute("SELECT current_user::text, word FROM kept").fetchall() == [("plan-å_app", "here")]
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                app.execute("CREATE TABLE own ()")


def test_an_owner_who_makes_no_roles_is_told_to_give_both(address: Callable[..., str]) -> None:
    with pytest.raises(Trouble) as trouble:
        given.owner_alone(address("clerk", "plan_clerk"))
    assert str(trouble.value) == (
        "The role of DATABASE_URL may not make the role plan_clerk_app: set both DATABASE_OWNER_URL "
        "(the owner, who migrates) and DATABASE_URL (the application)."
    )


def test_a_missing_database_that_may_not_be_made_is_named(address: Callable[..., str]) -> None:
    with pytest.raises(Trouble) as trouble:
        given.owner_alone(address("guest", "plan_guest"))
    assert str(trouble.value) == (
        "The database plan_guest of DATABASE_URL does not exist, and the role guest may not make it (CREATEDB)."
    )


def test_a_wrong_password_is_told_without_the_password(address: Callable[..., str]) -> None:
    with pytest.raises(Trouble) as trouble:
        given.owner_alone(address("clerk", "plan_clerk", "guessed"))
    assert 'password authentication failed for user "clerk"' in str(trouble.value)
    assert "guessed" not in str(trouble.value)


@pytest.mark.parametrize(
    ("environment", "line"),
    [
        (
            {"DATABASE_URL": "postgresql://a:secret@127.0.0.1:1/plan"},
            "Cannot reach the database of DATABASE_URL at 127.0.0.1:1: Connection refused\n",
        ),
        (
            {"DATABASE_URL": "sqlite:///plan.db"},
            "DATABASE_URL must be a PostgreSQL address: postgresql://user:password@host/database.\n",
        ),
        (
            {"DATABASE_OWNER_URL": "postgresql://a:secret@127.0.0.1:1/plan"},
            "DATABASE_OWNER_URL is set without DATABASE_URL: set both, or DATABASE_URL alone.\n",
        ),
        (
            {"REDIS_URL": "redis://:secret@127.0.0.1:1/0"},
            REDIS_IS_AWAY,
        ),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else "",
)
def test_an_unreachable_server_is_one_line(
    embedded: Callable[..., Run], environment: dict[str, str], line: str
) -> None:
    assert embedded("--throwaway", "--", "true", **environment).wait() == (1, "", line)
