"""Keeping a partition ready for the months to come, and sealing what has been written."""

from celery import shared_task
from django.utils import timezone

from audit.sealing import seal_log
from audit.services import make_partitions

MONTHS_AHEAD = 4


@shared_task(name="audit.keep_partitions_ahead")
def keep_partitions_ahead() -> None:
    """A missed night does no harm: lines without a month of their own land in the default partition."""
    make_partitions(first=timezone.localdate(), months=MONTHS_AHEAD)


@shared_task(name="audit.seal")
def seal() -> None:
    """A missed minute does no harm: the next seals its lines too."""
    seal_log(now=timezone.now())
