"""What a mandate opens at the patient's age. Decided at the gate by the date: nothing runs at midnight.

The rules are rows (access.models.AgeRule); domain.md 6.7.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from access.kinds import READING, MandateKind, Scope
from access.models.decisions import BY_AGE
from people.days import midnight

OF_AGE = 18
# A head of unit can let a guardian read on until then (domain.md 6.7).
EXCEPTION_UNTIL = 16


@dataclass(frozen=True, slots=True)
class Leave:
    """What is open. `only_units`: what is read is what these have written, by the decision of their heads."""

    scopes: frozenset[Scope]
    only_units: tuple[int, ...] = ()


def leave_of(
    kind: str, held: Iterable[str], age: int, rules: Sequence[Mapping[str, Any]], excepted_units: Sequence[int]
) -> Leave:
    """The scopes of a mandate that are open at an age. A unit's exception matters only where nothing can be read."""
    scopes = frozenset(map(Scope, held))
    if MandateKind(kind) not in BY_AGE:
        return Leave(scopes)
    open_now = scopes & _open_at(age, rules)
    if open_now & READING or not excepted_units:
        return Leave(open_now)
    return Leave(open_now | scopes & READING, tuple(excepted_units))


def _open_at(age: int, rules: Sequence[Mapping[str, Any]]) -> frozenset[Scope]:
    """`rules`: oldest first; the last one of each scope is in force."""
    in_force = {rule["scope"]: rule for rule in rules}
    return frozenset(
        Scope(scope)
        for scope, rule in in_force.items()
        if rule["from_age"] <= age and (rule["until_age"] is None or age < rule["until_age"])
    )


def birthday(born: date, age: int) -> datetime:
    """Midnight, Swedish time. Who is born on 29 February is a year older on 1 March."""
    year = born.year + age
    is_leap_day = (born.month, born.day) == (2, 29)
    return midnight(date(year, 3, 1) if is_leap_day else born.replace(year=year))
