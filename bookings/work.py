"""What staff's lists need to know of bookings, for many patients in one statement."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from access.grants import UnitAccess
from bookings.models import AgreedHow, Booking


@dataclass(frozen=True, slots=True)
class NextTime:
    what: str
    starts_at: datetime
    is_agreed: bool


def next_times(access: UnitAccess, patients: Collection[int], now: datetime) -> dict[int, NextTime]:
    """Each patient's next booked time that the unit may see."""
    rows = (
        Booking.objects.booked()
        .listed_for(access)
        .filter(patient__in=patients, starts_at__gte=now)
        .order_by("patient", "starts_at", "pk")
        .distinct("patient")
        .values_list("patient", "what", "starts_at", "agreed")
    )
    return {patient: NextTime(what, at, agreed != AgreedHow.NOT_YET) for patient, what, at, agreed in rows}
