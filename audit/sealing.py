"""Sealing the log, without a lock in the path of those who write.

A line carries the number of its transaction. Every transaction below the oldest that still runs has ended, so no line
with such a number can come any more: those are hashed, in order, and chained to the seal before. A long transaction
only makes the seals wait for it.

The numbers are those of the database server. They stand in a physical copy of it and are lost in a dump: a server
that a dump is read into must first be moved past them (pg_resetwal, --next-transaction-id and --epoch), or nothing is
sealed.
"""

import logging
from datetime import datetime
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.db.models import QuerySet

from audit.digests import BEFORE_THE_FIRST, SEALED, Kept, digest_of, hash_of, pack
from audit.models import Entry, Seal

LINES = 10_000  # in a seal, but that a transaction is never parted
SEALS = 20  # at a time: what is left waits a minute
AT = 1 + SEALED.index("at")

logger = logging.getLogger(__name__)


class NumbersWentBack(Exception):
    """The server counts its transactions from below what is sealed: it has been read in from a dump."""


def seal_log(*, now: datetime) -> int:
    """Seal the lines that no running transaction can still precede; return how many. Raises NumbersWentBack.

    Each seal commits by itself. Another sealer that was first has done the work: then this one stops.
    """
    sealed = 0
    for _ in range(SEALS):
        try:
            rows = _seal_some(now)
        except IntegrityError:
            break
        sealed += rows
        if not rows:
            break
    return sealed


def oldest_running() -> int:
    """The number of the oldest transaction that has not ended. All below it have."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint")
        return int(cursor.fetchone()[0])


@transaction.atomic
def _seal_some(now: datetime) -> int:
    last = Seal.objects.order_by("-number").defer("contents").first()
    number, previous, since = (last.number + 1, last.hash, last.until) if last else (1, BEFORE_THE_FIRST, 0)
    before = oldest_running()
    if before < since:
        raise NumbersWentBack
    until = _cut(since, before)
    rows = list(_lines(since, until).values_list("id", *SEALED))
    if not rows:
        return 0
    said: dict[str, Any] = {
        "number": number,
        "previous": previous,
        "since": since,
        "until": until,
        "rows": len(rows),
        "at": now,
        "contents": pack(Kept(row[0], row[AT], digest_of(row[1:])) for row in rows),
    }
    seal = Seal.objects.create(**said, hash=hash_of(**said))
    # Outside the database: who rewrites both the log and its seals cannot rewrite this.
    logger.info("Sealed %d lines as %s", len(rows), seal)
    return len(rows)


def _cut(since: int, before: int) -> int:
    """Where the seal that begins at `since` ends: LINES lines on, between two transactions."""
    ahead = _lines(since, before).values_list("transaction", flat=True)
    over = list(ahead[LINES : LINES + 1])
    if not over:
        return before
    return over[0] if over[0] > ahead[0] else over[0] + 1


def _lines(since: int, until: int) -> QuerySet[Entry]:
    return Entry.objects.filter(transaction__gte=since, transaction__lt=until).order_by("transaction", "id")
