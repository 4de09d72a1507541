"""Booked times, what the patient answers about them, and what the patient brings to them."""

from bookings.models.booking import (
    AgreedHow,
    Booking,
    BookingQuerySet,
    BookingStatus,
    TimeRange,
    TimeWish,
    TimeWishQuerySet,
)
from bookings.models.preparation import SAYS_SOMETHING, Preparation

__all__ = [
    "SAYS_SOMETHING",
    "AgreedHow",
    "Booking",
    "BookingQuerySet",
    "BookingStatus",
    "Preparation",
    "TimeRange",
    "TimeWish",
    "TimeWishQuerySet",
]
