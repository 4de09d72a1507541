"""Receipts: the address that the supplier is given, and what is said there.

Each message has an address of its own, signed: it is the secret, and it says which reminder the receipt is about, also
when the sender died before it learnt the supplier's id.
"""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.core.signing import BadSignature, Signer

from reminders.gateway import Arrival, read_receipt
from reminders.services import arrived, did_not_arrive

SALT = "reminders.receipts"


class Forged(Exception):
    """The address is none of ours."""


def address(reference: UUID, *, below: str) -> str:
    """Where the supplier reports on this message. `below`: the public address of all receipts, with a slash."""
    return f"{below}{_signer().sign(reference.hex)}/"


def receive(token: str, form: Mapping[str, str], *, now: datetime) -> None:
    """Write down what a receipt says, whichever time and in whatever order it comes. Raises Forged."""
    try:
        reference = UUID(_signer().unsign(token))  # compares in constant time
    except (BadSignature, ValueError):
        raise Forged from None
    receipt = read_receipt(form)
    if receipt is None:
        return
    note = arrived if receipt.arrival is Arrival.DELIVERED else did_not_arrive
    note(reference=reference, gateway_id=receipt.gateway_id, now=now)


def _signer() -> Signer:
    return Signer(salt=SALT, sep=".")
