"""What every row about a patient has in common, and the one operation that says who may see it."""

import uuid
from dataclasses import dataclass
from typing import Any, Self, TypeVar

from django.db import models
from django.db.models import Case, Exists, OuterRef, Q, Value, When

from access.grants import Access, UnitAccess
from access.kinds import BlockKind
from access.models.grounds import Block
from people.models import CareProvider, CareUnit, Patient, Professional
from people.shown import SOURCE

M = TypeVar("M", bound=models.Model)

VISIBLE, BLOCKED, OTHER_PROVIDER = "", "blocked", "other provider"


@dataclass(frozen=True, slots=True)
class Silence:
    """Something the viewer may not see, but may know of. `unit` is empty where the law does not let us name it."""

    because: str
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Seen:
    """The rows a viewer may see, and what is passed over in silence."""

    rows: tuple[Any, ...]
    silences: frozenset[Silence]


class UnitOwnedQuerySet(models.QuerySet[M]):
    def visible_to(self, access: Access) -> Self:
        """Keep the rows of this patient that the viewer may see: block, consent and approval, in one condition."""
        return self.filter(patient=access.patient).filter(_visible(access))

    def seen_by(self, access: Access, *fields: str) -> Seen:
        """Read `fields` and where they come from, of the rows that `visible_to` keeps, as named tuples.

        The same statement says what is hidden. Order and further filters come before.
        """
        queryset: Any = self  # annotated named tuples have no type that the checker knows
        rows = (
            queryset.filter(patient=access.patient)
            .filter(_visible(access) | _nameable(access))
            .annotate(silence=_silence(access))
            .values_list(*fields, *SOURCE, "silence", named=True)
        )
        hidden = (row for row in rows if row.silence != VISIBLE)
        return Seen(
            rows=tuple(row for row in rows if row.silence == VISIBLE),
            silences=frozenset(
                Silence(row.silence, row.unit__name if row.silence == BLOCKED else "") for row in hidden
            ),
        )

    def listed_for(self, access: UnitAccess) -> Self:
        """Keep the rows, of any patient, that the unit's lists may show: its own, and its provider's unblocked ones."""
        blocked = Block.objects.current(access.opened_at).filter(
            kind=BlockKind.INNER, patient=OuterRef("patient"), unit=OuterRef("unit")
        )
        return self.filter(Q(unit=access.unit_id) | (Q(provider=access.provider_id) & ~Exists(blocked)))


def _visible(access: Access) -> Q:
    if not access.is_staff:
        return Q(approved_for_patient=True)
    own_unit = Q(unit=access.unit_id)
    same_provider = Q(provider=access.provider_id) & ~Q(unit__in=access.blocked_units)
    if not access.sees_other_providers:
        return own_unit | same_provider
    return own_unit | same_provider | _shared(access)


def _nameable(access: Access) -> Q:
    """An inner block may be named to units of the same provider; other providers' rows are only hinted at."""
    if not access.is_staff:
        return Q(pk__in=[])
    return Q(provider=access.provider_id, unit__in=access.blocked_units) | _shared(access)


def _shared(access: Access) -> Q:
    """Other providers' rows that no block hides: seen with consent (lag 2022:913), hinted at without."""
    return ~(
        Q(provider=access.provider_id) | Q(provider__in=access.blocked_providers) | Q(unit__in=access.blocked_units)
    )


def _silence(access: Access) -> Case:
    return Case(
        When(_visible(access), then=Value(VISIBLE)),
        When(provider=access.provider_id, then=Value(BLOCKED)),
        default=Value(OTHER_PROVIDER),
        output_field=models.CharField(),
    )


class UnitOwned(models.Model):
    """A row about a patient that a unit answers for.

    `provider` repeats the unit's provider, so that visibility needs no join. `approved_for_patient=False` never
    reaches the patient: not in counts, text messages, paper, data or search (RIV-TA approvedForPatient).
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    patient = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(CareUnit, on_delete=models.PROTECT, related_name="+")
    provider = models.ForeignKey(CareProvider, on_delete=models.PROTECT, related_name="+")
    author = models.ForeignKey(Professional, on_delete=models.PROTECT, null=True, related_name="+")
    authored_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    approved_for_patient = models.BooleanField(default=True)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return str(self.public_id)
