"""An agreement is a row for each version. Agreed text is never edited, only replaced by a new version."""

import uuid
from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from access.kinds import Scope
from access.models import UnitOwned, UnitOwnedQuerySet
from people.models import Professional
from steps.models import Step


class AgreementStatus(models.TextChoices):
    """A proposal waits for the patient's yes; the version before it holds until then.

    What patient and care do not agree on is written down too, and stands until it is written anew or ended.
    """

    PROPOSED = "proposed", _("Förslag")
    AGREED = "agreed", _("Gäller")
    DISAGREED = "disagreed", _("Vi är inte överens")
    REPLACED = "replaced", _("Ersatt av en nyare")
    ENDED = "ended", _("Avslutad")


class AgreedHow(models.TextChoices):
    """Agreed only by an explicit act: which one."""

    IN_MEETING = "meeting", _("vid mötet")
    BY_PHONE = "phone", _("i telefon")
    ON_PAPER = "paper", _("på papper")
    LOGGED_IN = "logged_in", _("inloggad")


ALIVE = (AgreementStatus.PROPOSED, AgreementStatus.AGREED, AgreementStatus.DISAGREED)
# A proposal that nobody has answered is no entry yet; what was agreed or not is, also when it has been replaced.
TO_SIGN = Q(agreed_at__isnull=False) | Q(disagreed_at__isnull=False)
ASKING = (AgreementStatus.PROPOSED, AgreementStatus.AGREED)
WAITS = (AgreementStatus.PROPOSED, AgreementStatus.DISAGREED)
# What may follow on what. The database keeps it too (migration 0003).
NEXT = {
    AgreementStatus.PROPOSED: (
        AgreementStatus.AGREED, AgreementStatus.DISAGREED, AgreementStatus.REPLACED, AgreementStatus.ENDED,
    ),
    AgreementStatus.AGREED: (AgreementStatus.REPLACED, AgreementStatus.ENDED),
    AgreementStatus.DISAGREED: (AgreementStatus.REPLACED, AgreementStatus.ENDED),
    AgreementStatus.REPLACED: (),
    AgreementStatus.ENDED: (),
}  # fmt: skip


class AgreementQuerySet(UnitOwnedQuerySet["Agreement"]):
    def current(self) -> Self:
        return self.filter(status=AgreementStatus.AGREED)

    def alive(self) -> Self:
        """Agreed, or proposed and waiting for an answer, or what they could not agree on."""
        return self.filter(status__in=ALIVE)

    def alive_or_held(self) -> Self:
        """Also what was agreed and holds no more: it was read as it stood, and is told of as changed."""
        return self.filter(Q(status__in=ALIVE) | Q(agreed_at__isnull=False))

    def unsigned(self) -> Self:
        """Written in the record, not signed, and nothing said of what hinders it (PDL 3 kap. 10 §)."""
        return self.filter(TO_SIGN, signed_at=None, unsigned_because="")

    def asking(self) -> Self:
        """Those whose commitments others are asked for: agreed, or proposed.

        What the patient has said no to binds nobody, so nobody is asked for it: to ask another unit would be to go on
        with what was refused, and to tell it of a refusal that is not its business. The text stands in the record as
        what they do not agree on, and is signed as such. What care does all the same stands in what holds, or in a
        new proposal, and is asked for there.
        """
        return self.filter(status__in=ASKING)

    def newest_asking(self) -> Self:
        """Of each series the last that asks: a proposal comes after what it would replace."""
        later = (
            AgreementQuerySet(self.model).asking().filter(series=OuterRef("series"), version__gt=OuterRef("version"))
        )
        return self.asking().filter(~Exists(later))


class Agreement(UnitOwned):
    """One version of an agreement between a patient and a unit. Versions of the same one share `series`."""

    scope = Scope.AGREEMENTS
    series = models.UUIDField(default=uuid.uuid4, editable=False)
    version = models.PositiveIntegerField(default=1)
    status = models.CharField(max_length=10, choices=AgreementStatus, default=AgreementStatus.AGREED)
    template = models.ForeignKey(
        "agreements.AgreementTemplate", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    title = models.CharField(max_length=120)
    what_matters = models.TextField(help_text="In the patient's own words")
    turn_by_day = models.TextField(blank=True)
    turn_by_evening = models.TextField(blank=True)
    turn_in_emergency = models.TextField(blank=True)
    fixed_contacts = models.TextField(blank=True)
    no_fixed_contact_because = models.CharField(max_length=200, blank=True)
    influence_times = models.TextField(blank=True)
    coordination = models.TextField(blank=True)
    relatives = models.TextField(blank=True)
    next_step = models.ForeignKey(Step, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    no_next_step_because = models.CharField(max_length=200, blank=True)
    follow_up_on = models.DateField(null=True, blank=True)
    follow_up_how = models.CharField(max_length=200, blank=True)
    agreed_at = models.DateTimeField(null=True, blank=True)
    agreed_how = models.CharField(max_length=10, choices=AgreedHow, blank=True)
    by_proxy = models.CharField(max_length=250, blank=True, help_text="Who said yes for the patient, and as what")
    disagreed_because = models.TextField(blank=True)
    disagreed_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_because = models.CharField(max_length=200, blank=True)
    signed_at = models.DateTimeField(null=True, blank=True)
    signed_by = models.ForeignKey(Professional, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    unsigned_because = models.CharField(max_length=200, blank=True, help_text="PDL 3 kap. 10 §: what hinders signing")

    objects = AgreementQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["patient", "status"], name="agreements_patient"),
            models.Index(fields=["unit", "authored_at"], condition=Q(status__in=WAITS), name="agreements_waiting"),
            models.Index(fields=["unit", "follow_up_on"], condition=Q(status="agreed"), name="agreements_follow_up"),
            models.Index(
                fields=["unit", "authored_at"],
                condition=Q(TO_SIGN, signed_at=None, unsigned_because=""),
                name="agreements_unsigned",
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(status__in=AgreementStatus.values), name="agreements_status"),
            models.CheckConstraint(condition=Q(agreed_how__in=[*AgreedHow.values, ""]), name="agreements_agreed_how"),
            models.UniqueConstraint(fields=["series", "version"], name="agreements_version"),
            models.UniqueConstraint(
                fields=["series"],
                condition=Q(status=AgreementStatus.AGREED),
                name="agreements_one_current_version",
            ),
            models.UniqueConstraint(fields=["series"], condition=Q(status__in=WAITS), name="agreements_one_proposal"),
            models.CheckConstraint(
                condition=Q(status=AgreementStatus.PROPOSED, agreed_at=None, agreed_how="")
                | (Q(status=AgreementStatus.AGREED, agreed_at__isnull=False) & ~Q(agreed_how=""))
                | Q(status=AgreementStatus.DISAGREED, agreed_at=None)
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
            models.CheckConstraint(
                condition=~Q(status=AgreementStatus.DISAGREED) | ~Q(disagreed_because=""), name="agreements_disagreed"
            ),
            models.CheckConstraint(
                condition=Q(disagreed_because="", disagreed_at=None)
                | (~Q(disagreed_because="") & Q(disagreed_at__isnull=False)),
                name="agreements_disagreed_when",
            ),
            models.CheckConstraint(
                condition=Q(signed_at=None, signed_by=None)
                | Q(signed_at__isnull=False, signed_by__isnull=False, unsigned_because=""),
                name="agreements_signed",
            ),
            models.CheckConstraint(
                condition=TO_SIGN | Q(signed_at=None, unsigned_because=""), name="agreements_signed_when_answered"
            ),
        ]

    @property
    def is_answered(self) -> bool:
        """The patient has said yes or no, now or in a version that has given way since: it is an entry to sign."""
        return bool(self.agreed_at or self.disagreed_at)
