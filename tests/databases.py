"""One migrated database for the whole run. Every worker, and every test that must commit, gets a copy of it.

TRUNCATE, with which Django cleans up after tests that commit, is not for the application's role: the log is
append-only. A copy takes 20 ms and is thrown away instead.
"""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from functools import cached_property
from typing import LiteralString
from uuid import uuid4

import psycopg
from django.core.management import call_command
from django.db import connections
from django.utils import timezone
from psycopg.sql import SQL, Identifier, Literal

from patientkontrakt.demo.load import load
from patientkontrakt.embedded import roles
from patientkontrakt.embedded.urls import Url

ATTEMPTS, PAUSE = 50, 0.1  # seconds
GIVEN = "MIGRATED_DATABASE"
EXTENSIONS = ("btree_gist", "pg_trgm", "citext")


@dataclass(frozen=True)
class Databases:
    """The databases of one run: their names begin with `run`, and whoever needs a template first makes it."""

    run: str
    owner: Url
    app: Url

    @classmethod
    def from_environment(cls, run: str) -> "Databases":
        owner, app = (Url.read(os.environ[name], variable=name) for name in ("DATABASE_OWNER_URL", "DATABASE_URL"))
        return cls(run, owner, app)

    @cached_property
    def migrated(self) -> str:
        """Migrated by the owner, and empty. Many runs of the same tree may be given one that is made already."""
        return os.environ.get(GIVEN) or self._template("migrated", "template1", self._migrate)

    @cached_property
    def demo(self) -> str:
        """With the demo, loaded by the application. The comment on it says when."""
        return self._template("demo", self.migrated, self._load_demo)

    @contextmanager
    def copy(self, template: str) -> Iterator[Url]:
        """A database of one's own, as the application reaches it."""
        name = f"{self.run}_{uuid4().hex[:12]}"
        self._make(name, template)
        try:
            yield self.app.but(dbname=name)
        finally:
            self._drop(name)

    def comment(self, name: str) -> str:
        with self._server() as server:
            row = server.execute(
                "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s", [name]
            ).fetchone()
        assert row is not None
        return str(row[0])

    def drop_all(self) -> None:
        with self._server() as server:
            found = server.execute(
                "SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [self.run + "_"]
            ).fetchall()
        for (name,) in found:
            self._drop(name)

    def _template(self, kind: str, ground: str, fill: Callable[[str], None]) -> str:
        """Made whole or not at all, by one worker while the others wait."""
        name, half = f"{self.run}_{kind}", f"{self.run}_{kind}_half"
        with self._server() as server:
            server.execute("SELECT pg_advisory_lock(hashtextextended(%s, 0))", [name])
            if not server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
                self._make(half, ground)
                fill(half)
                server.execute(SQL("ALTER DATABASE {} RENAME TO {}").format(Identifier(half), Identifier(name)))
        return name

    def _migrate(self, name: str) -> None:
        owner = self.owner.but(dbname=name)
        with roles.connect(owner) as database:
            roles.open_to_app(database, name, owner.user, self.app.user)
            for extension in EXTENSIONS:
                roles.run(database, "CREATE EXTENSION IF NOT EXISTS {}", Identifier(extension))
        with connected_to(owner):
            call_command("migrate", verbosity=0, interactive=False)

    def _load_demo(self, name: str) -> None:
        now = timezone.now()
        with connected_to(self.app.but(dbname=name)):
            assert load(now)
        with self._server() as server:
            server.execute(SQL("COMMENT ON DATABASE {} IS {}").format(Identifier(name), Literal(now.isoformat())))

    def _make(self, name: str, template: str) -> None:
        self._as_owner("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY", name, template)

    def _drop(self, name: str) -> None:
        """Autovacuum, when it happens to be there, is nobody that the owner may send away. Its turn may take a minute:
        what cannot be dropped is left to `drop_all`, and what that cannot drop to whose server it is.
        """
        for _ in range(ATTEMPTS):
            with suppress(psycopg.errors.InsufficientPrivilege):
                return self._as_owner("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)
            time.sleep(PAUSE)
        return None

    def _as_owner(self, statement: LiteralString, *names: str) -> None:
        with self._server() as server:
            server.execute(SQL(statement).format(*map(Identifier, names)))

    def _server(self) -> psycopg.Connection:
        return roles.connect(self.owner)


class Line:
    """A connection of Django's to another database, as another role. It is kept, with all that Postgres has planned for
    it: a new one costs as much as three pages.
    """

    def __init__(self, url: Url) -> None:
        self.settings = {
            **connections["default"].settings_dict,
            "NAME": url.database, "USER": url.user, "PASSWORD": url.parts.get("password", ""),
            "HOST": url.parts.get("host", ""), "PORT": url.parts.get("port", ""),
        }  # fmt: skip
        self.connection = connections.create_connection("default")
        self.connection.settings_dict = self.settings

    @contextmanager
    def taken(self) -> Iterator[None]:
        """Let Django speak on this line for a while: in this thread, and in those that begin meanwhile."""
        before, settings = connections["default"], connections.settings["default"]
        connections.settings["default"], connections["default"] = self.settings, self.connection
        try:
            yield
        finally:
            connections.settings["default"], connections["default"] = settings, before

    def close(self) -> None:
        self.connection.close()


@contextmanager
def line_to(url: Url) -> Iterator[Line]:
    with closing(Line(url)) as line:
        yield line


@contextmanager
def connected_to(url: Url) -> Iterator[None]:
    with line_to(url) as line, line.taken():
        yield
