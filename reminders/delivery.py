"""Sending what is due: claim, look again, commit the intent, call the gateway, write down.

One at a time: a sender that is killed leaves one message in doubt, and not a batch of them.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection

from reminders import services
from reminders.gateway import Account, FortySixElks, Gateway, Message, NoAnswer, NotNow, Refused
from reminders.receipts import address
from reminders.services import Claim, Ready
from reminders.text import count_septets, reminder_text

logger = logging.getLogger(__name__)

# What a sender that is killed holds back until its lease runs out.
BATCH = 20
# With one slow call more, well within the task's time limit.
BUDGET = timedelta(seconds=12)
# Where the gateway does not dedupe: how often an outcome may be unknown before people decide.
MOST_IN_DOUBT = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Sender:
    """`receipts_below`: the public address of our receipts, with a slash at its end."""

    gateway: Gateway
    receipts_below: str
    clock: Callable[[], datetime]
    lease: timedelta = services.LEASE
    batch: int = BATCH

    def deliver_due(self) -> None:
        """Send until nothing is due, the time is up, or the gateway will not take more for now."""
        ends = self.clock() + BUDGET
        while self.clock() < ends:
            claims = services.claim(now=self.clock(), limit=self.batch, lease=self.lease)
            if not claims or not self._deliver(claims, ends):
                return

    def _deliver(self, claims: list[Claim], ends: datetime) -> bool:
        """Send one after another. False when the gateway will not take more: the rest is given back."""
        waiting, is_willing = list(claims), True
        while waiting and is_willing and self.clock() < ends:
            is_willing = self._deliver_one(waiting.pop(0))
        for held in waiting:
            services.give_back(held, now=self.clock())
        return is_willing

    def _deliver_one(self, held: Claim) -> bool:
        if held.unanswered > MOST_IN_DOUBT and not self.gateway.dedupes:
            services.stays_uncertain(held, now=self.clock())
            return True
        ready = services.intend(held, now=self.clock(), lease=self.lease)
        if ready is None:
            services.put_down(held, now=self.clock())
            return True
        connection.close()  # a slow gateway must not cost the database a connection
        return self._call(ready)

    def _call(self, ready: Ready) -> bool:
        """Call the gateway and write down what it answers. True if it may be called again."""
        message = Message(
            to=ready.number,
            text=reminder_text(ready.visit_at, ready.unit_phone, is_moved=ready.is_moved),
            reference=str(ready.reference),
            receipt_to=address(ready.reference, below=self.receipts_below),
        )
        try:
            gateway_id = self.gateway.send(message)
        except Refused as why:
            logger.warning("reminder %s refused: %s", ready.reference, why)
            services.is_refused(ready, now=self.clock())
        except NotNow as why:
            logger.warning("reminder %s not taken: %s", ready.reference, why)
            services.is_not_taken(ready, wait=why.wait, now=self.clock())
            return False
        except NoAnswer as why:
            logger.warning("reminder %s unanswered: %s", ready.reference, why)
            services.is_unanswered(ready, now=self.clock())
            return False
        else:
            septets = count_septets(message.text)
            services.is_sent(ready, gateway_id=gateway_id, septets=septets, now=self.clock())
        return True


def deliver_due(
    *, url: str, username: str, password: str, sender: str, receipts_below: str, clock: Callable[[], datetime]
) -> None:
    """Send what is due through 46elks, or whoever answers as 46elks at `url`."""
    with FortySixElks(Account(url, username, password, sender)) as gateway:
        Sender(gateway=gateway, receipts_below=receipts_below, clock=clock).deliver_due()
