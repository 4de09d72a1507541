"""What the form starts from: nothing said yet, or the version that it would replace."""

from datetime import date
from typing import Any

import phonenumbers
from django.utils.translation import gettext as _

from agreements.models import Agreement, AgreementTemplate, Commitment, Who
from agreements.responsible import OWN, PATIENT, Responsibles
from agreements.template_content import CareLine, Line, ModelStep
from people.models import CareUnit
from steps.models import Holder, Step

SAME = (
    "revision", "title", "what_matters", "turn_by_day", "turn_by_evening", "turn_in_emergency", "fixed_contacts",
    "no_fixed_contact_because", "no_next_step_because", "influence_times", "coordination", "relatives",
    "follow_up_on", "follow_up_how",
)  # fmt: skip


def of_nothing(responsibles: Responsibles) -> dict[str, Any]:
    return {"next_who": _key(responsibles.writer), **where_to_turn(responsibles.own_unit)}


def where_to_turn(unit: CareUnit) -> dict[str, str]:
    by_day = _("%(desk)s på %(unit)s, telefon %(phone)s, %(hours)s")
    said = {"desk": unit.desk, "unit": unit.name, "phone": _phone(unit.phone), "hours": unit.phone_hours}
    return {
        "turn_by_day": by_day % said,
        "turn_by_evening": _("Ring 1177"),
        "turn_in_emergency": _("Ring 112"),
    }


def of_template(template: AgreementTemplate, anchor: date, responsibles: Responsibles) -> dict[str, Any]:
    """What the template says, with its days counted from `anchor`. What matters is asked, never filled in.

    What it leaves to another kind of unit stands with the unit of that kind that cares for the patient, if there is
    one; otherwise the writer chooses.
    """
    content, steps = template.text, _steps(template, anchor, responsibles)
    following = content.follow_up.window(anchor)[1] if content.follow_up else None
    own = of_nothing(responsibles)
    written = {name: getattr(content, name) for name in IN_TEMPLATES if getattr(content, name)}
    return {
        **own,
        **written,
        **_first_step(steps, anchor, responsibles),
        "template": template.public_id,
        "follow_up_on": following if following and following >= responsibles.today else None,
        "patient": [_line(each, anchor) for each in content.patient_does],
        "network": [_line(each, anchor) for each in content.network_does],
        "care": [{**_line(each, anchor), "who": _holder(each.owner, responsibles)} for each in content.care_does],
        "watch": [{"sign": each.sign, "by_day": each.by_day, "at_night": each.at_night} for each in content.watch_for],
        "steps": [_model_step(each, anchor, responsibles) for each in steps[1:]],
    }


IN_TEMPLATES = (
    "title", "turn_by_day", "turn_by_evening", "turn_in_emergency", "influence_times", "coordination", "relatives",
    "follow_up_how",
)  # fmt: skip


def _phone(number: str) -> str:
    """As people in Sweden write it."""
    return phonenumbers.format_number(phonenumbers.parse(number), phonenumbers.PhoneNumberFormat.NATIONAL)


def _line(line: Line | CareLine, anchor: date) -> dict[str, Any]:
    latest = line.after.window(anchor)[1] if line.after else None
    return {"what": line.what, "repeat": line.repeat, "latest": latest}


def _steps(template: AgreementTemplate, anchor: date, responsibles: Responsibles) -> tuple[ModelStep, ...]:
    """Without what is done on the day itself, as an operation, when that day has been."""
    has_been = anchor < responsibles.today
    return tuple(each for each in template.text.steps if not (has_been and each.after.is_the_day_itself))


def _first_step(steps: tuple[ModelStep, ...], anchor: date, responsibles: Responsibles) -> dict[str, Any]:
    """The model's first step is the next one. If it is not the own unit's, the writer says who holds it until then."""
    if not steps:
        return {}
    who = _key(responsibles.writer) if steps[0].owner == OWN else ""
    return {"next_what": steps[0].what, "next_latest": _ahead(steps[0], anchor, responsibles), "next_who": who}


def first_step_later(template: AgreementTemplate, anchor: date, responsibles: Responsibles) -> dict[str, Any]:
    """The model's first step as one further on, for whoever has a next step already. Empty when it has no steps."""
    first = _steps(template, anchor, responsibles)[:1]
    return _model_step(first[0], anchor, responsibles) if first else {}


def _model_step(step: ModelStep, anchor: date, responsibles: Responsibles) -> dict[str, Any]:
    return {
        "what": step.what,
        "kind": step.kind,
        "when": step.after.words,
        "who": _holder(step.owner, responsibles),
        "not_before": step.after.window(anchor)[0],
        "latest": _ahead(step, anchor, responsibles),
    }


def _ahead(step: ModelStep, anchor: date, responsibles: Responsibles) -> date | None:
    """What should have been done already gets a new day, or is taken out: the writer decides."""
    last = step.after.window(anchor)[1]
    return last if last >= responsibles.today else None


def _holder(owner: str, responsibles: Responsibles) -> str:
    alike = (key for key, unit in responsibles.units.items() if owner.casefold() in unit.name.casefold())
    return OWN if owner == OWN else next(alike, "")


def of_agreement(agreement: Agreement) -> dict[str, Any]:
    """Of one with its steps, its commitments and what to watch for."""
    commitments = list(agreement.commitments.all())
    return {
        **{name: getattr(agreement, name) for name in SAME},
        **_next_step(agreement.next_step),
        "replaces": agreement.public_id,
        "template": agreement.template.public_id if agreement.template else None,
        "patient": [_row(each) for each in commitments if each.who == Who.PATIENT],
        "network": [_row(each) for each in commitments if each.who == Who.NETWORK],
        "care": [{**_row(each), "who": _who(each)} for each in commitments if each.who == Who.CARE],
        "watch": [
            {"sign": each.sign, "by_day": each.by_day, "at_night": each.at_night} for each in agreement.watches.all()
        ],
        "steps": [_later(each.step, agreement.unit_id) for each in agreement.planned_steps.all() if each.step.is_alive],
    }


def _next_step(step: Step | None) -> dict[str, Any]:
    if step is None or not step.is_alive:
        return {}
    who = PATIENT if step.holder == Holder.PATIENT else _key(step.responsible) if step.responsible else OWN
    return {"next_what": step.what, "next_latest": step.latest, "next_who": who}


def _later(step: Step, own: int) -> dict[str, Any]:
    return {
        "what": step.what,
        "kind": step.kind,
        "when": step.when,
        "not_before": step.not_before,
        "latest": step.latest,
        "who": _hands(step, own),
    }


def _hands(step: Step, own: int) -> str:
    """Who is asked, or has it. A unit that the writer does not know of is none of the choices, and stays unnamed."""
    if step.asked_unit and step.declined_at is None:
        return _key(step.asked_unit)
    if step.responsible:
        return _key(step.responsible)
    return OWN if step.unit_id == own else _key(step.unit)


def _row(commitment: Commitment) -> dict[str, Any]:
    return {"what": commitment.what, "repeat": commitment.repeat, "latest": commitment.latest}


def _who(commitment: Commitment) -> str:
    """A unit that revises an agreement has written it: what it does itself is its own."""
    if commitment.responsible is None and commitment.unit_id == commitment.agreement.unit_id:
        return OWN
    return _key(commitment.responsible or commitment.unit)


def _key(holder: Any) -> str:
    return str(holder.public_id)
