"""A survey is the seven questions put to one patient once, after a meeting."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from access.kinds import Scope
from access.models import UnitOwned, UnitOwnedQuerySet
from people.models import Professional
from surveys.questions import CURRENT, NEXT_STEP


class SurveyQuerySet(UnitOwnedQuerySet["Survey"]):
    def unanswered(self) -> Self:
        return self.filter(answered_at=None)

    def to_follow_up(self) -> Self:
        return self.filter(needs_follow_up=True, handled_at=None)


class Survey(UnitOwned):
    """`unit` is the one that asks, `version` the wording.

    `needs_follow_up`: something fell short (see `falls_short`). `handled_at` and `handled_by`: the unit has seen to it.
    """

    scope = Scope.ANSWER
    version = models.CharField(max_length=20, default=CURRENT)
    answered_at = models.DateTimeField(null=True, blank=True)
    by_proxy = models.CharField(max_length=250, blank=True, help_text="Who answered for the patient, and as what")
    needs_follow_up = models.BooleanField(default=False)
    handled_at = models.DateTimeField(null=True, blank=True)
    handled_by = models.ForeignKey(Professional, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = SurveyQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["unit"], condition=Q(needs_follow_up=True, handled_at=None), name="surveys_survey_to_follow_up"
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["patient", "unit"], condition=Q(answered_at=None), name="surveys_survey_one_open"
            ),
            models.CheckConstraint(
                condition=Q(needs_follow_up=False) | Q(answered_at__isnull=False), name="surveys_survey_answered_first"
            ),
            models.CheckConstraint(
                condition=Q(handled_at=None, handled_by=None)
                | Q(handled_at__isnull=False, handled_by__isnull=False, needs_follow_up=True),
                name="surveys_survey_handled",
            ),
        ]


class AnswerValue(models.TextChoices):
    YES = "yes", _("Ja")
    PARTLY = "partly", _("Delvis")
    NO = "no", _("Nej")
    DO_NOT_KNOW = "do_not_know", _("Vet inte")
    NOT_NEEDED = "not_needed", _("Behövs inte")


FALLS_SHORT = (AnswerValue.NO, AnswerValue.PARTLY)
# Who cannot say what the next step is does not know it, whichever of the two they tick.
LOST = (AnswerValue.NO, AnswerValue.DO_NOT_KNOW)


def is_lost(number: int, value: str) -> bool:
    """The patient does not know their next step."""
    return number == NEXT_STEP and value in LOST


def falls_short(number: int, value: str) -> bool:
    """The unit is to see to it. The same as `FALLEN_SHORT`, of which the database is asked."""
    return value in FALLS_SHORT or is_lost(number, value)


FALLEN_SHORT = Q(value__in=FALLS_SHORT) | Q(number=NEXT_STEP, value__in=LOST)


class Answer(models.Model):
    """Written once, with the others of the same survey."""

    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="answers")
    number = models.PositiveSmallIntegerField()
    value = models.CharField(max_length=12, choices=AnswerValue)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["survey", "number"], name="surveys_answer_once"),
            models.CheckConstraint(condition=Q(number__range=(1, 7)), name="surveys_answer_number"),
            models.CheckConstraint(condition=Q(value__in=AnswerValue.values), name="surveys_answer_value"),
        ]

    def __str__(self) -> str:
        return str(self.number)
