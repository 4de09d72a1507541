"""Numbers of identity: read as people write them, kept in one form (domain.md 7).

Kept: twelve digits, no separator. Personal and coordination numbers are checked by the `personnummer` library (Luhn,
real date, century from the separator); reserve numbers come with their issue.
"""

from dataclasses import dataclass

from personnummer import personnummer

from people.models import IdentityKind


class NotAnIdentityNumber(Exception):
    """What was written is no personal or coordination number."""


@dataclass(frozen=True, slots=True)
class Number:
    kind: IdentityKind
    value: str


def read_number(written: str) -> Number:
    """Return the number in the form we keep. Spaces do not matter. Raises NotAnIdentityNumber."""
    try:
        number = personnummer.parse("".join(written.split()))
    except personnummer.PersonnummerException as error:
        raise NotAnIdentityNumber from error
    kind = IdentityKind.COORDINATION if number.is_coordination_number() else IdentityKind.PERSONAL
    return Number(kind, number.format(long_format=True))


def show_number(value: str) -> str:
    """Write a kept number as people read it: 19410312-9823."""
    return f"{value[:8]}-{value[8:]}"
