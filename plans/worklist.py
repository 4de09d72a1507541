"""What waits for the unit, the most urgent first. The parts say what; here it is only ranked, paged and given names."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.core.paginator import Page, Paginator

import agreements.work
import bookings.work
import contacts.work
import reminders.work
import steps.work
import surveys.work
from access.gate import log_list
from access.grants import UnitAccess
from access.matters import Matter, Urgency
from access.search import IN_CARE, patients_to_act_for
from people.models import Patient
from plans.work import may_be_told, name_in_list, number_in_list

WORK = "work"
PAGE_SIZE = 50


@dataclass(frozen=True, slots=True)
class WorkRow:
    """`about` and `at` are empty for protected persons: they may tell where these are, and when.

    `can_open`: the plan is open to the unit, which may also be only asked about the patient by another.
    """

    patient: UUID
    can_open: bool
    name: str
    number: str
    is_protected: bool
    urgency: Urgency
    what: str
    about: str
    at: datetime | None
    since: date
    due: date | None
    act: str
    url: str


@dataclass(frozen=True, slots=True)
class WorkList:
    rows: tuple[WorkRow, ...]
    page: Page[Matter]
    total: int
    patients: int


def work_list(access: UnitAccess, *, page: str, now: datetime) -> WorkList:
    """One page of it. A line in the log for each patient shown; the number of statements is constant."""
    ranked = sorted(_matters(access), key=_rank)
    found = Paginator(ranked, PAGE_SIZE).get_page(page)
    shown = dict.fromkeys(matter.patient for matter in found)
    patients = {each.public_id: each for each in patients_to_act_for(access, now=now).filter(public_id__in=shown)}
    log_list(access, [patient for patient in shown if patient in patients], WORK, now=now)
    rows = tuple(_row(matter, patients[matter.patient]) for matter in found if matter.patient in patients)
    return WorkList(rows, found, len(ranked), len({matter.patient for matter in ranked}))


def _matters(access: UnitAccess) -> list[Matter]:
    """Steps and booked times do not know of each other: what joins them is handed over."""
    times = bookings.work
    return [
        *agreements.work.matters(access),
        *bookings.work.matters(access),
        *contacts.work.matters(access),
        *reminders.work.matters(access),
        *steps.work.hand_overs(access),
        *steps.work.overdue(access, unless=times.is_booked),
        *steps.work.without_next(access, unless=times.has_time, last_seen=times.last_visit),
        *surveys.work.matters(access),
    ]


def _rank(matter: Matter) -> tuple[Urgency, date, date, UUID]:
    """What is due first, then what has waited longest; in the end by patient, so that two pages never show the same."""
    return matter.urgency, matter.due or matter.since, matter.since, matter.patient


def _row(matter: Matter, patient: Patient) -> WorkRow:
    return WorkRow(
        patient=matter.patient,
        can_open=bool(getattr(patient, IN_CARE)),
        name=name_in_list(patient),
        number=number_in_list(patient),
        is_protected=patient.is_protected,
        urgency=matter.urgency,
        what=matter.what,
        about=matter.about if may_be_told(patient) else "",
        at=matter.at if may_be_told(patient) else None,
        since=matter.since,
        due=None if matter.at and not may_be_told(patient) else matter.due,
        act=matter.act,
        url=matter.url,
    )
