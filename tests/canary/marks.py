"""What must not be found: numbers of identity and phones of everybody, and words that stand in one patient's care."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from patientkontrakt.demo import stage
from people.identities import Number
from people.models import Gender, Identity, IdentityKind, Patient

PREFIX = "zkanarie"  # in no other word
WORDS = re.compile(rf"{PREFIX}[a-z]+")
BORN, GENDER = date(1949, 11, 23), Gender.FEMALE
NUMBER = Number(IdentityKind.PERSONAL, stage.test_number(BORN, GENDER))
MOBILE = "+46701740698"
BETWEEN = r"(?:[-+ .]|\xa0|%20|%2[bd])?"  # how numbers are parted, also in an address


def word(about: str) -> str:
    """A word that nobody else writes, which says where it was written."""
    return PREFIX + re.sub(r"[^a-z]", "", about.lower())


def said(about: str) -> str:
    """What people write in a box of text, numbers included, as people do."""
    return f"{word(about)} {NUMBER.value[:8]}-{NUMBER.value[8:]} {MOBILE}"


@dataclass(frozen=True)
class Marks:
    """Numbers are known by their last ten digits, phones by their last nine."""

    numbers: frozenset[str]

    def found_in(self, text: str) -> Iterable[str]:
        yield from WORDS.findall(text)
        yield from (NOT_DIGITS.sub("", each) for each in self.pattern.findall(text))

    @property
    def pattern(self) -> re.Pattern[str]:
        return re.compile("|".join(BETWEEN.join(number) for number in sorted(self.numbers)))


NOT_DIGITS = re.compile(r"%2[0bd]|\D", re.IGNORECASE)


def marks_of_all() -> Marks:
    identities = Identity.objects.values_list("value", flat=True)
    mobiles = Patient.objects.exclude(mobile="").values_list("mobile", flat=True)
    return Marks(frozenset({each[-10:] for each in identities} | {each[-9:] for each in mobiles}))
