"""Comparing the log with its seals: what has been removed, changed, moved or slipped in since it was sealed.

Seals are read in order and lines by the numbers of their transactions, some thousands at a time: the cost is that of
reading the log once, and the memory that of one batch.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db.models import Count, Min

from audit.digests import BEFORE_THE_FIRST, SEALED, digest_of, hash_of, unpack
from audit.models import Entry, Seal
from audit.sealing import oldest_running

REMOVED, CHANGED, INSERTED, MOVED = "removed", "changed", "inserted", "moved"
LINES, SEALS = 20_000, 500  # in a batch
KEPT = timedelta(days=5 * 366)  # at least five years: HSLF-FS 2016:40 4 kap. 9 §
MAY_WAIT = timedelta(minutes=10)  # for a seal

Found = dict[int, list[bytes]]


@dataclass
class Verdict:
    """`lines` names each line that is wrong, by id, and says how; `seals` each seal, by number."""

    sealed: int = 0
    no_longer_kept: int = 0
    head: str = ""
    unsealed: int = 0
    waiting_since: datetime | None = None
    lines: dict[int, str] = field(default_factory=dict)
    seals: dict[int, str] = field(default_factory=dict)

    @property
    def is_whole(self) -> bool:
        return not (self.lines or self.seals)


def verify(*, now: datetime, remembered: str = "") -> Verdict:
    """Go through every seal. `remembered`: a seal as NUMBER:HASH, kept elsewhere, that must still be in the chain."""
    verdict = Verdict()
    number, previous, since = 0, BEFORE_THE_FIRST, 0
    for seals in _batches():
        for seal in seals:
            if not _follows(seal, number, previous, since):
                verdict.seals[seal.number] = "does not follow the seal before"
            elif seal.hash != _hash(seal):
                verdict.seals[seal.number] = "is changed"
            number, previous, since = seal.number, seal.hash, seal.until
        _compare(seals, verdict, now)
    verdict.head = f"{number}:{previous}" if number else ""
    if remembered and not _is_in_chain(remembered):
        verdict.seals[int(remembered.partition(":")[0])] = "is gone, or is not the one that is remembered"
    _look_ahead(since, verdict, now)
    return verdict


def _batches() -> Iterator[list[Seal]]:
    """The seals in order, not too many at a time. By number, and not by a cursor that stays open for hours."""
    after = 0
    while True:
        batch: list[Seal] = []
        lines = 0
        for seal in Seal.objects.filter(number__gt=after).order_by("number")[:SEALS].iterator(chunk_size=10):
            batch.append(seal)
            lines += seal.rows
            if lines >= LINES:
                break
        if not batch:
            return
        after = batch[-1].number
        yield batch


def _follows(seal: Seal, number: int, previous: str, since: int) -> bool:
    return (seal.number, seal.previous, seal.since) == (number + 1, previous, since)


def _hash(seal: Seal) -> str:
    return hash_of(
        number=seal.number, previous=seal.previous, since=seal.since, until=seal.until, rows=seal.rows,
        at=seal.at, contents=bytes(seal.contents),
    )  # fmt: skip


def _is_in_chain(remembered: str) -> bool:
    number, _, known = remembered.partition(":")
    return Seal.objects.filter(number=int(number), hash=known).exists()


def _compare(seals: list[Seal], verdict: Verdict, now: datetime) -> None:
    kept = {line.id: line for seal in seals for line in unpack(bytes(seal.contents))}
    expected = {number: line.digest for number, line in kept.items()}
    verdict.sealed += len(expected)
    for number, said in _differences(expected, _found(seals[0].since, seals[-1].until)).items():
        if said == REMOVED and kept[number].at < now - KEPT:
            verdict.no_longer_kept += 1
        else:
            _tell(verdict, number, said)


def _found(since: int, until: int) -> Found:
    """An id is unique by its sequence alone: the owner could have given it to two."""
    found: Found = defaultdict(list)
    rows = Entry.objects.filter(transaction__gte=since, transaction__lt=until).order_by("transaction", "id")
    for number, *values in rows.values_list("id", *SEALED).iterator():
        found[number].append(digest_of(values))
    return found


def _differences(expected: dict[int, bytes], found: Found) -> dict[int, str]:
    """What is wrong with which line. A line that says what another said has been moved."""
    was = {digest: number for number, digest in expected.items()}
    wrong = {}
    for number in expected.keys() - found.keys():
        wrong[number] = REMOVED
    for number, digests in found.items():
        if digests == [expected.get(number)]:
            continue
        is_moved = any(was.get(digest, number) != number for digest in digests)
        if is_moved and number not in expected:  # the same line, under a new id
            wrong.update({was[digest]: MOVED for digest in digests if digest in was})
        elif is_moved:
            wrong[number] = MOVED
        elif number in expected and len(digests) == 1:
            wrong[number] = CHANGED
        else:
            wrong[number] = INSERTED
    return wrong


def _tell(verdict: Verdict, number: int, said: str) -> None:
    """A line that is gone from one seal and has come into another has been moved between them."""
    known = verdict.lines.get(number)
    verdict.lines[number] = MOVED if known and known != said else said


def _look_ahead(since: int, verdict: Verdict, now: datetime) -> None:
    """What no seal covers yet: how many, and since when those wait that could have been sealed long ago."""
    verdict.unsealed = Entry.objects.filter(transaction__gte=since).aggregate(count=Count("id"))["count"]
    verdict.waiting_since = _waits(since, now)


def waits_since(*, now: datetime) -> datetime | None:
    """The oldest line that has waited too long for a seal. None: the sealer keeps up. Three statements."""
    last = Seal.objects.order_by("-number").values_list("until", flat=True).first()
    return _waits(last or 0, now)


def _waits(since: int, now: datetime) -> datetime | None:
    ahead = Entry.objects.filter(transaction__gte=since, transaction__lt=oldest_running())
    oldest: datetime | None = ahead.aggregate(oldest=Min("at"))["oldest"]
    return oldest if oldest and oldest < now - MAY_WAIT else None
