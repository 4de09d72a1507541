"""What the phone has received, and how it behaves towards those who send."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from threading import Lock
from uuid import uuid4

from reminders.text import count_segments

COST = 5200  # ten-thousandths of a krona


@dataclass(slots=True)
class Text:
    """One message, with the field names of 46elks."""

    id: str
    sender: str
    to: str
    message: str
    created: str
    parts: int
    status: str = "created"
    receipt_to: str = field(default="", repr=False)

    def as_elks(self) -> dict[str, object]:
        return {
            "id": self.id,
            "status": self.status,
            "from": self.sender,
            "to": self.to,
            "message": self.message,
            "created": self.created,
            "direction": "outgoing",
            "cost": COST * self.parts,
            "parts": self.parts,
        }


@dataclass(slots=True)
class Behaviour:
    """For tests: `delay` in seconds, `fail_with` a status, `drops` the connection when it has accepted, a `report`."""

    delay: float = 0
    fail_with: int = 0
    retry_after: int = 0
    drops: bool = False
    report: str = "delivered"
    report_after: float = 0.2


@dataclass
class Inbox:
    behaviour: Behaviour = field(default_factory=Behaviour)
    texts: list[Text] = field(default_factory=list)
    _lock: Lock = field(default_factory=Lock)

    def take(self, form: Mapping[str, str]) -> Text:
        message = form["message"]
        text = Text(
            id=f"s{uuid4().hex}",
            sender=form["from"],
            to=form["to"],
            message=message,
            created=datetime.now(UTC).isoformat(),
            parts=count_segments(message),
            receipt_to=form.get("whendelivered", ""),
        )
        with self._lock:
            self.texts.append(text)
        return text

    def newest_first(self) -> list[Text]:
        with self._lock:
            return self.texts[::-1]
