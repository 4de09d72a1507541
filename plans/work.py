"""The unit's patients, as staff need to see them: what happens next, who coordinates, and what is missing."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.utils import timezone
from django.utils.translation import gettext as _

import agreements.work
import bookings.work
import contacts.work
import steps.work
from access.gate import log_list
from access.grants import UnitAccess
from access.search import NUMBER, patients_in_care
from people.identities import show_number
from people.models import Patient

PATIENTS = "patients"
PAGE_SIZE = 50


@dataclass(frozen=True, slots=True)
class PatientRow:
    """Protected persons are masked, not dropped: someone who vanishes from a list is not cared for."""

    id: UUID
    name: str
    number: str
    age: int | None
    is_protected: bool
    next_what: str
    next_at: datetime | None
    is_prepared: bool
    next_latest: date | None
    next_when: str
    contact: str
    gaps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PatientList:
    rows: tuple[PatientRow, ...]
    page: Page[Patient]
    total: int


def unit_patients(access: UnitAccess, *, page: str, now: datetime) -> PatientList:
    """One page of the unit's patients by name. A line in the log for each; the number of statements is constant."""
    paginator = Paginator(patients_in_care(access, now=now), PAGE_SIZE)
    found = paginator.get_page(page)
    patients = list(found)
    log_list(access, [patient.public_id for patient in patients], PATIENTS, now=now)
    known = _look_up(access, [patient.pk for patient in patients], now)
    return PatientList(tuple(known.row(patient) for patient in patients), found, paginator.count)


def name_in_list(patient: Patient) -> str:
    return (
        _("Patient med skyddade uppgifter") if patient.is_protected else f"{patient.family_name}, {patient.given_name}"
    )


def may_be_told(patient: Patient) -> bool:
    """What happens next, when, and with whom: of a protected person it tells where they will be (domain.md 6.6)."""
    return not patient.is_protected


def number_in_list(patient: Patient) -> str:
    """The number that patients_in_care found."""
    return "" if patient.is_protected else show_number(getattr(patient, NUMBER) or "")


@dataclass(frozen=True, slots=True)
class _Known:
    """What the parts know of the patients on one page, by the patient's key."""

    today: date
    times: dict[int, bookings.work.NextTime]
    steps: dict[int, steps.work.NextOpen]
    coordinators: dict[int, str]
    overdue: dict[int, date]

    def row(self, patient: Patient) -> PatientRow:
        is_told = may_be_told(patient)
        time = self.times.get(patient.pk) if is_told else None
        step = self.steps.get(patient.pk) if is_told else None
        return PatientRow(
            id=patient.public_id,
            name=name_in_list(patient),
            number=number_in_list(patient),
            age=None if patient.is_protected else patient.age_on(self.today),
            is_protected=patient.is_protected,
            next_what=time.what if time else step.what if step else "",
            next_at=time.starts_at if time else None,
            is_prepared=time is not None and time.is_prepared,
            next_latest=step.latest if step and not time else None,
            next_when=step.when if step and not time else "",
            contact=self.coordinators.get(patient.pk, "") if is_told else "",
            gaps=tuple(self._gaps(patient.pk)),
        )

    def _gaps(self, patient: int) -> Iterator[str]:
        step = self.steps.get(patient)
        if not step and patient not in self.times:
            yield _("Inget känt nästa steg")
        if step and step.latest and step.latest < self.today:
            yield _("Steg försenat")
        if patient in self.overdue:
            yield _("Uppföljning försenad")
        if patient not in self.coordinators:
            yield _("Ingen känd fast vårdkontakt")


def _look_up(access: UnitAccess, patients: list[int], now: datetime) -> _Known:
    today = timezone.localdate(now)
    return _Known(
        today=today,
        times=bookings.work.next_times(access, patients, now),
        steps=steps.work.next_open(access, patients),
        coordinators=contacts.work.coordinating(access, patients),
        overdue=agreements.work.overdue_follow_ups(access, patients, today),
    )
