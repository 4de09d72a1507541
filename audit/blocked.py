"""Counting what the content security policy has stopped, and telling it to those who run the program."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import F

from audit.models import BlockedContent

KINDS_KEPT = 500  # anybody can send a report: a flood of made-up ones shall not fill the disk


@dataclass(frozen=True, slots=True)
class Blocked:
    """One report: which rule, where what it stopped came from, and on which of our pages."""

    directive: str
    origin: str
    page: str


def count_blocked(blocked: Blocked, *, now: datetime) -> None:
    same = BlockedContent.objects.filter(directive=blocked.directive, origin=blocked.origin, page=blocked.page)
    if same.update(times=F("times") + 1, last_at=now):
        return
    row = BlockedContent(
        directive=blocked.directive, origin=blocked.origin, page=blocked.page, first_at=now, last_at=now
    )
    BlockedContent.objects.bulk_create([row], ignore_conflicts=True)
    _forget_the_oldest()


def _forget_the_oldest() -> None:
    """What is true is told again by the next browser; what was made up is not, and gives way."""
    kept = BlockedContent.objects.order_by("-last_at", "-pk").values("pk")[:KINDS_KEPT]
    BlockedContent.objects.exclude(pk__in=kept).delete()


def blocked_lately() -> list[BlockedContent]:
    """Newest first."""
    return list(BlockedContent.objects.order_by("-last_at", "pk"))
