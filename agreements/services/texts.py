"""What an agreement says, heading by heading, before it is a row."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date

from agreements.headings import Heading
from agreements.models import Repeat
from people.models import CareUnit, Professional
from steps.models import Step
from steps.services import StepPlan

BLANK = "[…]"  # what a template leaves to be filled in
# So units write it by hand: nothing in brackets, or dots that stand alone.
BLANK_AS_WRITTEN = re.compile(r"[\[(][\s.…_\u200b-\u200f\u2060\ufeff]*[\])]|\[[…_]|(?<!\S)(?:…+|\.{2,}|_{2,})(?!\S)")
OWN_WORDS = "what_matters"  # the patient's, in which no template leaves anything out


def has_blank(words: str) -> bool:
    return BLANK_AS_WRITTEN.search(words) is not None


@dataclass(frozen=True, slots=True)
class Does:
    """A commitment. Of care: a named person or unit answers for it, and others than the writer are asked first."""

    what: str
    responsible: Professional | None = None
    unit: CareUnit | None = None
    repeat: Repeat = Repeat.ONCE
    latest: date | None = None
    not_before: date | None = None


@dataclass(frozen=True, slots=True)
class WatchFor:
    """A sign to watch for, and what to do when it comes: by day, and at night."""

    sign: str
    by_day: str = ""
    at_night: str = ""


@dataclass(frozen=True, slots=True)
class LaterStep:
    """A step further on than the next one. `unit`: another than the writer's, which is asked to take it over."""

    plan: StepPlan
    unit: CareUnit | None = None

    def is_same_as(self, step: Step, own: CareUnit) -> bool:
        """Whether the step says this already, and is in those hands or waits for them."""
        plan = self.plan
        if (plan.what, plan.when, plan.not_before, plan.latest) != (step.what, step.when, step.not_before, step.latest):
            return False
        waits_for = step.asked_unit_id if step.declined_at is None else None
        if self.unit:
            return self.unit.pk in {waits_for, step.unit_id}
        return waits_for is None and step.unit_id == own.pk and plan.is_same_as(step)


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementText:
    """What was agreed, heading by heading (domain.md §1.2).

    Without `next_step`, say why in `no_next_step_because`; without fixed contacts, in `no_fixed_contact_because`.
    """

    title: str
    what_matters: str
    patient_does: tuple[Does, ...] = ()
    network_does: tuple[Does, ...] = ()
    care_does: tuple[Does, ...] = ()
    watch_for: tuple[WatchFor, ...] = ()
    turn_by_day: str = ""
    turn_by_evening: str = ""
    turn_in_emergency: str = ""
    fixed_contacts: str = ""
    no_fixed_contact_because: str = ""
    next_step: StepPlan | None = None
    no_next_step_because: str = ""
    later_steps: tuple[LaterStep, ...] = ()
    influence_times: str = ""
    coordination: str = ""
    relatives: str = ""
    follow_up_on: date | None = None
    follow_up_how: str = ""

    def says(self, heading: Heading) -> bool:
        """Whether something stands under the heading, or why nothing does."""
        return {
            Heading.WHAT_MATTERS: bool(self.what_matters),
            Heading.SELF_AND_NETWORK: bool(self.patient_does or self.network_does),
            Heading.CARE_DOES: bool(self.care_does),
            Heading.WATCH_FOR: bool(self.watch_for),
            Heading.WHERE_TO_TURN: bool(self.turn_by_day),
            Heading.FIXED_CONTACTS: bool(self.fixed_contacts or self.no_fixed_contact_because),
            Heading.NEXT_STEP: bool(self.next_step or self.no_next_step_because),
            Heading.INFLUENCE_TIMES: bool(self.influence_times),
            Heading.COORDINATION: bool(self.coordination),
            Heading.RELATIVES: bool(self.relatives),
            Heading.FOLLOW_UP: bool(self.follow_up_on or self.follow_up_how),
        }[heading]

    @property
    def missing(self) -> tuple[Heading, ...]:
        """The required headings under which nothing stands."""
        return tuple(each for each in Heading if each.is_required and not self.says(each))

    @property
    def has_blanks(self) -> bool:
        """Whether something is left to be filled in: a limit that nobody has set is no limit to hold to."""
        return any(map(has_blank, self._words()))

    def _words(self) -> Iterator[str]:
        own = (getattr(self, each.name) for each in fields(self) if each.name != OWN_WORDS)
        yield from (each for each in own if isinstance(each, str))
        yield from (each.what for each in (*self.patient_does, *self.network_does, *self.care_does))
        for watch in self.watch_for:
            yield from (watch.sign, watch.by_day, watch.at_night)
        for plan in (self.next_step, *(each.plan for each in self.later_steps)):
            yield from (plan.what, plan.when) if plan else ()
