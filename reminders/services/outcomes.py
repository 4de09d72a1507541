"""What became of a call to the gateway."""

import random
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from audit.models import Action, ActorKind, How
from audit.services import Actor, Deed, record
from reminders.models import Reason, Reminder, Status
from reminders.services.outbox import Claim, Ready, settle

PROGRAM = "Påminnelser"
FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(minutes=15)


@transaction.atomic
def is_sent(ready: Ready, *, gateway_id: str, septets: int, now: datetime) -> None:
    """The gateway has taken it. The line in the log commits with the row; it is written whoever holds the row now."""
    settle(ready.claim, now, status=Status.SENT, gateway_id=gateway_id, septets=septets, sent_at=now)
    log_sent(ready.patient, ready.reference, now)


def is_refused(ready: Ready, *, now: datetime) -> None:
    """No gateway will take it: for people to look at."""
    settle(ready.claim, now, status=Status.FAILED, reason=Reason.REFUSED)


def is_not_taken(ready: Ready, *, wait: float, now: datetime) -> None:
    """Try again later, unless that is too late. `wait`: seconds that the gateway asks for."""
    at = now + max(_backoff(ready.attempts), timedelta(seconds=wait))
    held = ready.claim
    if held.unanswered:
        settle(held, now, status=Status.UNCERTAIN, next_attempt_at=at if at < ready.valid_until else None)
    elif at < ready.valid_until:
        settle(held, now, status=Status.PLANNED, next_attempt_at=at)
    else:
        settle(held, now, status=Status.FAILED, reason=Reason.TOO_LATE)


def is_unanswered(ready: Ready, *, now: datetime) -> None:
    """Nobody knows. No blind repeat: there is time for a receipt to come first."""
    at = now + FIRST_WAIT + _backoff(ready.attempts)
    settle(
        ready.claim,
        now,
        status=Status.UNCERTAIN,
        next_attempt_at=at if at < ready.valid_until else None,
        unanswered=ready.claim.unanswered + 1,
    )


def stays_uncertain(held: Claim, *, now: datetime) -> None:
    """Enough: rather one text too few than one more."""
    settle(held, now, status=Status.UNCERTAIN)


def log_sent(patient: UUID, reference: UUID, now: datetime) -> None:
    """Whoever the patient is by now, a text has gone. At which unit the visit is, the patient is told with it."""
    sent = Reminder.objects.filter(public_id=reference).select_related("booking__unit__provider").get()
    unit = sent.booking.unit
    actor = Actor(
        ActorKind.SYSTEM, name=PROGRAM, unit=unit.hsa_id, unit_name=unit.name, provider=unit.provider.hsa_id,
        provider_name=unit.provider.name,
    )  # fmt: skip
    record(actor, Deed(Action.WRITE, "reminder.sent", How.TASK, patient, reference), now=now)


def _backoff(attempts: int) -> timedelta:
    """Twice as long each time, and never in step with others."""
    wait: timedelta = min(FIRST_WAIT * 2**attempts, LONGEST_WAIT)
    return wait * random.uniform(0.75, 1.25)  # noqa: S311 -- spreads the load, keeps no secret
