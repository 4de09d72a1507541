"""Care relations, consents and blocks: rows with a beginning and an end, never deleted."""

import uuid
from typing import Self, TypeVar

from django.contrib.postgres.fields import DateTimeRangeField
from django.db import models
from django.db.models import F, Func, Q

from access.kinds import BlockKind, ConsentKind
from people.models import CareProvider, CareUnit, Patient, Professional

M = TypeVar("M", bound=models.Model)


class TimeRange(Func):
    """`[since, until)`, so that one may begin when another ends."""

    function = "TSTZRANGE"
    output_field = DateTimeRangeField()


class PeriodQuerySet(models.QuerySet[M]):
    def current(self, now: object) -> Self:
        return self.filter(Q(until=None) | Q(until__gt=now), since__lte=now)


class Period(models.Model):
    """Something that holds from a moment until another, or until further notice."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)
    because = models.CharField(max_length=200, blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")), name="%(app_label)s_%(class)s_period"
            ),
        ]


class CareRelation(Period):
    """That a unit takes part in the care of a patient: the ground for reading (PDL 4 kap. 1 §).

    Written by the verbs of the parts (a booking, an agreement), since this floor cannot look up at them.
    """

    patient = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="care_relations")
    unit = models.ForeignKey(CareUnit, on_delete=models.PROTECT, related_name="care_relations")
    professional = models.ForeignKey(Professional, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = PeriodQuerySet["CareRelation"].as_manager()

    class Meta(Period.Meta):
        constraints = [
            *Period.Meta.constraints,
            models.UniqueConstraint(
                fields=["patient", "unit"], condition=Q(until=None), name="access_carerelation_one_open"
            ),
            models.CheckConstraint(condition=~Q(because=""), name="access_carerelation_because"),
        ]
        indexes = [models.Index(fields=["unit", "patient"], name="access_carerelation_unit")]

    def __str__(self) -> str:
        return self.because


class Inquiry(Period):
    """That a unit asks another to do something for a patient: the other reads what it is asked, and answers.

    No care relation: it opens nothing else of the patient, and who is asked owes the patient no more than an answer.
    """

    patient = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="inquiries")
    unit = models.ForeignKey(CareUnit, on_delete=models.PROTECT, related_name="+")
    asked_by = models.ForeignKey(CareUnit, on_delete=models.PROTECT, related_name="+")

    objects = PeriodQuerySet["Inquiry"].as_manager()

    class Meta(Period.Meta):
        constraints = [
            *Period.Meta.constraints,
            models.CheckConstraint(condition=Q(until__isnull=False), name="access_inquiry_ends"),
            models.CheckConstraint(condition=~Q(unit=F("asked_by")), name="access_inquiry_of_another"),
        ]
        indexes = [models.Index(fields=["unit", "patient"], name="access_inquiry_unit")]

    def __str__(self) -> str:
        return self.because


class Consent(Period):
    """That the patient lets a unit do one kind of thing. Ends at once when the patient says so."""

    patient = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="consents")
    unit = models.ForeignKey(CareUnit, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=ConsentKind)

    objects = PeriodQuerySet["Consent"].as_manager()

    class Meta(Period.Meta):
        constraints = [
            *Period.Meta.constraints,
            models.CheckConstraint(condition=Q(kind__in=ConsentKind.values), name="access_consent_kind"),
            models.UniqueConstraint(
                fields=["patient", "unit", "kind"], condition=Q(until=None), name="access_consent_one_open"
            ),
        ]

    def __str__(self) -> str:
        return self.kind


class Block(Period):
    """Spärr: what a unit, or a whole provider, has written is hidden from others. An inner block is outer too."""

    patient = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="blocks")
    kind = models.CharField(max_length=10, choices=BlockKind)
    unit = models.ForeignKey(CareUnit, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    provider = models.ForeignKey(CareProvider, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = PeriodQuerySet["Block"].as_manager()

    class Meta(Period.Meta):
        constraints = [
            *Period.Meta.constraints,
            models.CheckConstraint(
                condition=Q(kind=BlockKind.INNER, unit__isnull=False, provider=None)
                | Q(kind=BlockKind.OUTER, unit=None, provider__isnull=False),
                name="access_block_kind_names_what",
            ),
            models.UniqueConstraint(
                fields=["patient", "unit"],
                condition=Q(until=None, kind=BlockKind.INNER),
                name="access_block_one_open_inner",
            ),
            models.UniqueConstraint(
                fields=["patient", "provider"],
                condition=Q(until=None, kind=BlockKind.OUTER),
                name="access_block_one_open_outer",
            ),
        ]

    def __str__(self) -> str:
        return self.kind
