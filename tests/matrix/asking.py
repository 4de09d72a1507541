"""Asking one address as one person, and undoing what came of it."""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from http.cookies import SimpleCookie
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.backends import ModelBackend
from django.contrib.sessions.backends.db import SessionStore
from django.db import transaction
from django.http import HttpResponse
from django.test import Client

from audit.models import Action, Entry
from people import viewer
from tests.matrix.answers import Answer
from tests.matrix.scene import Scene

PROGRAMS = "/api/"
HEADERS = {"If-Match", "Idempotency-Key"}  # of what a program sends
UNLIKE = {"X-Request-ID", "Date"}
LED_ON_OR_TOLD = {Answer.LEADS_ON, Answer.OPENS}
BY_STATUS = {
    200: Answer.OPENS,
    201: Answer.OPENS,
    204: Answer.LEADS_ON,
    302: Answer.LEADS_ON,
    400: Answer.TO_MEND,
    403: Answer.SAYS_NO,
    404: Answer.NOT_THERE,
    412: Answer.TOO_LATE,
}


@dataclass(frozen=True)
class Got:
    """`told`: all that the one who asks could tell two refusals apart by."""

    answer: str
    text: str
    told: tuple[object, ...]


class Asker:
    """One client for all: a request brings the cookie of its role, and none of what the one before was given."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene

    @cached_property
    def client(self) -> Client:
        return Client()

    def asks(self, role: str, method: str, url: str, data: Mapping[str, Any] | None = None) -> Got:
        with undone():
            response = self._response(role, method, url, data or {})
            answer = _answer(response)
            # A form that is sent leads on, and one that is wrong comes back; a program is told what came of it.
            if answer in (LED_ON_OR_TOLD if _is_sent_by_program(method, url) else {Answer.LEADS_ON}) and self._wrote():
                answer = Answer.WRITES
        return Got(answer, response.content.decode(errors="replace"), _told(response))

    def _wrote(self) -> bool:
        written = Entry.objects.filter(action__in=[Action.WRITE, Action.LOGIN])
        return written.filter(pk__gt=self.scene.last_line).exists()

    def _response(self, role: str, method: str, url: str, data: Mapping[str, Any]) -> HttpResponse:
        key = self.scene.sessions[role]
        self.client.cookies = SimpleCookie({settings.SESSION_COOKIE_NAME: key} if key else {})
        if url.startswith(PROGRAMS):
            return self._of_program(method, url, data)
        return self.client.post(url, data) if method == "POST" else self.client.get(url, data)

    def _of_program(self, method: str, url: str, data: Mapping[str, Any]) -> HttpResponse:
        headers = {name: value for name, value in data.items() if name in HEADERS}
        body = json.dumps({name: value for name, value in data.items() if name not in HEADERS})
        sent = "" if method == "GET" else body
        return self.client.generic(method, url, sent, content_type="application/json", headers=headers)


@contextmanager
def undone() -> Any:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@contextmanager
def who_asks_is_found_once(found: dict[tuple[Any, ...], Any]) -> Iterator[None]:
    """Session, login and assignment take as long as the answer, and are the same in all cells of a role.

    The program finds them, the first time: what it takes away there is missed here.
    """
    with pytest.MonkeyPatch.context() as patch:
        for owner, name, key in (
            (SessionStore, "_get_session_from_db", lambda session: session.session_key),
            (ModelBackend, "get_user", lambda backend, pk: pk),
            (viewer, "_chosen_assignment", lambda request, login, now: request.session.session_key),
        ):
            patch.setattr(owner, name, _once(getattr(owner, name), key, found))
        yield


def _once(find: Callable[..., Any], key: Callable[..., Any], found: dict[tuple[Any, ...], Any]) -> Callable[..., Any]:
    def finds(*asked: Any) -> Any:
        asked_for = (find.__qualname__, key(*asked))
        if asked_for not in found:
            found[asked_for] = find(*asked)
        return found[asked_for]

    return finds


def _is_sent_by_program(method: str, url: str) -> bool:
    return url.startswith(PROGRAMS) and method != "GET"


def _answer(response: HttpResponse) -> str:
    if response.status_code == 302 and response.url.startswith("/?next="):
        return Answer.LOG_IN
    return BY_STATUS.get(response.status_code, f"{response.status_code}")


def _told(response: HttpResponse) -> tuple[object, ...]:
    headers = sorted((name, value) for name, value in response.headers.items() if name not in UNLIKE)
    return response.status_code, response.content, tuple(headers), tuple(response.cookies)
