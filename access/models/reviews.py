"""Readings drawn from the log for somebody to look at: HSLF-FS 2016:40 4 kap. 9 §, PDL 4 kap. 3 §."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from people.models import CareProvider, Patient, Professional

WORDS = 2000  # characters


class Rule(models.TextChoices):
    """Why a reading is looked at. A rule says that it is worth a look, and no more."""

    EMERGENCY = "emergency", _("nödåtkomst")
    NO_RELATION = "no_relation", _("ingen vårdrelation då")
    SELF_BEGUN = "self_begun", _("vårdrelation som läsaren nyss började själv")
    OWN_RECORD = "own_record", _("kan vara läsarens egna uppgifter")
    SAME_FAMILY_NAME = "family_name", _("samma efternamn")
    COLLEAGUE = "colleague", _("kan vara en kollega på enheten")
    PROTECTED = "protected", _("skyddade personuppgifter")
    VOLUME = "volume", _("ovanligt många patienter den dagen")


class Outcome(models.TextChoices):
    OPEN = "open", _("inte granskad")
    FINE = "fine", _("inget att anmärka")
    EXAMINE = "examine", _("ska utredas")
    BREACH = "breach", _("otillåten läsning")


class ReviewMonth(models.Model):
    """What the random sample of a month is drawn with: the same seed draws the same readings again.

    `drawn_through`: the last whole day that readings have been drawn from. `asked_at`: a reviewer asked in that month
    to have the latest drawn, and it has not been done yet.
    """

    provider = models.ForeignKey(CareProvider, on_delete=models.PROTECT, related_name="+")
    month = models.DateField()
    seed = models.CharField(max_length=32)
    drawn_through = models.DateField(null=True, blank=True)
    asked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["provider", "month"], name="access_reviewmonth_one_a_month"),
            models.CheckConstraint(condition=Q(month__day=1), name="access_reviewmonth_first_of_month"),
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}"


class Review(models.Model):
    """One reading to look at, and what came of it. What somebody reads of a patient in a day is one, on each ground.

    Holds nothing of what was read. `line` and `line_at` are the key of the first such line in the log; `actor` and
    `unit` are copied from it.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    provider = models.ForeignKey(CareProvider, on_delete=models.PROTECT, related_name="+")
    patient = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    line = models.BigIntegerField()
    line_at = models.DateTimeField()
    actor = models.UUIDField()
    unit = models.CharField(max_length=31)
    rules = ArrayField(models.CharField(max_length=12, choices=Rule), default=list)
    is_sample = models.BooleanField(default=False)
    outcome = models.CharField(max_length=10, choices=Outcome, default=Outcome.OPEN)
    note = models.CharField(max_length=WORDS, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(Professional, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(outcome__in=Outcome.values), name="access_review_outcome"),
            models.CheckConstraint(condition=Q(rules__contained_by=Rule.values), name="access_review_rules"),
            models.CheckConstraint(condition=Q(is_sample=True) | ~Q(rules=[]), name="access_review_because"),
            models.CheckConstraint(
                condition=Q(outcome__in=[Outcome.OPEN, Outcome.FINE]) | ~Q(note=""), name="access_review_note"
            ),
            models.CheckConstraint(
                condition=Q(outcome=Outcome.OPEN, decided_at=None, decided_by=None)
                | ~Q(outcome=Outcome.OPEN) & Q(decided_at__isnull=False, decided_by__isnull=False),
                name="access_review_decided",
            ),
            models.UniqueConstraint(
                fields=["provider", "day", "actor", "patient", "unit", "rules"], name="access_review_one_a_day"
            ),
        ]

    def __str__(self) -> str:
        return str(self.public_id)
