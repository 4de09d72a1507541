"""Two workers and two beats on a real broker, and the phone as a process of its own: one text each."""

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from threading import Thread
from urllib.parse import urlsplit

import httpx
import pytest
from django.utils import timezone
from redis import Redis

from audit.models import Entry
from reminders.models import Reminder, Status
from reminders.services import last_beat
from tests.faults.processes import database_url, until
from tests.reminders.scene import Scene

pytestmark = pytest.mark.faults

VISITS = 12
OFTEN = "0.5"
CELERY = (sys.executable, "-m", "celery", "--quiet", "--app", "patientkontrakt")
# Each with a beat of its own beside it.
WORKER = (
    *CELERY,
    "worker",
    "--beat",
    "--concurrency",
    "1",
    "--without-mingle",
    "--without-gossip",
    "--loglevel",
    "INFO",
)


@contextmanager
def process(command: Sequence[str], log: Path, environment: dict[str, str]) -> Iterator[None]:
    """Runs until the block ends, and with it all that it has started."""
    with log.open("w") as out:
        started = subprocess.Popen(
            command, stdout=out, stderr=out, env={**os.environ, **environment}, start_new_session=True
        )
    try:
        yield
    finally:
        os.killpg(started.pid, signal.SIGKILL)
        started.wait()


@pytest.fixture
def phone() -> Iterator[str]:
    command = (sys.executable, "-m", "patientkontrakt.demo.phone", "--port", "0", "--report", "")
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as started:
        assert started.stdout
        yield f"http://127.0.0.1:{started.stdout.readline().strip()}"
        started.kill()


@pytest.fixture
def broker() -> Iterator[str]:
    """A numbered database of the broker that nobody else uses."""
    worker = int(re.sub(r"\D", "", os.environ.get("PYTEST_XDIST_WORKER", "")) or 0)
    url = re.sub(r"/\d*$", f"/{8 + worker % 8}", os.environ["REDIS_URL"])
    with Redis.from_url(url) as redis:
        redis.flushdb()
        yield url
        redis.flushdb()


@contextmanager
def listening(url: str) -> Iterator[list[bytes]]:
    """All that is said to the broker, while it is said."""
    parts, heard = urlsplit(url), []
    with socket.create_connection((parts.hostname, parts.port)) as line:
        line.sendall(f"AUTH {parts.password}\r\nMONITOR\r\n".encode())

        def listen() -> None:
            with suppress(OSError):
                while said := line.recv(65536):
                    heard.append(said)

        ear = Thread(target=listen, daemon=True)
        ear.start()
        yield heard
        line.shutdown(socket.SHUT_RDWR)
        ear.join()


def test_two_workers_and_two_beats_send_one_text_each(scene: Scene, phone: str, broker: str, tmp_path: Path) -> None:
    visits = [scene.visit() for _ in range(VISITS)]
    environment = {
        "DATABASE_URL": database_url(),
        "REDIS_URL": broker,
        "REMINDERS_GATEWAY_URL": phone,
        "REMINDERS_PLAN_EVERY": OFTEN,
        "REMINDERS_DELIVER_EVERY": OFTEN,
    }
    with listening(broker) as heard, ExitStack() as stack:
        for name in ("one", "two"):
            command = (*WORKER, "--hostname", name, "--schedule", str(tmp_path / f"{name}.schedule"))
            stack.enter_context(process(command, tmp_path / f"{name}.log", environment))
        until(lambda: Reminder.objects.filter(status=Status.SENT).count() == VISITS)
        sent = timezone.now()
        until(lambda: (last_beat() or sent) > sent)

    texts = httpx.get(f"{phone}/messages").json()
    assert sorted(text["to"] for text in texts) == sorted(visit.patient.mobile for visit in visits)
    assert {text["parts"] for text in texts} == {1}
    assert Entry.objects.filter(what="reminder.sent").count() == VISITS

    logs = "".join(file.read_text(errors="replace") for file in tmp_path.glob("*.log"))
    assert "reminders.plan_due" in logs
    said = b"".join(heard).decode(errors="replace")
    assert "reminders.deliver_due" in said
    for visit in visits:
        for secret in (visit.patient.mobile[1:], visit.patient.family_name, str(visit.patient.public_id)):
            assert secret not in logs + said
    assert "bokad tid" not in logs + said
