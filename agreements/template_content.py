"""What a template or care model holds, as decided values. Read from JSON by agreements.template_reading.

What matters to the patient is never prefilled, only asked about: `prompts`.
"""

from dataclasses import dataclass, fields, is_dataclass
from datetime import date, timedelta
from enum import Enum
from hashlib import sha256
from json import dumps
from typing import Any

from agreements.headings import Heading
from agreements.models.commitments import Repeat
from steps.models import StepKind

GENERIC = "generic"  # offered at every unit
OWN = "own"  # the unit that writes the agreement
NOTHING: tuple[object, ...] = ("", (), None)


@dataclass(frozen=True, slots=True)
class Offset:
    """When, counted in days from the day that the template's `anchor` speaks of: "2–3 veckor efter"."""

    from_days: int
    to_days: int
    words: str

    def window(self, anchor: date) -> tuple[date, date]:
        """The first and the last day."""
        return anchor + timedelta(days=self.from_days), anchor + timedelta(days=self.to_days)

    @property
    def is_the_day_itself(self) -> bool:
        return self.from_days == self.to_days == 0


@dataclass(frozen=True, slots=True)
class Line:
    """What the patient or the network does, in words that stand after "Jag"."""

    what: str
    repeat: Repeat = Repeat.ONCE
    after: Offset | None = None


@dataclass(frozen=True, slots=True)
class CareLine:
    """What care does. `owner`: OWN, or what kind of unit, for the writer to choose one: "vårdcentralen"."""

    what: str
    repeat: Repeat = Repeat.ONCE
    after: Offset | None = None
    owner: str = OWN


@dataclass(frozen=True, slots=True)
class WatchFor:
    """A sign, and what to do about it by day and at night."""

    sign: str
    by_day: str
    at_night: str


@dataclass(frozen=True, slots=True)
class ModelStep:
    """A step of the care model: it becomes an undated next step within its window."""

    what: str
    kind: StepKind
    after: Offset
    owner: str = OWN


@dataclass(frozen=True, slots=True)
class Prompt:
    """A question for staff to ask with the patient beside."""

    heading: Heading
    question: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateContent:
    """`key` is the same in every version. `anchor` says in words what the offsets are counted from."""

    key: str
    name: str
    title: str
    about: str = ""
    anchor: str = ""
    prompts: tuple[Prompt, ...] = ()
    patient_does: tuple[Line, ...] = ()
    network_does: tuple[Line, ...] = ()
    care_does: tuple[CareLine, ...] = ()
    watch_for: tuple[WatchFor, ...] = ()
    turn_by_day: str = ""
    turn_by_evening: str = ""
    turn_in_emergency: str = ""
    influence_times: str = ""
    coordination: str = ""
    relatives: str = ""
    follow_up: Offset | None = None
    follow_up_how: str = ""
    steps: tuple[ModelStep, ...] = ()

    @property
    def offsets(self) -> tuple[Offset, ...]:
        found = (
            *(each.after for each in (*self.patient_does, *self.network_does)),
            *(each.after for each in self.care_does),
            *(each.after for each in self.steps),
            self.follow_up,
        )
        return tuple(each for each in found if each)

    def asks_about(self, heading: Heading) -> str:
        """The question for a heading; empty when there is none."""
        return next((each.question for each in self.prompts if each.heading == heading), "")


def to_json(content: TemplateContent) -> dict[str, Any]:
    """As it is exported and kept: what is empty is left out."""
    prompts = {each.heading.value: each.question for each in content.prompts}
    return {**_plain(content), **({"prompts": prompts} if prompts else {})}


def hash_of(content: TemplateContent) -> str:
    """The same for the same content, in whatever order and with whatever spaces it was written."""
    plain = dumps(to_json(content), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return sha256(plain.encode()).hexdigest()


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if is_dataclass(value):
        members = ((each.name, getattr(value, each.name)) for each in fields(value))
        return {name: _plain(member) for name, member in members if member not in NOTHING}
    return value.value if isinstance(value, Enum) else value
