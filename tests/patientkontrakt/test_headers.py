"""What every answer carries: nothing is kept, nothing is fetched from elsewhere, and no page holds script or style."""

import re
from collections.abc import Iterator
from datetime import datetime

import pytest
from django.http import HttpResponse
from django.test import Client

from tests import deeds
from tests.factories import World

POLICY = {
    "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self'", "font-src 'self'",
    "connect-src 'self'", "form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'",
    "report-uri /csp-rapport/",
}  # fmt: skip
CLOSED = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def answers(world: World) -> Iterator[tuple[str, HttpResponse]]:
    """Every page of the skeleton, and what is answered when there is none."""
    access = world.helena.meets(world.agda)
    deeds.agrees(access, now=world.now)
    deeds.books(access, now=world.now)
    deeds.appoints(access, world.anna.professional, now=world.now)
    deeds.records_sip(access, now=world.now)
    agda, anna, karin, stranger = world.agda.logs_in(), world.anna.logs_in(), world.karin.logs_in(), Client()
    asked = [
        (stranger, "/"), (agda, "/"), (anna, "/"), (karin, "/"), (agda, "/min-plan/"), (agda, "/vem-har-last/"),
        (karin, f"/min-plan/{world.agda.id}/"), (anna, "/patienter/"), (anna, f"/patient/{world.agda.id}/"),
        (agda, "/api/v1/plans/me/"), (stranger, "/api/v1/schema/"), (stranger, "/api/v1/plans/me/"),
        (stranger, "/min-plan/"), (anna, "/min-plan/"), (stranger, "/finns/inte/"), (stranger, "/health/live"),
    ]  # fmt: skip
    for client, url in asked:
        yield url, client.get(url)
    yield "search", anna.post("/patienter/sok/", {"number": "fel"})
    yield "no method", anna.post("/min-plan/")
    yield "csrf", Client(enforce_csrf_checks=True).post("/logga-ut/")
    yield "log out", agda.post("/logga-ut/")


@pytest.fixture
def pages(world: World, demo_is_on: None) -> list[tuple[str, HttpResponse]]:
    return list(answers(world))


def test_no_answer_is_kept(pages: list[tuple[str, HttpResponse]]) -> None:
    assert [(url, kept) for url, page in pages if (kept := page.get("Cache-Control")) != "no-store"] == []


def test_every_answer_says_that_all_comes_from_here(pages: list[tuple[str, HttpResponse]]) -> None:
    said = {url: {each.strip() for each in page["Content-Security-Policy"].split(";")} for url, page in pages}
    assert [url for url, policy in said.items() if policy != POLICY] == []


def test_every_answer_is_closed(pages: list[tuple[str, HttpResponse]]) -> None:
    said = {(url, name): page.get(name) for url, page in pages for name in CLOSED}
    assert {where: value for where, value in said.items() if value != CLOSED[where[1]]} == {}


def test_no_page_holds_script_style_or_an_address_elsewhere(pages: list[tuple[str, HttpResponse]]) -> None:
    inline = re.compile(
        r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=|javascript:|(?:src|href|action)=\"(?:https?:)?//"
    )
    html = [(url, page.content.decode()) for url, page in pages if page["Content-Type"].startswith("text/html")]
    assert len(html) >= 12
    assert [(url, found.group()) for url, page in html if (found := inline.search(page))] == []


def test_every_page_says_its_language_and_has_a_title_a_main_part_and_one_heading(
    pages: list[tuple[str, HttpResponse]],
) -> None:
    for url, page in pages:
        text = page.content.decode()
        if "<!doctype html>" in text:
            assert '<html lang="sv">' in text, url
            assert re.search(r"<title>\S[^<]+ – Patientkontrakt</title>", text), url
            assert (text.count("<h1"), text.count("<main")) == (1, 1), url


def test_no_title_names_a_patient(pages: list[tuple[str, HttpResponse]]) -> None:
    """Titles land in histories and on shared screens."""
    titles = [re.search(r"<title>(.*?)</title>", page.content.decode()) for _, page in pages]
    assert [each.group(1) for each in titles if each and re.search(r"Agda|Andersson|1941", each.group(1))] == []


def test_who_logs_out_takes_nothing_with_them(world: World) -> None:
    client = world.agda.logs_in()
    assert client.get("/min-plan/").status_code == 200
    response = client.post("/logga-ut/")
    assert (response["Location"], response["Clear-Site-Data"]) == ("/", '"cache", "storage"')
    assert client.get("/min-plan/").status_code == 302


def test_the_session_is_a_cookie_that_no_script_reads(demo: datetime, client: Client) -> None:
    cookie = client.post("/demo/logga-in/agda/").cookies["session"]
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")
