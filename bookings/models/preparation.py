"""What the patient wants to bring up at a visit, written beforehand in their own words (domain.md 10)."""

import uuid

from django.db import models
from django.db.models import F, Q

from access.models import PartOfOwned
from bookings.models.booking import Booking
from people.models import Professional

# Asked of a booking. Somebody who takes back all that they wrote has prepared nothing.
SAYS_SOMETHING = (
    Q(prepared__matters__gt="")
    | Q(prepared__questions__gt="")
    | Q(prepared__changes__gt="")
    | Q(prepared__medication__gt="")
)


class Preparation(PartOfOwned):
    """Who reads it besides the patient is said in bookings.words_for. One for each: it follows when the time is moved.

    `seen_at`: the unit has read what stands there now. It is empty again when the patient writes something else.
    """

    part_of = "booking"

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    booking = models.OneToOneField(Booking, on_delete=models.PROTECT, related_name="prepared")
    matters = models.TextField(blank=True)
    questions = models.TextField(blank=True)
    changes = models.TextField(blank=True)
    medication = models.TextField(blank=True)
    written_at = models.DateTimeField()
    by_proxy = models.CharField(max_length=250, blank=True, help_text="Who wrote it for the patient, and as what")
    revision = models.PositiveIntegerField(default=1)
    seen_at = models.DateTimeField(null=True, blank=True)
    seen_by = models.ForeignKey(Professional, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(seen_at=None, seen_by=None) | Q(seen_at__gte=F("written_at"), seen_by__isnull=False),
                name="bookings_preparation_seen",
            ),
        ]

    def __str__(self) -> str:
        return str(self.public_id)
