"""A server of the reader's own: check it, and make the application's role where only the owner is given."""

import psycopg
from psycopg import Connection
from psycopg.errors import DuplicateObject, FeatureNotSupported, InsufficientPrivilege, UniqueViolation
from psycopg.sql import Identifier

from . import roles, secret
from .binaries import OLDEST
from .trouble import Trouble
from .urls import DatabaseUrls, Url

LONGEST_NAME = 63
MAINTENANCE = ("postgres", "template1")
TRUSTED_EXTENSIONS = ("btree_gist", "pg_trgm", "citext")  # a database's owner may make these


def both(owner: str, app: str) -> DatabaseUrls:
    """Both roles are given: only see that they are there, with the database."""
    for text, variable in ((owner, "DATABASE_OWNER_URL"), (app, "DATABASE_URL")):
        _reach(Url.read(text, variable=variable), variable).close()
    return DatabaseUrls(owner=owner, app=app)


def owner_alone(text: str) -> DatabaseUrls:
    """Take DATABASE_URL for the owner's and make a role for the application beside it."""
    owner = Url.read(text, variable="DATABASE_URL")
    name = owner.database[: LONGEST_NAME - 4] + "_app"
    app = owner.but(user=name, password=secret.password(text, name))
    with _reach(owner, "DATABASE_URL") as database:
        _make_role(database, app)
        _make_extensions(database)
        roles.open_to_app(database, owner.database, owner.user, name)
    if not _lets_in(app):
        raise Trouble(
            f"The server of DATABASE_URL does not let the role {name} in with a password: "
            "set both DATABASE_OWNER_URL (the owner, who migrates) and DATABASE_URL (the application)."
        )
    return DatabaseUrls(owner=str(owner), app=str(app))


def _reach(url: Url, variable: str) -> Connection:
    """Connect, making the database first if it is all that is missing."""
    try:
        connection = roles.connect(url)
    except psycopg.OperationalError as error:
        _make_missing_database(url, variable, error)
        connection = roles.connect(url)
    if connection.info.server_version < OLDEST * 10000:
        raise Trouble(f"The PostgreSQL of {variable} is too old: {OLDEST} or newer is needed.")
    return connection


def _make_missing_database(url: Url, variable: str, error: psycopg.OperationalError) -> None:
    with _maintenance(url, variable, error) as server:
        if server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [url.database]).fetchone():
            raise _unreachable(url, variable, error)
        try:
            roles.make_database(server, url.database, url.user)
        except InsufficientPrivilege as refusal:
            raise Trouble(
                f"The database {url.database} of {variable} does not exist, "
                f"and the role {url.user} may not make it (CREATEDB)."
            ) from refusal


def _maintenance(url: Url, variable: str, error: psycopg.OperationalError) -> Connection:
    for name in MAINTENANCE:
        try:
            return roles.connect(url.but(dbname=name))
        except psycopg.OperationalError:
            continue
    raise _unreachable(url, variable, error)


def _unreachable(url: Url, variable: str, error: psycopg.OperationalError) -> Trouble:
    why = str(error).splitlines()[0].rpartition("failed: ")[2]
    return Trouble(f"Cannot reach the database of {variable} at {url.place}: {why}")


def _make_role(database: Connection, app: Url) -> None:
    try:
        roles.make_role(database, app.user, app.parts["password"], "LOGIN")
    except (InsufficientPrivilege, DuplicateObject, UniqueViolation, psycopg.InternalError) as error:
        if not _lets_in(app):
            raise Trouble(
                f"The role of DATABASE_URL may not make the role {app.user}: "
                "set both DATABASE_OWNER_URL (the owner, who migrates) and DATABASE_URL (the application)."
            ) from error


def _lets_in(url: Url) -> bool:
    try:
        roles.connect(url).close()
    except psycopg.OperationalError:
        return False
    return True


def _make_extensions(database: Connection) -> None:
    for name in TRUSTED_EXTENSIONS:
        try:
            roles.run(database, "CREATE EXTENSION IF NOT EXISTS {}", Identifier(name))
        except (InsufficientPrivilege, FeatureNotSupported, psycopg.errors.UndefinedFile) as error:
            why = str(error).splitlines()[0]
            raise Trouble(f"The database of DATABASE_URL needs the extension {name}: {why}") from error
