"""Verbs for bookings: staff's, and the patient's answers."""

from bookings.services.answers import AlreadyAnswered, ask_for_another_time, confirm
from bookings.services.times import (
    AlreadyBooked,
    BookingChanged,
    StepNotOpen,
    Time,
    VisitHasBegun,
    book,
    cancel,
    conclude,
    move,
)

__all__ = [
    "AlreadyAnswered",
    "AlreadyBooked",
    "BookingChanged",
    "StepNotOpen",
    "Time",
    "VisitHasBegun",
    "ask_for_another_time",
    "book",
    "cancel",
    "conclude",
    "confirm",
    "move",
]
