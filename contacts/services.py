"""Verbs for fixed contacts."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction

from access.grants import Access, require
from access.services import log_write
from contacts.models import AppointedBecause, ContactKind, FixedContact
from people.models import Professional

ONE_AT_A_TIME = ("contacts_one_physician", "contacts_one_lead")


class AlreadyAppointed(Exception):
    """The patient has a contact of this kind, and the kind allows one at a time (2 and 4)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Appointment:
    """Who, as what, and what for. Without phone and hours, those of the unit."""

    kind: ContactKind
    does: str
    because: AppointedBecause
    professional: Professional | None = None
    team: str = ""
    phone: str = ""
    phone_hours: str = ""


def appoint(*, access: Access, appointment: Appointment, now: datetime, key: UUID | None = None) -> FixedContact:
    """Appoint a fixed contact at the viewer's unit. The same `key` from the same author gives the row that is there.

    Raises AlreadyAppointed.
    """
    require(access.may_appoint)
    key = key or uuid4()
    already = FixedContact.objects.filter(public_id=key, author=access.professional_id, patient=access.patient)
    if written := already.first():
        return written
    try:
        with transaction.atomic():
            contact = _create(access, appointment, now, key)
            log_write(access, "contact.appointed", contact.public_id, now=now)
    except IntegrityError as error:
        # Sent twice at once: the other one has just written the row.
        if written := already.first():
            return written
        if any(name in str(error) for name in ONE_AT_A_TIME):
            raise AlreadyAppointed from error
        raise
    return contact


def _create(access: Access, appointment: Appointment, now: datetime, key: UUID) -> FixedContact:
    assert access.assignment is not None  # noqa: S101 -- only staff may appoint
    unit = access.assignment.unit
    return FixedContact.objects.create(
        public_id=key,
        patient=access.patient,
        unit=unit,
        provider_id=unit.provider_id,
        author_id=access.professional_id,
        authored_at=now,
        updated_at=now,
        kind=appointment.kind,
        professional=appointment.professional,
        team=appointment.team,
        does=appointment.does,
        phone=appointment.phone or unit.phone,
        phone_hours=appointment.phone_hours or unit.phone_hours,
        because=appointment.because,
        since=now,
    )
