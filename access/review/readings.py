"""The list of readings to look at: who read whom, when, why it is here, and the care relation beside it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from access.gate import log_list
from access.grants import LogAccess
from access.kinds import OpeningGround
from access.models import CareRelation, Inquiry, Opening, Outcome, Review, ReviewMonth, Rule
from audit.models import Action, Entry, How
from people.models import Patient

PAGE_SIZE = 25
Ground = CareRelation | Inquiry
LOG_REVIEW = "log.review"


@dataclass(frozen=True, slots=True)
class Reading:
    """A line of the log as the reviewer sees it. `born` is a year; protected persons show neither name nor year.

    `actor`: the reader's id, for whoever judges; it is not shown.
    """

    actor: UUID | None
    patient: str
    born: int | None
    at: datetime
    who: str
    title: str
    unit: str
    did: str
    how: str
    purpose: str
    is_emergency: bool
    because: str
    relation: "Relation"


@dataclass(frozen=True, slots=True)
class Relation:
    """The unit's care relation with the patient when the line was written; else when one began afterwards."""

    because: str = ""
    since: datetime | None = None
    until: datetime | None = None
    began_later: datetime | None = None


@dataclass(frozen=True, slots=True)
class ReviewRow:
    id: UUID
    reading: Reading
    reasons: tuple[str, ...]
    is_own: bool
    outcome: str
    outcome_label: str
    note: str
    decided_by: str
    decided_at: datetime | None
    revision: int


@dataclass(frozen=True, slots=True)
class ReviewList:
    rows: tuple[ReviewRow, ...]
    page: Page[Any]
    open: int
    done: int


def read_reviews(access: LogAccess, *, month: date, done: bool, page: str, now: datetime) -> ReviewList:
    """One page, newest first. Each patient shown is a line in the log: the reviewer reads too."""
    mine = _of_month(access, month)
    waiting, decided = mine.filter(outcome=Outcome.OPEN), mine.exclude(outcome=Outcome.OPEN)
    chosen = (decided if done else waiting).select_related("patient", "decided_by").order_by("-line_at", "-pk")
    found = Paginator(chosen, PAGE_SIZE).get_page(page)
    reviews = list(found)
    readings = readings_of((each.line, each.line_at, each.patient) for each in reviews)
    log_list(access, sorted({each.patient.public_id for each in reviews}), LOG_REVIEW, now=now)
    rows = tuple(_row(access, each, readings[each.line]) for each in reviews if each.line in readings)
    return ReviewList(rows, found, waiting.count(), decided.count())


def find_review(access: LogAccess, public_id: UUID) -> Review:
    """Raises Http404: also for those of other providers."""
    found = Review.objects.filter(provider=access.provider_id, public_id=public_id).select_related("patient").first()
    if found is None:
        raise Http404
    return found


def is_asked(access: LogAccess) -> bool:
    """Whether the latest readings are being drawn."""
    return ReviewMonth.objects.filter(provider=access.provider_id, asked_at__isnull=False).exists()


def _of_month(access: LogAccess, month: date) -> QuerySet[Review]:
    return Review.objects.filter(provider=access.provider_id, day__year=month.year, day__month=month.month)


def readings_of(wanted: Iterable[tuple[int, datetime, Patient]]) -> dict[int, Reading]:
    """By the number of the line. Three statements, however many."""
    lines = {number: (at, patient) for number, at, patient in wanted}
    moments = {at for at, _patient in lines.values()}
    entries = {each.pk: each for each in Entry.objects.filter(at__in=moments, id__in=lines)}
    relations, reasons = _relations(entries.values()), _emergencies(entries.values())
    return {number: _reading(each, lines[number][1], relations, reasons) for number, each in entries.items()}


def _emergencies(entries: Iterable[Entry]) -> list[Opening]:
    """What was opened in an emergency of those who were read: the reason stands there, and not on each line."""
    read = {each.patient for each in entries if each.emergency}
    opened = Opening.objects.filter(ground=OpeningGround.EMERGENCY, patient__public_id__in=read)
    return list(opened.select_related("patient", "unit", "professional").order_by("-since"))


def _relations(entries: Iterable[Entry]) -> list[Ground]:
    """What the units took part in, and then what they were asked."""
    pairs = {(each.patient, each.unit) for each in entries}
    theirs = {
        "patient__public_id__in": {patient for patient, _unit in pairs},
        "unit__hsa_id__in": {unit for _patient, unit in pairs},
    }
    cared = CareRelation.objects.filter(**theirs).select_related("patient", "unit").order_by("since")
    asked = Inquiry.objects.filter(**theirs).select_related("patient", "unit").order_by("since")
    return [*cared, *asked]


def _reading(entry: Entry, patient: Patient, relations: list[Ground], emergencies: list[Opening]) -> Reading:
    is_hidden = patient.is_protected
    return Reading(
        actor=entry.actor,
        patient=_("Patient med skyddade uppgifter") if is_hidden else patient.name,
        born=None if is_hidden else patient.birth_date.year,
        at=entry.at,
        who=entry.actor_name,
        title=entry.actor_title,
        unit=entry.unit_name,
        did=str(Action(entry.action).label),
        how=str(How(entry.how).label),
        purpose=entry.purpose,
        is_emergency=entry.emergency,
        because=entry.because or _reason(entry, emergencies) if entry.emergency else "",
        relation=_relation(entry, relations),
    )


def _reason(entry: Entry, emergencies: list[Opening]) -> str:
    """As it was written when the plan was opened: by the reader, or for all at the unit."""
    for each in emergencies:
        is_of_the_unit = (each.patient.public_id, each.unit.hsa_id) == (entry.patient, entry.unit)
        is_theirs = each.professional is None or each.professional.public_id == entry.actor
        if is_of_the_unit and is_theirs and each.since <= entry.at and (each.until is None or each.until > entry.at):
            return each.because
    return ""


def _relation(entry: Entry, relations: list[Ground]) -> Relation:
    between = [each for each in relations if (each.patient.public_id, each.unit.hsa_id) == (entry.patient, entry.unit)]
    for each in between:
        if each.since <= entry.at and (each.until is None or each.until > entry.at):
            return Relation(each.because, each.since, each.until)
    later = [each.since for each in between if each.since > entry.at]
    return Relation(began_later=later[0] if later else None)


def _row(access: LogAccess, review: Review, reading: Reading) -> ReviewRow:
    reasons = [str(Rule(rule).label).capitalize() for rule in review.rules]
    if review.is_sample:
        reasons.append(_("Stickprov"))
    return ReviewRow(
        id=review.public_id,
        reading=reading,
        reasons=tuple(reasons),
        is_own=review.actor == access.actor.id,
        outcome=review.outcome,
        outcome_label=str(Outcome(review.outcome).label).capitalize(),
        note=review.note,
        decided_by=review.decided_by.name if review.decided_by else "",
        decided_at=review.decided_at,
        revision=review.revision,
    )
