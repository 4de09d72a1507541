"""What the demo's phone has received, for its page."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from patientkontrakt.demo.people import PHONES
from patientkontrakt.words import phone

PATIENCE = 2  # seconds
STATUS = {"created": _("Skickat"), "delivered": _("Framme"), "failed": _("Kom inte fram")}


@dataclass(frozen=True, slots=True)
class Received:
    owner: str
    number: str
    sender: str
    words: str
    at: datetime
    status: Promise | str


def received(url: str) -> tuple[Received, ...] | None:
    """The newest first. None when the phone does not answer."""
    if not url.startswith("http"):
        return None
    try:
        with urlopen(f"{url}/messages", timeout=PATIENCE) as answer:  # noqa: S310 -- http, and our own
            return tuple(_received(text) for text in json.load(answer))
    except (URLError, OSError, ValueError):
        return None


def _received(text: dict[str, Any]) -> Received:
    return Received(
        owner=PHONES.get(text["to"], ""),
        number=phone(text["to"]),
        sender=text["from"],
        words=text["message"],
        at=datetime.fromisoformat(text["created"]),
        status=STATUS.get(text["status"], ""),
    )
