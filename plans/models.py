"""What is nobody else's: the statutory plans, with their goals and interventions (domain.md 3)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from access.kinds import Scope
from access.models import UnitOwned, UnitOwnedQuerySet
from people.models import CareUnit, Principal


class PlanKind(models.TextChoices):
    """TypeOfCarePlan (fhir.inera.se/CodeSystem/typeofcareplan-cs), complete."""

    SIP = "SIP", _("Samordnad individuell plan")
    FORENSIC = "SPLPTLRV", _("Samordnad plan enligt LPT och LRV")
    DISCHARGE = "SPU", _("Samordnad plan vid utskrivning")
    CARE = "VP", _("Vårdplan")
    HABILITATION = "HP", _("Habiliteringsplan")
    REHABILITATION = "RP", _("Rehabiliteringsplan")
    IMPLEMENTATION = "GP", _("Genomförandeplan")
    STANDARDISED = "SVP", _("Standardiserad vårdplan")


class StatutoryPlanQuerySet(UnitOwnedQuerySet["StatutoryPlan"]):
    def current(self) -> "StatutoryPlanQuerySet":
        return self.filter(ended_at=None)


class StatutoryPlan(UnitOwned):
    """A plan that a law asks for. `responsible`: the principal with overall responsibility (SIP: HSL 16 kap. 4 §)."""

    scope = Scope.AGREEMENTS
    kind = models.CharField(max_length=8, choices=PlanKind)
    title = models.CharField(max_length=120)
    responsible = models.CharField(max_length=12, choices=Principal)
    agreed_on = models.DateField()
    follow_up_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = StatutoryPlanQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["patient"], name="plans_patient_current", condition=Q(ended_at=None))]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=PlanKind.values), name="plans_statutoryplan_kind"),
            models.CheckConstraint(
                condition=Q(responsible__in=Principal.values), name="plans_statutoryplan_responsible"
            ),
            models.CheckConstraint(
                condition=~Q(kind=PlanKind.SIP) | Q(follow_up_at__isnull=False),
                name="plans_sip_is_followed_up",
            ),
        ]


class Goal(models.Model):
    plan = models.ForeignKey(StatutoryPlan, on_delete=models.PROTECT, related_name="goals")
    position = models.PositiveSmallIntegerField()
    what = models.CharField(max_length=300)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["plan", "position"], name="plans_goal_position")]

    def __str__(self) -> str:
        return str(self.position)


class Intervention(models.Model):
    """Insats: what, and which principal and unit answer for it."""

    plan = models.ForeignKey(StatutoryPlan, on_delete=models.PROTECT, related_name="interventions")
    position = models.PositiveSmallIntegerField()
    what = models.CharField(max_length=300)
    principal = models.CharField(max_length=12, choices=Principal)
    unit = models.ForeignKey(CareUnit, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "position"], name="plans_intervention_position"),
            models.CheckConstraint(condition=Q(principal__in=Principal.values), name="plans_intervention_principal"),
        ]

    def __str__(self) -> str:
        return str(self.position)
