"""A template as the patient would see it, had the agreement been written from it today."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from agreements.models import AgreementStatus, Repeat
from agreements.rows import AgreementRow, CommitmentRow, LaterStepRow, WatchRow
from agreements.template_content import OWN, CareLine, Line, TemplateContent
from people.models import CareUnit
from people.shown import Source

NOBODYS = UUID(int=0)


@dataclass(frozen=True, slots=True)
class StepPreview:
    what: str
    owner: str
    words: str
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class TextPreview:
    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class TemplatePreview:
    """`agreement` is what the card on the plan shows; `prompts` are read by staff alone."""

    agreement: AgreementRow
    steps: tuple[StepPreview, ...]
    prompts: tuple[TextPreview, ...]


def preview_of(content: TemplateContent, *, anchor: date, unit: CareUnit, now: datetime) -> TemplatePreview:
    """`anchor`: the day that the offsets are counted from."""
    steps = tuple(
        StepPreview(each.what, _owner(each.owner, unit), each.after.words, *each.after.window(anchor))
        for each in content.steps
    )
    return TemplatePreview(
        agreement=_agreement(content, steps, anchor, unit, now),
        steps=steps,
        prompts=tuple(TextPreview(str(each.heading.label), each.question) for each in content.prompts),
    )


def _agreement(
    content: TemplateContent, steps: tuple[StepPreview, ...], anchor: date, unit: CareUnit, now: datetime
) -> AgreementRow:
    """Every field that the card has; nothing can be done with it."""
    return AgreementRow(
        id=NOBODYS,
        title=content.title,
        version=1,
        what_matters=_("Här står det som är viktigt för dig, med dina egna ord."),
        patient_does=tuple(_does(each, anchor) for each in content.patient_does),
        network_does=tuple(_does(each, anchor) for each in content.network_does),
        care_does=tuple(_does(each, anchor, _owner(each.owner, unit)) for each in content.care_does),
        watch_for=tuple(WatchRow(each.sign, each.by_day, each.at_night) for each in content.watch_for),
        turn_by_day=content.turn_by_day,
        turn_by_evening=content.turn_by_evening,
        turn_in_emergency=content.turn_in_emergency,
        fixed_contacts="",
        next_step=steps[0].what if steps else "",
        next_step_id=None,
        next_step_latest=steps[0].last if steps else None,
        later_steps=tuple(LaterStepRow(each.what, each.words, each.first, each.last, each.owner) for each in steps[1:]),
        influence_times=content.influence_times,
        coordination=content.coordination,
        relatives=content.relatives,
        follow_up_on=content.follow_up.window(anchor)[1] if content.follow_up else None,
        follow_up_how=content.follow_up_how,
        agreed_at=None,
        agreed_with="",
        agreed_how="",
        by_proxy="",
        status=str(AgreementStatus.PROPOSED.label),
        is_proposed=True,
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
        is_ours=True,
        source=Source(unit.name, unit.place, unit.provider.name, unit.provider.principal, now),
    )


def _does(line: Line | CareLine, anchor: date, responsible: str = "") -> CommitmentRow:
    first, last = line.after.window(anchor) if line.after else (None, None)
    often = "" if line.repeat == Repeat.ONCE else str(line.repeat.label)
    return CommitmentRow(line.what, responsible, how_often=often, not_before=first, latest=last)


def _owner(owner: str, unit: CareUnit) -> str:
    return unit.name if owner == OWN else owner
