"""A step: something that is to happen, in somebody's hands, until it has ended in some way."""

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from access.kinds import Scope
from access.models import UnitOwned, UnitOwnedQuerySet
from people.models import CareUnit, Professional


class StepKind(models.TextChoices):
    VISIT = "visit", _("Besök")
    TEST = "test", _("Provtagning")
    REFERRAL = "referral", _("Remiss")
    FOLLOW_UP = "follow_up", _("Uppföljning")
    ACTION = "action", _("Åtgärd")


class Holder(models.TextChoices):
    """In whose hands a step lies. A step the patient holds says so openly; a gap is never the patient's to mend."""

    UNIT = "unit", _("enheten")
    PROFESSIONAL = "professional", _("en namngiven person")
    PATIENT = "patient", _("patienten")


class StepStatus(models.TextChoices):
    """A proposed step belongs to a proposal: nobody waits for it until the patient has said yes.

    Withdrawn: it was proposed and never begun, so it is no part of what has happened.
    """

    PROPOSED = "proposed", _("Förslag")
    OPEN = "open", _("Pågår")
    DONE = "done", _("Klart")
    CANCELLED = "cancelled", _("Inställt")
    WITHDRAWN = "withdrawn", _("Återtaget")


ALIVE = (StepStatus.PROPOSED, StepStatus.OPEN)
BEEN = (StepStatus.DONE, StepStatus.CANCELLED)
# The columns of a hand-over when none is going on.
NOBODY_ASKED = {"asked_unit": None, "asked_at": None, "declined_at": None, "declined_because": ""}


class StepQuerySet(UnitOwnedQuerySet["Step"]):
    def open(self) -> Self:
        return self.filter(status=StepStatus.OPEN)

    def been(self) -> Self:
        """Begun and ended. What was only proposed is no part of what has happened."""
        return self.filter(status__in=BEEN)

    def asked_of(self, unit: object) -> Self:
        """Open, and waiting for the unit to say whether it takes over."""
        return self.open().filter(asked_unit=unit, declined_at=None)

    def handed_over_by_care(self) -> Self:
        """Those that a unit may hand over: what the patient holds is the patient's."""
        return self.exclude(holder=Holder.PATIENT)


class Step(UnitOwned):
    """What, who holds it, not before, latest when, whom to ask, since when it waits, and how it ended.

    `guarantee_days` is the care guarantee's limit in calendar days from `waits_since` (HSL 9 kap., HSF 2017:80 6 kap.);
    empty where no guarantee applies, as for follow-up visits.

    A hand-over stands in the row itself, so that one conditional UPDATE decides between all who change the step, and a
    CHECK can keep the rules; the log holds what was asked before. `asked_unit` is to take over: until it has, the step
    stands with `unit`. With `declined_at` it has said no, and why.
    """

    scope = Scope.TIMES
    kind = models.CharField(max_length=10, choices=StepKind)
    what = models.CharField(max_length=200)
    detail = models.CharField(max_length=500, blank=True)
    holder = models.CharField(max_length=12, choices=Holder)
    responsible = models.ForeignKey(Professional, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    ask = models.ForeignKey(CareUnit, on_delete=models.PROTECT, related_name="+")
    not_before = models.DateField(null=True, blank=True)
    latest = models.DateField(null=True, blank=True)
    when = models.CharField(max_length=100, blank=True, help_text="In words, while undated: Tid bokas i januari")
    waits_since = models.DateField(null=True, blank=True)
    guarantee_days = models.PositiveSmallIntegerField(null=True, blank=True)
    status = models.CharField(max_length=10, choices=StepStatus, default=StepStatus.OPEN)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_how = models.CharField(max_length=200, blank=True)
    asked_unit = models.ForeignKey(
        CareUnit, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    asked_at = models.DateTimeField(null=True, blank=True)
    declined_at = models.DateTimeField(null=True, blank=True)
    declined_because = models.CharField(max_length=200, blank=True)

    objects = StepQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["patient", "latest"], name="steps_step_patient"),
            models.Index(fields=["asked_unit"], condition=Q(asked_unit__isnull=False), name="steps_step_asked_of"),
            models.Index(fields=["unit"], condition=Q(asked_unit__isnull=False), name="steps_step_asked_by"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=StepKind.values), name="steps_step_kind"),
            models.CheckConstraint(condition=Q(status__in=StepStatus.values), name="steps_step_status"),
            models.CheckConstraint(
                condition=Q(holder=Holder.PROFESSIONAL, responsible__isnull=False)
                | Q(holder__in=[Holder.UNIT, Holder.PATIENT], responsible=None),
                name="steps_step_holder",
            ),
            models.CheckConstraint(
                condition=Q(status__in=ALIVE, ended_at=None) | (~Q(status__in=ALIVE) & Q(ended_at__isnull=False)),
                name="steps_step_ended",
            ),
            models.CheckConstraint(
                condition=Q(latest=None) | Q(not_before=None) | Q(latest__gte=F("not_before")),
                name="steps_step_dates",
            ),
            models.CheckConstraint(
                condition=Q(guarantee_days=None) | Q(waits_since__isnull=False), name="steps_step_guarantee"
            ),
            models.CheckConstraint(
                condition=Q(asked_unit=None, asked_at=None) | Q(asked_unit__isnull=False, asked_at__isnull=False),
                name="steps_step_asked",
            ),
            models.CheckConstraint(
                condition=Q(asked_unit=None) | ~Q(asked_unit=F("unit")), name="steps_step_another_is_asked"
            ),
            models.CheckConstraint(
                condition=Q(asked_unit=None) | (Q(status__in=ALIVE) & ~Q(holder=Holder.PATIENT)),
                name="steps_step_can_be_handed_over",
            ),
            models.CheckConstraint(
                condition=Q(declined_at=None, declined_because="")
                | (Q(declined_at__isnull=False, asked_unit__isnull=False) & ~Q(declined_because="")),
                name="steps_step_declined",
            ),
        ]

    @property
    def is_open(self) -> bool:
        return self.status == StepStatus.OPEN

    @property
    def can_be_handed_over(self) -> bool:
        """By the unit that holds it: what the patient holds is the patient's."""
        return self.is_open and self.holder != Holder.PATIENT

    def is_asked(self, unit: int | None) -> bool:
        """Whether the unit is to say if it takes over."""
        return self.is_open and self.asked_unit_id == unit and self.declined_at is None

    @property
    def is_alive(self) -> bool:
        return self.status in ALIVE
