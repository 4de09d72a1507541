"""Reading a template from JSON: which members there are, and what may stand in them."""

import re

from django.utils.translation import gettext as _

from access.json_reading import Fault, FaultyJson, Reader, read_json
from agreements.headings import Heading
from agreements.models.commitments import Repeat
from agreements.template_content import (
    OWN,
    CareLine,
    Line,
    ModelStep,
    Offset,
    Prompt,
    TemplateContent,
    WatchFor,
)
from steps.models import StepKind

KEY = re.compile(r"[a-z][a-z0-9_]{0,39}")
NAME, TITLE, LINE, STEP, WORDS, TEXT = 80, 120, 300, 200, 100, 2000  # characters
TEXTS = (
    "turn_by_day", "turn_by_evening", "turn_in_emergency", "influence_times", "coordination", "relatives",
    "follow_up_how",
)  # fmt: skip


def read_template(text: str) -> TemplateContent:
    """A template from the text of a file. Raises FaultyJson."""
    return parse(read_json(text))


def parse(given: object) -> TemplateContent:
    """A template from JSON that has been read. Raises FaultyJson with all that is wrong."""
    faults: list[Fault] = []
    reader = Reader(given, "", faults)
    content = _content(reader)
    reader.refuse_others()
    if not faults and content.offsets and not content.anchor:
        reader.fault(_("Skriv vilken dag tiderna räknas från, till exempel Datum för operationen."), "anchor")
    if faults:
        raise FaultyJson(*faults)
    return content


def _content(reader: Reader) -> TemplateContent:
    key = reader.text("key", NAME, is_needed=True)
    if key and not KEY.fullmatch(key):
        reader.fault(_("Skriv små bokstäver a–z, siffror och understreck, högst 40 tecken."), "key")
    return TemplateContent(
        key=key,
        name=reader.text("name", NAME, is_needed=True),
        title=reader.text("title", TITLE, is_needed=True),
        about=reader.text("about", TEXT),
        anchor=reader.text("anchor", WORDS),
        prompts=reader.one("prompts", _prompts) or (),
        patient_does=reader.rows("patient_does", _line),
        network_does=reader.rows("network_does", _line),
        care_does=reader.rows("care_does", _care_line),
        watch_for=reader.rows("watch_for", _watch_for),
        **{name: reader.text(name, TEXT) for name in TEXTS},
        follow_up=reader.one("follow_up", _offset),
        steps=reader.rows("steps", _step),
    )


def _prompts(reader: Reader) -> tuple[Prompt, ...]:
    asked = ((heading, reader.text(heading.value, LINE)) for heading in Heading)
    return tuple(Prompt(heading, question) for heading, question in asked if question)


def _line(reader: Reader) -> Line:
    return Line(
        what=reader.text("what", LINE, is_needed=True),
        repeat=reader.choice("repeat", Repeat, Repeat.ONCE) or Repeat.ONCE,
        after=reader.one("after", _offset),
    )


def _care_line(reader: Reader) -> CareLine:
    line = _line(reader)
    return CareLine(line.what, line.repeat, line.after, _owner(reader))


def _watch_for(reader: Reader) -> WatchFor:
    return WatchFor(
        sign=reader.text("sign", LINE, is_needed=True),
        by_day=reader.text("by_day", LINE, is_needed=True),
        at_night=reader.text("at_night", LINE, is_needed=True),
    )


def _step(reader: Reader) -> ModelStep:
    if reader.value("after") is None:
        reader.fault(_("Det här måste finnas med."), "after")
    return ModelStep(
        what=reader.text("what", STEP, is_needed=True),
        kind=reader.choice("kind", StepKind, None) or StepKind.ACTION,
        after=reader.one("after", _offset) or Offset(0, 0, ""),
        owner=_owner(reader),
    )


def _offset(reader: Reader) -> Offset:
    """The two days are held against each other when both are days: what is told of one is told once."""
    told = len(reader.faults)
    from_days, to_days = reader.number("from_days"), reader.number("to_days")
    are_days = len(reader.faults) == told
    offset = Offset(from_days, to_days, reader.text("words", WORDS, is_needed=True))
    if are_days and offset.to_days < offset.from_days:
        reader.fault(_("Skriv minst %(least)s, som i from_days.") % {"least": offset.from_days}, "to_days")
    return offset


def _owner(reader: Reader) -> str:
    return reader.text("owner", WORDS) or OWN
