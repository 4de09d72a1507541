"""The way out: what a gateway for text messages promises, and 46elks.

Nobody but the delivery and the receipts may know this file (pyproject.toml). The supplier's words end here.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Protocol, Self

import httpx

TIMEOUT = httpx.Timeout(10.0, connect=5.0)


class Refused(Exception):
    """The supplier will never take this message: the number is wrong."""


class NotNow(Exception):
    """Not taken, but may be later. `wait`: seconds the supplier asks for."""

    def __init__(self, why: str, wait: float = 0) -> None:
        super().__init__(why)
        self.wait = wait


class NoAnswer(Exception):
    """Nobody knows whether it was taken."""


class Arrival(Enum):
    DELIVERED = "delivered"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Message:
    """`receipt_to` is the address that the supplier calls when it knows more."""

    to: str = field(repr=False)
    text: str = field(repr=False)
    reference: str
    receipt_to: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Receipt:
    gateway_id: str
    arrival: Arrival


class Gateway(Protocol):
    """`dedupes`: the same reference twice gives one message. What a crash may cost follows from it."""

    @property
    def dedupes(self) -> bool: ...

    def send(self, message: Message) -> str:
        """Return the supplier's id of the message. Raises Refused, NotNow or NoAnswer."""


@dataclass(frozen=True, slots=True)
class Account:
    """`url` is where the API is: https://api.46elks.com"""

    url: str
    username: str
    password: str = field(repr=False)
    sender: str


class FortySixElks:
    """46elks.se/docs. It knows no reference of ours: what is sent twice arrives twice."""

    dedupes = False

    def __init__(self, account: Account) -> None:
        self._sender = account.sender
        self._client = httpx.Client(
            base_url=account.url, auth=(account.username, account.password), timeout=TIMEOUT, follow_redirects=False
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    def send(self, message: Message) -> str:
        form = {
            "from": self._sender,
            "to": message.to,
            "message": message.text,
            "whendelivered": message.receipt_to,
            "dontlog": "message",
        }
        try:
            response = self._client.post("/a1/sms", data=form)
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout) as error:
            raise NotNow(type(error).__name__) from None
        except httpx.TransportError as error:
            raise NoAnswer(type(error).__name__) from None
        return _read(response)


def read_receipt(form: Mapping[str, str]) -> Receipt | None:
    """What a delivery report says; None when it says nothing that matters to us. Only the status is believed."""
    try:
        return Receipt(form.get("id", "")[:64], Arrival(form.get("status", "")))
    except ValueError:
        return None


# Our own mistakes (credentials, money) and the supplier's bad days: the message is as good as before.
NOT_THE_MESSAGE = frozenset({401, 402, 403, 408, 429})


def _read(response: httpx.Response) -> str:
    code = response.status_code
    if response.is_client_error and code not in NOT_THE_MESSAGE:
        raise Refused(f"HTTP {code}")
    if not response.is_success:
        raise NotNow(f"HTTP {code}", _seconds(response.headers.get("Retry-After", "")))
    try:
        said = response.json()
        gateway_id, status = str(said["id"])[:64], str(said["status"])
    except (ValueError, KeyError, TypeError):
        raise NoAnswer("unreadable answer") from None
    if status == "failed":
        raise Refused("failed at once")
    return gateway_id


def _seconds(retry_after: str) -> float:
    return float(retry_after) if retry_after.isdigit() else 0
