"""A leak into every place that is searched, so that the canary can be seen to find it."""

import logging
from collections.abc import Callable

from django.core.cache import cache
from django.db import connection
from django.http import HttpRequest, HttpResponse

from patientkontrakt.celery import app
from tests.canary.marks import MOBILE, NUMBER, word

SAID = {b"<title>": f"<title>{word('title')} ".encode(), b"app.css": f"app.css?{MOBILE}".encode()}


class Leak:
    """Whatever is asked for, something of the patient comes out. A number is blotted out of the log; a word is not."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        logging.getLogger(__name__).warning("Somebody reads %s", word("log"))
        cache.set(NUMBER.value, "")
        app.send_task("canary.leak", args=[MOBILE], expires=1)
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT '{NUMBER.value}'")
        response = self.get_response(request)
        response["X-Reader"] = MOBILE
        response.set_cookie("reader", NUMBER.value)
        for plain, leaky in () if response.streaming else SAID.items():
            response.content = response.content.replace(plain, leaky)
        return response
