"""Who tries too often waits, and keeps nobody from doing something else."""

from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from tests.factories import World

Asks = Callable[[Client], HttpResponse]
KINDS: dict[str, Asks] = {
    "login": lambda client: client.post("/logga-in/google/"),
    "answer": lambda client: client.get("/logga-in/google/svar/"),
    "code": lambda client: client.get("/kod/"),
    "report": lambda client: client.post("/csp-rapport/", "{}", content_type="application/csp-report"),
}


@pytest.fixture(autouse=True)
def two_a_minute(settings: Any) -> None:
    settings.TRIES = dict.fromkeys(settings.TRIES, "2/m/ip")


@pytest.mark.parametrize("kind", KINDS)
def test_the_third_in_a_minute_waits_and_all_else_goes_on(world: World, kind: str) -> None:
    client = Client(REMOTE_ADDR=f"203.0.113.{10 + list(KINDS).index(kind)}")
    assert 429 not in [KINDS[kind](client).status_code for _ in range(2)]
    assert KINDS[kind](client).status_code == 429
    others = {name: asks(client).status_code for name, asks in KINDS.items() if name != kind}
    assert 429 not in others.values()


def test_every_kind_has_a_rate(settings: Any) -> None:
    assert settings.TRIES.keys() == KINDS.keys()
