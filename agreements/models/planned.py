"""The steps further on than the next one, that an agreement speaks of."""

from django.db import models

from agreements.models.agreements import Agreement
from people.models import CareUnit
from steps.models import Step


class PlannedStep(models.Model):
    """`unit`: another than the agreement's own, which was asked to take the step over. Versions may share a step."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="planned_steps")
    step = models.ForeignKey(Step, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()
    unit = models.ForeignKey(CareUnit, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "position"], name="agreements_plannedstep_position"),
            models.UniqueConstraint(fields=["agreement", "step"], name="agreements_plannedstep_once"),
        ]

    def __str__(self) -> str:
        return f"{self.position}"
