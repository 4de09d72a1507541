"""The two roles: the owner, who migrates, and the application, who may use what is there."""

from typing import LiteralString

import psycopg
from psycopg import Connection
from psycopg.sql import SQL, Composable, Identifier, Literal

from . import secret
from .urls import DatabaseUrls, Url

DATABASE = "patientkontrakt"
OWNER = "patientkontrakt_owner"
APP = "patientkontrakt_app"
EXTENSIONS = ("btree_gist", "pg_trgm", "citext", "pg_stat_statements")

TABLES_TO_COME: LiteralString = (
    "ALTER DEFAULT PRIVILEGES FOR ROLE {} GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {}"
)
SEQUENCES_TO_COME: LiteralString = "ALTER DEFAULT PRIVILEGES FOR ROLE {} GRANT USAGE, SELECT ON SEQUENCES TO {}"


def set_up(superuser_url: str, key: str) -> DatabaseUrls:
    """Make or mend roles, database, extensions and grants in a server of our own."""
    superuser = Url.read(superuser_url, variable="superuser_url")
    with connect(superuser) as server:
        make_role(server, OWNER, secret.password(key, OWNER), "LOGIN CREATEDB")
        make_role(server, APP, secret.password(key, APP), "LOGIN")
        make_database(server, DATABASE, OWNER)
        run(server, "REVOKE ALL ON DATABASE {} FROM PUBLIC", Identifier(DATABASE))
    for name in ("template1", DATABASE):  # template1: so that the databases of tests are alike
        with connect(superuser.but(dbname=name)) as database:
            for extension in EXTENSIONS:
                run(database, "CREATE EXTENSION IF NOT EXISTS {}", Identifier(extension))
            open_to_app(database, name, OWNER, APP)
    return DatabaseUrls(
        owner=str(superuser.but(user=OWNER, password=secret.password(key, OWNER), dbname=DATABASE)),
        app=str(superuser.but(user=APP, password=secret.password(key, APP), dbname=DATABASE)),
    )


def make_role(server: Connection, name: str, password: str, may: LiteralString) -> None:
    """Also sets the password of a role that is there."""
    known = server.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [name]).fetchone()
    statement: LiteralString = "ALTER ROLE {} {} PASSWORD {}" if known else "CREATE ROLE {} {} PASSWORD {}"
    run(server, statement, Identifier(name), SQL(may), Literal(password))


def make_database(server: Connection, name: str, owner: str) -> None:
    if not server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
        run(server, "CREATE DATABASE {} OWNER {}", Identifier(name), Identifier(owner))


def open_to_app(database: Connection, name: str, owner: str, app: str) -> None:
    """Let the application in, and give it the rows of every table that the owner will make.

    A migration takes back what the application must not do with a certain table.
    """
    run(database, "GRANT CONNECT ON DATABASE {} TO {}", Identifier(name), Identifier(app))
    run(database, "GRANT USAGE ON SCHEMA public TO {}", Identifier(app))
    run(database, TABLES_TO_COME, Identifier(owner), Identifier(app))
    run(database, SEQUENCES_TO_COME, Identifier(owner), Identifier(app))


def connect(url: Url) -> Connection:
    return psycopg.connect(str(url), autocommit=True, connect_timeout=10)


def run(connection: Connection, statement: LiteralString, *names: Composable) -> None:
    connection.execute(SQL(statement).format(*names))
