"""What is being written and is not said yet."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from access.kinds import Scope
from access.models import UnitOwned, UnitOwnedQuerySet
from agreements.models.agreements import Agreement
from people.models import Professional


class DraftStatus(models.TextChoices):
    """Used: it became an agreement, under the same public id."""

    OPEN = "open", _("Utkast")
    USED = "used", _("Klart")
    DISCARDED = "discarded", _("Kastat")


class DraftQuerySet(UnitOwnedQuerySet["Draft"]):
    def open(self) -> Self:
        return self.filter(status=DraftStatus.OPEN)


class Draft(UnitOwned):
    """A form as it was last typed, right or wrong, so that a lost connection or a logout loses nothing.

    It is no record yet and never reaches the patient. `typed` holds what the form sends, by field. An agreement made
    of it takes over its public id. `written_by`: who wrote last; `author`: who began.
    """

    scope = Scope.AGREEMENTS
    replaces = models.ForeignKey(Agreement, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    typed = models.JSONField()
    written_by = models.ForeignKey(Professional, on_delete=models.PROTECT, null=True, related_name="+")
    status = models.CharField(max_length=9, choices=DraftStatus, default=DraftStatus.OPEN)

    objects = DraftQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["unit", "updated_at"], condition=Q(status="open"), name="agreements_draft_open"),
            models.Index(fields=["patient"], name="agreements_draft_patient"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(status__in=DraftStatus.values), name="agreements_draft_status"),
            models.CheckConstraint(condition=Q(approved_for_patient=False), name="agreements_draft_is_for_staff"),
            models.CheckConstraint(
                condition=Q(status=DraftStatus.OPEN) | Q(typed={}), name="agreements_draft_keeps_nothing_when_done"
            ),
        ]

    @property
    def is_open(self) -> bool:
        return self.status == DraftStatus.OPEN
