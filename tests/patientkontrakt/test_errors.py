"""Error pages in plain Swedish, which need neither session nor database."""

import re
from collections.abc import Iterator

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client, RequestFactory

from access.grants import NotAllowed
from patientkontrakt import errors
from patientkontrakt.embedded.urls import Url
from tests.databases import connected_to
from tests.factories import World

DEAD = Url({"user": "nobody", "dbname": "nothing", "host": "127.0.0.1", "port": "1"})
PAGES = {
    400: ("Sidan kunde inte visas", lambda request: errors.bad_request(request, ValueError())),
    403: ("Du får inte göra det här", lambda request: errors.forbidden(request, PermissionError())),
    404: ("Sidan finns inte", lambda request: errors.not_found(request, ValueError())),
    500: ("Något gick fel hos oss", errors.server_error),
    503: ("Tjänsten svarar inte just nu", errors.unavailable),
    4031: ("Formuläret var för gammalt", errors.csrf_failure),
}


@pytest.fixture
def no_database(django_db_blocker: object) -> Iterator[None]:
    """Nobody answers where the database should be."""
    with django_db_blocker.unblock(), connected_to(DEAD):
        yield


def text_of(response: HttpResponse) -> str:
    return response.content.decode()


@pytest.mark.parametrize("code", PAGES)
def test_each_error_is_told_in_plain_swedish_without_a_database(no_database: None, code: int) -> None:
    heading, page = PAGES[code]
    response = page(RequestFactory().get("/"))
    told = text_of(response)
    assert response.status_code == int(str(code)[:3])
    assert f"<h1>{heading}</h1>" in told
    assert f"Felkod</span> {str(code)[:3]}" in told or f"Felkod {str(code)[:3]}" in told
    assert 'href="/"' in told
    assert re.search(r"error|exception|traceback|django", told.replace("error-page", ""), re.IGNORECASE) is None


@pytest.mark.parametrize("url", ["/min-plan/", "/patienter/", "/vem-har-last/", "/"])
def test_when_the_database_does_not_answer_the_page_says_so(no_database: None, url: str) -> None:
    client = Client()
    client.cookies["session"] = "a" * 32
    response = client.get(url)
    assert (response.status_code, response["Retry-After"]) == (503, "30")
    assert "Tjänsten svarar inte just nu" in text_of(response)


def test_the_process_is_alive_without_a_database(no_database: None) -> None:
    response = Client().get("/health/live")
    assert (response.status_code, response.content) == (200, b"ok")


def test_an_address_that_nobody_has_is_not_found_without_a_database(no_database: None) -> None:
    response = Client().get("/finns/inte/")
    assert (response.status_code, "Sidan finns inte" in text_of(response)) == (404, True)


def test_what_a_verb_refuses_is_403(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: object, **kwargs: object) -> None:
        raise NotAllowed

    monkeypatch.setattr("plans.views.plan_page", refuse)
    response = world.agda.logs_in().get("/min-plan/")
    assert (response.status_code, "Du får inte göra det här" in text_of(response)) == (403, True)


def test_a_fault_of_ours_is_500_and_tells_nothing_about_it(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*args: object, **kwargs: object) -> None:
        raise ZeroDivisionError("hemligt")

    monkeypatch.setattr("plans.views.plan_page", broken)
    client = world.agda.logs_in()
    client.raise_request_exception = False
    response = client.get("/min-plan/")
    assert (response.status_code, "Något gick fel hos oss" in text_of(response)) == (500, True)
    assert "hemligt" not in text_of(response)


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example"])
def test_a_host_that_is_not_ours_is_400(db: None, host: str) -> None:
    response = Client(headers={"host": host}).get("/")
    assert (response.status_code, "Sidan kunde inte visas" in text_of(response)) == (400, True)


def test_no_error_page_names_who_is_logged_in(world: World) -> None:
    response = world.agda.logs_in().get(f"/patient/{world.bertil.id}/")
    assert (response.status_code, "Agda" in text_of(response)) == (404, False)
    assert connection.connection is not None
