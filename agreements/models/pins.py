"""Knowledge that staff have pinned to a heading of an agreement: it stays with the agreement, whatever its version."""

import uuid
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from knowledge.models import Resource
from people.models import Patient, Professional


class Heading(models.TextChoices):
    """The headings of the default template (domain.md 1.2), in the order they are talked about."""

    WHAT_MATTERS = "what_matters", _("Viktigt för mig")
    SELF_AND_NETWORK = "self_and_network", _("Det här gör jag själv och med mitt nätverk")
    CARE_DOES = "care_does", _("Det här gör vården")
    WATCH_FOR = "watch_for", _("Det här ska jag hålla koll på")
    WHERE_TO_TURN = "where_to_turn", _("Hit vänder jag mig")
    FIXED_CONTACTS = "fixed_contacts", _("Mina fasta kontakter")
    NEXT_STEP = "next_step", _("Nästa steg")
    INFLUENCE_TIMES = "influence_times", _("Så kan jag påverka tider och upplägg")
    COORDINATION = "coordination", _("Behov av samordning")
    RELATIVES = "relatives", _("Närstående")
    FOLLOW_UP = "follow_up", _("Uppföljning")


class HeadingPinQuerySet(models.QuerySet["HeadingPin"]):
    def current(self) -> Self:
        return self.filter(taken_back_at=None)


class HeadingPin(models.Model):
    """Of a series of agreements, and so seen by who sees the agreement: it is read with it, and never by itself."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    patient = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="+")
    series = models.UUIDField()
    heading = models.CharField(max_length=20, choices=Heading)
    resource = models.ForeignKey(Resource, on_delete=models.PROTECT, related_name="+")
    pinned_by = models.ForeignKey(Professional, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True, blank=True)

    objects = HeadingPinQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(heading__in=Heading.values), name="agreements_pin_heading"),
            models.UniqueConstraint(
                fields=["series", "heading", "resource"], condition=Q(taken_back_at=None), name="agreements_pin_once"
            ),
            models.CheckConstraint(
                condition=Q(taken_back_at=None) | Q(taken_back_at__gte=F("at")), name="agreements_pin_period"
            ),
        ]

    def __str__(self) -> str:
        return str(self.public_id)
