"""The program's own log: a line of JSON for each request, that follows it by its id and tells nothing about anybody."""

import io
import json
import logging
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from people.models import Identity
from tests.deeds import agrees
from tests.factories import World

Told = Callable[[], list[dict[str, Any]]]
NUMBERS = re.compile(r"194103122380|19410312|410312-2380")


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> Told:
    """What the root's handler writes, as it stands in settings."""
    out = io.StringIO()
    handler = next(each for each in logging.getLogger().handlers if getattr(each, "name", "") == "out")
    monkeypatch.setattr(handler, "stream", out)
    return lambda: [json.loads(line) for line in out.getvalue().splitlines()]


def test_each_request_is_one_line_of_json_with_the_id_that_was_answered(told: Told, db: None) -> None:
    response = Client().get("/")
    (line,) = told()
    assert (line["levelname"], line["name"], line["request"]) == (
        "INFO",
        "patientkontrakt.request",
        response["X-Request-ID"],
    )
    assert re.fullmatch(r"GET / 200 \d+ ms", line["message"])
    assert re.fullmatch(r"[0-9a-f]{32}", line["request"])


def test_two_requests_have_two_ids(told: Told, db: None) -> None:
    ids = [Client().get("/")["X-Request-ID"] for _ in range(2)]
    assert [line["request"] for line in told()] == ids
    assert len(set(ids)) == 2


def test_a_query_string_is_never_written(told: Told, world: World) -> None:
    Client().get("/?next=/hemligt/&number=19410312-2380")
    world.anna.logs_in().get("/patienter/", {"sida": "1", "q": "19410312-2380"})
    assert [line["message"].split(" ")[1] for line in told()] == ["/", "/patienter/"]


def test_a_number_that_somebody_looks_for_is_never_written(told: Told, world: World) -> None:
    world.anna.meets(world.agda)
    client = world.anna.logs_in()
    for number in ("19410312-2380", "194103122380", "19410312-2381"):
        client.post("/patienter/sok/", {"number": number}, follow=True)
    assert len(told()) == 5
    assert NUMBERS.search(json.dumps(told())) is None


def test_a_number_in_an_address_that_somebody_made_up_is_never_written(told: Told, world: World) -> None:
    for path in ("/patient/19410312-2380/", "/min-plan/194103122380/", "/410312-2380"):
        assert Client().get(path).status_code == 404
    assert len(told()) == 3
    assert NUMBERS.search(json.dumps(told())) is None


@pytest.mark.parametrize(
    "path", ["/patient/agda-andersson/", "/+46701740605/", "/x194103122380x/", "/Agdas hjärta sviktar"]
)
def test_an_address_that_leads_nowhere_is_not_written_whatever_is_in_it(told: Told, db: None, path: str) -> None:
    assert Client().get(path).status_code == 404
    (line,) = told()
    assert re.fullmatch(r"GET \(nowhere\) 404 \d+ ms", line["message"])


def test_an_address_that_is_there_is_written_also_when_it_is_refused(told: Told, world: World) -> None:
    path = f"/min-plan/{world.bertil.id}/"
    assert world.agda.logs_in().get(path).status_code == 404
    assert told()[-1]["message"].startswith(f"GET {path} 404 ")


@pytest.mark.parametrize("phone", ["+46701740605", "0701740605", "070-174 06 05", "0046701740605"])
def test_a_phone_number_is_never_written(told: Told, phone: str) -> None:
    logging.getLogger("patientkontrakt").warning("No receipt for %s", phone)
    assert told()[0]["message"] == "No receipt for …"


@pytest.mark.parametrize(
    ("said", "written"),
    [
        (
            "Invalid request from ip=127.0.0.1: Invalid HTTP request line: 'GET /?q=Agda'",
            "Invalid request from ip=127.0.0.1: …",
        ),
        ("Error handling request /patient/?q=Agda", "Error handling request …"),
        ("Worker (pid:7) was sent SIGTERM!", "Worker (pid:7) was sent SIGTERM!"),
    ],
)
def test_what_gunicorn_does_not_understand_is_not_repeated(told: Told, said: str, written: str) -> None:
    logging.getLogger("gunicorn.error").warning(said)
    assert [line["message"] for line in told()] == [written]


def test_what_the_database_says_of_a_key_is_never_written(told: Told, world: World) -> None:
    """A broken rule names the values that broke it: in an exception, and so in its traceback."""
    identity = Identity.objects.get(patient=world.agda.patient)
    try:
        with transaction.atomic():
            Identity.objects.create(
                patient=world.bertil.patient, kind=identity.kind, value=identity.value, since=world.now
            )
    except IntegrityError:
        logging.getLogger("patientkontrakt").exception("It went wrong")
    (line,) = told()
    assert "people_identity_one_holder" in line["exc_info"]
    assert NUMBERS.search(json.dumps(line)) is None


def test_no_word_of_a_plan_is_written(told: Told, world: World) -> None:
    agrees(world.anna.meets(world.agda), now=world.now, title="Hjärtsvikt", what_matters="Att orka till kören")
    world.agda.logs_in().get("/min-plan/")
    world.anna.logs_in().get(f"/patient/{world.agda.id}/")
    assert [word for word in ("Agda", "Andersson", "Hjärtsvikt", "kören") if word in json.dumps(told())] == []


def test_a_fault_is_written_once_with_its_traceback(told: Told, db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*args: object, **kwargs: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("patientkontrakt.views.ways_in", broken)
    monkeypatch.setattr("patientkontrakt.views.viewer_of", broken)
    client = Client(raise_request_exception=False)
    response = client.get("/?number=19410312-2380")
    assert response.status_code == 500
    faults = [line for line in told() if line["levelname"] == "ERROR"]
    assert [line["request"] for line in faults] == [response["X-Request-ID"]]
    assert "ZeroDivisionError" in faults[0]["exc_info"]
    assert NUMBERS.search(json.dumps(told())) is None
