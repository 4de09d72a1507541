"""What browsers have stopped is counted and shown, and tells nothing of a patient."""

import json
from datetime import timedelta
from typing import Any
from unittest.mock import patch

from django.test import Client

from audit.blocked import KINDS_KEPT
from audit.models import Action, BlockedContent, How
from audit.services import Deed, record
from tests.factories import PROGRAM, World


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
    reports()
    assert BlockedContent.objects.count() == KINDS_KEPT


def test_the_policy_names_where_to_report(world: World) -> None:
    assert "report-uri /csp-rapport/" in Client().get("/").headers["Content-Security-Policy"]


def test_those_who_run_the_program_see_that_the_log_is_no_longer_sealed(world: World) -> None:
    assert "inget har väntat länge" in world.evert.logs_in().get("/drift/").content.decode()
    late = world.now - timedelta(minutes=11)
    with patch("audit.verifying.oldest_running", return_value=2**62):
        record(PROGRAM, Deed(Action.WRITE, "age_rule", How.TASK), now=late)
        page = world.evert.logs_in().get("/drift/").content.decode()
    assert "har väntat på försegling sedan" in page
