"""A fixed contact: a named person, or a team while a person is being found."""

from typing import Self

from django.db import models
from django.db.models import Case, F, Q, When
from django.utils.translation import gettext_lazy as _

from access.kinds import Scope
from access.models import UnitOwned, UnitOwnedQuerySet
from people.models import Professional


class ContactKind(models.TextChoices):
    """kv_typ_av_fast_kontakt (1.2.752.129.5.1.69)."""

    CARE = "1", _("fast vårdkontakt")
    PHYSICIAN = "2", _("fast läkarkontakt")
    SOCIAL_CARE = "3", _("fast omsorgskontakt")
    LEAD = "4", _("fast vårdkontakt med övergripande samordningsansvar")


# Who coordinates: the one with the overall responsibility, else the one who has been fixed contact longest.
COORDINATING = (ContactKind.LEAD, ContactKind.CARE)


class AppointedBecause(models.TextChoices):
    """Patientlagen (2014:821) 6 kap. 2 §: always when the patient asks, and when it is needed."""

    REQUEST = "request", _("Patienten har bett om det")
    NEED = "need", _("Det behövs för trygghet, kontinuitet, samordning eller säkerhet")
    DISCHARGE = "discharge", _("Utskrivning från slutenvård (2017:612)")
    LIFE_THREATENING = "life_threatening", _("Livshotande tillstånd")


class ToldHow(models.TextChoices):
    """How the patient was told who it is, and how to reach them."""

    MEETING = "meeting", _("vid ett möte")
    PHONE = "phone", _("i telefon")
    LETTER = "letter", _("i brev")


class FixedContactQuerySet(UnitOwnedQuerySet["FixedContact"]):
    def current(self) -> Self:
        return self.filter(ended_at=None)

    def coordinating(self) -> Self:
        """Those who coordinate, in the order of COORDINATING: the first of a patient's is the coordinator."""
        kinds = (When(kind=kind, then=place) for place, kind in enumerate(COORDINATING))
        return self.filter(kind__in=COORDINATING).order_by("patient", Case(*kinds), "since", "pk")


class FixedContact(UnitOwned):
    """`does` says in the patient's words what the contact does for them: Samordnar din vård.

    Who takes over points at the one before, so that the patient is never without in between.
    """

    scope = Scope.CONTACTS
    kind = models.CharField(max_length=1, choices=ContactKind)
    professional = models.ForeignKey(Professional, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    team = models.CharField(max_length=120, blank=True)
    does = models.CharField(max_length=200)
    phone = models.CharField(max_length=16, help_text="E.164")
    phone_hours = models.CharField(max_length=100)
    because = models.CharField(max_length=20, choices=AppointedBecause)
    told_how = models.CharField(max_length=10, choices=ToldHow, blank=True)
    told_on = models.DateField(null=True, blank=True)
    since = models.DateTimeField()
    replaces = models.OneToOneField("self", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_because = models.CharField(max_length=200, blank=True)

    objects = FixedContactQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["patient"], name="contacts_patient_current", condition=Q(ended_at=None))]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=ContactKind.values), name="contacts_kind"),
            models.CheckConstraint(condition=Q(because__in=AppointedBecause.values), name="contacts_because"),
            models.CheckConstraint(
                condition=Q(told_how="", told_on=None) | Q(told_how__in=ToldHow.values, told_on__isnull=False),
                name="contacts_told",
            ),
            models.CheckConstraint(condition=Q(phone__regex=r"^\+[1-9][0-9]{6,14}$"), name="contacts_phone_e164"),
            models.CheckConstraint(
                condition=Q(professional__isnull=False, team="") | (Q(professional=None) & ~Q(team="")),
                name="contacts_person_or_team",
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None) | (Q(ended_at__gte=F("since")) & ~Q(ended_because="")),
                name="contacts_ended_because",
            ),
            models.UniqueConstraint(
                fields=["patient"],
                condition=Q(kind=ContactKind.PHYSICIAN, ended_at=None),
                name="contacts_one_physician",
            ),
            models.UniqueConstraint(
                fields=["patient"],
                condition=Q(kind=ContactKind.LEAD, ended_at=None),
                name="contacts_one_lead",
            ),
        ]
