"""Taking a reminder from the outbox: claim it, look again, and commit the intent before the call to the gateway.

Every write is guarded by the claim's token: who has slept past the lease finds that nothing is theirs any more.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import LiteralString
from uuid import UUID

from django.db import connection
from django.db.models import F

from people.models import Patient
from reminders.clock import next_opening
from reminders.grounds import first_missing, grounds
from reminders.models import Detail, Reason, Reminder, Status

LEASE = timedelta(seconds=60)

# An intent whose lease has run out is an attempt whose outcome nobody knows: the row says so until somebody does.
CLAIM: LiteralString = """
WITH due AS MATERIALIZED (
    SELECT id, status FROM reminders_reminder
    WHERE status IN ('planned', 'claimed', 'intent', 'uncertain')
        AND next_attempt_at <= %(now)s AND (lease_until IS NULL OR lease_until <= %(now)s)
    ORDER BY next_attempt_at LIMIT %(limit)s
    FOR UPDATE SKIP LOCKED)
UPDATE reminders_reminder AS mine
SET token = mine.token + 1, lease_until = %(until)s, changed_at = %(now)s,
    status = CASE WHEN due.status IN ('intent', 'uncertain') THEN 'uncertain' ELSE 'claimed' END,
    unanswered = mine.unanswered + (due.status = 'intent')::int
FROM due WHERE mine.id = due.id
RETURNING mine.id, mine.token, mine.unanswered
"""


@dataclass(frozen=True, slots=True)
class Claim:
    """`unanswered`: how many earlier attempts may have gone out for all we know."""

    id: int
    token: int
    unanswered: int


@dataclass(frozen=True, slots=True)
class Ready:
    """What was found when we looked again, and nothing stood in the way."""

    claim: Claim
    reference: UUID
    patient: Patient = field(repr=False)
    number: str = field(repr=False)
    visit_at: datetime
    valid_until: datetime
    attempts: int
    detail: Detail
    unit: str
    unit_phone: str


def claim(*, now: datetime, limit: int, lease: timedelta = LEASE) -> list[Claim]:
    """Take what is due and held by nobody, in one statement. Others pass over it until the lease runs out."""
    with connection.cursor() as cursor:
        cursor.execute(CLAIM, {"now": now, "until": now + lease, "limit": limit})
        return [Claim(*row) for row in cursor.fetchall()]


def look_again(held: Claim, *, now: datetime) -> Ready | None:
    """Look at booking, consent, number and protection as they are now. None when it is not to be sent now, or ever."""
    found = (
        Reminder.objects.filter(pk=held.id, token=held.token)
        .annotate(missing=first_missing(grounds(now, "booking__")))
        .select_related("booking__patient", "booking__unit", "rule")
        .first()
    )
    if found is None:
        return None
    reason = _why_not(found, now)
    opening = next_opening(now, opens=found.rule.opens, closes=found.rule.closes)
    if reason:
        _drop(held, reason, now)
    elif opening and opening < found.valid_until:
        give_back(held, now=now, until=opening)
    elif opening:
        _drop(held, Reason.TOO_LATE, now)
    else:
        return _ready(held, found)
    return None


def intend(ready: Ready, *, septets: int, now: datetime, lease: timedelta = LEASE) -> bool:
    """Write down that the gateway will now be called. False when the row is no longer ours, or the grounds are gone."""
    held = ready.claim
    intended = Reminder.objects.filter(
        *grounds(now, "booking__").values(),
        pk=held.id,
        token=held.token,
        status__in=(Status.CLAIMED, Status.UNCERTAIN),
        booking__revision=F("booking_revision"),
        booking__patient__mobile=ready.number,
    ).update(status=Status.INTENT, lease_until=now + lease, attempts=F("attempts") + 1, septets=septets, changed_at=now)
    return bool(intended)


def give_back(held: Claim, *, now: datetime, until: datetime | None = None) -> None:
    """Let somebody try at once, or not before `until`."""
    settle(held, now, status=Status.UNCERTAIN if held.unanswered else Status.PLANNED, next_attempt_at=until or now)


def settle(held: Claim, now: datetime, *, status: Status, **fields: object) -> bool:
    """Lay the row down, if it is still ours: whoever came later knows better."""
    mine = Reminder.objects.filter(
        pk=held.id, token=held.token, status__in=(Status.CLAIMED, Status.UNCERTAIN, Status.INTENT)
    )
    fields = {"next_attempt_at": None, **fields}
    return bool(mine.update(status=status, lease_until=None, changed_at=now, **fields))


def _why_not(found: Reminder, now: datetime) -> Reason | None:
    missing: str = found.missing  # type: ignore[attr-defined] # annotated
    if found.booking.revision != found.booking_revision:
        return Reason.CHANGED
    if missing:
        return Reason(missing)
    return Reason.TOO_LATE if now >= found.valid_until else None


def _drop(held: Claim, reason: Reason, now: datetime) -> None:
    """Never to be sent. One that may have gone out already stays uncertain, for people to look at."""
    if held.unanswered:
        settle(held, now, status=Status.UNCERTAIN)
    else:
        settle(held, now, status=Status.SKIPPED, reason=reason)


def _ready(held: Claim, found: Reminder) -> Ready:
    booking = found.booking
    return Ready(
        claim=held,
        reference=found.public_id,
        patient=booking.patient,
        number=booking.patient.mobile,
        visit_at=booking.starts_at,
        valid_until=found.valid_until,
        attempts=found.attempts,
        detail=Detail(found.rule.detail),
        unit=booking.unit.name,
        unit_phone=booking.unit.phone,
    )
