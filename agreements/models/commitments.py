"""Who does what: a commitment of care may be asked of another unit, and binds when that unit has said yes."""

import uuid
from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from access.models import PartOfOwned
from agreements.models.agreements import ASKING, Agreement
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


class Repeat(models.TextChoices):
    """How often. What is done once can be late; what comes again is ticked off day by day."""

    ONCE = "once", _("en gång")
    DAILY = "daily", _("varje dag")
    WEEKLY = "weekly", _("varje vecka")
    MONTHLY = "monthly", _("varje månad")
    WHEN_NEEDED = "when_needed", _("vid behov")


# What makes two commitments the same: what somebody said yes to, or has done, is this and nothing else.
SAME = ("who", "what", "unit_id", "responsible_id", "repeat", "not_before", "latest")


class CommitmentQuerySet(models.QuerySet["Commitment"]):
    def asked(self) -> Self:
        """Waiting for an answer, in a text that asks for it."""
        return self.filter(standing=Standing.ASKED, agreement__status__in=ASKING)

    def same_as(self, commitment: "Commitment") -> Self:
        return self.filter(**{name: getattr(commitment, name) for name in SAME})

    def alive_until(self, now: datetime) -> Self:
        """Of versions that are alive, or give way to another at this moment."""
        return self.filter(Q(agreement__ended_at=None) | Q(agreement__ended_at__gte=now))


class Commitment(PartOfOwned):
    """What somebody has said they will do: what, who answers for it, how often, and when at the latest."""

    part_of = "agreement"

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="commitments")
    position = models.PositiveSmallIntegerField()
    who = models.CharField(max_length=8, choices=Who)
    what = models.CharField(max_length=300)
    responsible = models.ForeignKey(Professional, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    unit = models.ForeignKey(CareUnit, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    repeat = models.CharField(max_length=11, choices=Repeat, default=Repeat.ONCE)
    not_before = models.DateField(null=True, blank=True)
    latest = models.DateField(null=True, blank=True)
    standing = models.CharField(max_length=8, choices=Standing, default=Standing.BINDS)
    asked_at = models.DateTimeField(null=True, blank=True, help_text="Since when somebody else has been asked for it")
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(Professional, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    declined_because = models.CharField(max_length=200, blank=True)

    objects = CommitmentQuerySet.as_manager()

    class Meta:
        ordering = ["position"]
        indexes = [
            models.Index(fields=["unit"], condition=Q(standing=Standing.ASKED), name="agreements_commitment_asked"),
            models.Index(
                fields=["agreement"],
                condition=Q(standing__in=[Standing.ASKED, Standing.DECLINED]),
                name="agreements_commitment_not_so",
            ),
            models.Index(
                fields=["unit", "latest"],
                condition=Q(who=Who.CARE, repeat="once", latest__isnull=False),
                name="agreements_commitment_promise",
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(who__in=Who.values), name="agreements_commitment_who"),
            models.CheckConstraint(condition=Q(repeat__in=Repeat.values), name="agreements_commitment_repeat"),
            models.CheckConstraint(
                condition=Q(latest=None) | Q(not_before=None) | Q(latest__gte=F("not_before")),
                name="agreements_commitment_dates",
            ),
            models.CheckConstraint(
                condition=Q(answered_at=None, answered_by=None) | ~Q(standing=Standing.ASKED),
                name="agreements_commitment_answered",
            ),
            models.CheckConstraint(condition=Q(standing__in=Standing.values), name="agreements_commitment_standing"),
            models.CheckConstraint(
                condition=~Q(standing=Standing.ASKED) | Q(asked_at__isnull=False),
                name="agreements_commitment_asked_when",
            ),
            models.CheckConstraint(
                condition=(Q(who=Who.CARE) & (Q(responsible__isnull=False) | Q(unit__isnull=False)))
                | (~Q(who=Who.CARE) & Q(responsible=None, unit=None, standing=Standing.BINDS)),
                name="agreements_commitment_care_is_named",
            ),
            models.UniqueConstraint(fields=["agreement", "position"], name="agreements_commitment_position"),
        ]

    def __str__(self) -> str:
        return self.who

    @property
    def promise(self) -> tuple[object, ...]:
        """Who is to do what, how often and when: alike in two versions, it is the same commitment."""
        return tuple(getattr(self, name) for name in SAME)


class TickQuerySet(models.QuerySet["Tick"]):
    def standing(self) -> Self:
        """Those that nobody has taken back."""
        return self.filter(taken_back_at=None)


class Tick(PartOfOwned):
    """Done, on a day, with a note if one wishes. What was ticked by mistake is taken back, not removed."""

    part_of = "commitment__agreement"

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, related_name="ticks")
    on = models.DateField()
    note = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(Professional, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    by_proxy = models.CharField(max_length=250, blank=True, help_text="Who ticked for the patient, and as what")
    taken_back_at = models.DateTimeField(null=True, blank=True)

    objects = TickQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["commitment", "on"], condition=Q(taken_back_at=None), name="agreements_tick_once_a_day"
            ),
        ]

    def __str__(self) -> str:
        return str(self.public_id)


class Watch(models.Model):
    """What to watch for, and what to do when it comes: by day, and at night."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="watches")
    position = models.PositiveSmallIntegerField()
    sign = models.CharField(max_length=300)
    by_day = models.CharField(max_length=300, blank=True)
    at_night = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "position"], name="agreements_watch_position"),
            models.CheckConstraint(condition=~Q(sign=""), name="agreements_watch_sign"),
            models.CheckConstraint(condition=~Q(by_day="", at_night=""), name="agreements_watch_says_what_to_do"),
        ]

    def __str__(self) -> str:
        return f"{self.position}"
