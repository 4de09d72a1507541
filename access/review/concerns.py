"""What patients ask about readings at the provider, for whoever reviews its log."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.http import Http404

from access.gate import log_list
from access.grants import LogAccess
from access.models import Concern, ConcernState
from access.review.readings import LOG_REVIEW, Reading, readings_of

PAGE_SIZE = 10


@dataclass(frozen=True, slots=True)
class AskedRow:
    """`reading` is None when the line is older than what is kept. `is_own`: it is about the reviewer's own reading."""

    id: UUID
    reading: Reading | None
    is_own: bool
    text: str
    reported_at: datetime
    state: str
    status: str
    is_answered: bool
    answer: str
    answered_at: datetime | None
    revision: int


@dataclass(frozen=True, slots=True)
class AskedList:
    rows: tuple[AskedRow, ...]
    page: Page[Any]


def waiting_concerns(access: LogAccess, *, page: str, now: datetime) -> AskedList:
    """One page of those that have no answer, the longest waiting first. Each patient shown is a line in the log."""
    waiting = (
        Concern.objects.filter(provider=access.provider_id)
        .exclude(state=ConcernState.ANSWERED)
        .select_related("patient")
        .order_by("reported_at", "pk")
    )
    found = Paginator(waiting, PAGE_SIZE).get_page(page)
    concerns = list(found)
    log_list(access, sorted({each.patient.public_id for each in concerns}), LOG_REVIEW, now=now)
    readings = readings_of((each.line, each.line_at, each.patient) for each in concerns)
    return AskedList(tuple(_row(access, each, readings.get(each.line)) for each in concerns), found)


def find_concern(access: LogAccess, public_id: UUID) -> Concern:
    """Raises Http404: also for those of other providers."""
    found = Concern.objects.filter(provider=access.provider_id, public_id=public_id).select_related("patient").first()
    if found is None:
        raise Http404
    return found


def read_concern(access: LogAccess, concern: Concern, *, now: datetime) -> AskedRow:
    log_list(access, [concern.patient.public_id], LOG_REVIEW, now=now)
    readings = readings_of([(concern.line, concern.line_at, concern.patient)])
    return _row(access, concern, readings.get(concern.line))


def _row(access: LogAccess, concern: Concern, reading: Reading | None) -> AskedRow:
    return AskedRow(
        id=concern.public_id,
        reading=reading,
        is_own=reading is not None and reading.actor == access.actor.id,
        text=concern.text,
        reported_at=concern.reported_at,
        state=concern.state,
        status=str(ConcernState(concern.state).label).capitalize(),
        is_answered=concern.state == ConcernState.ANSWERED,
        answer=concern.answer,
        answered_at=concern.answered_at,
        revision=concern.revision,
    )
