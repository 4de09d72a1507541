"""From a day and a clock on the wall to a moment. Two nights a year that is not always possible."""

from datetime import UTC, date, datetime, time

from django.utils import timezone


class SkippedTime(Exception):
    """The clock is put forward past it."""


class RepeatedTime(Exception):
    """The clock is put back, and shows it twice."""


def moment(day: date, clock: time) -> datetime:
    """When clocks in Sweden show this. Raises SkippedTime or RepeatedTime."""
    wall, zone = datetime.combine(day, clock), timezone.get_default_timezone()
    first, second = (wall.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1))
    if first.astimezone(zone).replace(tzinfo=None) != wall:
        raise SkippedTime
    if first != second:
        raise RepeatedTime
    return first
