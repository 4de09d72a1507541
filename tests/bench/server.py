"""The real gunicorn on a free port, and wrk to ask it."""

import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib import import_module

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.middleware.csrf import CSRF_SECRET_LENGTH
from django.utils.crypto import get_random_string

from people.models import Login

START = 20  # seconds


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@contextmanager
def gunicorn(workers: int = 2, settings: str = "tests.bench.settings") -> Iterator[str]:
    """Serve with the benchmark's settings, or others; yield the address."""
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", "patientkontrakt.wsgi", "--bind", f"127.0.0.1:{port}"]
    environ = {**os.environ, "DJANGO_SETTINGS_MODULE": settings}
    quiet = ["--workers", str(workers), "--preload", "--no-control-socket", "--log-level", "error"]
    with open(os.devnull, "w") as nowhere:  # noqa: PTH123 -- a device, not a file
        server = subprocess.Popen([*command, *quiet], env=environ, stderr=nowhere)
    try:
        address = f"http://127.0.0.1:{port}"
        _wait_for(address)
        yield address
    finally:
        server.terminate()
        server.wait(10)


def cookie_of(login: Login) -> str:
    """What a browser sends after logging in: a session, and the secret that guards forms."""
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(login.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = login.get_session_auth_hash()
    session.save()
    secret = get_random_string(CSRF_SECRET_LENGTH)
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}; {settings.CSRF_COOKIE_NAME}={secret}"


def requests_a_second(url: str, cookie: str, seconds: int) -> float:
    """Ask with four connections. Any answer that is not 2xx, and any socket error, ends the run."""
    command = ["wrk", "-t1", "-c4", f"-d{seconds}s", "-H", f"Cookie: {cookie}", url]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    if "Non-2xx" in said or "Socket errors" in said:
        raise SystemExit(f"{url} did not answer as it should:\n{said}")
    found = re.search(r"Requests/sec:\s+([\d.]+)", said)
    assert found
    return float(found.group(1))


def _wait_for(address: str) -> None:
    until = time.monotonic() + START
    while time.monotonic() < until:
        with suppress(OSError), urllib.request.urlopen(address + "/health/live"):
            return
    raise SystemExit(f"Nothing answers at {address}.")
