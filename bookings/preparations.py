"""What the patient has prepared for a visit, as decided values."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from access.grants import Access
from bookings.models import SAYS_SOMETHING, Booking
from bookings.words_for import may_read_all, may_read_medication, may_read_words

FIELDS = (
    "prepared__matters", "prepared__questions", "prepared__changes", "prepared__medication", "prepared__written_at",
    "prepared__by_proxy", "prepared__revision", "prepared__seen_at", "prepared__seen_by__given_name",
    "prepared__seen_by__family_name",
)  # fmt: skip
# A meeting runs over, and what was agreed is written down after it.
WRITTEN_AFTER = timedelta(hours=2)


@dataclass(frozen=True, slots=True)
class PreparationRow:
    """In the patient's own words. `title` says to the viewer that it is done; `seen_by`: who at the unit has read what
    stands here now.
    """

    booking: UUID
    title: str
    what: str
    starts_at: datetime
    matters: str
    questions: str
    changes: str
    medication: str
    written_at: datetime
    by_proxy: str
    revision: int
    seen_at: datetime | None
    seen_by: str

    @property
    def said(self) -> tuple[tuple[str, str], ...]:
        """What is written, each under its heading."""
        headings = (
            (_("Viktigt för mig nu"), self.matters),
            (_("Mina frågor"), self.questions),
            (_("Det här har ändrats"), self.changes),
            (_("Mina mediciner"), self.medication),
        )
        return tuple((heading, words) for heading, words in headings if words)


def prepared(row: Any, access: Access) -> PreparationRow | None:
    """Of a row of bookings that holds FIELDS. None when nothing is written that the viewer may read."""
    by_proxy = row.prepared__by_proxy or ""
    if not may_read_words(access, by_proxy):
        return None
    medication = row.prepared__medication if may_read_medication(access, by_proxy) else ""
    written = (row.prepared__matters, row.prepared__questions, row.prepared__changes, medication)
    if not any(written):
        return None
    given, family = row.prepared__seen_by__given_name, row.prepared__seen_by__family_name
    return PreparationRow(
        row.public_id,
        _title(row, access),
        row.what,
        row.starts_at,
        *written,
        row.prepared__written_at,
        by_proxy,
        row.prepared__revision,
        row.prepared__seen_at,
        f"{given} {family}" if given else "",
    )


def may_write(row: Any, access: Access) -> bool:
    """Nothing is written, or nothing that the viewer may not read."""
    written = (row.prepared__matters, row.prepared__questions, row.prepared__changes, row.prepared__medication)
    return not any(written) or may_read_all(access, row.prepared__by_proxy, row.prepared__medication)


def _title(row: Any, access: Access) -> str:
    if access.is_staff:
        return _("Patienten har förberett besöket")
    is_by_reader = access.is_own and not row.prepared__by_proxy
    return _("Du har förberett besöket") if is_by_reader else _("Besöket är förberett")


def upcoming(access: Access, now: datetime) -> PreparationRow | None:
    """For the first visit at the viewer's unit that is prepared and not long over. One statement.

    Not while places are hidden: the patient's words may name them, and the plan shows them covered.
    """
    if access.hides_places:
        return None
    visits = Booking.objects.booked().visible_to(access).filter(SAYS_SOMETHING, unit=access.unit_id)
    ahead = visits.filter(ends_at__gt=now - WRITTEN_AFTER).order_by("starts_at", "pk")
    found = ahead.values_list("public_id", "what", "starts_at", *FIELDS, named=True).first()
    return prepared(found, access) if found else None
