"""Verbs for bookings: staff's, the patient's answers, and what the patient prepares."""

from bookings.services.answers import AlreadyAnswered, ask_for_another_time, confirm
from bookings.services.preparing import PreparationChanged, PreparationText, note_as_read, prepare
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
    "PreparationChanged",
    "PreparationText",
    "StepNotOpen",
    "Time",
    "VisitHasBegun",
    "ask_for_another_time",
    "book",
    "cancel",
    "conclude",
    "confirm",
    "move",
    "note_as_read",
    "prepare",
]
