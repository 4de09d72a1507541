"""What a patient keeps from the library. It is the patient's own: no unit answers for it, and staff do not see it."""

import uuid
from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q

from knowledge.models.resources import Resource
from people.models import Patient


class PinQuerySet(models.QuerySet["Pin"]):
    def current(self) -> Self:
        return self.filter(taken_back_at=None)


class Pin(models.Model):
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    patient = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="+")
    resource = models.ForeignKey(Resource, on_delete=models.PROTECT, related_name="+")
    by_proxy = models.CharField(max_length=250, blank=True, help_text="Who pinned it for the patient, and as what")
    at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True, blank=True)

    objects = PinQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["patient", "resource"], condition=Q(taken_back_at=None), name="knowledge_pin_once"
            ),
            models.CheckConstraint(
                condition=Q(taken_back_at=None) | Q(taken_back_at__gte=models.F("at")), name="knowledge_pin_period"
            ),
        ]

    def __str__(self) -> str:
        return str(self.public_id)

    @classmethod
    def give_way(cls, duplicate: Patient, into: Patient, now: datetime) -> None:
        """Two patients turn out to be one: what both have kept is kept once."""
        both = cls.objects.current().filter(patient=into).values("resource")
        cls.objects.current().filter(patient=duplicate, resource__in=both).update(taken_back_at=now)
