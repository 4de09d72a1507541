"""Deciding what is due: one statement, as good the second time as the first."""

from datetime import datetime, timedelta
from typing import Any, LiteralString

from django.db import connection, transaction

from bookings.models import Booking
from reminders.clock import STOCKHOLM
from reminders.grounds import grounds

# A text that comes when one is on the way, or should have been, helps nobody.
LATEST_BEFORE_VISIT = timedelta(hours=1)
# Room for a sender that is late, before the window closes.
BEFORE_CLOSING = timedelta(minutes=30)
# How far ahead the longest rule and a closed window can reach.
MARGIN = timedelta(days=2)

# An empty table is read fastest from end to end, thinks Postgres; but the statement fills it while it reads.
BY_INDEX = "SET LOCAL enable_seqscan = off"

# 1. Rules that apply: the unit's own, else the general ones. 2. When each is due: on the wall clock, and moved to the
# earlier edge where the window is closed. 3. Of those that are due, the one nearest to the visit: who books late is
# not told twice. 4. Not if the last text about this visit, by this rule, said this very time already: a new revision
# may be an answer, and no new time.
PLAN: LiteralString = """
INSERT INTO reminders_reminder (
    public_id, booking_id, booking_revision, rule_id, visit_at, due_at, valid_until, planned_at, changed_at,
    next_attempt_at, status, reason, token, attempts, unanswered, gateway_id)
SELECT gen_random_uuid(), due.booking_id, due.revision, due.rule_id, due.starts_at, due.due_at,
    due.starts_at - %(latest)s, %(now)s, %(now)s, due.due_at, 'planned', '', 0, 0, 0, ''
FROM (
    SELECT DISTINCT ON (booking.id) booking.id AS booking_id, booking.revision, booking.starts_at,
        rule.id AS rule_id, timezone(%(zone)s, moved.due) AS due_at
    FROM ({bookings}) AS booking (id, unit_id, revision, starts_at)
    JOIN reminders_rule AS rule ON rule.is_active AND rule.unit_id IS NOT DISTINCT FROM (
        SELECT own.unit_id FROM reminders_rule AS own WHERE own.unit_id = booking.unit_id LIMIT 1)
    CROSS JOIN LATERAL (
        SELECT timezone(%(zone)s, booking.starts_at) - make_interval(hours => rule.hours_before) AS due
    ) AS wall
    CROSS JOIN LATERAL (
        SELECT date_trunc('day', wall.due) + make_interval(hours => rule.opens) AS opens,
            date_trunc('day', wall.due) + make_interval(hours => rule.closes) - %(before_closing)s AS last
    ) AS day
    CROSS JOIN LATERAL (
        SELECT CASE WHEN wall.due < day.opens THEN day.last - interval '1 day' ELSE least(wall.due, day.last) END AS due
    ) AS moved
    WHERE timezone(%(zone)s, moved.due) <= %(now)s
        AND booking.starts_at < %(now)s + %(margin)s + make_interval(
            hours => (SELECT max(longest.hours_before) FROM reminders_rule AS longest WHERE longest.is_active))
    ORDER BY booking.id, rule.hours_before
) AS due
WHERE due.starts_at IS DISTINCT FROM (
    SELECT last.visit_at FROM reminders_reminder AS last
    WHERE last.booking_id = due.booking_id AND last.rule_id = due.rule_id AND last.status <> 'skipped'
        AND (last.booking_revision = due.revision OR last.attempts > 0)
    ORDER BY last.booking_revision DESC LIMIT 1)
ON CONFLICT DO NOTHING
"""


def plan(now: datetime) -> int:
    """Plan what is due, and return how many. Any number of these at once plan each reminder once."""
    coming = Booking.objects.filter(*grounds(now).values(), starts_at__gt=now + LATEST_BEFORE_VISIT)
    wanted, values = coming.values_list("pk", "unit", "revision", "starts_at").query.sql_with_params()
    names = [f"booking_{number}" for number in range(len(values))]
    statement = PLAN.format(bookings=wanted % tuple(f"%({name})s" for name in names))
    given: dict[str, Any] = {
        "now": now,
        "zone": STOCKHOLM,
        "latest": LATEST_BEFORE_VISIT,
        "before_closing": BEFORE_CLOSING,
        "margin": MARGIN,
    }
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(BY_INDEX)
        cursor.execute(statement, given | dict(zip(names, values, strict=True)))
        planned: int = cursor.rowcount
    return planned
