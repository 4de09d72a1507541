"""A booked time, and the wish for another. Agreed is something else than booked: who said so, and how, is part of the
row.
"""

import uuid
from typing import Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import Exists, F, Func, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from access.kinds import Scope
from access.models import UnitOwned, UnitOwnedQuerySet
from people.models import Professional
from steps.models import Step


class BookingStatus(models.TextChoices):
    BOOKED = "booked", _("Bokad")
    DONE = "done", _("Klart")
    MISSED = "missed", _("Blev inte av")
    CANCELLED = "cancelled", _("Avbokad")


class AgreedHow(models.TextChoices):
    """Överenskommen tid: booked in dialogue, chosen or confirmed by the patient, or only sent out."""

    NOT_YET = "not_yet", _("Svara om tiden passar")
    IN_DIALOGUE = "dialogue", _("Överenskommen")
    CHOSEN = "chosen", _("Självvald tid")
    CONFIRMED = "confirmed", _("Tiden passar")


class TimeRange(Func):
    """`[starts_at, ends_at)`, so that one visit may begin when another ends."""

    function = "TSTZRANGE"
    output_field = DateTimeRangeField()


class BookingQuerySet(UnitOwnedQuerySet["Booking"]):
    def booked(self) -> Self:
        return self.filter(status=BookingStatus.BOOKED)

    def without_wish(self) -> Self:
        """Those for which the patient has not asked for another time."""
        return self.filter(~Exists(TimeWish.objects.open().filter(booking=OuterRef("pk"))))


class Booking(UnitOwned):
    """A time at a unit. Moving it keeps the row and raises `revision`, so that nothing reminds of the old time."""

    scope = Scope.TIMES
    step = models.ForeignKey(Step, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    what = models.CharField(max_length=200)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    place = models.CharField(max_length=200, blank=True)
    preparation = models.TextField(blank=True)
    performer = models.ForeignKey(Professional, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    agreed = models.CharField(max_length=10, choices=AgreedHow, default=AgreedHow.NOT_YET)
    agreed_at = models.DateTimeField(null=True, blank=True)
    by_proxy = models.CharField(max_length=250, blank=True, help_text="Who said that it suits for the patient")
    status = models.CharField(max_length=10, choices=BookingStatus, default=BookingStatus.BOOKED)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_because = models.CharField(max_length=200, blank=True)

    objects = BookingQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["patient", "starts_at"], name="bookings_booking_patient"),
            # What is to come, whoever the patient is: asked every minute.
            models.Index(
                fields=["starts_at"], condition=Q(status=BookingStatus.BOOKED), name="bookings_booking_to_come"
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(status__in=BookingStatus.values), name="bookings_booking_status"),
            models.CheckConstraint(condition=Q(agreed__in=AgreedHow.values), name="bookings_booking_agreed"),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="bookings_booking_takes_time"),
            models.CheckConstraint(
                condition=Q(agreed=AgreedHow.NOT_YET, agreed_at=None)
                | (~Q(agreed=AgreedHow.NOT_YET) & Q(agreed_at__isnull=False)),
                name="bookings_booking_agreed_when",
            ),
            models.CheckConstraint(
                condition=Q(status=BookingStatus.BOOKED, ended_at=None)
                | (~Q(status=BookingStatus.BOOKED) & Q(ended_at__isnull=False)),
                name="bookings_booking_ended",
            ),
            ExclusionConstraint(
                name="bookings_booking_one_at_a_time",
                expressions=[
                    ("performer", RangeOperators.EQUAL),
                    (TimeRange("starts_at", "ends_at", RangeBoundary()), RangeOperators.OVERLAPS),
                ],
                condition=Q(status=BookingStatus.BOOKED, performer__isnull=False),
            ),
        ]


class TimeWishQuerySet(models.QuerySet["TimeWish"]):
    def open(self) -> Self:
        return self.filter(answered_at=None)


class TimeWish(models.Model):
    """The patient has asked for another time, and perhaps said which. Answered when staff move or cancel the time."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    booking = models.ForeignKey(Booking, on_delete=models.PROTECT, related_name="wishes")
    text = models.TextField(blank=True)
    asked_at = models.DateTimeField()
    by_proxy = models.CharField(max_length=250, blank=True, help_text="Who asked for the patient, and as what")
    answered_at = models.DateTimeField(null=True, blank=True)

    objects = TimeWishQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["booking"], condition=Q(answered_at=None), name="bookings_timewish_one_open"
            ),
            models.CheckConstraint(
                condition=Q(answered_at=None) | Q(answered_at__gte=F("asked_at")), name="bookings_timewish_answered"
            ),
        ]

    def __str__(self) -> str:
        return str(self.public_id)
