"""Dates, times and phone numbers as people say them, in Swedish time.

`year` is the year that need not be said: the one when the page was made.
"""

from datetime import date, datetime

import phonenumbers
from babel.dates import format_date, format_time
from django.utils import timezone
from django.utils.translation import get_language

Moment = date | datetime


def day(at: Moment, year: int) -> str:
    """Tisdag 1 december"""
    return _in_words(at, "EEEE d MMMM", year)


def short_day(at: Moment, year: int) -> str:
    """1 december"""
    return _in_words(at, "d MMMM", year)


def clock(at: datetime) -> str:
    """09.20"""
    return format_time(local(at), "HH.mm", locale=_locale())


def machine(at: Moment) -> str:
    """For <time datetime>: local time with its offset, or the day."""
    return local(at).isoformat(timespec="minutes") if isinstance(at, datetime) else at.isoformat()


def phone(number: str) -> str:
    """08-465 004 12, with spaces that do not break. What is no number is shown as it stands."""
    try:
        parsed = phonenumbers.parse(number, "SE")
    except phonenumbers.NumberParseException:
        return number
    swedish = parsed.country_code == phonenumbers.country_code_for_region("SE")
    style = phonenumbers.PhoneNumberFormat.NATIONAL if swedish else phonenumbers.PhoneNumberFormat.INTERNATIONAL
    return phonenumbers.format_number(parsed, style).replace(" ", "\N{NO-BREAK SPACE}")


def year_of(at: Moment) -> int:
    return _local_day(at).year


def local(at: datetime) -> datetime:
    """Swedish time, whatever zone the process runs in."""
    return at.astimezone(timezone.get_default_timezone())


def _in_words(at: Moment, pattern: str, year: int) -> str:
    on = _local_day(at)
    return format_date(on, pattern if on.year == year else pattern + " y", locale=_locale())


def _local_day(at: Moment) -> date:
    return local(at).date() if isinstance(at, datetime) else at


def _locale() -> str:
    return (get_language() or "sv").replace("-", "_")
