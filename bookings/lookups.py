"""What the pages of bookings need to find."""

from datetime import datetime
from uuid import UUID

from django.http import Http404

from access.grants import Access
from bookings.models import Booking
from bookings.section import BookingRow, section
from steps.models import Step


def find_booking(access: Access, booking: UUID) -> Booking:
    """Raises Http404 when there is none that the viewer may see."""
    found = Booking.objects.visible_to(access).select_related("performer", "unit").filter(public_id=booking).first()
    if found is None:
        raise Http404
    return found


def find_row(access: Access, booking: UUID, now: datetime) -> BookingRow:
    """As the plan tells it. Raises Http404 for what the plan no longer tells of."""
    found = next((row for row in section(access, now).rows if row.id == booking), None)
    if found is None:
        raise Http404
    return found


def our_booking(access: Access, booking: UUID) -> Booking:
    """Of the viewer's own unit: only those are theirs to change. Raises Http404."""
    found = find_booking(access, booking)
    if found.unit_id != access.unit_id:
        raise Http404
    return found


def steps_to_fulfil(access: Access) -> dict[str, Step]:
    """The unit's open steps that no booked time fulfils yet, by public id. One statement."""
    booked = Booking.objects.visible_to(access).booked().filter(step__isnull=False)
    steps = Step.objects.visible_to(access).open().filter(unit=access.unit_id)
    rows = steps.exclude(pk__in=booked.values("step")).order_by("latest", "pk")
    return {str(step.public_id): step for step in rows}
