"""Our own Postgres and Valkey, made to tell all they can tell.

Postgres writes down every statement and how long it took, as somebody who looks for trouble has it do; what it never
writes is decided by the settings of the server (patientkontrakt/embedded/postgres.py), which this does not touch.
"""

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Thread
from typing import LiteralString
from urllib.parse import urlsplit

import psycopg
from redis import Redis

from patientkontrakt.embedded import postgres, roles
from patientkontrakt.embedded.urls import Url

FOLDER = Path(os.environ.get("PATIENTKONTRAKT_RUN", ""))  # of the servers of this run
TALKATIVE: tuple[LiteralString, ...] = (
    "ALTER SYSTEM SET log_statement = 'all'",
    "ALTER SYSTEM SET log_min_duration_statement = 0",
    "ALTER SYSTEM SET log_min_messages = 'info'",
    "ALTER SYSTEM SET log_connections = on",
    "ALTER SYSTEM SET log_lock_waits = on",
    "SELECT pg_reload_conf()",
)
# By the names of a table's columns: the log's own table is refused last, since every page writes to it.
TABLES = """
    SELECT relname FROM pg_class WHERE relkind IN ('r', 'p') AND NOT relispartition
    AND relnamespace = 'public'::regnamespace AND relname ~ %s
"""


def superuser() -> psycopg.Connection:
    owner = Url.read(os.environ["DATABASE_OWNER_URL"], variable="DATABASE_OWNER_URL")
    return roles.connect(owner.but(user=postgres.SUPERUSER, password=postgres._password(FOLDER)))


def be_talkative() -> None:
    with superuser() as server:
        for statement in TALKATIVE:
            server.execute(statement)


def statements_of_postgres() -> str:
    """What pg_stat_statements keeps."""
    with superuser() as server:
        return "\n".join(row[0] for row in server.execute("SELECT query FROM pg_stat_statements").fetchall())


@contextmanager
def refusing(tables: str) -> Iterator[None]:
    """The tables so called take no new row: Postgres tells the whole row in the detail of its error."""
    with superuser() as database:
        names = [row[0] for row in database.execute(TABLES, [tables]).fetchall()]
        for name in names:
            _alter(database, "ALTER TABLE {} ADD CONSTRAINT canary_refuses CHECK (false) NOT VALID", name)
        yield
        for name in names:
            _alter(database, "ALTER TABLE {} DROP CONSTRAINT canary_refuses", name)


def _alter(database: psycopg.Connection, statement: LiteralString, table: str) -> None:
    roles.run(database, statement, psycopg.sql.Identifier(table))


@contextmanager
def overhearing(file: Path) -> Iterator[None]:
    """All that is said to Valkey, while it is said, into a file."""
    parts = urlsplit(os.environ["REDIS_URL"])
    with socket.create_connection((parts.hostname, parts.port)) as line, file.open("wb") as heard:
        line.sendall(f"AUTH {parts.password}\r\nMONITOR\r\n".encode())

        def listen() -> None:
            with suppress(OSError):
                while said := line.recv(65536):
                    heard.write(said)

        ear = Thread(target=listen, daemon=True)
        ear.start()
        yield
        line.shutdown(socket.SHUT_RDWR)
        ear.join()


def kept_by_valkey() -> bytes:
    """Every key, and what is under it."""
    with Redis.from_url(os.environ["REDIS_URL"]) as redis:
        return b"\n".join(part for key in redis.scan_iter() for part in (key, redis.dump(key) or b""))
