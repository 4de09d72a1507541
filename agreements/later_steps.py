"""The steps further on in an agreement, as rows: what, when, and in whose hands."""

from datetime import date
from typing import Any

from django.db.models import F, OuterRef, QuerySet
from django.utils.translation import gettext as _

from access.grants import Access
from access.kinds import Scope
from access.row_json import RowJson
from access.visibility import Shape
from agreements.models import PlannedStep
from agreements.rows import LaterStepRow
from steps.models import Holder


def later_steps_json() -> QuerySet[PlannedStep, Any]:
    """Of the agreement of the outer row."""
    rows = PlannedStep.objects.filter(agreement=OuterRef("pk")).order_by("position")
    return rows.values(
        json=RowJson(
            what="step__what",
            when="step__when",
            not_before="step__not_before",
            latest="step__latest",
            holder="step__holder",
            given="step__responsible__given_name",
            family="step__responsible__family_name",
            approved="step__approved_for_patient",
            unit_pk="step__unit",
            unit="step__unit__name",
            named_pk=F("unit"),
            asked="step__asked_unit__name",
            declined_at="step__declined_at",
        )
    )


def later_steps(rows: list[Any], agreement_unit: int, access: Access) -> tuple[LaterStepRow, ...]:
    """Each is a row of its own: an approved agreement does not tell the patient of one that is not."""
    is_for_patient = Shape.of(access, Scope.TIMES).is_for_patient
    shown = [each for each in rows if each["approved"] or not is_for_patient]
    return tuple(
        LaterStepRow(
            what=each["what"],
            when=each["when"],
            not_before=_day(each["not_before"]),
            latest=_day(each["latest"]),
            who=_who(each, agreement_unit, access),
            waits_for=_waits_for(each, agreement_unit),
        )
        for each in shown
    )


def _who(each: Any, agreement_unit: int, access: Access) -> str:
    """A unit that has it from the one that took over is told here neither to staff nor to who reads by leave of some
    units: the plan tells those who may know.
    """
    if each["holder"] == Holder.PATIENT:
        return _("du själv") if access.is_own else _("patienten själv")
    if each["given"]:
        return f"{each['given']} {each['family']}"
    sees_all = not (access.is_staff or access.only_units)
    is_told = sees_all or each["unit_pk"] in {agreement_unit, each["named_pk"]}
    return each["unit"] if is_told else ""


def _waits_for(each: Any, agreement_unit: int) -> str:
    is_asked = each["asked"] and not each["declined_at"] and each["unit_pk"] == agreement_unit
    return each["asked"] if is_asked else ""


def _day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None
