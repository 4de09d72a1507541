"""Who may be named as responsible: colleagues at the unit, the unit itself, and other units, who are asked."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from access.grants import Access
from access.roles import READERS
from access.search import units_in_care
from people.models import Assignment, CareUnit, Professional

PATIENT = "patient"


@dataclass(frozen=True, slots=True)
class Responsibles:
    """The choices of the form, and what each of them means."""

    professionals: dict[str, Professional]
    units: dict[str, CareUnit]
    own_unit: CareUnit

    def choices(self, *, with_patient: bool = False) -> list[tuple[str, str]]:
        own = str(self.own_unit.public_id)
        people = [(key, each.name) for key, each in self.professionals.items()]
        asked = [
            (key, _("%(unit)s (tillfrågas)") % {"unit": each.name}) for key, each in self.units.items() if key != own
        ]
        patient = [(PATIENT, _("Patienten själv"))] if with_patient else []
        return [*people, (own, self.own_unit.name), *asked, *patient]


def responsibles(access: Access, *, now: datetime) -> Responsibles:
    """Those of the unit who give care, the writer first. Two statements."""
    assert access.assignment is not None  # noqa: S101 -- only staff write
    own, writer = access.assignment.unit, access.assignment.professional
    here = Assignment.objects.current(now).filter(unit=own, role__in=READERS).select_related("professional")
    colleagues = [each.professional for each in here.order_by("professional__given_name")]
    units = {str(unit.public_id): unit for unit in units_in_care(access, now=now)}
    return Responsibles(
        professionals={str(each.public_id): each for each in (writer, *colleagues)},
        units={str(own.public_id): own, **units},
        own_unit=own,
    )
