"""The hidden field that shows that a form is ours."""

import re

from django.test import Client

from tests.deeds import books
from tests.factories import World

FIELD = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')


def tokens(client: Client) -> set[str]:
    return set(FIELD.findall(client.get("/min-plan/").content.decode()))


def test_each_page_has_a_token_of_its_own_and_its_forms_are_let_in(world: World) -> None:
    for days in (5, 6):
        books(world.anna.meets(world.agda), now=world.now, days=days)
    client = world.agda.logs_in()
    guarded = Client(enforce_csrf_checks=True)
    guarded.cookies = client.cookies
    first, second = tokens(guarded), tokens(guarded)
    assert len(first) == len(second) == 1
    assert first != second
    sent = {"csrfmiddlewaretoken": first.pop()}
    assert guarded.post("/logga-ut/", sent).headers["Location"] == "/"
    assert guarded.get("/min-plan/").headers["Location"] == "/?next=/min-plan/"


def test_what_is_sent_without_it_is_refused(world: World) -> None:
    guarded = Client(enforce_csrf_checks=True)
    guarded.cookies = world.agda.logs_in().cookies
    assert "Formuläret var för gammalt" in guarded.post("/logga-ut/").content.decode()
