"""Templates and care models: a row for each version, and which of them a unit uses.

No foreign key to a patient: a template is about nobody.
"""

import uuid
from datetime import date
from typing import Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from agreements.template_content import GENERIC, TemplateContent
from agreements.template_reading import parse
from people.models import CareUnit, Professional

KEY = r"^[a-z][a-z0-9_]{0,39}$"


class AgreementTemplateQuerySet(models.QuerySet["AgreementTemplate"]):
    def holding(self, today: date) -> Self:
        """In effect and not withdrawn, also where a newer version has taken over."""
        return self.filter(Q(withdrawn_on=None) | Q(withdrawn_on__gt=today), effective_from__lte=today)

    def in_force(self, today: date) -> Self:
        """The newest version of each key. When it is withdrawn, the one before it holds again."""
        newer = AgreementTemplateQuerySet(self.model).holding(today)
        return self.holding(today).filter(~Exists(newer.filter(key=OuterRef("key"), version__gt=OuterRef("version"))))

    def known_at(self, unit: int) -> Self:
        """Everybody's, and the unit's own."""
        return self.filter(Q(unit=None) | Q(unit=unit))

    def offered_to(self, unit: int, today: date) -> Self:
        """What those who write at the unit choose from: the generic one, and those that the unit uses."""
        used = TemplateInUse.objects.open().filter(unit=unit, key=OuterRef("key"))
        return self.in_force(today).known_at(unit).filter(Q(key=GENERIC) | Exists(used))


class AgreementTemplate(models.Model):
    """One version. What it says is never changed (agreements_template_frozen): a new version takes over.

    `unit`: whose own it is; empty is everybody's. `made_by`: empty when it came with the program.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    key = models.CharField(max_length=40)
    version = models.PositiveIntegerField()
    unit = models.ForeignKey(CareUnit, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField(max_length=80)
    content = models.JSONField()
    content_hash = models.CharField(max_length=64)
    effective_from = models.DateField()
    withdrawn_on = models.DateField(null=True, blank=True)
    withdrawn_because = models.CharField(max_length=200, blank=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Professional, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = AgreementTemplateQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["key", "version"], name="agreements_template_version"),
            models.CheckConstraint(condition=Q(key__regex=KEY), name="agreements_template_key"),
            models.CheckConstraint(condition=Q(version__gte=1), name="agreements_template_first_version"),
            models.CheckConstraint(
                condition=Q(withdrawn_on=None, withdrawn_because="")
                | Q(withdrawn_on__isnull=False) & ~Q(withdrawn_because=""),
                name="agreements_template_withdrawn",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.version}"

    def is_withdrawn(self, today: date) -> bool:
        return self.withdrawn_on is not None and self.withdrawn_on <= today

    @property
    def text(self) -> TemplateContent:
        """Raises FaultyJson when the program no longer reads what an older one wrote."""
        return parse(self.content)


class TemplateInUseQuerySet(models.QuerySet["TemplateInUse"]):
    def open(self) -> Self:
        return self.filter(until=None)


class TemplateInUse(models.Model):
    """A unit uses a template, whichever version holds, from one moment to another."""

    unit = models.ForeignKey(CareUnit, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=40)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)

    objects = TemplateInUseQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "key"], condition=Q(until=None), name="agreements_templateinuse_one_open"
            ),
            models.CheckConstraint(condition=Q(key__regex=KEY), name="agreements_templateinuse_key"),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")), name="agreements_templateinuse_period"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.unit_id}"
