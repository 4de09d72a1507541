"""Who may be named as responsible: colleagues at the unit, the unit itself, and other units, who are asked."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from access.colleagues import colleagues
from access.grants import Access
from access.search import units_in_care
from people.models import CareUnit, Professional

PATIENT = "patient"


@dataclass(frozen=True, slots=True)
class Responsibles:
    """The choices of the form, and what each of them means. The first is empty: nobody is named by mistake."""

    professionals: dict[str, Professional]
    units: dict[str, CareUnit]
    own_unit: CareUnit

    def choices(self) -> list[tuple[str, str]]:
        """For a commitment of care."""
        own = str(self.own_unit.public_id)
        others = ((key, each.name) for key, each in self.units.items() if key != own)
        return [*self._here(), *((key, _("%(unit)s (tillfrågas)") % {"unit": name}) for key, name in others)]

    def own_choices(self) -> list[tuple[str, str]]:
        """For a next step, which nobody else can be asked to hold."""
        return [*self._here(), (PATIENT, _("Patienten själv"))]

    def _here(self) -> list[tuple[str, str]]:
        people = [(key, each.name) for key, each in self.professionals.items()]
        return [("", _("Välj")), *people, (str(self.own_unit.public_id), self.own_unit.name)]


def responsibles(access: Access, *, now: datetime) -> Responsibles:
    """Two statements."""
    assert access.assignment is not None  # noqa: S101 -- only staff write
    own = access.assignment.unit
    units = {str(unit.public_id): unit for unit in units_in_care(access, now=now)}
    return Responsibles(colleagues(access, now=now), {str(own.public_id): own, **units}, own)
