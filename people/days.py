"""Days in Sweden."""

from datetime import date, datetime, time

from django.utils import timezone


def midnight(day: date) -> datetime:
    """When the day begins, Swedish time."""
    return timezone.make_aware(datetime.combine(day, time.min))
