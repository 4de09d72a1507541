"""Who does what in an agreement, as rows: asked for, bound, done, late."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject

from access.grants import Access
from access.row_json import RowJson
from agreements.models import ASKING, AgreementStatus, Commitment, Repeat, Standing, Tick, Who
from agreements.rows import CommitmentRow

# How long what is ticked off stays done, until it is to be done again.
LASTS = {Repeat.DAILY: timedelta(days=1), Repeat.WEEKLY: timedelta(days=7), Repeat.MONTHLY: timedelta(days=28)}


def commitments_json() -> QuerySet[Commitment, Any]:
    """Of the agreement of the outer row, each with the last tick that stands."""
    last = Tick.objects.standing().filter(commitment=OuterRef("pk")).order_by("-on", "-pk")
    as_json = last.values(json=JSONObject(id="public_id", on="on", note="note"))
    rows = Commitment.objects.filter(agreement=OuterRef("pk")).order_by("position")
    return rows.values(
        json=RowJson(
            id="public_id",
            unit_pk="unit",
            responsible_pk="responsible",
            who="who",
            what="what",
            repeat="repeat",
            not_before="not_before",
            latest="latest",
            standing="standing",
            because="declined_because",
            unit="unit__name",
            given="responsible__given_name",
            family="responsible__family_name",
            tick=Subquery(as_json[:1]),
        )
    )


def does(rows: list[Any], who: Who, access: Access, today: date, status: str) -> tuple[CommitmentRow, ...]:
    return tuple(_row(each, access, today, status) for each in rows if each["who"] == who)


def _row(each: Any, access: Access, today: date, status: str) -> CommitmentRow:
    is_agreed = status == AgreementStatus.AGREED
    is_asked = each["standing"] == Standing.ASKED and status in ASKING
    tick = each["tick"] or {"id": None, "on": None, "note": ""}
    repeat = Repeat(each["repeat"])
    done_on, latest = _day(tick["on"]), _day(each["latest"])
    is_done = done_on is not None and (repeat == Repeat.ONCE or today < done_on + LASTS.get(repeat, timedelta(days=1)))
    named = f"{each['given']} {each['family']}" if each["given"] else ""
    return CommitmentRow(
        what=each["what"],
        responsible=named or each["unit"] or "",
        waits_for=(named or each["unit"]) if is_asked else "",
        is_declined=each["standing"] == Standing.DECLINED,
        declined_because=each["because"],
        how_often="" if repeat == Repeat.ONCE else str(repeat.label),
        not_before=_day(each["not_before"]),
        latest=latest,
        is_late=is_agreed and repeat == Repeat.ONCE and not is_done and latest is not None and latest < today,
        is_done=is_done,
        done_on=done_on,
        done_note=tick["note"],
        tick=UUID(tick["id"]) if tick["id"] else None,
        id=UUID(each["id"]),
        can_accept=is_asked and _can_accept(each, access),
        can_tick=is_agreed and _may_tick(each, access),
    )


def _can_accept(each: Any, access: Access) -> bool:
    """What a person is asked for that person answers; what a unit is asked for, anybody there who documents."""
    is_ours = each["unit_pk"] == access.unit_id and access.may_document
    return is_ours and each["responsible_pk"] in {None, access.professional_id}


def _may_tick(each: Any, access: Access) -> bool:
    if each["who"] != Who.CARE:
        return access.may_agree
    is_bound_here = each["standing"] == Standing.BINDS and each["unit_pk"] == access.unit_id
    return is_bound_here and access.may_document


def _day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None
