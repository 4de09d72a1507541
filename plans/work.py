"""The unit's patients, as staff need to see them: what happens next, who coordinates, and what is missing."""

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
from access.search import patients_in_care
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
    ids, today = [patient.pk for patient in patients], timezone.localdate(now)
    times = bookings.work.next_times(access, ids, now)
    open_steps = steps.work.next_open(access, ids)
    coordinators = contacts.work.coordinating(access, ids)
    overdue = agreements.work.overdue_follow_ups(access, ids, today)
    rows = tuple(
        _row(
            patient,
            times.get(patient.pk),
            open_steps.get(patient.pk),
            coordinators.get(patient.pk, ""),
            overdue.get(patient.pk),
            today,
        )
        for patient in patients
    )
    return PatientList(rows, found, paginator.count)


def _row(
    patient: Patient,
    time: bookings.work.NextTime | None,
    step: steps.work.NextOpen | None,
    coordinator: str,
    overdue: date | None,
    today: date,
) -> PatientRow:
    is_protected = patient.is_protected
    return PatientRow(
        id=patient.public_id,
        name=_("Patient med skyddade uppgifter") if is_protected else f"{patient.family_name}, {patient.given_name}",
        number="" if is_protected else show_number(patient.number or ""),  # type: ignore[attr-defined]
        age=None if is_protected else patient.age_on(today),
        is_protected=is_protected,
        next_what=time.what if time else step.what if step else "",
        next_at=time.starts_at if time else None,
        next_latest=step.latest if step and not time else None,
        next_when=step.when if step and not time else "",
        contact=coordinator,
        gaps=_gaps(time, step, coordinator, overdue, today),
    )


def _gaps(
    time: bookings.work.NextTime | None,
    step: steps.work.NextOpen | None,
    coordinator: str,
    overdue: date | None,
    today: date,
) -> tuple[str, ...]:
    gaps = []
    if not time and not step:
        gaps.append(_("Inget nästa steg"))
    if step and step.latest and step.latest < today:
        gaps.append(_("Steg försenat"))
    if overdue:
        gaps.append(_("Uppföljning försenad"))
    if not coordinator:
        gaps.append(_("Ingen fast vårdkontakt"))
    return tuple(gaps)
