"""Taking a reminder from the outbox: claim it, then look again and commit the intent, before the gateway is called.

Every write is guarded by the claim's token: who has slept past the lease finds that nothing is theirs any more.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from typing import Any, LiteralString
from uuid import UUID

from django.db import connection
from django.db.models import (
    BigIntegerField,
    BooleanField,
    DateTimeField,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    PositiveSmallIntegerField,
    Q,
)

from access.prepared import Param, Prepared
from reminders.clock import next_opening, wall_time
from reminders.grounds import first_missing, grounds
from reminders.models import Reason, Reminder, Status

LEASE = timedelta(seconds=60)
# Where something stood in the way, and is gone when we ask what it was.
PAUSE = timedelta(seconds=30)

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


# Its text is made once a process: Django takes longer to make it than Postgres to run it.
INTEND: LiteralString = """
WITH found (id, reference, patient, number, visit_at, valid_until, unit_phone, is_moved) AS ({found})
UPDATE reminders_reminder AS mine
SET status = 'intent', lease_until = %s, changed_at = %s, attempts = mine.attempts + 1
FROM found
WHERE mine.id = found.id AND mine.token = %s AND mine.status IN ('claimed', 'uncertain')
RETURNING found.reference, found.patient, found.number, found.visit_at, found.valid_until, mine.attempts,
    found.unit_phone, found.is_moved
"""


@dataclass(frozen=True, slots=True)
class Claim:
    """`unanswered`: how many earlier attempts may have gone out for all we know."""

    id: int
    token: int
    unanswered: int


@dataclass(frozen=True, slots=True)
class Ready:
    """One whose intent is committed: nothing stood in the way when we looked again."""

    claim: Claim
    reference: UUID
    patient: UUID
    number: str = field(repr=False)
    visit_at: datetime
    valid_until: datetime
    attempts: int
    unit_phone: str
    is_moved: bool


def claim(*, now: datetime, limit: int, lease: timedelta = LEASE) -> list[Claim]:
    """Take what is due and held by nobody, in one statement. Others pass over it until the lease runs out."""
    with connection.cursor() as cursor:
        cursor.execute(CLAIM, {"now": now, "until": now + lease, "limit": limit})
        return [Claim(*row) for row in cursor.fetchall()]


def intend(held: Claim, *, now: datetime, lease: timedelta = LEASE) -> Ready | None:
    """Look again and write down that the gateway will now be called, in one statement. None if it must not be."""
    found = _found()
    values: dict[str, Any] = {"id": held.id, "token": held.token, "now": now, "hour": wall_time(now).hour}
    inner: list[Any] = [values[each.name] if isinstance(each, Param) else each for each in found.params]
    with connection.cursor() as cursor:
        cursor.execute(INTEND.format(found=found.sql), [*inner, now + lease, now, held.token])
        row = cursor.fetchone()
    return Ready(held, *row) if row else None


def put_down(held: Claim, *, now: datetime) -> None:
    """What became of a claim that could not be intended: skipped for a reason, or left for the morning."""
    found = (
        Reminder.objects.filter(pk=held.id, token=held.token)
        .annotate(missing=first_missing(grounds(now, "booking__")))
        .select_related("booking", "rule")
        .first()
    )
    if found is None:
        return
    reason = _why_not(found, now)
    opening = next_opening(now, opens=found.rule.opens, closes=found.rule.closes)
    if reason is None and opening and opening >= found.valid_until:
        reason = Reason.TOO_LATE
    if reason:
        _drop(held, reason, now)
    else:
        give_back(held, now=now, until=opening or now + PAUSE)


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


@cache
def _found() -> Prepared:
    """The claimed reminder, if every ground for sending it holds now."""
    now, hour = Param("now", DateTimeField()), Param("hour", PositiveSmallIntegerField())
    told = Reminder.objects.filter(booking=OuterRef("booking"), attempts__gt=0).exclude(pk=OuterRef("pk"))
    told_this_time = told.filter(visit_at=OuterRef("visit_at"))
    is_moved = Q(Exists(told.exclude(visit_at=OuterRef("visit_at"))), ~Exists(told_this_time))
    return Prepared(
        Reminder.objects.filter(
            *grounds(now, "booking__").values(),
            pk=Param("id", BigIntegerField()),
            token=Param("token", BigIntegerField()),
            booking__revision=F("booking_revision"),
            valid_until__gt=now,
            rule__opens__lte=hour,
            rule__closes__gt=hour,
        ).values_list(
            "pk", "public_id", "booking__patient__public_id", "booking__patient__mobile", "visit_at", "valid_until",
            "booking__unit__phone", ExpressionWrapper(is_moved, BooleanField()),
        )
    )  # fmt: skip


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
