"""Who does what: a commitment of care may be asked of another unit, and binds when that unit has said yes."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agreements.models.agreements import Agreement
from people.models import CareUnit, Professional


class Who(models.TextChoices):
    PATIENT = "patient", _("Jag")
    NETWORK = "network", _("Mitt nätverk")
    CARE = "care", _("Vården")


class Standing(models.TextChoices):
    """Whether a commitment binds. One for another unit is a question until that unit says yes."""

    BINDS = "binds", _("Överenskommet")
    ASKED = "asked", _("Väntar på svar")
    DECLINED = "declined", _("Avböjt")


class Commitment(models.Model):
    """What somebody has said they will do."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="commitments")
    position = models.PositiveSmallIntegerField()
    who = models.CharField(max_length=8, choices=Who)
    what = models.CharField(max_length=300)
    responsible = models.ForeignKey(Professional, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    unit = models.ForeignKey(CareUnit, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    standing = models.CharField(max_length=8, choices=Standing, default=Standing.BINDS)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.CheckConstraint(condition=Q(who__in=Who.values), name="agreements_commitment_who"),
            models.CheckConstraint(condition=Q(standing__in=Standing.values), name="agreements_commitment_standing"),
            models.CheckConstraint(
                condition=(Q(who=Who.CARE) & (Q(responsible__isnull=False) | Q(unit__isnull=False)))
                | (~Q(who=Who.CARE) & Q(responsible=None, unit=None, standing=Standing.BINDS)),
                name="agreements_commitment_care_is_named",
            ),
            models.UniqueConstraint(fields=["agreement", "position"], name="agreements_commitment_position"),
        ]

    def __str__(self) -> str:
        return self.who
