"""Processes that the tests start, speak with and kill. Each works in the test's own database."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import quote

from django.db import connection

PATIENCE = 60.0


def database_url() -> str:
    """The database that the test is connected to, as a process reads it."""
    name = {key: quote(str(connection.settings_dict[key])) for key in ("USER", "PASSWORD", "HOST", "PORT", "NAME")}
    return f"postgres://{name['USER']}:{name['PASSWORD']}@{name['HOST']}:{name['PORT']}/{name['NAME']}"


@dataclass
class Running:
    process: subprocess.Popen[str]

    def says(self, words: str) -> None:
        """Wait for these words, which must be the next."""
        assert self.line() == words

    def line(self) -> str:
        assert self.process.stdout
        return self.process.stdout.readline().strip()

    def goes_on(self) -> None:
        assert self.process.stdin
        self.process.stdin.write("go on\n")
        self.process.stdin.flush()

    def killed(self) -> None:
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(PATIENCE)


@contextmanager
def running(module: str, *arguments: str, **environment: str) -> Iterator[Running]:
    """`python -m module`, until the block ends."""
    process = start([sys.executable, "-m", module, *arguments], **environment)
    try:
        yield Running(process)
    finally:
        process.kill()
        process.communicate()


def start(command: Sequence[str], **environment: str) -> subprocess.Popen[str]:
    given = {"DJANGO_SETTINGS_MODULE": "patientkontrakt.settings", "DATABASE_URL": database_url(), **environment}
    return subprocess.Popen(
        command, env={**os.environ, **given}, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )


def until(holds: Callable[[], bool], seconds: float = PATIENCE) -> None:
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, "it never came true"
        time.sleep(0.01)
