"""Error pages in plain Swedish. They read no session and no database, so that they also work without them."""

import logging
from collections.abc import Callable

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from access.grants import NotAllowed
from people.limits import TooManyTries
from people.merged import PatientIsMerged

logger = logging.getLogger(__name__)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _page(request, "errors/400.html", 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _page(request, "errors/403.html", 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The same bytes for "does not exist" and "exists, but not for you"."""
    return _page(request, "errors/404.html", 404)


def server_error(request: HttpRequest) -> HttpResponse:
    return _page(request, "errors/500.html", 500)


def unavailable(request: HttpRequest) -> HttpResponse:
    response = _page(request, "errors/503.html", 503)
    response["Retry-After"] = "30"
    return response


def too_many_tries(request: HttpRequest) -> HttpResponse:
    response = _page(request, "errors/429.html", 429)
    response["Retry-After"] = "60"
    return response


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return _page(request, "errors/csrf.html", 403)


def _page(request: HttpRequest, template: str, status: int) -> HttpResponse:
    """Without the head of who is logged in: its form holds a token that is new each time."""
    request.viewer = None  # type: ignore[attr-defined]
    return render(request, template, status=status)


class KindErrors:
    """What a verb or the database refuses becomes the page that says so: 403, 404, 429 and 503 instead of 500."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, PatientIsMerged):
            return not_found(request, exception)
        if isinstance(exception, NotAllowed):
            return forbidden(request, exception)
        if isinstance(exception, TooManyTries):
            return too_many_tries(request)
        if isinstance(exception, OperationalError):
            logger.error("The database does not answer", exc_info=exception)
            return unavailable(request)
        return None
