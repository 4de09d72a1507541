"""What the region and the heads of units have decided about those who act for others. Each holds from a day.

Sources: domain.md 6.7 (1177 Journalen's ages; HFD 2017 ref. 67 about proxies).
"""

import uuid

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Q

from access.kinds import MandateKind, Scope
from access.models.grounds import Period, PeriodQuerySet, TimeRange
from people.models import CareUnit, Patient, Professional

BY_AGE = (MandateKind.SELF, MandateKind.GUARDIAN)


class AgeRuleQuerySet(models.QuerySet["AgeRule"]):
    def decided(self, today: object) -> "AgeRuleQuerySet":
        """The oldest first: of the same kind and scope, the last one is in force."""
        return self.filter(valid_from__lte=today).order_by("valid_from", "pk")


class AgeRule(models.Model):
    """At which ages of the patient a scope is open, to the guardian or to the patient: from a birthday until another.

    A new decision is a new row; the earlier one stays and tells what held before. No rule, no scope.
    """

    kind = models.CharField(max_length=10, choices=MandateKind)
    scope = models.CharField(max_length=10, choices=Scope)
    from_age = models.PositiveSmallIntegerField(default=0)
    until_age = models.PositiveSmallIntegerField(null=True, blank=True)
    valid_from = models.DateField()
    because = models.CharField(max_length=200)

    objects = AgeRuleQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=BY_AGE), name="access_agerule_kind"),
            models.CheckConstraint(condition=Q(scope__in=Scope.values), name="access_agerule_scope"),
            models.CheckConstraint(
                condition=Q(until_age=None) | Q(until_age__gte=F("from_age")), name="access_agerule_ages"
            ),
            models.CheckConstraint(
                condition=~Q(kind=MandateKind.GUARDIAN) | Q(until_age__isnull=False, until_age__lte=18),
                name="access_agerule_guardian_of_a_child",
            ),
            models.UniqueConstraint(fields=["kind", "scope", "valid_from"], name="access_agerule_one_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.scope}"


class AgeException(Period):
    """The head of a unit lets a guardian read on, or a child read earlier: what that unit has written, and no more.

    Read only, and until the 16th birthday at the latest. The unit's other patients are not concerned.
    """

    patient = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="age_exceptions")
    unit = models.ForeignKey(CareUnit, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=MandateKind)
    decided_by = models.ForeignKey(Professional, on_delete=models.PROTECT, related_name="+")

    objects = PeriodQuerySet["AgeException"].as_manager()

    class Meta(Period.Meta):
        constraints = [
            *Period.Meta.constraints,
            models.CheckConstraint(condition=Q(kind__in=BY_AGE), name="access_ageexception_kind"),
            models.CheckConstraint(condition=Q(until__isnull=False), name="access_ageexception_ends"),
            models.CheckConstraint(condition=~Q(because=""), name="access_ageexception_because"),
            ExclusionConstraint(
                name="access_ageexception_one_open",
                expressions=[
                    ("patient", RangeOperators.EQUAL),
                    ("unit", RangeOperators.EQUAL),
                    ("kind", RangeOperators.EQUAL),
                    (TimeRange("since", "until", RangeBoundary()), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return self.kind


class ProxyDecisionQuerySet(models.QuerySet["ProxyDecision"]):
    def allowing(self, now: object) -> "ProxyDecisionQuerySet":
        """The decision in force, if it lets proxies in: none when there is no decision."""
        decided = self.filter(valid_from__lte=now).order_by("-valid_from", "-pk")
        return self.filter(pk__in=decided.values("pk")[:1], is_allowed=True)


class ProxyDecision(models.Model):
    """Whether somebody whom the patient has chosen may read. Off until the region decides (HFD 2017 ref. 67)."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    is_allowed = models.BooleanField()
    valid_from = models.DateTimeField()
    because = models.CharField(max_length=200)

    objects = ProxyDecisionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["valid_from"], name="access_proxydecision_one_at_a_time"),
            models.CheckConstraint(condition=~Q(because=""), name="access_proxydecision_because"),
        ]

    def __str__(self) -> str:
        return str(self.is_allowed)
