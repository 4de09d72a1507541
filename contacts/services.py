"""Verbs for fixed contacts."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.db.models import F

from access.grants import Access, require
from access.services import log_write, written_before
from contacts.models import AppointedBecause, ContactKind, FixedContact, ToldHow
from people.models import Professional

ONE_AT_A_TIME = ("contacts_one_physician", "contacts_one_lead")
HANDED_OVER = "Har lämnat över till någon annan"


class AlreadyAppointed(Exception):
    """The patient has a contact of this kind, and the kind allows one at a time (2 and 4)."""


class SamePerson(Exception):
    """A contact is handed over to somebody else."""


class ContactChanged(Exception):
    """A colleague has ended the contact, or handed it over, first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Appointment:
    """Who, as what, and what for; and how the patient was told. Without phone and hours, those of the unit."""

    kind: ContactKind
    does: str
    because: AppointedBecause
    professional: Professional | None = None
    team: str = ""
    phone: str = ""
    phone_hours: str = ""
    told_how: ToldHow | None = None
    told_on: date | None = None


def appoint(*, access: Access, appointment: Appointment, now: datetime, key: UUID | None = None) -> FixedContact:
    """Appoint a fixed contact at the viewer's unit. The same `key` from the same author gives the row that is there.

    Raises AlreadyAppointed.
    """
    require(access.may_appoint)
    return _appoint(access, appointment, now, key or uuid4())


def hand_over(
    *, access: Access, contact: FixedContact, revision: int, to: Appointment, now: datetime, key: UUID | None = None
) -> FixedContact:
    """End a contact and appoint another in one: the patient is never without. Keyed as `appoint`.

    Raises SamePerson, or ContactChanged for a stale `revision`.
    """
    require(access.may_appoint)
    return _appoint(access, to, now, key or uuid4(), _Before(contact, revision))


@transaction.atomic
def end(*, access: Access, contact: FixedContact, revision: int, because: str, now: datetime) -> None:
    """Nobody takes over. Sent again, it changes nothing. Raises ContactChanged for a stale `revision`."""
    require(access.may_appoint)
    if _end(access, _Before(contact, revision), because, now):
        log_write(access, "contact.ended", contact.public_id, now=now, because=because)
        return
    current = FixedContact.objects.visible_to(access).get(pk=contact.pk)
    if (current.revision, current.ended_because) != (revision + 1, because):
        raise ContactChanged


@dataclass(frozen=True, slots=True)
class _Before:
    """The contact that ends, as it was seen."""

    contact: FixedContact
    revision: int


def _appoint(
    access: Access, appointment: Appointment, now: datetime, key: UUID, before: _Before | None = None
) -> FixedContact:
    ours = {"author": access.professional_id, "patient": access.patient}
    if written := written_before(FixedContact, key, **ours):
        return written
    if before and appointment.professional and appointment.professional.pk == before.contact.professional_id:
        raise SamePerson
    try:
        with _one_of_a_kind():
            if before:
                _hand_over(access, before, now)
            contact = _create(access, appointment, now, key, before)
            log_write(access, "contact.appointed", contact.public_id, now=now)
    except (IntegrityError, AlreadyAppointed, ContactChanged):
        # Sent twice at once: the other one has just written the row.
        if written := written_before(FixedContact, key, **ours):
            return written
        raise
    return contact


@contextmanager
def _one_of_a_kind() -> Iterator[None]:
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        if any(name in str(error) for name in ONE_AT_A_TIME):
            raise AlreadyAppointed from error
        raise


def _hand_over(access: Access, before: _Before, now: datetime) -> None:
    if not _end(access, before, HANDED_OVER, now):
        raise ContactChanged
    log_write(access, "contact.handed_over", before.contact.public_id, now=now)


def _end(access: Access, before: _Before, because: str, now: datetime) -> int:
    rows = FixedContact.objects.visible_to(access).current()
    return rows.filter(pk=before.contact.pk, unit=access.unit_id, revision=before.revision).update(
        ended_at=now, ended_because=because, updated_at=now, revision=F("revision") + 1
    )


def _create(access: Access, appointment: Appointment, now: datetime, key: UUID, before: _Before | None) -> FixedContact:
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
        told_how=appointment.told_how or "",
        told_on=appointment.told_on,
        since=now,
        replaces=before.contact if before else None,
    )
