"""What beat wakes. The tasks carry nothing: what is to be done stands in the database."""

from celery import shared_task
from django.conf import settings
from django.utils import timezone

from reminders import services
from reminders.delivery import deliver_due as deliver
from reminders.services import Job


@shared_task(name=Job.PLAN)
def plan_due() -> None:
    """Without a gateway there is nobody to send, and nothing is promised."""
    now = timezone.now()
    if settings.REMINDERS_GATEWAY_URL:
        services.plan(now)
    services.beat(Job.PLAN, now=now)


@shared_task(name=Job.DELIVER)
def deliver_due() -> None:
    if settings.REMINDERS_GATEWAY_URL:
        deliver(
            url=settings.REMINDERS_GATEWAY_URL,
            username=settings.REMINDERS_GATEWAY_USERNAME,
            password=settings.REMINDERS_GATEWAY_PASSWORD,
            sender=settings.REMINDERS_GATEWAY_SENDER,
            receipts_below=settings.REMINDERS_CALLBACK_URL,
            clock=timezone.now,
        )
    services.beat(Job.DELIVER, now=timezone.now())
