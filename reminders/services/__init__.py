"""What is written about reminders: planning them, sending them one at a time, and what the supplier says later."""

from reminders.services.heartbeat import Job, beat, last_beat
from reminders.services.outbox import LEASE, Claim, Ready, claim, give_back, intend, put_down
from reminders.services.outcomes import is_not_taken, is_refused, is_sent, is_unanswered, stays_uncertain
from reminders.services.planning import plan
from reminders.services.receipts import UnknownReference, arrived, did_not_arrive

__all__ = [
    "LEASE",
    "Claim",
    "Job",
    "Ready",
    "UnknownReference",
    "arrived",
    "beat",
    "claim",
    "did_not_arrive",
    "give_back",
    "intend",
    "is_not_taken",
    "is_refused",
    "is_sent",
    "is_unanswered",
    "last_beat",
    "plan",
    "put_down",
    "stays_uncertain",
]
