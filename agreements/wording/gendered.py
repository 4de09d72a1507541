"""Words that take a sex for granted (gendered_words.json, kept by hand; domain.md 10)."""

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict


class Entry(TypedDict, total=False):
    """`not_after`: the words before that make it another thing. "Din syster" is family, "syster" alone is the nurse."""

    forms: list[str]
    not_after: list[str]
    instead: str
    because: str


@dataclass(frozen=True, slots=True)
class GenderHint:
    quote: str
    instead: str
    because: str


GENDERED: list[Entry] = json.loads(Path(__file__).with_name("gendered_words.json").read_text("utf-8"))
_WORD = re.compile(r"\w+")


def _by_first_word() -> dict[str, list[tuple[str, Entry]]]:
    """Longest first: "hustrun hjälper" before "hustrun"."""
    found = defaultdict(list)
    for form, entry in sorted(
        ((form, each) for each in GENDERED for form in each["forms"]), key=lambda one: -len(one[0])
    ):
        found[form.split()[0]].append((form, entry))
    return dict(found)


BY_FIRST_WORD = _by_first_word()


def gender_hints(text: str) -> tuple[GenderHint, ...]:
    """In the order of the text; each advice once. Not for the patient's own words."""
    found: dict[str, GenderHint] = {}
    for quote, entry in _found(text):
        found.setdefault(entry["instead"], GenderHint(quote, entry["instead"], entry["because"]))
    return tuple(found.values())


def _found(text: str) -> Iterator[tuple[str, Entry]]:
    before = ""
    for word in _WORD.finditer(text):
        key = word[0].lower()
        for form, entry in BY_FIRST_WORD.get(key, ()):
            quote = text[word.start() : word.start() + len(form)]
            after = text[word.start() + len(form) :][:1]
            if quote.lower() == form and not _WORD.match(after) and before not in entry.get("not_after", ()):
                yield quote, entry
                break
        before = key
