"""A template as the patient would see it, had the agreement been written from it today."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from agreements.headings import Heading
from agreements.models import AgreementStatus
from agreements.section import AgreementRow, CommitmentRow
from agreements.template_content import OWN, CareLine, Line, Offset, Repeat, TemplateContent, WatchFor
from people.models import CareUnit
from people.shown import Source

NOBODYS = UUID(int=0)
SAID = {Repeat.DAILY, Repeat.WEEKLY, Repeat.MONTHLY}  # once, or when needed, goes without saying


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
    """`agreement` is what the card on the plan shows; the rest is what the card has no room for yet.

    `prompts` are read by staff alone.
    """

    agreement: AgreementRow
    watch_for: tuple[WatchFor, ...]
    texts: tuple[TextPreview, ...]
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
        watch_for=content.watch_for,
        texts=tuple(_texts(content)),
        steps=steps,
        prompts=tuple(TextPreview(str(each.heading.label), each.question) for each in content.prompts),
    )


def _agreement(
    content: TemplateContent, steps: tuple[StepPreview, ...], anchor: date, unit: CareUnit, now: datetime
) -> AgreementRow:
    """Every field that the card has; nothing can be done with it."""
    following = content.follow_up.window(anchor)[1] if content.follow_up else None
    return AgreementRow(
        id=NOBODYS,
        title=content.title,
        version=1,
        what_matters=_("Här står det som är viktigt för dig, med dina egna ord."),
        patient_does=tuple(_does(each) for each in content.patient_does),
        network_does=tuple(_does(each) for each in content.network_does),
        care_does=tuple(_does(each, _owner(each.owner, unit)) for each in content.care_does),
        where_to_turn=_where_to_turn(content),
        next_step=steps[0].what if steps else "",
        next_step_id=None,
        next_step_latest=steps[0].last if steps else None,
        follow_up_on=following,
        agreed_at=None,
        agreed_with="",
        agreed_how="",
        by_proxy="",
        status=str(AgreementStatus.PROPOSED.label),
        is_proposed=True,
        can_answer=False,
        can_ask=False,
        questions=(),
        is_ours=True,
        source=Source(unit.name, unit.place, unit.provider.name, unit.provider.principal, now),
    )


def _does(line: Line | CareLine, responsible: str = "") -> CommitmentRow:
    what = f"{line.what}, {line.repeat.label}" if line.repeat in SAID else line.what
    return CommitmentRow(f"{what}{_when(line.after)}", responsible, "", is_declined=False, id=NOBODYS, can_accept=False)


def _when(after: Offset | None) -> str:
    return f" ({after.words})" if after else ""


def _owner(owner: str, unit: CareUnit) -> str:
    return unit.name if owner == OWN else owner


def _where_to_turn(content: TemplateContent) -> str:
    told = (
        (_("Dagtid: %(do)s"), content.turn_by_day),
        (_("Kväll och helg: %(do)s"), content.turn_by_evening),
        (_("Akut: %(do)s"), content.turn_in_emergency),
    )
    return " ".join(words % {"do": do} for words, do in told if do)


def _texts(content: TemplateContent) -> list[TextPreview]:
    told = (
        (Heading.INFLUENCE_TIMES, content.influence_times),
        (Heading.COORDINATION, content.coordination),
        (Heading.RELATIVES, content.relatives),
        (Heading.FOLLOW_UP, f"{content.follow_up_how}{_when(content.follow_up)}" if content.follow_up_how else ""),
    )
    return [TextPreview(str(heading.label), text) for heading, text in told if text]
