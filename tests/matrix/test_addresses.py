"""Every address has a door for each method that it answers. What no door is for is refused before anybody is asked."""

import re
from collections.abc import Iterator
from types import ModuleType
from uuid import UUID

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, path, reverse

from tests.factories import World
from tests.matrix import of_api
from tests.matrix.test_matrix import DOORS

# No page asks these, and no view of ours answers them: HEAD is GET to Django. The API tells what it has to OPTIONS.
UNUSED = ("PUT", "PATCH", "DELETE", "OPTIONS")
TOLD = {("OPTIONS", "api_schema")}
# To the API a stranger has no right to ask, whatever it is.
STRANGERS_FIRST = {door.name for door in of_api.DOORS}
OF_AGREEMENTS = STRANGERS_FIRST - {"api_my_plan"}
# Another program posts here, with a secret of its own.
FROM_ELSEWHERE = {"csp_report", "sms_receipt"}
NO_FORMS = FROM_ELSEWHERE | STRANGERS_FIRST  # tests/agreements/test_api_refusals.py asks for the token there
IN_ADDRESS = {"UUIDConverter": UUID(int=7), "IntConverter": 0, "SlugConverter": "nobody", "StringConverter": "nobody"}
METHODS = {name: {each.method for each in DOORS if each.name == name} for name in {door.name for door in DOORS}}


def patterns_of(resolver: URLResolver) -> Iterator[URLPattern]:
    for each in resolver.url_patterns:
        if isinstance(each, URLResolver):
            yield from patterns_of(each)
        else:
            yield each


def without_door(resolver: URLResolver) -> list[str]:
    return [str(each.pattern) for each in patterns_of(resolver) if each.name not in METHODS]


def addresses() -> Iterator[tuple[str, str]]:
    """Each address, of a patient and a row that nobody has."""
    for each in patterns_of(get_resolver()):
        parts = {part: IN_ADDRESS[type(how).__name__] for part, how in each.pattern.converters.items()}
        yield str(each.name), reverse(str(each.name), kwargs=parts)


def test_every_address_has_a_door_and_every_door_an_address() -> None:
    assert without_door(get_resolver()) == []
    assert {str(each.name) for each in patterns_of(get_resolver())} == METHODS.keys()


def test_an_address_without_a_door_is_found() -> None:
    def forgotten(request: HttpRequest) -> HttpResponse:
        return HttpResponse()

    module = ModuleType("new")
    module.urlpatterns = [path("glömd/", forgotten, name="forgotten"), path("namnlös/", forgotten)]
    assert without_door(URLResolver(get_resolver().pattern, module)) == ["glömd/", "namnlös/"]


@pytest.mark.parametrize("method", ["GET", "POST", *UNUSED])
def test_a_method_without_a_door_is_refused_and_none_with_one(db: None, method: str) -> None:
    """An answer that the matrix does not know of is an address that it does not guard."""
    wrong = {}
    for name, url in addresses():
        status = Client().generic(method, url).status_code
        answered = (method in METHODS[name] or (method, name) in TOLD) and name not in STRANGERS_FIRST
        if answered == (status == (403 if name in STRANGERS_FIRST else 405)):
            wrong[name] = status
    assert wrong == {}


def test_a_method_without_a_door_is_refused_to_programs_that_are_logged_in(world: World) -> None:
    client, wrong = world.agda.logs_in(), {}
    for name, url in addresses():
        for method in {"GET", "POST", *UNUSED} - METHODS[name] if name in OF_AGREEMENTS else ():
            if (status := client.generic(method, url).status_code) != 405:
                wrong[f"{method} {name}"] = status
    assert wrong == {}


def test_no_address_holds_a_number_of_identity() -> None:
    """A person stands there as a UUID, a line of the log as its number, and everything else as a word of ours."""
    held = {part for each in patterns_of(get_resolver()) for part in each.pattern.converters}
    assert {part for part in held if re.search(r"number|identity|pnr|mobile|phone", part)} == set()
    lines = {
        part
        for each in patterns_of(get_resolver())
        for part, how in each.pattern.converters.items()
        if type(how).__name__ == "IntConverter"
    }
    assert lines == {"line"}


def test_a_form_from_elsewhere_is_turned_away_in_plain_words(db: None) -> None:
    client = Client(enforce_csrf_checks=True)
    posting = {name: url for name, url in addresses() if "POST" in METHODS[name] and name not in NO_FORMS}
    assert {"log_out", "find_patient", "write_agreement"} <= posting.keys()
    for name, url in posting.items():
        response = client.post(url)
        assert (response.status_code, "Formuläret var för gammalt" in response.content.decode()) == (403, True), name
