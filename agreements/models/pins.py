"""Knowledge that staff have pinned to a heading of an agreement: it stays with the agreement, whatever its version."""

import uuid
from typing import Any, Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from access.models import PartOfOwned
from agreements.headings import Heading
from agreements.models.agreements import Agreement
from knowledge.models import Resource
from people.models import Patient, Professional


class HeadingPinQuerySet(models.QuerySet["HeadingPin"]):
    def current(self) -> Self:
        return self.filter(taken_back_at=None)


class HeadingPin(PartOfOwned):
    """Of a series of agreements, and so seen by who sees the agreement: it is read with it, and never by itself."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    patient = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="+")
    series = models.UUIDField()
    heading = models.CharField(max_length=20, choices=Heading)
    resource = models.ForeignKey(Resource, on_delete=models.PROTECT, related_name="+")
    pinned_by = models.ForeignKey(Professional, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True, blank=True)

    objects = HeadingPinQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(heading__in=Heading.values), name="agreements_pin_heading"),
            models.UniqueConstraint(
                fields=["series", "heading", "resource"], condition=Q(taken_back_at=None), name="agreements_pin_once"
            ),
            models.CheckConstraint(
                condition=Q(taken_back_at=None) | Q(taken_back_at__gte=F("at")), name="agreements_pin_period"
            ),
        ]

    def __str__(self) -> str:
        return str(self.public_id)

    @classmethod
    def kept_from_patient(cls) -> models.QuerySet[Any]:
        series = Agreement.objects.filter(series=OuterRef("series"), approved_for_patient=False)
        return cls.objects.filter(Exists(series))
