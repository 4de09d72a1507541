"""The real program under gunicorn, with the demo, on a port of its own; and a browser to look at it with."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep
from urllib.error import URLError
from urllib.request import urlopen

from playwright.sync_api import Browser, sync_playwright

from patientkontrakt.embedded.processes import free_port
from tests.guards.tree import ROOT

PATIENCE = 30  # seconds
FLAGS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--font-render-hinting=none",
    "--js-flags=--no-opt",  # what is compiled for speed, beside the page, is thrown away with the page
]


@contextmanager
def serving(database: str, log: Path) -> Iterator[str]:
    """Give the address of a running Patientkontrakt in demo mode."""
    port = free_port()
    command = [
        sys.executable, "-m", "gunicorn", "patientkontrakt.wsgi:application", "--bind", f"127.0.0.1:{port}",
        "--workers", "1", "--no-control-socket", "--log-level", "warning",
    ]  # fmt: skip
    environment = {**os.environ, "DATABASE_URL": database, "DEMO": "1"}
    with log.open("w") as out, subprocess.Popen(command, cwd=ROOT, env=environment, stdout=out, stderr=out) as server:
        try:
            _wait_for(f"http://127.0.0.1:{port}/health/live", server, log)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()


@contextmanager
def browsing() -> Iterator[Browser]:
    """Debian's Chromium, or the one that CHROMIUM names. Its headless shell takes half the time for a page."""
    # Playwright keeps an event loop waiting in this thread, and Django's guard takes that for asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    wanted = [os.environ["CHROMIUM"]] if "CHROMIUM" in os.environ else ["chromium-headless-shell", "chromium"]
    program = next(filter(None, map(shutil.which, wanted)), None)
    assert program, "Chromium is missing: apt-get install chromium-headless-shell"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield browser
        browser.close()


def _wait_for(url: str, server: subprocess.Popen[bytes], log: Path) -> None:
    deadline = monotonic() + PATIENCE
    while True:
        try:
            with urlopen(url) as answer:
                assert answer.status == 200
                return
        except (URLError, ConnectionError):
            assert server.poll() is None, log.read_text()
            assert monotonic() < deadline, f"no answer from {url}: {log.read_text()}"
            sleep(0.05)
