"""The mark of what was read, and what is answered when it is not what stands.

The ETag of what is read holds two things: which revision it is, and a digest of all that was shown, so that it is
another as soon as anything is (RFC 9110 8.8.1). A change is asked for at an address of its own, about the text alone:
each ETag of a revision stands for that revision there, whoever read it and whatever was ticked off since.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from typing import Any, Protocol
from uuid import UUID

from django.utils.http import parse_etags
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from access.api.refusals import Changed, MarkMissing

ANY, WEAK, DIGEST = "*", "W/", "."
SAFE = ("GET", "HEAD")


class Marked(Protocol):
    """A row, or what is shown of it."""

    @property
    def public_id(self) -> UUID: ...
    @property
    def revision(self) -> int: ...


def tag_of(row: Marked, shown: Any = None) -> str:
    """With what is shown of it, if it is."""
    if shown is None:
        return f'"{row.public_id}-{row.revision}"'
    digest = sha256(JSONRenderer().render(shown)).hexdigest()
    return f'"{row.public_id}-{row.revision}{DIGEST}{digest}"'


def must_be_marked(request: Request) -> None:
    """Raises MarkMissing. Whoever says "whatever stands there" has not read it: `*` is no mark."""
    if request.headers.get("If-Match", ANY).strip() == ANY:
        raise MarkMissing


def must_match(request: Request, row: Marked) -> None:
    """What is to be changed is what was read. A weak mark is none (RFC 9110 13.1.1). Raises MarkMissing, Changed."""
    must_be_marked(request)
    if tag_of(row) not in map(_revision_of, parse_etags(request.headers["If-Match"])):
        raise Changed(tag_of(row))


def is_known(request: Request, response: Response) -> bool:
    """Whether who asks has just this already. A weak mark is good enough here (RFC 9110 13.1.2)."""
    if request.method not in SAFE or "ETag" not in response:
        return False
    known = {each.removeprefix(WEAK) for each in parse_etags(request.headers.get("If-None-Match", ""))}
    return bool({response["ETag"], ANY} & known)


@contextmanager
def or_changed(current: Callable[[], Marked], *lost: type[Exception]) -> Iterator[None]:
    """Somebody was first, between the look and the verb. `current` looks again at what stands."""
    try:
        yield
    except lost as error:
        raise Changed(tag_of(current())) from error


def _revision_of(tag: str) -> str:
    """Without the digest of what was shown."""
    revision, digest, _shown = tag.partition(DIGEST)
    return f'{revision}"' if digest else revision
