"""The mark of what was read, and what is answered when it is not what stands."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Protocol
from uuid import UUID

from django.utils.http import parse_etags
from rest_framework.request import Request

from agreements.api.refusals import Changed, MarkMissing
from agreements.services import AgreementChanged, DraftChanged, QuestionAnswered

ANY = "*"
LOST = (AgreementChanged, QuestionAnswered, DraftChanged)


class Marked(Protocol):
    """A row, or what is shown of it."""

    @property
    def public_id(self) -> UUID: ...
    @property
    def revision(self) -> int: ...


def tag_of(row: Marked) -> str:
    return f'"{row.public_id}-{row.revision}"'


def must_be_marked(request: Request) -> None:
    """Raises MarkMissing. Whoever says "whatever stands there" has not read it: `*` is no mark."""
    if request.headers.get("If-Match", ANY).strip() == ANY:
        raise MarkMissing


def must_match(request: Request, row: Marked) -> None:
    """What is to be changed is what was read. A weak mark is none (RFC 9110 13.1.1). Raises MarkMissing, Changed."""
    must_be_marked(request)
    if tag_of(row) not in parse_etags(request.headers["If-Match"]):
        raise Changed(tag_of(row))


@contextmanager
def or_changed(current: Callable[[], Marked], lost: tuple[type[Exception], ...] = LOST) -> Iterator[None]:
    """Somebody was first, between the look and the verb. `current` looks again at what stands."""
    try:
        yield
    except lost as error:
        raise Changed(tag_of(current())) from error
