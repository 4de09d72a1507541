"""How programs speak to the API: JSON with headers, as whoever is logged in."""

import json
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

CHANGED = "Någon var först, eller så går det inte längre. Läs på nytt och försök igen."
NOT_THERE = "Det finns inte, eller så är det inte ditt att läsa."
NOT_YOURS = "Du får inte göra det här."
WORDS: dict[str, Any] = {
    "title": "Hjärtsvikt",
    "what_matters": "Att orka gå till kören.",
    "patient": [{"what": "väger mig", "repeat": "daily"}],
    "network": [{"what": "dottern följer med", "latest": None}],
    "care": [{"what": "ringer på fredag", "who": "own", "latest": "2026-12-04"}],
    "watch": [{"sign": "vikten ökar", "by_day": "ring Anna", "at_night": "ring 1177"}],
    "next_what": "Telefonsamtal",
    "next_who": "own",
    "next_latest": "2026-12-04",
    "turn_by_day": "Ring Anna.",
    "no_fixed_contact_because": "Behövs inte",
    "follow_up_on": "2026-12-14",
    "how": "proposal",
}


@dataclass(frozen=True)
class Program:
    """`patient` stands in the addresses; empty is one's own."""

    client: Client
    patient: str = ""

    def get(self, name: str, **where: Any) -> HttpResponse:
        return self.client.get(self.url(name, where))

    def post(self, name: str, data: Any = None, *, match: str = "", key: str = "", **where: Any) -> HttpResponse:
        return self.sends("POST", self.url(name, where), data, match=match, key=key)

    def sends(
        self, method: str, url: str, data: Any = None, *, match: str = "", key: str = "", none: str = ""
    ) -> HttpResponse:
        headers = {"If-Match": match, "Idempotency-Key": key, "If-None-Match": none}
        body = data if isinstance(data, bytes) else b"" if data is None else json.dumps(data).encode()
        given = {name: value for name, value in headers.items() if value}
        return self.client.generic(method, url, body, content_type="application/json", headers=given)

    def url(self, name: str, where: dict[str, Any]) -> str:
        patient = {"patient": self.patient} if self.patient else {}
        return reverse(name, kwargs={**patient, **where})


def told(response: HttpResponse) -> tuple[int, Any]:
    """The status, and the fields that are wrong or the sentence that says what to do."""
    said = response.json()
    return response.status_code, said["fields"] or said["summary"]


def tag(row: Any, revision: int | None = None) -> str:
    return f'"{row.public_id}-{revision or row.revision}"'


def mark(response: HttpResponse) -> str:
    """Which revision the answer says it is of, whatever else it showed."""
    revision, _dot, _digest = response["ETag"].strip('"').partition(".")
    return f'"{revision}"'
