"""What the supplier tells us afterwards: again and again, in any order, and sometimes before we have written down."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from reminders.models import OUT, Reason, Reminder, Status
from reminders.services.outcomes import log_sent

FINAL = (Status.DELIVERED, Status.FAILED, Status.SKIPPED)


class UnknownReference(Exception):
    """No reminder has this reference."""


@transaction.atomic
def arrived(*, reference: UUID, gateway_id: str, now: datetime) -> None:
    """It is on the phone: true whatever we thought before. Raises UnknownReference."""
    found = _locked(reference)
    if found.status == Status.DELIVERED:
        return
    _log_if_orphan(found, now)
    found.sent_at = found.sent_at or now
    _note(found, Status.DELIVERED, "", gateway_id, now)


@transaction.atomic
def did_not_arrive(*, reference: UUID, gateway_id: str, now: datetime) -> None:
    """The supplier gave up. Says nothing about a row that is settled, nor about a later attempt. UnknownReference."""
    found = _locked(reference)
    if found.status in FINAL or (found.gateway_id and found.gateway_id != gateway_id):
        return
    _log_if_orphan(found, now)
    _note(found, Status.FAILED, Reason.UNDELIVERED, gateway_id, now)


def _locked(reference: UUID) -> Reminder:
    found = (
        Reminder.objects.select_for_update(of=("self",))
        .select_related("booking__patient")
        .filter(public_id=reference)
        .first()
    )
    if found is None:
        raise UnknownReference
    return found


def _note(found: Reminder, status: Status, reason: str, gateway_id: str, now: datetime) -> None:
    found.status, found.reason, found.gateway_id = status, reason, gateway_id or found.gateway_id
    found.next_attempt_at, found.lease_until, found.changed_at = None, None, now
    found.save()


def _log_if_orphan(found: Reminder, now: datetime) -> None:
    """The line of the sending, where the sender died before it wrote one. A living sender writes its own."""
    is_in_hands = found.status == Status.INTENT and found.lease_until is not None and found.lease_until > now
    if found.status not in OUT and not is_in_hands:
        log_sent(found.booking.patient.public_id, found.public_id, now)
