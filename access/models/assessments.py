"""Whether somebody near a protected person may read: who is near may be the threat (domain.md 6.6)."""

from django.db import models
from django.db.models import Q

from access.models.grounds import Period, PeriodQuerySet
from access.models.mandates import Mandate
from people.models import CareUnit, Professional


class Assessment(Period):
    """What a head of unit has decided about one mandate, and why. Changed by a new row, with the next revision."""

    mandate = models.ForeignKey(Mandate, on_delete=models.PROTECT, related_name="assessments")
    is_allowed = models.BooleanField()
    professional = models.ForeignKey(Professional, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(CareUnit, on_delete=models.PROTECT, related_name="+")
    revision = models.PositiveIntegerField(default=1)

    objects = PeriodQuerySet["Assessment"].as_manager()

    class Meta(Period.Meta):
        constraints = [
            *Period.Meta.constraints,
            models.CheckConstraint(condition=~Q(because=""), name="access_assessment_because"),
            models.UniqueConstraint(fields=["mandate"], condition=Q(until=None), name="access_assessment_one_open"),
            models.UniqueConstraint(fields=["mandate", "revision"], name="access_assessment_revision"),
        ]

    def __str__(self) -> str:
        return "allowed" if self.is_allowed else "denied"
