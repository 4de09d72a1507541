"""Bookings (tider): what is booked, when, where, and whether it was agreed with the patient."""
