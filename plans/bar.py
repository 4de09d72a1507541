"""The bar on top of every staff page about a patient: whose page it is must always be in sight."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils import timezone

import contacts.section
from access.grants import Access
from access.opened import Opened
from contacts.section import ContactRow, coordinator_of
from people.identities import show_number
from people.shown import language_name


@dataclass(frozen=True, slots=True)
class PatientBar:
    id: UUID
    name: str
    number: str
    age: int
    language: str
    needs_interpreter: bool
    is_protected: bool
    wants_paper: bool
    coordinator: str
    openings: tuple[Opened, ...]


def bar_of(access: Access, now: datetime) -> PatientBar:
    """The bar for pages of the lower floors, which reach it by its name in settings (`PATIENT_BAR`)."""
    return patient_bar(access, contacts.section.section(access, now).rows, now)


def patient_bar(access: Access, appointed: tuple[ContactRow, ...], now: datetime) -> PatientBar:
    patient = access.patient
    coordinator = coordinator_of(appointed)
    return PatientBar(
        id=patient.public_id,
        name=patient.name,
        number=show_number(access.identity),
        age=patient.age_on(timezone.localdate(now)),
        language=language_name(patient.language).capitalize(),
        needs_interpreter=patient.needs_interpreter,
        is_protected=patient.is_protected,
        wants_paper=patient.wants_paper,
        coordinator=coordinator.name if coordinator else "",
        openings=access.openings,
    )
