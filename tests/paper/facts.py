"""What a plan says, field by field, so that a new one cannot be forgotten on paper."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from typing import Any
from uuid import UUID

from patientkontrakt import words
from plans.page import PlanPage

# What a sheet leaves out, and why. Any other text or day of a PlanPage has to stand on it.
LEFT_OUT = {
    "PlanPage.surveys": "questions are answered on the screen, and answers are not for the refrigerator",
    "PlanPage.silences": "told without the name of what is blocked",
    "PlanPage.seen_by": "who else sees the plan on the screen says nothing about the sheet",
    "PlanPage.mandate": "the sheet is the patient's, whoever prints it",
    "PatientFacts.given_name": "the whole name is there",
    "Origin.municipalities": "each row says where it comes from",
    "Source.provider": "said by the unit",
    "Source.principal": "a code",
    "Source.updated": "the sheet says how everything was on the day it was printed",
    "ContactRow.kind": "a code",
    "ContactRow.initials": "in place of a picture",
    "ContactRow.since": "whom to call is what matters",
    "StatutoryPlanRow.kind": "a code",
    "PinnedRow.heading": "a code",
    "PinnedRow.lang": "a code",
    "PinRow.lang": "a code",
    "AgreementRow.status": "the heading and the words on a proposal say it",
    "PreparationRow.title": "the heading says it, in the patient's words",
    "Ask.unit": "said by the row's source",
}
# Said in words that fit whoever reads it, and a sheet that has no buttons.
SAID_OTHERWISE = {"Svara om tiden passar": "Passar tiden? Ring och svara."}
# Rows of the line that are behind say no more than when, what and how it went.
BEHIND = {"what", "at", "status", "day"}


def facts(plan: PlanPage) -> Iterator[tuple[str, str]]:
    """(field, words) for everything that a sheet has to say."""
    year = words.year_of(plan.made_at)
    for name, value in _leaves(plan):
        if isinstance(value, str) and value:
            yield name, words.phone(value) if name.endswith(".phone") else SAID_OTHERWISE.get(value, value)
        elif isinstance(value, date):
            yield name, words.short_day(value, year)


def _leaves(value: Any, name: str = "") -> Iterator[tuple[str, Any]]:
    if isinstance(value, tuple):
        for each in value:
            yield from _leaves(each, name)
    elif is_dataclass(value):
        for field in fields(value):
            of = f"{type(value).__name__}.{field.name}"
            if of not in LEFT_OUT and not _is_behind(value, field.name):
                yield from _leaves(getattr(value, field.name), of)
    elif not isinstance(value, (UUID, Enum)):
        yield name, value


def _is_behind(row: Any, field: str) -> bool:
    state = getattr(row, "state", None)
    return state is not None and not state.is_ahead and field not in BEHIND
