"""What is being written, as the patient will read it."""

from datetime import datetime
from uuid import UUID

from access.grants import Access
from agreements.forms.whole import WholeForm
from agreements.models import AgreedHow, Repeat
from agreements.rows import AgreementRow, CommitmentRow, LaterStepRow, WatchRow
from agreements.services import AgreementText, Does, LaterStep
from people.shown import Source

NOBODY_YET = UUID(int=0)


def preview_of(access: Access, form: WholeForm, now: datetime) -> AgreementRow:
    """Of a form that has been judged: what is wrong in it is left out until it is mended."""
    assert access.assignment is not None  # noqa: S101 -- only staff write
    unit = access.assignment.unit
    source = Source(unit.name, unit.place, unit.provider.name, unit.provider.principal, now)
    return shown(form.text(), source, form.main.cleaned_data.get("how", ""))


def shown(text: AgreementText, source: Source, how: str = "") -> AgreementRow:
    """A text that is no row yet. Nothing can be done about it."""
    step = text.next_step
    return AgreementRow(
        id=NOBODY_YET,
        title=text.title,
        version=1,
        what_matters=text.what_matters,
        patient_does=tuple(map(_row, text.patient_does)),
        network_does=tuple(map(_row, text.network_does)),
        care_does=tuple(map(_row, text.care_does)),
        watch_for=tuple(WatchRow(each.sign, each.by_day, each.at_night) for each in text.watch_for),
        turn_by_day=text.turn_by_day,
        turn_by_evening=text.turn_by_evening,
        turn_in_emergency=text.turn_in_emergency,
        fixed_contacts=text.fixed_contacts or text.no_fixed_contact_because,
        next_step=step.what if step else text.no_next_step_because,
        next_step_id=None,
        next_step_latest=step.latest if step else None,
        later_steps=tuple(_later(each, source.unit) for each in text.later_steps),
        influence_times=text.influence_times,
        coordination=text.coordination,
        relatives=text.relatives,
        follow_up_on=text.follow_up_on,
        follow_up_how=text.follow_up_how,
        agreed_at=None,
        agreed_with="",
        agreed_how=str(AgreedHow(how).label) if how in AgreedHow.values else "",
        by_proxy="",
        status="",
        is_proposed=False,
        is_disagreed=False,
        disagreed_because="",
        disagreed_at=None,
        signed="",
        signed_at=None,
        can_answer=False,
        can_ask=False,
        can_sign=False,
        questions=(),
        pins=(),
        is_ours=False,
        source=source,
    )


def _row(does: Does) -> CommitmentRow:
    named = does.responsible.name if does.responsible else does.unit.name if does.unit else ""
    return CommitmentRow(
        what=does.what,
        responsible=named,
        how_often="" if does.repeat == Repeat.ONCE else str(does.repeat.label),
        latest=does.latest,
    )


def _later(later: LaterStep, own_unit: str) -> LaterStepRow:
    plan = later.plan
    who = plan.responsible.name if plan.responsible else own_unit
    waits_for = later.unit.name if later.unit else ""
    return LaterStepRow(plan.what, plan.when, plan.not_before, plan.latest, who, waits_for)
