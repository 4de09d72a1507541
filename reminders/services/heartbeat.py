"""That beat and worker are alive: each job says when it was last done."""

from datetime import datetime
from enum import StrEnum

from reminders.models import Heartbeat


class Job(StrEnum):
    PLAN = "reminders.plan_due"
    DELIVER = "reminders.deliver_due"


def beat(job: Job, *, now: datetime) -> None:
    Heartbeat.objects.bulk_create(
        [Heartbeat(job=job, at=now)], update_conflicts=True, unique_fields=["job"], update_fields=["at"]
    )


def last_beat() -> datetime | None:
    """When the planning was last done, which is every minute as long as beat, broker and worker are alive."""
    return Heartbeat.objects.filter(job=Job.PLAN).values_list("at", flat=True).first()
