"""Rules for when to remind, and the reminders: each row is record, outbox and lock in one."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from bookings.models import Booking
from people.models import CareUnit


class Rule(models.Model):
    """Remind so many hours before, on the wall clock. A unit with rules of its own does not follow the general ones."""

    unit = models.ForeignKey(CareUnit, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    hours_before = models.PositiveSmallIntegerField()
    opens = models.PositiveSmallIntegerField(default=8, help_text="Hour of the day, Europe/Stockholm")
    closes = models.PositiveSmallIntegerField(default=20)
    is_active = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "hours_before"], nulls_distinct=False, name="reminders_rule_one_of_each"
            ),
            # Three hours on the wall are at least two in spring, so that it is due before it is too late.
            models.CheckConstraint(condition=Q(hours_before__range=(3, 2400)), name="reminders_rule_hours_before"),
            models.CheckConstraint(condition=Q(opens__lt=F("closes"), closes__lte=24), name="reminders_rule_window"),
        ]

    def __str__(self) -> str:
        return f"{self.hours_before} h"


class Status(models.TextChoices):
    PLANNED = "planned", _("planerad")
    CLAIMED = "claimed", _("en sändare har tagit den")
    INTENT = "intent", _("på väg till operatören")
    UNCERTAIN = "uncertain", _("oklart om den gick iväg")
    SENT = "sent", _("skickad")
    DELIVERED = "delivered", _("framme")
    FAILED = "failed", _("kom inte fram")
    SKIPPED = "skipped", _("skickades inte")


class Reason(models.TextChoices):
    """Why a reminder was not sent, or did not arrive."""

    CHANGED = "changed", _("Tiden är flyttad eller avbokad")
    NOT_FOR_PATIENT = "not_for_patient", _("Tiden visas inte för patienten")
    DECEASED = "deceased", _("Patienten är avliden")
    PROTECTED = "protected", _("Patienten har skyddade uppgifter")
    NO_CONSENT = "no_consent", _("Patienten har inte sagt ja till SMS")
    NO_NUMBER = "no_number", _("Mobilnummer saknas")
    TOO_LATE = "too_late", _("Det hann bli för sent")
    REFUSED = "refused", _("Operatören tar inte emot numret")
    UNDELIVERED = "undelivered", _("SMS:et kom inte fram till telefonen")


UNBEGUN = (Status.PLANNED, Status.CLAIMED)
OPEN = (*UNBEGUN, Status.INTENT, Status.UNCERTAIN)
HELD = (Status.CLAIMED, Status.INTENT)
OUT = (Status.SENT, Status.DELIVERED)
ENDED_SO = (Status.SKIPPED, Status.FAILED)


class Reminder(models.Model):
    """One text about one booked time. The text is not kept, only how long it was.

    `token` rises each time a sender claims the row; who holds an older one has lost it. `unanswered` counts the
    attempts whose outcome nobody knows. A row without `next_attempt_at` is never looked at again.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False, help_text="Our reference")
    booking = models.ForeignKey(Booking, on_delete=models.PROTECT, related_name="+", db_index=False)
    booking_revision = models.PositiveIntegerField()
    rule = models.ForeignKey(Rule, on_delete=models.PROTECT, related_name="+", db_index=False)
    visit_at = models.DateTimeField(help_text="The booked time when this was planned")
    due_at = models.DateTimeField()
    valid_until = models.DateTimeField()
    planned_at = models.DateTimeField()
    status = models.CharField(max_length=10, choices=Status, default=Status.PLANNED)
    reason = models.CharField(max_length=16, choices=Reason, blank=True)
    next_attempt_at = models.DateTimeField(null=True)
    lease_until = models.DateTimeField(null=True)
    token = models.BigIntegerField(default=0)
    attempts = models.PositiveSmallIntegerField(default=0)
    unanswered = models.PositiveSmallIntegerField(default=0)
    gateway_id = models.CharField(max_length=64, blank=True)
    septets = models.PositiveSmallIntegerField(null=True)
    sent_at = models.DateTimeField(null=True)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["booking", "booking_revision", "rule"], name="reminders_reminder_planned_once"
            ),
            models.CheckConstraint(condition=Q(status__in=Status.values), name="reminders_reminder_status"),
            models.CheckConstraint(condition=Q(reason__in=["", *Reason.values]), name="reminders_reminder_reason"),
            models.CheckConstraint(
                condition=Q(status__in=ENDED_SO) & ~Q(reason="") | ~Q(status__in=ENDED_SO) & Q(reason=""),
                name="reminders_reminder_ended_because",
            ),
            models.CheckConstraint(
                condition=Q(due_at__lt=F("valid_until"), valid_until__lt=F("visit_at")),
                name="reminders_reminder_in_time",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=HELD) | Q(lease_until__isnull=False), name="reminders_reminder_held"
            ),
            models.CheckConstraint(
                condition=Q(status__in=OPEN) | Q(next_attempt_at=None), name="reminders_reminder_settled"
            ),
            models.CheckConstraint(
                condition=~Q(status__in=OUT) | Q(sent_at__isnull=False), name="reminders_reminder_sent"
            ),
        ]
        indexes = [
            # Exactly what a sender asks for, and no row that is settled.
            models.Index(
                fields=["next_attempt_at"],
                condition=Q(status__in=OPEN, next_attempt_at__isnull=False),
                name="reminders_reminder_to_send",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.public_id} {self.status}"


class Heartbeat(models.Model):
    """When each recurring job was last done. Silence is what to look for."""

    job = models.CharField(max_length=40, primary_key=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.job
