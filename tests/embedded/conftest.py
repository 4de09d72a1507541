import os
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from patientkontrakt.embedded import secret
from patientkontrakt.embedded.urls import Url
from tests.embedded.runs import TELLS, Run

CHECKOUT = Path(__file__).resolve().parents[2]
OURS = ("DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL", "PATIENTKONTRAKT_RUN")


@pytest.fixture(scope="session")
def embedded() -> Iterator[Callable[..., Run]]:
    """Start one. Whatever still runs when the tests end is stopped and its folder removed."""
    runs: list[Run] = []
    with ExitStack() as stack:

        def start(
            *words: str, folder: Path | None = None, through_make_in: Path | None = None, **environment: str
        ) -> Run:
            folder = folder or _reachable_folder(stack)
            (folder / "env").unlink(missing_ok=True)
            kept = {name: value for name, value in os.environ.items() if name not in OURS}
            command = [sys.executable, "-m", "patientkontrakt.embedded", "--data", str(folder), *words]
            if through_make_in:
                command = _make(through_make_in, command)
            process = subprocess.Popen(
                command,
                cwd=CHECKOUT,
                env={**kept, "FOLDER": str(folder), **environment},
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
            )
            runs.append(Run(folder, process))
            return runs[-1]

        yield start
        for run in runs:
            if run.process.poll() is None:
                run.process.send_signal(signal.SIGTERM)
                run.wait()


def _make(folder: Path, command: list[str]) -> list[str]:
    recipe = shlex.join(command).replace("$", "$$")
    (folder / "Makefile").write_text(f"run:\n\t@exec {recipe}\n")
    return ["make", "-f", str(folder / "Makefile"), "run"]


def _reachable_folder(stack: ExitStack) -> Path:
    """With a space in its name. pytest's own are closed to the other user as whom root's Postgres runs."""
    outer = Path(tempfile.mkdtemp(prefix="patientkontrakt-test-"))
    stack.callback(shutil.rmtree, outer, ignore_errors=True)
    outer.chmod(0o755)
    (outer / "a folder").mkdir()
    return outer / "a folder"


@pytest.fixture(scope="session")
def lasting(embedded: Callable[..., Run]) -> Run:
    """One that goes on running, for the tests that only look."""
    run = embedded("--", "sh", "-c", TELLS + "sleep 7200")
    run.started()
    return run


@pytest.fixture(scope="session")
def superuser(lasting: Run) -> Url:
    owner = Url.read(lasting.started()["DATABASE_OWNER_URL"], variable="DATABASE_OWNER_URL")
    password = secret.password(secret.of(lasting.folder), "postgres")
    return owner.but(user="postgres", password=password, dbname="postgres")
