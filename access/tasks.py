"""Drawing readings to review, each night."""

from celery import shared_task
from django.utils import timezone

from access.services import draw_for
from people.models import CareProvider

MINUTE = 60  # seconds


@shared_task(name="access.draw_reviews", soft_time_limit=20 * MINUTE, time_limit=21 * MINUTE)
def draw_reviews() -> None:
    """A missed night does no harm: the next draws from its day too. A day of a great region takes its time."""
    for provider in CareProvider.objects.order_by("pk"):
        draw_for(provider, now=timezone.now())
