"""What is withheld on paper from the plan of somebody with protected identity (OSL 22 kap. 1 §, FOL 16 §).

A sheet may be seen by anybody, and must not tell where the person is or will be: no place, no unit, no provider. Their
names are taken out of free texts as well, whichever unit they speak of. A phone number stays: without it the sheet is
no use.
"""

import re
from collections.abc import Iterable
from dataclasses import fields, is_dataclass
from itertools import chain
from typing import Any

from django.utils.translation import gettext as _

from people.models import CareUnit
from plans.page import PlanPage

HIDDEN = {"unit", "place", "provider"}  # fields that hold such a name and nothing else
HIDDEN_MANY = {"municipalities"}


def without_places(plan: PlanPage) -> PlanPage:
    """The same plan, with "vården" where a text names a place, a unit or a provider. One statement."""
    units = CareUnit.objects.values_list("name", "place", "provider__name")
    names = _pattern({*chain.from_iterable(units), *(row.place for row in plan.timeline)})
    covered: PlanPage = _covered(plan, names)
    return covered


def _pattern(names: Iterable[str]) -> re.Pattern[str]:
    """The longest name first; what follows a name may be an ending of it."""
    known = sorted(filter(None, names), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, known))})" if known else r"(?!)", re.IGNORECASE)


def _covered(value: Any, names: re.Pattern[str]) -> Any:
    if type(value) is str:  # no enum
        return names.sub(_care, value)
    if isinstance(value, tuple):
        return tuple(_covered(each, names) for each in value)
    if not is_dataclass(value) or isinstance(value, type):
        return value
    held = {field.name: getattr(value, field.name) for field in fields(value)}
    return type(value)(**{name: _covered_field(name, each, names) for name, each in held.items()})


def _covered_field(name: str, held: Any, names: re.Pattern[str]) -> Any:
    if name in HIDDEN:
        return "" if isinstance(held, str) else held
    return () if name in HIDDEN_MANY else _covered(held, names)


def _care(found: re.Match[str]) -> str:
    """Begins as the name began."""
    before = found.string[: found.start()].rstrip()
    word = _("vården")
    return word.capitalize() if not before or before.endswith((".", "!", "?", ":")) else word
