"""Drawing readings to review: each night for every provider, and soon for those whose reviewer has asked.

A task for each provider, so that no provider waits for what goes wrong, or takes its time, at another.
"""

from celery import shared_task
from django.db.models import QuerySet
from django.utils import timezone

from access.models import ReviewMonth
from access.services import draw_for
from people.models import CareProvider

MINUTE = 60  # seconds
ROUND = 6 * 60 * MINUTE  # from one to the next


@shared_task(name="access.draw_reviews")
def draw_reviews() -> None:
    """A missed night does no harm: the next draws from its day too."""
    _draw_for_each(CareProvider.objects.all(), expires=ROUND)


@shared_task(name="access.draw_asked")
def draw_asked() -> None:
    """What is asked stands in the row until it is drawn: a lost message, or a worker that died, is made good."""
    asked = ReviewMonth.objects.filter(asked_at__isnull=False)
    _draw_for_each(CareProvider.objects.filter(pk__in=asked.values("provider")), expires=MINUTE)


@shared_task(name="access.draw_reviews_of", soft_time_limit=20 * MINUTE, time_limit=21 * MINUTE)
def draw_reviews_of(provider: int) -> None:
    """Stopped by the limit, it has kept the days it was done with, and the next goes on from there."""
    draw_for(provider=CareProvider.objects.get(pk=provider), now=timezone.now())


def _draw_for_each(providers: QuerySet[CareProvider], *, expires: int) -> None:
    for pk in providers.order_by("pk").values_list("pk", flat=True):
        draw_reviews_of.apply_async((pk,), expires=expires)
