"""One line a request, with an id that follows it through everything it does. Never a query string."""

import logging
import time
import uuid
from collections.abc import Callable
from contextvars import ContextVar

from django.http import HttpRequest, HttpResponse

logger = logging.getLogger("patientkontrakt.request")
current_request: ContextVar[str] = ContextVar("current_request", default="-")


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
            path = getattr(request, "logged_path", request.path)  # some addresses are secrets
            logger.info("%s %s %s %s ms", request.method, path, response.status_code, took)
        finally:
            current_request.reset(token)
        response["X-Request-ID"] = request.id  # type: ignore[attr-defined]
        return response
