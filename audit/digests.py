"""The one form in which a line of the log is sealed. It never changes: old seals are verified with it.

A line is written as the values of SEALED in their order, each as its length in bytes, a colon and its text in UTF-8;
an absent value is a tilde. Times are ISO 8601 in UTC with microseconds, truths are `true` and `false`. A digest is the
first 16 bytes of the SHA-256 of that. The id stands beside the digest and not in it: so a line that has been given the
id of another is known again. A seal's contents are, for each line, its id and its time in microseconds since 1970, each
as eight bytes with the greatest first, and the digest.

A column that is added to the log later is not covered until it gets a form of its own, with seals that say so.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from struct import Struct
from typing import Any

SEALED = (
    "transaction", "at", "action", "what", "how", "patient", "object", "actor_kind", "actor", "actor_name",
    "actor_title", "mandate", "assignment", "unit", "unit_name", "provider", "provider_name", "purpose", "because",
    "emergency", "request",
)  # fmt: skip
BEFORE_THE_FIRST = "0" * 64
HEAD = Struct(">qq")  # id and time
DIGEST = 16  # bytes
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)


def digest_of(values: Sequence[Any]) -> bytes:
    """`values`: those of SEALED, in its order."""
    return sha256(b"".join(map(_written, values))).digest()[:DIGEST]


@dataclass(frozen=True, slots=True)
class Kept:
    """What a seal remembers of a line."""

    id: int
    at: datetime
    digest: bytes


def pack(lines: Iterable[Kept]) -> bytes:
    """The contents of a seal."""
    return b"".join(HEAD.pack(line.id, (line.at - EPOCH) // MICROSECOND) + line.digest for line in lines)


def unpack(contents: bytes) -> Iterator[Kept]:
    """What is too short for a line at the end is passed over: a seal that has it is broken by its hash."""
    for start in range(0, len(contents) - HEAD.size - DIGEST + 1, HEAD.size + DIGEST):
        number, microseconds = HEAD.unpack_from(contents, start)
        digest = contents[start + HEAD.size : start + HEAD.size + DIGEST]
        yield Kept(number, EPOCH + microseconds * MICROSECOND, digest)


def hash_of(*, number: int, previous: str, since: int, until: int, rows: int, at: datetime, contents: bytes) -> str:
    """Of a whole seal, as hexadecimal."""
    head = [number, previous, since, until, rows, at]
    return sha256(b"".join(map(_written, head)) + contents).hexdigest()


def _written(value: Any) -> bytes:
    if value is None:
        return b"~"
    if isinstance(value, bool):
        text = "true" if value else "false"
    elif isinstance(value, datetime):
        text = value.astimezone(UTC).isoformat(timespec="microseconds")
    else:
        text = str(value)
    written = text.encode()
    return b"%d:%s" % (len(written), written)
