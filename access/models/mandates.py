"""Who may act for a patient: from being asked to the end, never deleted."""

from typing import Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import Exists, FilteredRelation, OuterRef, Q

from access.kinds import MandateKind, MandateState, Scope
from access.models.decisions import AgeException, AgeRule, ProxyDecision
from access.models.grounds import Period, PeriodQuerySet, TimeRange
from access.row_json import RowJson
from people.models import Login, Patient, Professional, Protection

PROTECTED = tuple(each for each in Protection if each != Protection.NONE)
OVER = (MandateState.REFUSED, MandateState.ENDED)


class MandateQuerySet(PeriodQuerySet["Mandate"]):
    def active(self, now: object) -> Self:
        return self.current(now).filter(state=MandateState.ACTIVE)

    def opening_own(self, now: object) -> Self:
        """As `opening`, of oneself: nobody assesses that, and no region decides. Asked for each page of a patient."""
        return self.active(now).filter(kind=MandateKind.SELF)

    def opening(self, now: object) -> Self:
        """Those that open a plan now, as far as scopes and ages go (access.ages).

        Who is near a protected person may be the threat: denied until it is assessed. A proxy needs the region's leave.
        """
        decision = FilteredRelation("assessments", condition=Q(assessments__until=None))
        is_safe = Q(kind=MandateKind.SELF) | ~is_near_a_protected_person() | Q(decision__is_allowed=True)
        is_decided = ~Q(kind=MandateKind.PROXY) | Q(Exists(ProxyDecision.objects.allowing(now)))
        return self.active(now).alias(decision=decision).filter(is_safe, is_decided)

    def to_assess(self, now: object) -> Self:
        """Those that open nothing before somebody has decided, and those that somebody has decided on."""
        return self.active(now).filter(~Q(kind=MandateKind.SELF), is_near_a_protected_person())

    def with_ages(self, now: object, today: object) -> Self:
        """Adds `rules` and `excepted_units`: what the patient's age decides (access.ages). No further statement."""
        rules = AgeRule.objects.decided(today).filter(kind=OuterRef("kind"))
        as_json = rules.values(json=RowJson(scope="scope", from_age="from_age", until_age="until_age"))
        exceptions = AgeException.objects.current(now).filter(patient=OuterRef("patient"), kind=OuterRef("kind"))
        return self.annotate(rules=ArraySubquery(as_json), excepted_units=ArraySubquery(exceptions.values("unit")))

    def invited(self, code: object, now: object) -> Self:
        """The one whose code it is, while it may be answered. `until` is when the code goes out."""
        return self.filter(code=code, state=MandateState.REQUESTED, until__gt=now).exclude(code="")


def is_near_a_protected_person() -> Q:
    """Asked of a mandate: the patient is protected, or somebody else who is guardian of the same child."""
    others = Mandate.objects.filter(
        ~Q(login=OuterRef("login")),
        patient=OuterRef("patient"),
        kind=MandateKind.GUARDIAN,
        login__mandates__kind=MandateKind.SELF,
        login__mandates__patient__protection__in=PROTECTED,
    )
    return ~Q(patient__protection=Protection.NONE) | Q(Exists(others))


class Mandate(Period):
    """What a login may do for a patient. The patient's own logins have the mandate *self*: one path for everyone.

    While requested it has a `code`, which is handed to the one who is `invited`, and no login; `until` says how long
    the code works, `holds_until` when the mandate will end. `because`: what shows the right, as staff have noted it.
    """

    login = models.ForeignKey(Login, on_delete=models.PROTECT, null=True, blank=True, related_name="mandates")
    patient = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="mandates")
    kind = models.CharField(max_length=10, choices=MandateKind)
    state = models.CharField(max_length=10, choices=MandateState, default=MandateState.ACTIVE)
    scopes = ArrayField(models.CharField(max_length=10, choices=Scope))
    invited = models.CharField(max_length=200, blank=True, help_text="The name, as the one who asks has written it")
    code = models.CharField(max_length=16, blank=True)
    holds_until = models.DateTimeField(null=True, blank=True)
    granted_by = models.ForeignKey(Professional, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    ended_because = models.CharField(max_length=200, blank=True)

    objects = MandateQuerySet.as_manager()

    class Meta(Period.Meta):
        constraints = [
            *Period.Meta.constraints,
            models.CheckConstraint(condition=Q(kind__in=MandateKind.values), name="access_mandate_kind"),
            models.CheckConstraint(condition=Q(state__in=MandateState.values), name="access_mandate_state"),
            models.CheckConstraint(
                condition=Q(scopes__contained_by=Scope.values) & Q(scopes__len__gt=0), name="access_mandate_scopes"
            ),
            models.CheckConstraint(
                condition=~Q(kind=MandateKind.SELF) | Q(scopes__contains=Scope.values),
                name="access_mandate_self_has_all",
            ),
            models.CheckConstraint(
                condition=Q(state=MandateState.REQUESTED, until__isnull=False) & ~Q(code="") & ~Q(invited="")
                | ~Q(state=MandateState.REQUESTED) & Q(code=""),
                name="access_mandate_code_while_requested",
            ),
            models.CheckConstraint(
                condition=~Q(state=MandateState.ACTIVE) | Q(login__isnull=False), name="access_mandate_somebody_has_it"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=OVER) | Q(until__isnull=False), name="access_mandate_over_when"
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=[MandateKind.GUARDIAN, MandateKind.TRUSTEE]) | ~Q(because=""),
                name="access_mandate_right_is_shown",
            ),
            models.UniqueConstraint(fields=["code"], condition=~Q(code=""), name="access_mandate_one_code"),
            ExclusionConstraint(
                name="access_mandate_one_open",
                expressions=[
                    ("login", RangeOperators.EQUAL),
                    ("patient", RangeOperators.EQUAL),
                    (TimeRange("since", "until", RangeBoundary()), RangeOperators.OVERLAPS),
                ],
                condition=Q(state=MandateState.ACTIVE),
            ),
        ]

    def __str__(self) -> str:
        return self.kind
