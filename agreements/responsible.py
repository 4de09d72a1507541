"""Who may be named as responsible: colleagues at the unit, the unit itself, and other units, who are asked."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from access.colleagues import colleagues
from access.grants import Access
from access.search import units_to_ask
from people.models import CareUnit, Professional
from steps.asking import units_to_take_over

PATIENT, OWN = "patient", "own"
AT_MOST = 10  # units found at a time


@dataclass(frozen=True, slots=True)
class Responsibles:
    """The choices of the form, and what each of them means. The first is empty: nobody is named by mistake.

    The writer's own unit goes by the key OWN, as in templates. `units` take part in the care already; `more` may be
    asked for a commitment too, and take part when they have said yes: in a form, those that it names, or looks for.
    """

    professionals: dict[str, Professional]
    units: dict[str, CareUnit]
    more: dict[str, CareUnit]
    own_unit: CareUnit
    writer: Professional
    today: date
    found: tuple[CareUnit, ...] = ()  # by what was looked for; one more than AT_MOST when there are more

    def choices(self) -> list[tuple[str, str]]:
        """For a commitment of care. Everybody but the writer and the writer's unit is asked first."""
        more = [(key, _asked_anew(each.name)) for key, each in self.more.items()]
        return [*self._here(_asked), *self._other_units(), *more]

    def unit(self, key: str) -> CareUnit | None:
        """That does, or is asked to do, what is said."""
        return self.units.get(key) or self.more.get(key)

    def step_choices(self) -> list[tuple[str, str]]:
        """For a step further on: the own unit and its people hold it, and another unit is asked to take it over."""
        return [*self._here(), *self._other_units()]

    def own_choices(self) -> list[tuple[str, str]]:
        """For a next step, which nobody else can be asked to hold."""
        return [*self._here(), (PATIENT, _("Patienten själv"))]

    def _other_units(self) -> list[tuple[str, str]]:
        return [(key, _asked(each.name)) for key, each in self.units.items() if key != OWN]

    def _here(self, others: Callable[[str], str] = str) -> list[tuple[str, str]]:
        people = [
            (key, each.name if each == self.writer else others(each.name)) for key, each in self.professionals.items()
        ]
        return [("", _("Välj")), *people, (OWN, self.own_unit.name)]


def _asked(name: str) -> str:
    return _("%(name)s (tillfrågas)") % {"name": name}


def _asked_anew(name: str) -> str:
    return _("%(name)s (tillfrågas, är inte med i vården än)") % {"name": name}


def responsibles(
    access: Access, *, now: datetime, named: Collection[UUID] | None = None, looked_for: str = ""
) -> Responsibles:
    """`named`: the units that a form names already. Without it, everybody that may be asked: there may be thousands.

    `looked_for`: units with these words in their names are offered too. As many statements for one row as for twenty.
    """
    assert access.assignment is not None  # noqa: S101 -- only staff write
    own = access.assignment.unit
    units = {OWN: own, **_by_key(units_to_take_over(access, now=now))}
    asked = units_to_ask(access, now=now)
    found = _called(asked, looked_for) if looked_for else ()
    more = _by_key((*(asked if named is None else asked.filter(public_id__in=named)), *found[:AT_MOST]))
    return Responsibles(
        colleagues(access, now=now),
        units,
        {key: unit for key, unit in more.items() if key not in units},
        own,
        access.assignment.professional,
        timezone.localdate(now),
        found,
    )


def _called(units: QuerySet[CareUnit], words: str) -> tuple[CareUnit, ...]:
    """With each of the words in the name."""
    are_in_name = (Q(name__icontains=word) for word in words.split())
    return tuple(units.filter(*are_in_name)[: AT_MOST + 1])


def _by_key(units: Iterable[CareUnit]) -> dict[str, CareUnit]:
    return {str(unit.public_id): unit for unit in units}
