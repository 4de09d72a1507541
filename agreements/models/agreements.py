"""An agreement is a row for each version. Agreed text is never edited, only replaced by a new version."""

import uuid
from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from access.kinds import Scope
from access.models import UnitOwned, UnitOwnedQuerySet
from steps.models import Step


class AgreementStatus(models.TextChoices):
    """A proposal waits for the patient's yes; the version before it holds until then."""

    PROPOSED = "proposed", _("Förslag")
    AGREED = "agreed", _("Gäller")
    REPLACED = "replaced", _("Ersatt av en nyare")
    ENDED = "ended", _("Avslutad")


class AgreedHow(models.TextChoices):
    """Agreed only by an explicit act: which one."""

    IN_MEETING = "meeting", _("vid mötet")
    BY_PHONE = "phone", _("i telefon")
    ON_PAPER = "paper", _("på papper")
    LOGGED_IN = "logged_in", _("inloggad")


ALIVE = (AgreementStatus.PROPOSED, AgreementStatus.AGREED)


class AgreementQuerySet(UnitOwnedQuerySet["Agreement"]):
    def current(self) -> Self:
        return self.filter(status=AgreementStatus.AGREED)

    def alive(self) -> Self:
        """Agreed, or proposed and waiting for an answer."""
        return self.filter(status__in=ALIVE)

    def newest(self) -> Self:
        """Of each series the last that is alive: a proposal comes after what it would replace."""
        later = AgreementQuerySet(self.model).filter(
            series=OuterRef("series"), version__gt=OuterRef("version"), status__in=ALIVE
        )
        return self.filter(~Exists(later))


class Agreement(UnitOwned):
    """One version of an agreement between a patient and a unit. Versions of the same one share `series`."""

    scope = Scope.AGREEMENTS
    series = models.UUIDField(default=uuid.uuid4, editable=False)
    version = models.PositiveIntegerField(default=1)
    status = models.CharField(max_length=10, choices=AgreementStatus, default=AgreementStatus.AGREED)
    title = models.CharField(max_length=120)
    what_matters = models.TextField(help_text="In the patient's own words")
    where_to_turn = models.TextField(blank=True)
    next_step = models.ForeignKey(Step, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    no_next_step_because = models.CharField(max_length=200, blank=True)
    follow_up_on = models.DateField(null=True, blank=True)
    agreed_at = models.DateTimeField(null=True, blank=True)
    agreed_how = models.CharField(max_length=10, choices=AgreedHow, blank=True)
    by_proxy = models.CharField(max_length=250, blank=True, help_text="Who said yes for the patient, and as what")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_because = models.CharField(max_length=200, blank=True)

    objects = AgreementQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["patient", "status"], name="agreements_patient")]
        constraints = [
            models.CheckConstraint(condition=Q(status__in=AgreementStatus.values), name="agreements_status"),
            models.CheckConstraint(condition=Q(agreed_how__in=[*AgreedHow.values, ""]), name="agreements_agreed_how"),
            models.UniqueConstraint(fields=["series", "version"], name="agreements_version"),
            models.UniqueConstraint(
                fields=["series"],
                condition=Q(status=AgreementStatus.AGREED),
                name="agreements_one_current_version",
            ),
            models.UniqueConstraint(
                fields=["series"], condition=Q(status=AgreementStatus.PROPOSED), name="agreements_one_proposal"
            ),
            models.CheckConstraint(
                condition=Q(status=AgreementStatus.PROPOSED, agreed_at=None, agreed_how="")
                | (Q(status=AgreementStatus.AGREED, agreed_at__isnull=False) & ~Q(agreed_how=""))
                | Q(status__in=[AgreementStatus.REPLACED, AgreementStatus.ENDED]),
                name="agreements_agreed_by_an_act",
            ),
            models.CheckConstraint(
                condition=Q(next_step__isnull=False) | ~Q(no_next_step_because=""),
                name="agreements_next_step_said",
            ),
            models.CheckConstraint(
                condition=Q(status__in=ALIVE, ended_at=None) | (~Q(status__in=ALIVE) & Q(ended_at__isnull=False)),
                name="agreements_ended",
            ),
        ]
