"""What docker-compose.yml starts, started here without docker: the secrets, the roles, the migration, the processes."""

import json
import os
import shlex
import shutil
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from patientkontrakt.embedded import account as accounts
from patientkontrakt.embedded import binaries, places, postgres, processes, valkey
from patientkontrakt.embedded.server import Server
from patientkontrakt.embedded.urls import Url
from tests.deploy.compose import ROOT, command, environment

PATIENCE = 90  # seconds
CHECKS = {"database": "ok", "broker": "ok", "migrations": "ok", "beat": "ok"}
PAGES = {"ALLOWED_HOSTS": "plan.example.se", "REMINDERS_PLAN_EVERY": "1"}


@pytest.fixture
def secrets(tmp_path: Path) -> Path:
    """As bin/secrets makes them, in a folder of ours."""
    (tmp_path / "bin").mkdir()
    shutil.copy(ROOT / "bin/secrets", tmp_path / "bin")
    subprocess.run([tmp_path / "bin/secrets"], check=True)
    return tmp_path / "secrets"


def test_secrets_are_made_once_each_its_own_in_a_closed_folder(secrets: Path) -> None:
    made = {file.name: file.read_text() for file in secrets.iterdir()}
    subprocess.run([secrets.parent / "bin/secrets"], check=True)
    assert {file.name: file.read_text() for file in secrets.iterdir()} == made
    random = [text.strip() for name, text in made.items() if name.endswith(("_key", "_password")) and text.strip()]
    assert [len(text) for text in random] == [64] * 4
    assert len(set(random)) == 4
    assert secrets.stat().st_mode & 0o777 == 0o700


@contextmanager
def bare_postgres() -> Iterator[tuple[int, dict[str, str]]]:
    """As the image has it when it runs our script: nobody but the superuser. Its port, and how to reach it."""
    account = accounts.needed(places.CHECKOUT)
    with places.throwaway(account) as folder:
        server, found = Server("postgres", folder, signal.SIGINT, account), binaries.find(account)
        data = folder / "data"
        postgres._create(found, data, folder, account)
        try:
            port = postgres._start(server, found, data, postgres.SETTINGS | postgres.IN_A_HURRY, folder)
            path = f"{Path(found.initdb).parent}:{os.environ['PATH']}"
            yield (
                port,
                {"PATH": path, "PGHOST": "127.0.0.1", "PGPORT": str(port), "PGPASSWORD": postgres._password(folder)},
            )
        finally:
            server.stop()


@contextmanager
def running(words: list[str], given: dict[str, str], log: Path) -> Iterator[None]:
    with log.open("w") as out, subprocess.Popen(words, cwd=ROOT, env=given, stdout=out, stderr=out) as process:
        try:
            yield
        finally:
            process.terminate()
            try:
                process.wait(15)
            except subprocess.TimeoutExpired:
                process.kill()


def ours(service: str, secrets: Path, path: Path, port: int = 0) -> tuple[list[str], dict[str, str], Path]:
    """Command, environment and log of a service, with this Python, a free port and folders of ours."""
    words = [word.replace("0.0.0.0:8000", f"127.0.0.1:{port}") for word in command(service)]
    words = [sys.executable if word == "python" else word for word in words]
    words = [word.replace("python manage.py", f"{shlex.quote(sys.executable)} manage.py") for word in words]
    words = [str(path / "celerybeat-schedule") if word == "var/celerybeat-schedule" else word for word in words]
    given = {**environment(service, secrets, **PAGES), **PAGES, "PATH": os.environ["PATH"]}
    return words, {**given, "PYTHONWARNINGS": "ignore"}, path / f"{service}.log"


def ask(port: int) -> tuple[int, dict[str, object]]:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/health/ready", timeout=10) as answer:
            return answer.status, json.loads(answer.read())
    except urllib.error.HTTPError as error:
        said = error.read().decode()
        return error.code, json.loads(said) if said.startswith("{") else {"said": said}
    except OSError:
        return 0, {}


def test_it_becomes_ready_as_compose_starts_it(secrets: Path, tmp_path: Path) -> None:
    web, broker = processes.free_port(), processes.free_port()
    with bare_postgres() as (port, reached):
        subprocess.run([ROOT / "bin/roles"], check=True, env={**os.environ, **reached, "SECRETS": str(secrets)})
        for file in (secrets / "database_url", secrets / "database_owner_url", secrets / "redis_url"):
            text = (
                file.read_text()
                .replace("postgres:5432", f"127.0.0.1:{port}")
                .replace("redis:6379", f"127.0.0.1:{broker}")
            )
            file.chmod(0o644)
            file.write_text(text)
        owner, app = (
            Url.read((secrets / name).read_text().strip(), variable=name)
            for name in ("database_owner_url", "database_url")
        )
        assert (owner.user, app.user) == ("patientkontrakt_owner", "patientkontrakt_app")
        _, *options = [word.replace("/run/secrets", str(secrets)) for word in command("redis")]
        redis = [valkey._program(), *options, "--port", str(broker), "--bind", "127.0.0.1", "--dir", str(tmp_path)]
        with running(redis, dict(os.environ), tmp_path / "redis.log"):
            words, given, _log = ours("migrate", secrets, tmp_path)
            subprocess.run(words, check=True, cwd=ROOT, env=given, capture_output=True)
            with (
                running(*ours("web", secrets, tmp_path, web)),
                running(*ours("worker", secrets, tmp_path)),
                running(*ours("beat", secrets, tmp_path)),
            ):
                deadline = time.monotonic() + PATIENCE
                while (answer := ask(web))[0] != 200 and time.monotonic() < deadline:
                    time.sleep(0.1)
                logs = [(tmp_path / f"{name}.log").read_text() for name in ("web", "worker", "beat")]
                assert answer == (200, {"ready": True, "checks": CHECKS}), logs
