"""One identity provider for each worker, and a program that knows it."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from datetime import UTC, date, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.test import override_settings

from patientkontrakt.demo import stage
from patientkontrakt.demo.broker.identities import Identity
from people.models import Gender
from tests.factories import World
from tests.login.broker import brokers, running

NUMBER = "https://id.oidc.se/claim/personalIdentityNumber"
FAULTS = ("nonce", "issuer", "audience", "acr", "auth_time", "expired", "authorized_party", "incomplete")
COORDINATION = "197010632391"


def _identities() -> list[dict[str, Any]]:
    agda = {NUMBER: stage.test_number(date(1941, 3, 12), Gender.FEMALE)}
    bertil = {NUMBER: stage.test_number(date(1955, 5, 20), Gender.MALE)}
    anna = {"employeeHsaId": "se0000000001-p001"}
    known = [
        Identity("agda", "patient", "Agda Andersson", agda),
        Identity("bertil", "patient", "Bertil Olsson", bertil),
        Identity("stranger", "patient", "Siv Främling", {NUMBER: COORDINATION}),
        Identity("numberless", "patient", "Nils Utan"),
        Identity("misread", "patient", "Nils Fel", {NUMBER: "194103120000"}),
        # One who calls themselves Agda to the provider, and is somebody else now.
        Identity("changed", "patient", "Agda Andersson", {**bertil, "sub": "agda"}),
        Identity("anna", "staff", "Anna Berg", anna),
        # One who is known by the same name to the door of patients and to that of staff.
        Identity("both", "staff", "Anna Berg", {NUMBER: COORDINATION, **anna}),
        # Anna, who is a patient too, where that is Agda's number.
        Identity("patient-anna", "staff", "Anna Berg", {**agda, **anna}),
        Identity("long", "patient", "Agda " + "Lång" * 60, {**agda, "sub": "l" * 255}),
        Identity("too-long", "patient", "Agda Andersson", {**agda, "sub": "l" * 256}),
        Identity("unknown", "staff", "Ulla Okänd", {"employeeHsaId": "SE0000000001-P999"}),
        Identity("cardless", "staff", "Ulla Utan"),
    ]
    lying = [Identity(f"agda-{fault}", "patient", "Agda Andersson", {**agda, "fault": fault}) for fault in FAULTS]
    return [asdict(each) for each in (*known, *lying)]


@pytest.fixture(scope="session")
def issuer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with running(tmp_path_factory.mktemp("broker"), _identities()) as address:
        yield address


@pytest.fixture
def broker(issuer: str, world: World) -> Iterator[str]:
    """The program knows the provider, as its environment would tell it; and has the same time."""
    known = brokers(issuer)
    apps = {"openid_connect": {**settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]}}
    apps["openid_connect"]["APPS"] = [each.app for each in known.values()]
    today = datetime.fromtimestamp(time_machine.escape_hatch.time.time(), tz=UTC)
    with (
        override_settings(LOGIN_BROKERS=known, SOCIALACCOUNT_PROVIDERS=apps),
        time_machine.travel(today, tick=True),
    ):
        yield issuer


class Published(BaseHTTPRequestHandler):
    """A provider that calls itself with a slash at the end."""

    def do_GET(self) -> None:
        is_there = self.path == "/.well-known/openid-configuration"
        issuer = f"http://127.0.0.1:{self.server.server_address[1]}/"
        told = {"issuer": issuer, "authorization_endpoint": "https://x.example/in", "token_endpoint": ""}
        self.send_response(200 if is_there else 404)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps(told).encode() if is_there else b"")

    def log_message(self, *args: Any) -> None:
        pass


@pytest.fixture
def published() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Published) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()
        thread.join()
