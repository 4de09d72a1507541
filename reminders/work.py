"""Texts that did not reach the patient, or may not have, about visits that are still to come."""

from typing import Any

from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from access.grants import UnitAccess
from access.listing import Listing
from access.matters import Matter, Urgency, before, is_cared_for
from bookings.models import Booking
from reminders.models import Reason, Reminder, Status

UNCERTAIN = _("Oklart om påminnelsen gick iväg")
WHAT: dict[str, Promise] = {
    Reason.REFUSED: _("Påminnelsen gick inte att skicka till patientens nummer"),
    Reason.UNDELIVERED: _("Påminnelsen kom inte fram till patientens telefon"),
    Reason.TOO_LATE: _("Påminnelsen hann inte skickas"),
    Reason.NO_NUMBER: _("Påminnelsen skickades inte: mobilnummer saknas"),
    Reason.NO_CONSENT: _("Påminnelsen skickades inte: patienten har sagt nej till SMS"),
}


def _of_our_visits(access: UnitAccess) -> QuerySet[Reminder, Any]:
    is_uncertain = Q(status=Status.UNCERTAIN) | Q(status=Status.INTENT, lease_until__lte=access.opened_at)
    return (
        Reminder.objects.filter(booking__in=Booking.objects.booked().listed_for(access))
        .filter(is_cared_for(access, "booking__patient"), is_uncertain | Q(reason__in=WHAT))
        .filter(booking__unit=access.unit_id, booking__starts_at=F("visit_at"), visit_at__gt=access.opened_at)
        .order_by("visit_at", "pk")
        .values_list("booking__patient__public_id", "booking__what", "visit_at", "changed_at", "reason")
    )


UNREACHED = Listing(_of_our_visits)


def matters(access: UnitAccess) -> list[Matter]:
    """The unit's own visits to come where the patient may not have been reminded, next visit first. One statement."""
    return [
        Matter(
            patient=patient,
            urgency=before(timezone.localdate(visit_at), access.today, Urgency.SOON),
            what=str(WHAT.get(reason, UNCERTAIN)),
            about=about,
            at=visit_at,
            since=timezone.localdate(changed_at),
        )
        for patient, about, visit_at, changed_at, reason in UNREACHED.of(access)
    ]
