"""What browsers have stopped is counted and shown, and tells nothing of a patient."""

import json
from datetime import timedelta
from typing import Any
from unittest.mock import patch

import pytest
import time_machine
from django.test import Client
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis
from hypothesis import strategies as st

from audit.blocked import KINDS_KEPT, blocked_lately
from audit.models import Action, BlockedContent, How
from audit.services import Deed, record
from patientkontrakt.reports import MOST
from tests.factories import PROGRAM, World

KEYS = ["csp-report", "body", "blocked-uri", "blockedURL", "document-uri", "effective-directive", "effectiveDirective"]


def reports(uri: str = "https://evil.example/x.js?who=agda", page: str = "", **more: str) -> int:
    said = {"blocked-uri": uri, "document-uri": page, "effective-directive": "script-src-elem", **more}
    body = json.dumps({"csp-report": said})
    return Client().post("/csp-rapport/", body, content_type="application/csp-report").status_code


def kept() -> list[tuple[str, str, str, int]]:
    return list(BlockedContent.objects.order_by("pk").values_list("directive", "origin", "page", "times"))


def test_the_same_thing_stopped_twice_is_one_line_that_says_two(world: World) -> None:
    page = f"https://plan.example/patient/{world.agda.id}/"
    assert (reports(page=page), reports(page=page)) == (204, 204)
    assert kept() == [("script-src-elem", "https://evil.example", "patient_plan", 2)]
    shown = world.evert.logs_in().get("/drift/").content.decode()
    assert ("https://evil.example" in shown, world.agda.id in shown) == (True, False)


def test_the_new_kind_of_report_is_understood_too(world: World) -> None:
    body = {"blockedURL": "inline", "effectiveDirective": "style-src-attr", "documentURL": "https://plan.example/"}
    said = json.dumps([{"type": "csp-violation", "body": body}])
    Client().post("/csp-rapport/", said, content_type="application/reports+json")
    assert kept() == [("style-src-attr", "inline", "start", 1)]


def test_nonsense_is_not_kept(world: World) -> None:
    nonsense: list[Any] = ["", "{", "[]", "[1]", '{"csp-report": 7}', '{"csp-report": {}}', "null", "x" * 20_000]
    for body in nonsense:
        assert Client().post("/csp-rapport/", body, content_type="application/csp-report").status_code == 204
    assert reports(**{"effective-directive": "<script>"}) == 204
    assert kept() == []


def test_a_flood_does_not_fill_the_disk(world: World) -> None:
    BlockedContent.objects.bulk_create(
        BlockedContent(
            directive="img-src", origin=f"https://{n}.example", page="?", first_at=world.now, last_at=world.now
        )
        for n in range(KINDS_KEPT)
    )
    with time_machine.travel(world.now + timedelta(minutes=1), tick=False):
        reports()
    assert BlockedContent.objects.count() == KINDS_KEPT
    assert blocked_lately()[0].origin == "https://evil.example"
    assert not BlockedContent.objects.filter(origin="https://0.example").exists()


def test_one_sender_does_not_bring_hundreds_of_kinds_at_once(world: World) -> None:
    told = [{"body": {"blockedURL": f"https://{n}.example/", "effectiveDirective": "img-src"}} for n in range(100)]
    sends(json.dumps(told))
    assert BlockedContent.objects.count() == MOST


def sends(body: str | bytes) -> int:
    return Client().post("/csp-rapport/", body, content_type="application/csp-report").status_code


def tells(uri: object, page: object = "") -> int:
    said = {"blocked-uri": uri, "document-uri": page, "effective-directive": "img-src"}
    return sends(json.dumps({"csp-report": said}))


@pytest.mark.parametrize(
    "uri",
    ["http://[", "http://a\0b/", "http://a\ud800/", "\ud800:", "http://\u2100.example/", "a" * 300 + "://b", ["x"]],
)
def test_an_address_that_is_none_is_answered_as_all_else(world: World, uri: object) -> None:
    assert (tells(uri), tells("https://evil.example", uri)) == (204, 204)


@pytest.mark.parametrize(
    "body", ["[" * 16_000, '{"csp-report":' * 1_000, b"\xff\xfe", b"\0", "9" * 16_000, "x" * 3_000_000]
)
def test_a_body_that_is_no_report_is_answered_as_all_else(world: World, body: str | bytes) -> None:
    assert (sends(body), kept()) == (204, [])


ANYTHING = st.text(st.characters(), max_size=40)
ADDRESSES = st.builds("{}{}".format, st.sampled_from(["", "http://", "https://[", "//", "http://a@"]), ANYTHING)


@hypothesis(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(uri=ADDRESSES, page=ADDRESSES)
def test_whatever_a_browser_says_of_addresses_is_answered(world: World, uri: str, page: str) -> None:
    assert tells(uri, page) == 204


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | ANYTHING,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS) | ANYTHING, inner, max_size=4),
    max_leaves=12,
)


@hypothesis(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(said=JSON | st.binary(max_size=60))
def test_whatever_is_sent_is_answered(world: World, said: object) -> None:
    assert sends(said if isinstance(said, bytes) else json.dumps(said)) == 204


def test_the_policy_names_where_to_report(world: World) -> None:
    assert "report-uri /csp-rapport/" in Client().get("/").headers["Content-Security-Policy"]


def test_those_who_run_the_program_see_that_the_log_is_no_longer_sealed(world: World) -> None:
    assert "inget har väntat länge" in world.evert.logs_in().get("/drift/").content.decode()
    late = world.now - timedelta(minutes=11)
    with patch("audit.verifying.oldest_running", return_value=2**62):
        record(PROGRAM, Deed(Action.WRITE, "age_rule", How.TASK), now=late)
        page = world.evert.logs_in().get("/drift/").content.decode()
    assert "har väntat på försegling sedan" in page
