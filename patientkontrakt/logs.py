"""One line a request, with an id that follows it through everything it does. Never a query string.

Nor an address that leads nowhere: somebody made it up, with anything in it. Nor a number of identity or of a mobile,
wherever they came from, nor the words in which Postgres tells of a broken rule, which hold the row that broke it.
"""

import logging
import re
import time
import uuid
from collections.abc import Callable
from contextvars import ContextVar
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse

logger = logging.getLogger("patientkontrakt.request")
current_request: ContextVar[str] = ContextVar("current_request", default="-")


NUMBER_OF_IDENTITY = re.compile(r"(?<![0-9A-Za-z-])(?:\d{2})?\d{6}[-+]?\d{4}(?![0-9A-Za-z-])")
MOBILE_NUMBER = re.compile(r"(?<![0-9A-Za-z-])(?:(?:\+|00)46|0)[ -]?7(?:[ -]?\d){8}(?![0-9A-Za-z-])")
# A value in it may hold blank lines: it lasts until the traceback goes on.
DETAIL = re.compile(r"DETAIL: .*?(?=\n\nThe above exception|\n\nDuring handling|\Z)", re.DOTALL)
# Repeats what was sent to it, when it is no proper HTTP, and the whole address when a request has gone wrong.
OF_GUNICORN = re.compile(r"(Invalid request from ip=\S*:|Error handling request) .*", re.DOTALL)
TRACEBACK = logging.Formatter()
NOWHERE = "(nowhere)"


class Blot(logging.Filter):
    """Blots out what would tell who somebody is."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = blotted(record.getMessage()), ()
        if record.exc_info:
            record.exc_text = blotted(TRACEBACK.formatException(record.exc_info))
            record.exc_info = None
        return True


def blotted(text: str) -> str:
    for number in (NUMBER_OF_IDENTITY, MOBILE_NUMBER):
        text = number.sub("…", text)
    return DETAIL.sub("DETAIL: …", OF_GUNICORN.sub(r"\1 …", text))


def _path(request: HttpRequest, response: HttpResponse) -> str:
    """Some addresses are secrets, and say themselves what they are called. Files are found before addresses are."""
    is_known = request.resolver_match or response.status_code == HTTPStatus.OK
    return str(getattr(request, "logged_path", request.path if is_known else NOWHERE))


class RequestId(logging.Filter):
    def filter(self, record: logging.LogRecord) -> bool:
        record.request = current_request.get()
        return True


class RequestLog:
    """Gives the request its `id`, answers with it in X-Request-ID, and writes down how it went."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.id = uuid.uuid4().hex  # type: ignore[attr-defined]
        token, began = current_request.set(request.id), time.perf_counter()  # type: ignore[attr-defined]
        try:
            response = self.get_response(request)
            took = round((time.perf_counter() - began) * 1000)
            logger.info("%s %s %s %s ms", request.method, _path(request, response), response.status_code, took)
        finally:
            current_request.reset(token)
        response["X-Request-ID"] = request.id  # type: ignore[attr-defined]
        return response
