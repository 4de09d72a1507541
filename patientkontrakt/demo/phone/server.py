"""The HTTP side: POST /a1/sms as 46elks, GET /messages for the demo's page."""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qsl

from patientkontrakt.demo.phone.inbox import Inbox
from patientkontrakt.demo.phone.reports import Reporter

REQUIRED = {"from", "to", "message"}
LONGEST_FORM = 20_000


class Phone(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def __init__(self, port: int, inbox: Inbox) -> None:
        self.inbox = inbox
        self.reporter = Reporter()
        super().__init__(("127.0.0.1", port), Answer)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class Answer(BaseHTTPRequestHandler):
    server: Phone
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1

    def do_GET(self) -> None:
        if self.path != "/messages":
            return self._say(HTTPStatus.NOT_FOUND, {"error": "no such page"})
        return self._say(HTTPStatus.OK, [text.as_elks() for text in self.server.inbox.newest_first()])

    def do_POST(self) -> None:
        behaviour = self.server.inbox.behaviour
        length = int(self.headers.get("Content-Length", 0))
        form = dict(parse_qsl(self.rfile.read(min(length, LONGEST_FORM)).decode()))
        if refusal := self._refusal(form):
            return self._say(refusal, {"error": refusal.phrase})
        text = self.server.inbox.take(form)
        self.server.reporter.report_on(text, behaviour)
        time.sleep(behaviour.delay)
        if behaviour.drops:
            self.close_connection = True
            return None
        return self._say(HTTPStatus.OK, text.as_elks())

    def _refusal(self, form: dict[str, str]) -> HTTPStatus | None:
        if self.path != "/a1/sms":
            return HTTPStatus.NOT_FOUND
        if not self.headers.get("Authorization", "").startswith("Basic "):
            return HTTPStatus.UNAUTHORIZED
        if not form.keys() >= REQUIRED or not form["to"].startswith("+"):
            return HTTPStatus.BAD_REQUEST
        failure = self.server.inbox.behaviour.fail_with
        return HTTPStatus(failure) if failure else None

    def _say(self, status: HTTPStatus, answer: Any) -> None:
        body = json.dumps(answer).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        if retry_after := self.server.inbox.behaviour.retry_after:
            self.send_header("Retry-After", str(retry_after))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Says nothing: numbers are nobody's business."""


@contextmanager
def ringing(inbox: Inbox, port: int = 0) -> Iterator[Phone]:
    """A phone in a thread of this process."""
    phone = Phone(port, inbox)
    Thread(target=phone.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    try:
        yield phone
    finally:
        phone.shutdown()
        phone.server_close()
