"""The smallest pieces of a page: a time, a number to call, where a row comes from.

In Python, and not macros, because a page holds hundreds of them and says the same ones many times: each is made once
and kept. None of them holds anything about a patient but a time.
"""

from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from django.utils.translation import gettext as _
from markupsafe import Markup

from patientkontrakt import words
from patientkontrakt.words import Moment
from people.shown import Ask, Source

KEPT = 8192


class Pieces:
    """The pieces in one language: that of whoever asks first, so each language needs its own."""

    def __init__(self) -> None:
        self.phone_link = lru_cache(KEPT)(_phone_link)
        self._ask_line = lru_cache(KEPT)(_ask_line)
        self._at_time = lru_cache(KEPT)(_at_time)
        self._on_day = lru_cache(KEPT)(_on_day)
        self._on_date = lru_cache(KEPT)(_on_date)
        self._source_line = lru_cache(KEPT)(_source_line)
        self._year_of = lru_cache(64)(words.year_of)

    def at_time(self, at: Any, near: Moment) -> Markup:
        """Tisdag 1 december kl. 09.20"""
        return self._at_time(_instant(at), self._year_of(near))

    def on_day(self, day: Moment, near: Moment) -> Markup:
        """Tisdag 1 december"""
        return self._on_day(_instant(day), self._year_of(near))

    def on_date(self, day: Moment, near: Moment) -> Markup:
        """1 december"""
        return self._on_date(_instant(day), self._year_of(near))

    # Looked up by the words of a row, and not by the row: to hash a dataclass takes longer than to find what is kept.

    def ask_line(self, ask: Ask) -> Markup:
        """Frågor: Mottagningssköterskan, 08-465 004 12, vardagar 8–10"""
        return self._ask_line(ask.who, ask.phone, ask.hours)

    def source_line(self, source: Source, near: Moment, held_by: str = "") -> Markup:
        """Where a row comes from and when it was last changed; with `held_by` also in whose hands it lies."""
        where = source.place or source.provider
        return self._source_line(source.unit, where, _instant(source.updated), self._year_of(near), held_by)


def source_name(source: Source) -> str:
    """Hjärtsviktsmottagningen, Sjöstads sjukhus"""
    return _at_place(source.unit, source.place or source.provider)


def _instant(at: Moment) -> Moment:
    """In autumn half past two comes twice, and Python takes the two for equal. By UTC they differ."""
    return at.astimezone(UTC) if isinstance(at, datetime) else at


def _phone_link(number: str) -> Markup:
    """A number to call (E.164), shown in groups."""
    link = Markup('<a class="tel" href="tel:{}"><span class="ds-sr-only">{} </span>{}</a>')
    return link.format(number, _("Ring"), words.phone(number))


def _ask_line(who: str, phone: str, hours: str) -> Markup:
    when = Markup(', <span class="hours">{}</span>').format(hours) if hours else ""
    return Markup("{} {}, {}{}").format(_("Frågor:"), who, _phone_link(phone), when)


def _at_time(at: Any, year: int) -> Markup:
    inner = Markup('{} <span class="clock">{} {}</span>').format(_unbroken(at, year), _("kl."), words.clock(at))
    return _time(at, inner)


def _on_day(day: Moment, year: int) -> Markup:
    return _time(day, _unbroken(day, year))


def _on_date(day: Moment, year: int) -> Markup:
    return Markup('<time class="date" datetime="{}">{}</time>').format(words.machine(day), words.short_day(day, year))


def _at_place(unit: str, where: str) -> str:
    return unit if where in unit else f"{unit}, {where}"


def _source_line(unit: str, where: str, updated: Moment, year: int, held_by: str) -> Markup:
    name = _at_place(unit, where)
    sentences = []
    if held_by:
        sentences.append(_("Ansvarar: %(who)s.") % {"who": name if held_by == unit else held_by})
    if held_by != unit:
        sentences.append(_("Från %(unit)s.") % {"unit": name})
    when = _on_date(updated, year)
    return Markup('<p class="source-line">{} {} {}.</p>').format(" ".join(sentences), _("Uppdaterad"), when)


def _unbroken(day: Moment, year: int) -> Markup:
    """A line may break between the weekday and the date, but not inside the date."""
    date = words.short_day(day, year)
    return Markup('{}<span class="date">{}</span>').format(words.day(day, year).removesuffix(date), date)


def _time(at: Moment, inner: Markup) -> Markup:
    return Markup('<time datetime="{}">{}</time>').format(words.machine(at), inner)
