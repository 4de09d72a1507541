import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path

import psycopg

from . import binaries, places, processes, roles, secret
from .account import Account, bare_environment, run_as
from .server import Server, last_line
from .trouble import Trouble
from .urls import DatabaseUrls

SUPERUSER = "postgres"
START_ATTEMPTS = 20
SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "timezone": "UTC",
    "max_connections": "200",
    "shared_preload_libraries": "pg_stat_statements",
    # Its log may not hold people's data: neither the detail of an error, nor what a statement was given, which is told
    # when statements are written down, and in csvlog and jsonlog however terse it is asked to be.
    "log_error_verbosity": "terse",
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
    "log_checkpoints": "off",
    "jit": "off",  # pays for reports, not for pages
}
IN_A_HURRY = {
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
}


@contextmanager
def running(folder: Path, account: Account | None, *, lasting: bool) -> Iterator[DatabaseUrls]:
    """A PostgreSQL of our own, its data in the folder, with the two roles set up."""
    server = Server("postgres", folder, signal.SIGINT, account)  # SIGINT: end what runs, then stop cleanly
    server.end_leftover()
    found = binaries.find(account)
    data = places.within_reach(account, folder) / f"postgres-{found.major}"
    _create(found, data, folder, account)
    try:
        port = _start(server, found, data, SETTINGS if lasting else SETTINGS | IN_A_HURRY, folder)
        yield roles.set_up(_superuser(folder, port), secret.of(folder))
    finally:
        server.stop()


def _create(found: binaries.Binaries, data: Path, folder: Path, account: Account | None) -> None:
    """Make the database cluster, unless it is there: whole or not at all."""
    if account:
        account.take(data)
    data.mkdir(mode=0o700, exist_ok=True)
    data.chmod(0o700)
    done = data / "patientkontrakt.done"
    if done.exists():
        return
    _empty(data)
    locale = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"] if found.major >= 17 else []  # noqa: PLR2004
    command: list[str | Path] = [
        found.initdb, "-D", data, "-U", SUPERUSER, "--encoding=UTF8", "--locale=C.UTF-8", *locale,
        "--auth=scram-sha-256", "--pwfile=/dev/stdin", "--no-sync", "--no-instructions",
    ]  # fmt: skip
    with (folder / "log" / "initdb.log").open("w") as log, _readable(_password(folder), account) as password:
        made = subprocess.run(
            command,
            cwd="/",
            env=bare_environment(),
            stdin=password,
            stdout=log,
            stderr=log,
            check=False,
            **run_as(account),
        )
    if made.returncode != 0:
        raise Trouble(f"PostgreSQL could not be set up: {last_line(Path(log.name))}")
    done.touch()


@contextmanager
def _readable(text: str, account: Account | None) -> Iterator[int]:
    """A pipe that the account may open by name, as initdb does with its password file."""
    reading, writing = os.pipe()
    if account:
        os.fchown(reading, account.uid, account.gid)
    os.write(writing, text.encode())
    os.close(writing)
    try:
        yield reading
    finally:
        os.close(reading)


def _empty(data: Path) -> None:
    for path in data.iterdir():
        shutil.rmtree(path) if path.is_dir() else path.unlink()


def _start(server: Server, found: binaries.Binaries, data: Path, settings: dict[str, str], folder: Path) -> int:
    """Start it and return its port. Again, if the port was snatched or backends of a killed one still end."""
    for _attempt in range(START_ATTEMPTS):
        port = processes.free_port()
        options = [f"--{name}={value}" for name, value in {**settings, "port": str(port)}.items()]
        server.start([found.postgres, "-D", data, *options])
        if server.wait(partial(_answers, _superuser(folder, port))):
            return port
        time.sleep(0.5)
    raise Trouble(f"PostgreSQL does not start: {server.last_words()}")


def _answers(url: str) -> bool:
    with suppress(psycopg.OperationalError), psycopg.connect(url, connect_timeout=5):
        return True
    return False


def _superuser(folder: Path, port: int) -> str:
    return f"postgresql://{SUPERUSER}:{_password(folder)}@127.0.0.1:{port}/postgres"


def _password(folder: Path) -> str:
    return secret.password(secret.of(folder), SUPERUSER)
