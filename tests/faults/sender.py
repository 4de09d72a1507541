"""A sender in a process of its own, that stops at a named point, says so, and waits to be killed or let go.

`python -m tests.faults.sender PHONE POINT` or `… PHONE storm`, with DATABASE_URL set. Nothing of this is in the
program: the points are put between its verbs here.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import django
from django.db import transaction

if TYPE_CHECKING:
    from reminders.delivery import Sender


def main(phone: str, point: str) -> None:
    django.setup()
    from django.utils import timezone  # noqa: PLC0415 -- needs Django to be set up

    from reminders import services  # noqa: PLC0415
    from reminders.delivery import Sender  # noqa: PLC0415
    from reminders.gateway import Account, FortySixElks  # noqa: PLC0415

    lease = timedelta(seconds=3)
    with FortySixElks(Account(phone, "u", "p", "Varden")) as gateway:
        sender = Sender(gateway=gateway, receipts_below="http://127.0.0.1:9/", clock=timezone.now, lease=lease, batch=3)
        if point == "storm":
            storm(sender)
        places: dict[str, tuple[object, str, bool]] = {
            "before the claim is committed": (services, "claim", True),
            "after the claim": (services, "claim", False),
            "after the intent": (services, "intend", False),
            "when the gateway has accepted": (gateway, "send", False),
            "before it is written down": (services, "is_sent", True),
        }
        if point in places:
            owner, name, uncommitted = places[point]
            setattr(owner, name, stopping(getattr(owner, name), point, uncommitted=uncommitted))
        say("ready")
        sender.deliver_due()
        say("done")


def storm(sender: Sender) -> None:
    """Start a sender of one's own for each line that comes, and say its number."""
    say("ready")
    parent = os.getpid()
    for _ in sys.stdin:
        number = os.fork()
        if number:
            say(str(number))
            continue
        while os.getppid() == parent:
            sender.deliver_due()
            time.sleep(0.05)
        os._exit(0)


def stopping(verb: Callable[..., Any], point: str, *, uncommitted: bool) -> Callable[..., Any]:
    """The same verb, and then a stop: inside its transaction, or after it."""
    is_first = True

    def stop_once() -> None:
        nonlocal is_first
        if is_first:
            is_first = False
            say(point)
            sys.stdin.readline()

    def wrapped(*args: Any, **kwargs: Any) -> Any:
        if not uncommitted:
            found = verb(*args, **kwargs)
            stop_once()
            return found
        with transaction.atomic():
            found = verb(*args, **kwargs)
            stop_once()
        return found

    return wrapped


def say(words: str) -> None:
    sys.stdout.write(words + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
