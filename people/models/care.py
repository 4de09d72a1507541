"""Those who give care: providers (vårdgivare), units (vårdenheter), professionals and their assignments."""

import uuid
from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

HSA_ID = r"^SE[0-9]{10}-[A-Za-z0-9]{1,18}$"


class Principal(models.TextChoices):
    """Huvudman: who answers for the care, whoever gives it."""

    REGION = "region", _("regionen")
    MUNICIPALITY = "municipality", _("kommunen")


class CareProvider(models.Model):
    """Vårdgivare: the legal entity. A region is one provider with many units.

    `names_in_log`: whether patients see who of the staff has read, and not only unit, title and time, which the law has
    them see always (PDL 8 kap. 5 §). It is so until the provider says otherwise: by a name a patient knows a reader who
    had no business there, and a unit alone answers no question.
    """

    hsa_id = models.CharField(max_length=31, unique=True)
    name = models.CharField(max_length=200)
    principal = models.CharField(max_length=12, choices=Principal)
    names_in_log = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(principal__in=Principal.values), name="people_careprovider_principal"),
            models.CheckConstraint(condition=Q(hsa_id__regex=HSA_ID), name="people_careprovider_hsa_id"),
        ]

    def __str__(self) -> str:
        return self.name


class CareUnit(models.Model):
    """Vårdenhet: what a patient knows as a clinic, and the border of inner secrecy (PDL 4 kap.)."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    provider = models.ForeignKey(CareProvider, on_delete=models.PROTECT, related_name="units")
    hsa_id = models.CharField(max_length=31, unique=True)
    name = models.CharField(max_length=200)
    place = models.CharField(max_length=200, blank=True)
    phone = models.CharField(max_length=16, help_text="E.164")
    phone_hours = models.CharField(max_length=100, help_text="In words: vardagar 8–10")
    desk = models.CharField(max_length=100, help_text="Who answers: Mottagningssköterskan")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(hsa_id__regex=HSA_ID), name="people_careunit_hsa_id"),
            models.CheckConstraint(condition=Q(phone__regex=r"^\+[1-9][0-9]{6,14}$"), name="people_careunit_phone"),
            # So that a row may be bound to a unit together with that unit's provider (access.UnitOwned).
            models.UniqueConstraint(fields=["id", "provider"], name="people_careunit_with_provider"),
        ]

    def __str__(self) -> str:
        return self.name


class Professional(models.Model):
    """Someone who works in care or social care; apart from the login, which may end before the name does."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    hsa_id = models.CharField(max_length=31, unique=True)
    given_name = models.CharField(max_length=100)
    family_name = models.CharField(max_length=100)
    title = models.CharField(max_length=100)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(hsa_id__regex=HSA_ID), name="people_professional_hsa_id"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return f"{self.given_name} {self.family_name}"


class Role(models.TextChoices):
    """What an assignment is for (domain.md 11.1). What a role may do is said in access.gate."""

    CLINICIAN = "clinician", _("behandlare")
    SCHEDULER = "scheduler", _("bokare")
    COORDINATOR = "coordinator", _("samordnare")
    CARE_MANAGER = "care_manager", _("biståndshandläggare")
    UNIT_MANAGER = "unit_manager", _("verksamhetschef")
    REVIEWER = "reviewer", _("logggranskare")
    ADMINISTRATOR = "administrator", _("förvaltare")
    EDITOR = "editor", _("redaktör")


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    def current(self, now: datetime) -> Self:
        return self.filter(Q(until=None) | Q(until__gt=now), since__lte=now)

    def of(self, professional: int | None, now: datetime) -> Self:
        """The current assignments of somebody, of whom `None` has none."""
        return self.current(now).with_unit().filter(professional=professional, professional__isnull=False)

    def with_unit(self) -> Self:
        return self.select_related("professional", "unit__provider")


class Assignment(models.Model):
    """Medarbetaruppdrag: who, at which unit, in what role, for what purpose, and when."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    professional = models.ForeignKey(Professional, on_delete=models.PROTECT, related_name="assignments")
    unit = models.ForeignKey(CareUnit, on_delete=models.PROTECT, related_name="assignments")
    role = models.CharField(max_length=16, choices=Role)
    purpose = models.CharField(max_length=60, default="Vård och behandling")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(role__in=Role.values), name="people_assignment_role"),
            models.CheckConstraint(condition=Q(until=None) | Q(until__gt=F("since")), name="people_assignment_period"),
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.unit_id}"
