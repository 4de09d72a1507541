"""What is withheld from the plan of somebody with protected identity (OSL 21 kap. 3 §, 22 kap. 1 §, FOL 16 §).

On paper, which may be seen by anybody: where the person is or will be. No place, no unit, no provider. Their names are
taken out of free texts as well, whichever unit they speak of. A phone number stays: without it the sheet is no use.

On staff's screen: the places, until they ask for them with a reason. They need to know which unit does what.

Out of exports and of statistics: whoever counts patients leaves out those whose `protection` is not none.
"""

import re
from dataclasses import dataclass, fields, is_dataclass
from functools import lru_cache
from itertools import chain
from typing import Any

from django.utils.translation import gettext as _

from people.models import CareUnit
from plans.page import PlanPage


@dataclass(frozen=True, slots=True)
class _Cover:
    """`word` stands in for every name. `emptied`: fields that hold such a name and nothing else; `kept`: left alone."""

    names: re.Pattern[str]
    word: str
    emptied: frozenset[str]
    kept: frozenset[str] = frozenset()

    def over(self, value: Any) -> Any:
        if type(value) is str:  # no enum
            return self.names.sub(self._stand_in, value)
        if isinstance(value, tuple):
            return tuple(self.over(each) for each in value)
        if not is_dataclass(value) or isinstance(value, type):
            return value
        held = {field.name: getattr(value, field.name) for field in fields(value)}
        return type(value)(**{name: self._over_field(name, each) for name, each in held.items()})

    def _over_field(self, name: str, held: Any) -> Any:
        if name in self.kept:
            return held
        if name in self.emptied:
            return "" if isinstance(held, str) else () if isinstance(held, tuple) else held
        return self.over(held)

    def _stand_in(self, found: re.Match[str]) -> str:
        """Begins as the name began."""
        before = found.string[: found.start()].rstrip()
        return self.word.capitalize() if not before or before.endswith((".", "!", "?", ":")) else self.word


def without_names(plan: PlanPage) -> PlanPage:
    """The same plan, with "vården" where a text names a place, a unit or a provider. One statement."""
    units = CareUnit.objects.values_list("name", "place", "provider__name")
    names = _pattern(frozenset(chain(chain.from_iterable(units), (row.place for row in plan.timeline))))
    cover = _Cover(
        names, _("vården"), frozenset({"unit", "place", "provider", "municipalities"}), frozenset({"patient"})
    )
    covered: PlanPage = cover.over(plan)
    return covered


def without_places(plan: PlanPage) -> PlanPage:
    """The same plan, with "platsen" where a text names a place. One statement."""
    places = CareUnit.objects.exclude(place="").values_list("place", flat=True).distinct()
    names = _pattern(frozenset(chain(places, (row.place for row in plan.timeline))))
    kept = frozenset({"unit", "provider", "municipalities", "silences", "patient"})
    covered: PlanPage = _Cover(names, _("platsen"), frozenset({"place"}), kept).over(plan)
    return covered


@lru_cache(64)
def _pattern(names: frozenset[str]) -> re.Pattern[str]:
    """The longest name first; what follows a name may be an ending of it. Made once for the same names: it is long."""
    known = sorted(filter(None, names), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, known))})" if known else r"(?!)", re.IGNORECASE)
