"""What the patient asks of the unit, and what it answers."""

import uuid
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from access.models import PartOfOwned
from agreements.models.agreements import Agreement
from people.models import Professional


class QuestionQuerySet(models.QuerySet["Question"]):
    def open(self) -> Self:
        return self.filter(answered_at=None)


class Wish(models.TextChoices):
    """What the patient wants of the unit."""

    QUESTION = "question", _("Fråga")
    CHANGE = "change", _("Önskan om ändring")


class Question(PartOfOwned):
    """What the patient asks, or wants to change. The unit of the agreement answers; what was asked is never edited.

    The patient can follow it: sent, read by the unit, answered.
    """

    part_of = "agreement"

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="questions")
    wish = models.CharField(max_length=8, choices=Wish, default=Wish.QUESTION)
    text = models.TextField()
    asked_at = models.DateTimeField()
    by_proxy = models.CharField(max_length=250, blank=True, help_text="Who asked for the patient, and as what")
    seen_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(Professional, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = QuestionQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["agreement"], condition=Q(answered_at=None), name="agreements_question_open"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(wish__in=Wish.values), name="agreements_question_wish"),
            models.CheckConstraint(
                condition=Q(answered_at=None, answered_by=None, answer="")
                | (Q(answered_at__isnull=False, answered_by__isnull=False) & ~Q(answer="")),
                name="agreements_question_answered",
            ),
        ]

    def __str__(self) -> str:
        return str(self.public_id)
