"""The demo's identity provider as a process, and somebody who goes there with a browser."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import httpx
from django.test import Client

from patientkontrakt.embedded.processes import free_port
from patientkontrakt.login.brokers import LOA3, NUMBERS, Broker

PATIENCE = 30  # seconds
SECRET = "between-the-two"
KINDS = {"patient": "patient", "personal": "staff"}


@contextmanager
def running(folder: Path, identities: list[dict[str, Any]]) -> Iterator[str]:
    """Give the issuer's address."""
    (folder / "identities.json").write_text(json.dumps(identities))
    clients = [
        {"id": key, "secret": SECRET, "kind": kind, "comes_back_to": f"http://testserver/logga-in/{key}/svar/"}
        for key, kind in KINDS.items()
    ]
    port = free_port()
    environment = {
        **os.environ,
        "BROKER_FOLDER": str(folder),
        "BROKER_CLIENTS": json.dumps(clients),
        "BROKER_IDENTITIES": str(folder / "identities.json"),
        "BROKER_ADAPTER": "tests.login.faulty.Faulty",
    }
    command = [sys.executable, "-m", "patientkontrakt.demo.broker", "--port", str(port)]
    log = folder / "broker.log"
    with log.open("w") as out, subprocess.Popen(command, env=environment, stdout=out, stderr=out) as process:
        try:
            _wait_for(f"http://127.0.0.1:{port}/.well-known/openid-configuration", process, log)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()


def brokers(issuer: str) -> dict[str, Broker]:
    claims = {"patient": tuple(NUMBERS), "personal": ("employeeHsaId",)}
    return {
        key: Broker(key, kind == "staff", issuer, key, SECRET, claims[key], (LOA3,), 300, ("openid", "profile"))
        for key, kind in KINDS.items()
    }


def goes_to_broker(client: Client, key: str = "patient", **typed: str) -> str:
    """Press the button on the start page; give the address that the browser is sent to."""
    return str(client.post(f"/logga-in/{key}/", typed)["Location"])


def is_identified(address: str, who: str) -> str:
    """Choose who to be at the identity provider; give the path that the browser is sent back to."""
    with httpx.Client(follow_redirects=True) as browser:
        page = browser.get(address)
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.text)
        assert token, page.text
        answer = browser.post(str(page.url), data={"csrfmiddlewaretoken": token[1], "who": who}, follow_redirects=False)
        while not answer.headers["Location"].startswith("http://testserver"):
            answer = browser.get(str(page.url.join(answer.headers["Location"])), follow_redirects=False)
    return str(answer.headers["Location"].removeprefix("http://testserver"))


def logs_in(client: Client, who: str, key: str = "patient", **typed: str) -> Any:
    return client.get(is_identified(goes_to_broker(client, key, **typed), who))


def _wait_for(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = monotonic() + PATIENCE
    while True:
        try:
            httpx.get(url).raise_for_status()
            return
        except httpx.HTTPError:
            assert process.poll() is None, log.read_text()
            assert monotonic() < deadline, log.read_text()
            sleep(0.1)
