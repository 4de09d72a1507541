"""How a row tells where it comes from and whom to ask about it, and what a language is called: alike on every page."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from babel import Locale
from django.utils.translation import get_language, gettext_lazy

SOURCE = ("unit__name", "unit__place", "unit__provider__name", "unit__provider__principal", "updated_at")
ASK = ("desk", "phone", "phone_hours")


@dataclass(frozen=True, slots=True)
class Source:
    """Where a row comes from and when it was last updated. `principal` is the code of people.Principal."""

    unit: str
    place: str
    provider: str
    principal: str
    updated: datetime


@dataclass(frozen=True, slots=True)
class Ask:
    """Whom to call: who answers, number (E.164) and hours in words."""

    who: str
    unit: str
    phone: str
    hours: str


class SourceRow(Protocol):
    """A named tuple that holds the fields of SOURCE."""

    unit__name: str
    unit__place: str
    unit__provider__name: str
    unit__provider__principal: str
    updated_at: datetime


def source_of(row: SourceRow) -> Source:
    return Source(
        row.unit__name,
        row.unit__place,
        row.unit__provider__name,
        row.unit__provider__principal,
        row.updated_at,
    )


# Babel knows Dari as the Persian of Afghanistan, and Kurmanji not at all.
KNOWN_AS = {"prs": "fa_AF"}
NAMED_BY_US = {"kmr": gettext_lazy("nordkurdiska (kurmanji)")}


def language_name(code: str) -> str:
    """finska, for fi; the code itself where it has no name."""
    names = Locale.parse(get_language() or "sv").languages
    return str(names.get(KNOWN_AS.get(code, code)) or NAMED_BY_US.get(code, code))
