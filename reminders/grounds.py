"""What must hold for somebody to be reminded of a booked time. Asked when planning, and again when sending."""

from datetime import datetime

from django.db.models import Case, CharField, Exists, OuterRef, Q, Value, When
from django.db.models.expressions import Combinable

from access.kinds import ConsentKind
from access.models import Consent
from access.prepared import Param
from bookings.models import BookingStatus
from people.models import Protection
from reminders.models import Reason

Ground = Q | Exists


def grounds(now: datetime | Param, booking: str = "") -> dict[Reason, Ground]:
    """Each ground, by the reason that is given when it is missing. `booking` leads to the booking: "booking__"."""
    consents = Consent.objects.current(now).filter(
        kind=ConsentKind.SMS, patient=OuterRef(f"{booking}patient"), unit=OuterRef(f"{booking}unit")
    )
    return {
        Reason.CHANGED: Q(**{f"{booking}status": BookingStatus.BOOKED}),
        Reason.NOT_FOR_PATIENT: Q(**{f"{booking}approved_for_patient": True}),
        Reason.DECEASED: Q(**{f"{booking}patient__deceased_on": None}),
        Reason.PROTECTED: Q(**{f"{booking}patient__protection": Protection.NONE}),
        Reason.NO_CONSENT: Exists(consents),
        Reason.NO_NUMBER: ~Q(**{f"{booking}patient__mobile": ""}),
    }


def first_missing(found: dict[Reason, Ground]) -> Combinable:
    """The reason of the first ground that does not hold, or nothing."""
    missing = (When(~ground, then=Value(reason.value)) for reason, ground in found.items())
    return Case(*missing, default=Value(""), output_field=CharField())
