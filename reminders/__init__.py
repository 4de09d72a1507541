"""Reminders look down at what is booked and speak at the right time. Nothing below knows that they exist."""
