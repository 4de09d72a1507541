"""Delivery reports: sent to the address that came with the message, again if nobody answers 2xx, as 46elks does."""

import logging
import time
from queue import Queue
from threading import Thread
from urllib.error import URLError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

from patientkontrakt.demo.phone.inbox import Behaviour, Text

logger = logging.getLogger(__name__)

ATTEMPTS, WAIT = 5, 2.0


class Reporter:
    """One thread that reports on one message after another."""

    def __init__(self) -> None:
        self._queue: Queue[tuple[float, int, str, Text]] = Queue()
        Thread(target=self._run, daemon=True).start()

    def report_on(self, text: Text, behaviour: Behaviour) -> None:
        if behaviour.report and text.receipt_to.startswith(("http://", "https://")):
            self._queue.put((time.monotonic() + behaviour.report_after, 1, behaviour.report, text))

    def _run(self) -> None:
        while True:
            at, attempt, status, text = self._queue.get()
            time.sleep(max(0, at - time.monotonic()))
            text.status = status
            if not _post(text) and attempt < ATTEMPTS:
                self._queue.put((time.monotonic() + WAIT, attempt + 1, status, text))


def _post(text: Text) -> bool:
    form = urlencode({"id": text.id, "status": text.status, "delivered": text.created}).encode()
    try:
        with urlopen(Request(text.receipt_to, form), timeout=5):  # noqa: S310 -- http and https only, see report_on
            return True
    except (URLError, OSError) as error:
        logger.warning("no receipt taken for %s: %s", text.id, type(error).__name__)
        return False
