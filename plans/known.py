"""What is known already when an agreement is written: who the fixed contacts are, and what the patient has prepared."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

import bookings.section
import contacts.section
from access.grants import Access
from bookings.section import PreparationRow
from contacts.section import ContactRow


@dataclass(frozen=True, slots=True)
class Known:
    """`fixed_contacts`: a line for each, as an agreement says it."""

    fixed_contacts: str
    prepared: PreparationRow | None


def known_of(access: Access, now: datetime) -> Known:
    """For the forms of the floors below, which reach it by its name in settings (`KNOWN_WHEN_WRITING`)."""
    appointed = contacts.section.section(access, now).rows
    return Known("\n".join(map(_line, appointed)), bookings.section.upcoming(access, now))


def _line(contact: ContactRow) -> str:
    said = {"name": contact.name, "role": contact.role, "hours": contact.hours}
    return _("%(name)s, %(role)s, %(hours)s") % said if contact.hours else _("%(name)s, %(role)s") % said
