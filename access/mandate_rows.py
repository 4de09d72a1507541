"""Who may act for a patient, as the pages tell it: to the patient, and to the head of unit who vouches."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from access.ages import OF_AGE, Leave, leave_of
from access.grants import Access
from access.kinds import MandateKind, MandateState, Scope
from access.models import AgeException, Mandate, ProxyDecision
from access.services.invitations import BY_LAW, CODE_LENGTH, PATIENT_ENDS

NOTHING = Leave(frozenset())


@dataclass(frozen=True, slots=True)
class MandateRow:
    """`opens` is what is open now, in words; `last_day` when it ends. `code`: to hand over to the one who is asked.

    `asked_for`: the name that was written, where somebody of another name has answered with the code.
    """

    id: UUID
    name: str
    asked_for: str
    kind: str
    status: str
    is_open: bool
    is_over: bool
    opens: tuple[str, ...]
    because: str
    since: datetime
    last_day: date | None
    code: str
    ended_because: str
    can_end: bool
    is_by_law: bool


@dataclass(frozen=True, slots=True)
class ExceptionRow:
    id: UUID
    unit: str
    kind: str
    because: str
    last_day: date
    can_end: bool


@dataclass(frozen=True, slots=True)
class WhoMaySee:
    """`proxies_are_allowed`: the region has decided so. `is_of_age`: the patient is old enough to choose one."""

    current: tuple[MandateRow, ...]
    earlier: tuple[MandateRow, ...]
    exceptions: tuple[ExceptionRow, ...]
    proxies_are_allowed: bool
    is_of_age: bool


def who_may_see(access: Access, *, now: datetime) -> WhoMaySee:
    """All that is and has been, the newest first. Three statements."""
    today = timezone.localdate(now)
    opening = Mandate.objects.opening(now).filter(pk=OuterRef("pk"))
    mandates = Mandate.objects.with_ages(now, today).filter(patient=access.patient).exclude(kind=MandateKind.SELF)
    found = mandates.annotate(is_opening=Exists(opening)).select_related("login").order_by("-since", "-pk")
    rows = tuple(_row(each, access, now, today) for each in found)
    exceptions = AgeException.objects.current(now).filter(patient=access.patient).select_related("unit")
    return WhoMaySee(
        current=tuple(row for row in rows if not row.is_over),
        earlier=tuple(row for row in rows if row.is_over),
        exceptions=tuple(_exception(each, access) for each in exceptions.order_by("since", "pk")),
        proxies_are_allowed=ProxyDecision.objects.allowing(now).exists(),
        is_of_age=access.patient.age_on(today) >= OF_AGE,
    )


def find_row(access: Access, mandate: UUID, *, now: datetime) -> MandateRow:
    """One that the viewer may end, or that is over. Raises Http404 for others."""
    told = who_may_see(access, now=now)
    found = next((row for row in (*told.current, *told.earlier) if row.id == mandate), None)
    if found is None or not (found.can_end or found.is_over):
        raise Http404
    return found


def scope_names(scopes: frozenset[Scope]) -> tuple[str, ...]:
    """In their own order. No part of the plan tells of medicines yet, so nothing is promised about them."""
    return tuple(str(each.label) for each in Scope if each in scopes and each != Scope.MEDICATION)


def spaced(code: str) -> str:
    """As it is easiest to read out: two groups."""
    return f"{code[: CODE_LENGTH // 2]} {code[CODE_LENGTH // 2 :]}".strip()


def _row(mandate: Any, access: Access, now: datetime, today: date) -> MandateRow:
    age = access.patient.age_on(today)
    leave = leave_of(mandate.kind, mandate.scopes, age, mandate.rules, mandate.excepted_units)
    kind, is_asked = str(MandateKind(mandate.kind).label), mandate.state == MandateState.REQUESTED
    opens = leave if mandate.is_opening else NOTHING
    is_over = mandate.state in {MandateState.REFUSED, MandateState.ENDED} or _has_run_out(mandate, now)
    ends = BY_LAW if access.may_vouch else PATIENT_ENDS if access.may_let_in else ()
    return MandateRow(
        id=mandate.public_id,
        name=mandate.login.name if mandate.login else mandate.invited,
        asked_for=mandate.invited if mandate.login and mandate.invited != mandate.login.name else "",
        kind=kind,
        status=_status(mandate, opens, is_over=is_over),
        is_open=bool(opens.scopes),
        is_over=is_over,
        opens=scope_names(frozenset(map(Scope, mandate.scopes)) if is_asked else opens.scopes),
        because=mandate.because if mandate.because.casefold() != kind.casefold() else "",
        since=mandate.since,
        last_day=_last_day(mandate.holds_until if is_asked else mandate.until),
        code=spaced(mandate.code) if is_asked and not is_over and mandate.kind in ends else "",
        ended_because=mandate.ended_because,
        can_end=not is_over and mandate.kind in ends,
        is_by_law=mandate.kind in BY_LAW,
    )


def _last_day(until: datetime | None) -> date | None:
    """What ends at midnight holds the day before."""
    return timezone.localdate(until - timedelta(microseconds=1)) if until else None


def _has_run_out(mandate: Mandate, now: datetime) -> bool:
    return mandate.until is not None and mandate.until <= now


def _status(mandate: Mandate, opens: Leave, *, is_over: bool) -> str:
    if mandate.state == MandateState.REQUESTED:
        return _("Koden har gått ut") if is_over else str(MandateState.REQUESTED.label)
    if mandate.state != MandateState.ACTIVE:
        return str(MandateState(mandate.state).label)
    if is_over:
        return _("Har gått ut")
    if opens.only_units:
        return _("Ser en del")
    return str(MandateState.ACTIVE.label) if opens.scopes else _("Ser inget nu")


def _exception(exception: AgeException, access: Access) -> ExceptionRow:
    last_day = _last_day(exception.until)
    assert last_day is not None  # noqa: S101 -- access_ageexception_ends
    return ExceptionRow(
        id=exception.public_id,
        unit=exception.unit.name,
        kind=str(MandateKind(exception.kind).label),
        because=exception.because,
        last_day=last_day,
        can_end=access.may_vouch and exception.unit_id == access.unit_id,
    )
