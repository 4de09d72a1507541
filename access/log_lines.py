"""The log as the patient reads it: who, when, at which unit, and what they did (PDL 8 kap. 5 §)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from itertools import groupby
from operator import or_
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _

from access.grants import Access
from access.kinds import MandateKind
from access.log_words import IN_GENERAL, WHAT
from access.models import Concern, ConcernState, kept_from_patient
from audit.models import ActorKind, Entry
from audit.reads import line_about, lines_about, units_about
from people.merged import ids_in_log
from people.models import CareProvider, CareUnit

PAGE_SIZE = 50
BEGAN = "relation.began"  # told with the ground that was given: the patient knows whether it is true
LINE = (
    "id", "at", "action", "what", "actor_kind", "actor_name", "actor_title", "mandate", "unit_name", "provider_name",
    "purpose", "because", "emergency", "has_names", "is_kept_back", "concern",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which lines: at a unit (HSA-id), from a moment up to another. As it is, all of them."""

    unit: str = ""
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class LogRow:
    """`unit` and `at` are always there. `concern`: what has become of the patient's own about it, if there is one.

    `since` and `times`: of a run of lines that is shown as one, when it began and how many they are.
    """

    id: int
    at: datetime
    who: str
    title: str
    unit: str
    provider: str
    did: str
    purpose: str
    is_emergency: bool
    is_proxy: bool
    can_report: bool
    concern: str
    since: datetime | None = None
    times: int = 1


@dataclass(frozen=True, slots=True)
class LogPage:
    rows: tuple[LogRow, ...]
    page: Page[Any]


@dataclass(frozen=True, slots=True)
class LogUnit:
    id: UUID
    hsa_id: str
    name: str


def read_log(access: Access, *, wanted: Wanted = Wanted(), page: str = "1") -> LogPage:
    """One page of it, newest first. Two statements."""
    found = Paginator(_lines(access, wanted), PAGE_SIZE).get_page(page)
    return LogPage(tuple(_folded(found)), found)


def read_whole_log(access: Access, wanted: Wanted, *, most: int) -> tuple[LogRow, ...]:
    """The newest first, at most so many. One statement."""
    return tuple(_rows(_lines(access, wanted)[:most]))


def read_line(access: Access, number: int) -> LogRow | None:
    """One of them, by the log's own number. One statement."""
    return next(_rows(_told(access, line_about(ids_in_log(access.patient), number))), None)


def units_in_log(access: Access) -> tuple[LogUnit, ...]:
    """The units that stand in it, by name. One statement."""
    units = CareUnit.objects.filter(hsa_id__in=Subquery(units_about(ids_in_log(access.patient)))).order_by("name")
    return tuple(LogUnit(*values) for values in units.values_list("public_id", "hsa_id", "name"))


def _lines(access: Access, wanted: Wanted) -> QuerySet[Entry, Any]:
    lines = lines_about(ids_in_log(access.patient), unit=wanted.unit, since=wanted.since, until=wanted.until)
    return _told(access, lines)


def _told(access: Access, lines: QuerySet[Entry]) -> QuerySet[Entry, Any]:
    """With what the provider says about names, whether it is about a row that the patient is not to know of, and the
    patient's own concern about the line: the line may name a duplicate, whose concerns are now the patient's.
    """
    kept_back = reduce(or_, (Exists(rows.filter(public_id=OuterRef("object"))) for rows in kept_from_patient()))
    without_names = CareProvider.objects.filter(hsa_id=OuterRef("provider"), names_in_log=False)
    concerns = Concern.objects.filter(patient=access.patient, line=OuterRef("id"))
    return lines.annotate(
        has_names=~Exists(without_names), is_kept_back=kept_back, concern=Subquery(concerns.values("state")[:1])
    ).values_list(*LINE, named=True)


# While one writes, the draft is kept again and again. To the patient that is one deed; the extracts show each line.
KEPT_AS_ONE_WRITES = ("draft", "draft.saved")


def _folded(lines: Iterable[Any]) -> Iterator[LogRow]:
    for _run, each in groupby(lines, key=_run_of):
        newest, *earlier = each
        yield _row(newest, since=earlier[-1].at if earlier else None, times=1 + len(earlier))


def _run_of(line: Any) -> tuple[Any, ...]:
    if line.what not in KEPT_AS_ONE_WRITES or line.concern:
        return (line.id,)
    return (line.actor_name, line.unit_name, line.purpose, line.emergency, timezone.localdate(line.at))


def _rows(lines: Iterable[Any]) -> Iterator[LogRow]:
    return map(_row, lines)


def _row(line: Any, *, since: datetime | None = None, times: int = 1) -> LogRow:
    did = None if line.is_kept_back else WHAT.get((line.action, line.what))
    return LogRow(
        id=line.id,
        at=line.at,
        who=_who(line),
        title=_title(line),
        unit=line.unit_name or _place(line),
        provider=line.provider_name,
        did=str(did or IN_GENERAL[line.action]),
        purpose=line.because if line.what == BEGAN else line.purpose,
        is_emergency=line.emergency,
        is_proxy=line.actor_kind == ActorKind.PROXY,
        can_report=line.actor_kind == ActorKind.STAFF and bool(line.provider_name) and not line.concern,
        concern=str(ConcernState(line.concern).label) if line.concern else "",
        since=since,
        times=times,
    )


def _who(line: Any) -> str:
    if line.actor_kind == ActorKind.SYSTEM:
        return _("Patientkontrakt, automatiskt")
    if line.actor_kind == ActorKind.STAFF and not line.has_names:
        return _("Någon i personalen")
    return str(line.actor_name)


def _title(line: Any) -> str:
    if line.actor_kind == ActorKind.PROXY:
        return str(MandateKind(line.mandate).label)
    return str(line.actor_title)


def _place(line: Any) -> str:
    """Where it was, for those who act at no unit."""
    return _("Utanför vården") if line.actor_kind == ActorKind.PROXY else _("Ingen enhet")
