"""The rule of visibility: block, consent and approval, as one condition on rows that a unit answers for."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db.models import BigIntegerField, BooleanField, Expression, F, Field, Func, Q

from access.grants import Access
from access.kinds import READING, Scope
from audit.models import How

# What visibility depends on, besides the shape: each with the field that says how Postgres reads it.
FIELD: dict[str, "Field[Any, Any]"] = {
    "patient": BigIntegerField(),
    "unit": BigIntegerField(),
    "provider": BigIntegerField(),
    "blocked_units": ArrayField(BigIntegerField()),
    "blocked_providers": ArrayField(BigIntegerField()),
    "only_units": ArrayField(BigIntegerField()),
}


def values_of(access: Access) -> dict[str, Any]:
    return {
        "patient": access.patient.pk,
        "unit": access.unit_id,
        "provider": access.provider_id,
        "blocked_units": list(access.blocked_units),
        "blocked_providers": list(access.blocked_providers),
        "only_units": list(access.only_units),
    }


class IsAnyOf(Func):
    """`unit_id = ANY(array)`: one SQL however many there are, which a list after IN would not be."""

    template = "%(expressions)s)"
    arg_joiner = " = ANY("
    output_field = BooleanField()


@dataclass(frozen=True, slots=True)
class Bars:
    """What stands between staff and a row, each as a condition on it: the rule, whatever it is asked of.

    `blocked_unit` and `blocked_provider`: by the patient, the unit or the provider that the row is of.
    """

    own_unit: Q
    own_provider: Q
    blocked_unit: Q
    blocked_provider: Q

    @property
    def open_at_provider(self) -> Q:
        """The own unit's rows, and those of its provider that no block hides."""
        return self.own_unit | (self.own_provider & ~self.blocked_unit)

    @property
    def shared(self) -> Q:
        """Other providers' rows that no block hides: seen with consent (lag 2022:913), hinted at without."""
        return ~self.own_provider & ~self.blocked_provider & ~self.blocked_unit

    @property
    def hidden_at_provider(self) -> Q:
        return self.own_provider & self.blocked_unit


def _bars(values: Mapping[str, Expression]) -> Bars:
    """For one patient, whose blocks are known."""
    return Bars(
        own_unit=Q(unit=values["unit"]),
        own_provider=Q(provider=values["provider"]),
        blocked_unit=Q(IsAnyOf(F("unit"), values["blocked_units"])),
        blocked_provider=Q(IsAnyOf(F("provider"), values["blocked_providers"])),
    )


@dataclass(frozen=True, slots=True)
class Shape:
    """The rule of visibility, apart from the values it is asked with."""

    is_staff: bool
    sees_other_providers: bool
    is_for_patient: bool
    is_of_some_units: bool = False

    @classmethod
    def of(cls, access: Access, scope: Scope) -> "Shape":
        """What staff print is handed to the patient. By leave of some units one reads theirs, and answers all."""
        is_for_patient = not access.is_staff or access.how == How.PDF
        is_of_some_units = bool(access.only_units) and scope in READING
        return cls(access.is_staff, access.sees_other_providers, is_for_patient, is_of_some_units)

    def visible(self, values: Mapping[str, Expression]) -> Q:
        approved = Q(approved_for_patient=True) if self.is_for_patient else Q()
        if self.is_of_some_units:
            approved &= Q(IsAnyOf(F("unit"), values["only_units"]))
        return approved & self._may_be_read(values) if self.is_staff else approved

    def _may_be_read(self, values: Mapping[str, Expression]) -> Q:
        """By staff."""
        bars = _bars(values)
        return bars.open_at_provider | bars.shared if self.sees_other_providers else bars.open_at_provider

    def nameable(self, values: Mapping[str, Expression]) -> Q:
        """An inner block may be named to units of the same provider; other providers' rows are only hinted at."""
        bars = _bars(values)
        hidden = bars.hidden_at_provider | bars.shared
        return hidden & Q(approved_for_patient=True) if self.is_for_patient else hidden
