"""What a text says: when, and whom to call. Nothing of health, no name, no link, and one segment at most.

GSM 03.38 has seven bits a character, and room for 160 of them; one character outside it leaves room for 70.
"""

import unicodedata
from datetime import datetime

import phonenumbers
from babel.dates import format_date, format_time
from django.utils.translation import gettext as _

from reminders.clock import wall_time

ONE_SEGMENT, PART = 160, 153
UNICODE_SEGMENT, UNICODE_PART = 70, 67
BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
EXTENDED = frozenset("\f^{}\\[~]|€")  # two septets each
# Written with a phone's or an editor's better manners than the network's.
PLAINER = str.maketrans(
    {
        "\N{EN DASH}": "-",
        "\N{EM DASH}": "-",
        "\N{MINUS SIGN}": "-",
        "\N{NON-BREAKING HYPHEN}": "-",
        "\N{RIGHT SINGLE QUOTATION MARK}": "'",
        "\N{LEFT SINGLE QUOTATION MARK}": "'",
        "\N{RIGHT DOUBLE QUOTATION MARK}": '"',
        "\N{LEFT DOUBLE QUOTATION MARK}": '"',
        "\N{DOUBLE LOW-9 QUOTATION MARK}": '"',
        "\N{RIGHT-POINTING DOUBLE ANGLE QUOTATION MARK}": '"',
        "\N{HORIZONTAL ELLIPSIS}": "...",
        "\N{NO-BREAK SPACE}": " ",
        "\N{NARROW NO-BREAK SPACE}": " ",
        "\N{THIN SPACE}": " ",
    }
)


class TooLong(Exception):
    """The text does not fit in one segment."""


def reminder_text(visit_at: datetime, phone: str, *, is_moved: bool = False) -> str:
    """Tell of the visit, and not where: the name of a unit may tell of health. Raises TooLong.

    `is_moved`: another time for the same visit may have been told of, and does not hold.
    """
    said = _("Hej! Din tid är flyttad till %(when)s.") if is_moved else _("Hej! Du har en bokad tid %(when)s.")
    parts = (
        said % {"when": _when(visit_at)},
        _("Frågor? Ring %(phone)s.") % {"phone": _phone(phone)},
        _("Går ej att svara på."),
    )
    text = plain(" ".join(parts))
    if count_septets(text) > ONE_SEGMENT:
        raise TooLong
    return text


def plain(text: str) -> str:
    """The same in characters of the basic alphabet: dashes, quotes and spaces made plain, strange accents taken off."""
    return "".join(_nearest(character) for character in text.translate(PLAINER))


def count_septets(text: str) -> int:
    return sum(2 if character in EXTENDED else 1 for character in text)


def count_segments(text: str) -> int:
    """What the supplier charges for."""
    if not BASIC.union(EXTENDED).issuperset(text):
        return _parts(len(text.encode("utf-16-be")) // 2, UNICODE_SEGMENT, UNICODE_PART)
    return _parts(count_septets(text), ONE_SEGMENT, PART)


def _parts(length: int, alone: int, joined: int) -> int:
    return 1 if length <= alone else -(-length // joined)


def _nearest(character: str) -> str:
    if character in BASIC or character in EXTENDED:
        return character
    base = unicodedata.normalize("NFKD", character)[0]
    return base if base in BASIC else "?"


def _when(at: datetime) -> str:
    """Tisdag 1 december kl. 09.20"""
    wall = wall_time(at)
    return f"{format_date(wall, 'EEEE d MMMM', locale='sv')} kl. {format_time(wall, 'HH.mm', locale='sv')}"


def _phone(number: str) -> str:
    """A number that cannot be read is written as it stands: a text that fails would fail again and again."""
    try:
        parsed = phonenumbers.parse(number, "SE")
    except phonenumbers.NumberParseException:
        return number
    swedish = parsed.country_code == phonenumbers.country_code_for_region("SE")
    style = phonenumbers.PhoneNumberFormat.NATIONAL if swedish else phonenumbers.PhoneNumberFormat.INTERNATIONAL
    return phonenumbers.format_number(parsed, style)
