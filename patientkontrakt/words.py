"""Dates, times and phone numbers as people say them. Cached: a page says the same day many times.

`near` is the moment the page was made: the year is said only when it is another one.
"""

from datetime import date, datetime
from functools import lru_cache

import phonenumbers
from babel.dates import format_date, format_time
from django.utils import timezone
from django.utils.translation import get_language

Moment = date | datetime
CACHED = 4096


def day(at: Moment, near: Moment) -> str:
    """Tisdag 1 december"""
    return _in_words(_local_day(at), "EEEE d MMMM" + _year(at, near), _locale())


def day_time(at: datetime, near: Moment) -> str:
    """Tisdag 1 december kl. 09.20"""
    return f"{day(at, near)} kl. {clock(at)}"


def short_day(at: Moment, near: Moment) -> str:
    """1 december"""
    return _in_words(_local_day(at), "d MMMM" + _year(at, near), _locale())


def tiny_day(at: Moment, near: Moment) -> str:
    """1 dec: for narrow columns, where the full date stands in the text or in the machine's reading"""
    return _in_words(_local_day(at), "d MMM" + _year(at, near), _locale()).replace(".", "")


def clock(at: datetime) -> str:
    """09.20"""
    return _clock(timezone.localtime(at).replace(second=0, microsecond=0), _locale())


def weekday(at: Moment) -> str:
    """Tis"""
    return _in_words(_local_day(at), "EEE", _locale()).replace(".", "")


def month(at: Moment) -> str:
    """Dec"""
    return _in_words(_local_day(at), "MMM", _locale()).replace(".", "")


def machine(at: Moment) -> str:
    """For <time datetime>: local time with its offset, or the day."""
    return timezone.localtime(at).isoformat(timespec="minutes") if isinstance(at, datetime) else at.isoformat()


@lru_cache(CACHED)
def phone(number: str) -> str:
    """08-465 004 12, with spaces that do not break. What is no number is shown as it stands."""
    try:
        parsed = phonenumbers.parse(number, "SE")
    except phonenumbers.NumberParseException:
        return number
    swedish = parsed.country_code == phonenumbers.country_code_for_region("SE")
    style = phonenumbers.PhoneNumberFormat.NATIONAL if swedish else phonenumbers.PhoneNumberFormat.INTERNATIONAL
    return phonenumbers.format_number(parsed, style).replace(" ", "\N{NO-BREAK SPACE}")


def _local_day(at: Moment) -> date:
    return timezone.localdate(at) if isinstance(at, datetime) else at


def _year(at: Moment, near: Moment) -> str:
    return "" if _local_day(at).year == _local_day(near).year else " y"


def _locale() -> str:
    return (get_language() or "sv").replace("-", "_")


@lru_cache(CACHED)
def _in_words(on: date, pattern: str, locale: str) -> str:
    return format_date(on, pattern, locale=locale)


@lru_cache(CACHED)
def _clock(at: datetime, locale: str) -> str:
    return format_time(at, "HH.mm", locale=locale)
