"""A patient's concern about a line in the log."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from people.models import CareProvider, Patient, Professional

WORDS = 2000  # characters


class ConcernState(models.TextChoices):
    """What becomes of it, in order."""

    RECEIVED = "received", _("mottagen")
    EXAMINED = "examined", _("utreds")
    ANSWERED = "answered", _("besvarad")


class Concern(models.Model):
    """That a patient wonders about a reading. Goes to the reviewer of the provider whose reading it was.

    `line` and `line_at` are the key of the line in the log: the log has no foreign keys, and none point at it.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    patient = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="+")
    provider = models.ForeignKey(CareProvider, on_delete=models.PROTECT, related_name="+")
    line = models.BigIntegerField()
    line_at = models.DateTimeField()
    text = models.CharField(max_length=WORDS)
    reported_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=ConcernState, default=ConcernState.RECEIVED)
    answer = models.CharField(max_length=WORDS, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(Professional, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=ConcernState.values), name="access_concern_state"),
            models.CheckConstraint(condition=~Q(text=""), name="access_concern_text"),
            models.CheckConstraint(
                condition=Q(state=ConcernState.ANSWERED, answered_at__isnull=False, answered_by__isnull=False)
                & ~Q(answer="")
                | ~Q(state=ConcernState.ANSWERED) & Q(answered_at=None, answered_by=None, answer=""),
                name="access_concern_answer",
            ),
            models.UniqueConstraint(fields=["patient", "line"], name="access_concern_one_per_line"),
        ]
        indexes = [models.Index(fields=["provider", "state", "reported_at"], name="access_concern_provider")]

    def __str__(self) -> str:
        return str(self.public_id)
