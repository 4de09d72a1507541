"""Numbers of identity: read as people write them, kept in one form (domain.md 7).

Kept: twelve characters, no separator. Personal and coordination numbers are checked by the `personnummer` library
(Luhn, real date, century from the separator). Reserve numbers are given to those whose number is not known, nationally
or by a region. Each kind has a shape that no other has, so none is ever taken for another.
"""

import re
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from personnummer import personnummer

from people.models import IdentityKind


class NotAnIdentityNumber(Exception):
    """What was written is no number of identity that we know."""


@dataclass(frozen=True, slots=True)
class Number:
    kind: IdentityKind
    value: str


# 98240301AA06: the century plus a multiple of three, so that no year begins so; month and day; two letters, but not I,
# O, Q, V, W; gender; a check whose mapping of letters is not established (domain.md 14), and which is not checked.
NATIONAL = re.compile(r"(?P<century>\d\d)(?P<rest>\d{6})[A-HJ-NPR-UX-Z]{2}\d{2}")
# Who is born on a day that nobody knows: century 00, and a month and a day that no calendar has.
NATIONAL_UNKNOWN = re.compile(r"00\d{2}[2-9]\d[45]\d[A-HJ-NPR-UX-Z]{2}\d{2}")
# 991981000010: Stockholm. Year of birth, a running number, and Luhn's digit over what follows the century.
STOCKHOLM = re.compile(r"99(?:18|19|20)(\d{8})")
# 19810829M071: Västra Götaland. The letter tells gender, and stands for a digit in Luhn's sum.
WEST = re.compile(r"(?P<day>(?:18|19|20)\d{6})(?P<letter>[KMX])(?P<rest>(?:0[6-9]|[1-8]\d)\d)")
WEST_DIGIT = {"K": "5", "M": "7", "X": "8"}
# 19810829SF1A: Värmland. S for the region, and a letter for its hospital or use.
VARMLAND = re.compile(r"(?P<day>(?:18|19|20)\d{6})S[FULPX]\d[A-UW-Z1-9]")

# The library takes any century that is written.
WITH_CENTURY = re.compile(r"(?!18|19|20)\d{8}-?\d{4}$")
ADDED_TO_THE_DAY = 60
FIRST_CENTURIES = {1: 19, 2: 20}  # what is left of the century when the multiple of three is taken away
LEAST, MOST = 22, 98


def read_number(written: str) -> Number:
    """Return the number in the form we keep. Spaces do not matter. Raises NotAnIdentityNumber."""
    whole = "".join(written.split())
    return _reserve(whole.replace("-", "", 1).upper()) or _of_the_register(whole)


def show_number(value: str) -> str:
    """Write a kept number as people read it: 19410312-9823."""
    return f"{value[:8]}-{value[8:]}"


def _of_the_register(whole: str) -> Number:
    if not whole.isascii() or WITH_CENTURY.match(whole):
        raise NotAnIdentityNumber
    try:
        number = personnummer.parse(whole)
    except personnummer.PersonnummerException as error:
        raise NotAnIdentityNumber from error
    kind, value = IdentityKind.PERSONAL, number.format(long_format=True)
    born = value[:8]
    if number.is_coordination_number():
        kind, born = IdentityKind.COORDINATION, f"{value[:6]}{int(value[6:8]) - ADDED_TO_THE_DAY:02}"
    if born > f"{timezone.localdate():%Y%m%d}":
        raise NotAnIdentityNumber
    return Number(kind, value)


def _reserve(value: str) -> Number | None:
    """No number of the register has a letter, or begins with 99."""
    if not value.isascii():
        return None
    if NATIONAL_UNKNOWN.fullmatch(value) or _is_national(value):
        return Number(IdentityKind.NATIONAL_RESERVE, value)
    if _is_of_stockholm(value) or _is_of_the_west(value) or _is_of_varmland(value):
        return Number(IdentityKind.LOCAL_RESERVE, value)
    return None


def _is_national(value: str) -> bool:
    found = NATIONAL.fullmatch(value)
    if not found or not LEAST <= int(found["century"]) <= MOST:
        return False
    century = FIRST_CENTURIES.get(int(found["century"]) % 3)
    return century is not None and _is_a_day(f"{century}{found['rest']}")


def _is_of_stockholm(value: str) -> bool:
    found = STOCKHOLM.fullmatch(value)
    return found is not None and _luhn_holds(found[1])


def _is_of_the_west(value: str) -> bool:
    found = WEST.fullmatch(value)
    if not found or not _is_a_day(found["day"]):
        return False
    return _luhn_holds(f"{found['day'][2:]}{WEST_DIGIT[found['letter']]}{found['rest']}")


def _is_of_varmland(value: str) -> bool:
    found = VARMLAND.fullmatch(value)
    return found is not None and _is_a_day(found["day"])


def _is_a_day(digits: str) -> bool:
    try:
        date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return False
    return True


def _luhn_holds(digits: str) -> bool:
    """The last digit is the check."""
    doubled = (int(each) * (1 + place % 2) for place, each in enumerate(reversed(digits)))
    return sum(each // 10 + each % 10 for each in doubled) % 10 == 0
