"""What staff should know of: texts that did not arrive, or may not have, for visits that are still to come."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import F, Q

from access.grants import UnitAccess
from bookings.models import Booking
from reminders.models import Reason, Reminder, Status

FOR_PEOPLE = (Reason.NO_NUMBER, Reason.NO_CONSENT, Reason.TOO_LATE)


@dataclass(frozen=True, slots=True)
class Undelivered:
    """`why` is in words. Names are the list's business: it masks those of protected persons."""

    patient: UUID
    booking: UUID
    what: str
    starts_at: datetime
    why: str


def undelivered(access: UnitAccess, now: datetime) -> tuple[Undelivered, ...]:
    """The unit's own visits to come where the patient may not have been reminded, next visit first. One statement."""
    is_uncertain = Q(status=Status.UNCERTAIN) | Q(status=Status.INTENT, lease_until__lte=now)
    rows = (
        Reminder.objects.filter(booking__in=Booking.objects.booked().listed_for(access))
        .filter(is_uncertain | Q(status=Status.FAILED) | Q(status=Status.SKIPPED, reason__in=FOR_PEOPLE))
        .filter(booking__unit=access.unit_id, booking__starts_at=F("visit_at"), visit_at__gt=now)
        .order_by("booking__starts_at", "pk")
        .values_list(
            "booking__patient__public_id", "booking__public_id", "booking__what", "booking__starts_at", "status",
            "reason",
        )
    )  # fmt: skip
    return tuple(
        Undelivered(patient, booking, what, starts_at, _why(status, reason))
        for patient, booking, what, starts_at, status, reason in rows
    )


def _why(status: str, reason: str) -> str:
    if reason:
        return str(Reason(reason).label)
    return str(Status.UNCERTAIN.label)
