"""Patients and the numbers they have gone by. A patient is not a login."""

import uuid
from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Gender(models.TextChoices):
    """KV Kön (1.2.752.129.2.2.1.1): administrative, never guessed from a name."""

    UNKNOWN = "0", _("Uppgift saknas")
    MALE = "1", _("Man")
    FEMALE = "2", _("Kvinna")
    NOT_APPLICABLE = "9", _("Ej tillämpligt")


class Protection(models.TextChoices):
    """Protected personal data: OSL 22 kap. 1 § and folkbokföringslagen 16 §."""

    NONE = "none", _("Ingen")
    MARKED = "marked", _("Sekretessmarkering")
    REGISTRATION = "registration", _("Skyddad folkbokföring")


class Patient(models.Model):
    """A person who is cared for. URLs carry `public_id`, never a number of identity."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    given_name = models.CharField(max_length=100)
    family_name = models.CharField(max_length=100)
    birth_date = models.DateField()
    gender = models.CharField(max_length=1, choices=Gender, default=Gender.UNKNOWN)
    protection = models.CharField(max_length=12, choices=Protection, default=Protection.NONE)
    language = models.CharField(max_length=3, default="sv", help_text="Spoken language, ISO 639")
    needs_interpreter = models.BooleanField(default=False)
    wants_paper = models.BooleanField(default=False)
    mobile = models.CharField(max_length=16, blank=True, help_text="E.164")
    deceased_on = models.DateField(null=True, blank=True)
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="merged", help_text="The same person"
    )
    merged_at = models.DateTimeField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(merged_into=None, merged_at=None)
                | Q(merged_into__isnull=False, merged_at__isnull=False) & ~Q(merged_into=F("pk")),
                name="people_patient_merged",
            ),
            models.CheckConstraint(condition=Q(gender__in=Gender.values), name="people_patient_gender"),
            models.CheckConstraint(condition=Q(protection__in=Protection.values), name="people_patient_protection"),
            models.CheckConstraint(
                condition=Q(mobile="") | Q(mobile__regex=r"^\+[1-9][0-9]{6,14}$"),
                name="people_patient_mobile_e164",
            ),
            models.CheckConstraint(
                condition=Q(deceased_on=None) | Q(deceased_on__gte=F("birth_date")),
                name="people_patient_lived",
            ),
        ]

    def __str__(self) -> str:
        return str(self.public_id)

    @property
    def name(self) -> str:
        return f"{self.given_name} {self.family_name}"

    @property
    def is_protected(self) -> bool:
        return self.protection != Protection.NONE

    def age_on(self, day: date) -> int:
        return years_between(self.birth_date, day)


def years_between(born: date, day: date) -> int:
    """Whole years. Who is born on 29 February is a year older on 1 March in other years."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


class IdentityKind(models.TextChoices):
    PERSONAL = "personal", _("personnummer")
    COORDINATION = "coordination", _("samordningsnummer")
    NATIONAL_RESERVE = "national_reserve", _("nationellt reservnummer")
    LOCAL_RESERVE = "local_reserve", _("lokalt reservnummer")


class Identity(models.Model):
    """A number that a patient has or has had: numbers change, and two patients may turn out to be one."""

    patient = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="identities")
    kind = models.CharField(max_length=16, choices=IdentityKind)
    value = models.CharField(max_length=20)
    is_current = models.BooleanField(default=True)
    since = models.DateTimeField()

    class Meta:
        verbose_name_plural = "identities"
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=IdentityKind.values), name="people_identity_kind"),
            models.UniqueConstraint(fields=["kind", "value"], name="people_identity_one_holder"),
            models.UniqueConstraint(
                fields=["patient"], condition=Q(is_current=True), name="people_identity_one_current"
            ),
        ]

    def __str__(self) -> str:
        return self.kind
