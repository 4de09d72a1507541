"""What every row about a patient has in common, and the one operation that says who may see it."""

import uuid
from collections.abc import Iterator
from typing import Any, ClassVar, Self, TypeVar, cast

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q, Value

from access.grants import Access, UnitAccess
from access.kinds import BlockKind, ConsentKind, Scope
from access.models.grounds import Block, Consent
from access.visibility import FIELD, Bars, Shape, values_of
from people.models import CareProvider, CareUnit, Patient, Professional

M = TypeVar("M", bound=models.Model)


class UnitOwnedQuerySet(models.QuerySet[M]):
    def visible_to(self, access: Access) -> Self:
        """Keep the rows of this patient that the viewer may see: scope, block, consent and approval, in one place."""
        scope = cast("type[UnitOwned]", self.model).scope
        if not access.opens(scope):
            return self.none()
        shape = Shape.of(access, scope)
        values = {name: Value(value, output_field=FIELD[name]) for name, value in values_of(access).items()}
        return self.filter(patient=access.patient).filter(shape.visible(values))

    def listed_for(self, access: UnitAccess, *, with_shared: bool = False) -> Self:
        """Keep the rows, of any patient, that the unit's lists may show: its own, and its provider's unblocked ones.

        `with_shared`: and those of other providers that the patient lets the unit read, for what it is to answer.
        """
        bars = _bars_in_list(access)
        if not with_shared:
            return self.filter(bars.open_at_provider)
        consents = Consent.objects.current(access.opened_at).filter(
            kind=ConsentKind.SHARED_DOCUMENTATION, patient=OuterRef("patient"), unit=access.unit_id
        )
        return self.filter(bars.open_at_provider | (Q(Exists(consents)) & bars.shared))


def _bars_in_list(access: UnitAccess) -> Bars:
    """Of many patients: each row asks for the blocks of its own."""
    blocks = Block.objects.current(access.opened_at).filter(patient=OuterRef("patient"))
    return Bars(
        own_unit=Q(unit=access.unit_id),
        own_provider=Q(provider=access.provider_id),
        blocked_unit=Q(Exists(blocks.filter(kind=BlockKind.INNER, unit=OuterRef("unit")))),
        blocked_provider=Q(Exists(blocks.filter(kind=BlockKind.OUTER, provider=OuterRef("provider")))),
    )


def kept_from_patient() -> Iterator[models.QuerySet[Any]]:
    """Of each kind of row that a unit answers for, and of their parts, those that never reach the patient."""
    for model in apps.get_models():
        if issubclass(model, UnitOwned):
            yield model._default_manager.filter(approved_for_patient=False)
        elif issubclass(model, PartOfOwned):
            yield model.kept_from_patient()


class PartOfOwned(models.Model):
    """A row that is read with one that a unit answers for, and stands in the log by a `public_id` of its own.

    `part_of`: the way to that row.
    """

    part_of: ClassVar[str]

    class Meta:
        abstract = True

    @classmethod
    def kept_from_patient(cls) -> models.QuerySet[Any]:
        return cls._default_manager.filter(**{f"{cls.part_of}__approved_for_patient": False})


class UnitOwned(models.Model):
    """A row about a patient that a unit answers for.

    `provider` repeats the unit's provider, so that visibility needs no join. `approved_for_patient=False` never
    reaches the patient: not in counts, text messages, paper, data or search (RIV-TA approvedForPatient). `scope`: which
    part of a plan rows of the kind belong to.
    """

    scope: ClassVar[Scope]

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
