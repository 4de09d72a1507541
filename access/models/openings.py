"""Temporary openings: with consent or in an emergency, for a named reason, and never for long."""

from datetime import timedelta

from django.db import models
from django.db.models import F, Q

from access.kinds import OpeningGround, Opens
from access.models.grounds import Block, Period, PeriodQuerySet
from people.models import CareUnit, Patient, Professional

# A block is lifted for a week at most (PDL 4 kap. 5 §, as the regions apply it: domain.md 6.1); nor is anything else.
MOST = timedelta(days=7)
# Where a protected person is to be (OSL 21 kap. 3 §, 22 kap. 1 §).
PLACES_FOR = timedelta(minutes=15)


class Opening(Period):
    """That somebody at a unit may for a while see what is otherwise closed to them.

    `asked_by` is who asked; `professional` whom it is for, empty when it is for all who work at the unit. `block` is
    the one that is lifted, if that is what is opened: the next block the patient sets is another row, and holds.
    """

    patient = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="openings")
    unit = models.ForeignKey(CareUnit, on_delete=models.PROTECT, related_name="+")
    asked_by = models.ForeignKey(Professional, on_delete=models.PROTECT, related_name="+")
    professional = models.ForeignKey(Professional, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    opens = models.CharField(max_length=10, choices=Opens)
    ground = models.CharField(max_length=10, choices=OpeningGround)
    block = models.ForeignKey(Block, on_delete=models.PROTECT, null=True, blank=True, related_name="openings")

    objects = PeriodQuerySet["Opening"].as_manager()

    class Meta(Period.Meta):
        constraints = [
            *Period.Meta.constraints,
            models.CheckConstraint(condition=Q(opens__in=Opens.values), name="access_opening_opens"),
            models.CheckConstraint(condition=Q(ground__in=OpeningGround.values), name="access_opening_ground"),
            models.CheckConstraint(condition=~Q(because=""), name="access_opening_because"),
            models.CheckConstraint(
                condition=Q(until__isnull=False, until__lte=F("since") + MOST), name="access_opening_ends_in_a_week"
            ),
            models.CheckConstraint(
                condition=Q(opens=Opens.BLOCK, block__isnull=False) | (~Q(opens=Opens.BLOCK) & Q(block=None)),
                name="access_opening_names_its_block",
            ),
            models.CheckConstraint(
                condition=Q(professional=None) | Q(professional=F("asked_by")), name="access_opening_for_whom"
            ),
            models.CheckConstraint(
                condition=(
                    Q(opens=Opens.PLACES, ground=OpeningGround.NEED, professional__isnull=False)
                    & Q(until__lte=F("since") + PLACES_FOR)
                )
                | (~Q(opens=Opens.PLACES) & ~Q(ground=OpeningGround.NEED)),
                name="access_opening_places_for_one",
            ),
        ]
        indexes = [models.Index(fields=["patient", "unit"], name="access_opening_patient")]

    def __str__(self) -> str:
        return self.opens
