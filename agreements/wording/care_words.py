"""Words of care that a patient need not know, and how to say them (care_words.json, kept by hand)."""

import json
import re
from dataclasses import dataclass
from pathlib import Path

from agreements.wording.inflection import FORMS

CARE_WORDS: dict[str, dict[str, str]] = json.loads(Path(__file__).with_name("care_words.json").read_text("utf-8"))


@dataclass(frozen=True, slots=True)
class HardWord:
    """`quote` as it stands in the text."""

    quote: str
    plain: str
    is_abbreviation: bool


def _by_form() -> dict[str, tuple[str, bool]]:
    """Each form, what it means and whether it is an abbreviation. A word written out goes before another's form."""
    listed = [
        (group, word, (plain, group == "abbreviations"))
        for group, words in CARE_WORDS.items()
        for word, plain in words.items()
    ]
    forms = {form: meaning for group, word, meaning in listed for form in FORMS[group](word)}
    return forms | {word: meaning for _group, word, meaning in listed}


MEANING = _by_form()
# Several words, or with a hyphen: longest first, since a shorter one may begin it.
_PHRASES = "|".join(map(re.escape, sorted((form for form in MEANING if " " in form or "-" in form), key=len)[::-1]))
_DOTTED = r"[^\W\d_]{1,2}(?:\.[^\W\d_]{1,2})+(?![^\W_])"
_SEARCH = re.compile(rf"(?<![^\W_])(?:{_PHRASES})(?![^\W_])|{_DOTTED}|[^\W_]+", re.IGNORECASE)


def hard_words(text: str) -> tuple[HardWord, ...]:
    """In the order of the text; what means the same is told once."""
    found: dict[str, HardWord] = {}
    for quote in _SEARCH.findall(text):
        word = quote.lower()
        meaning = MEANING.get(word) or MEANING.get(word.replace(".", ""))
        if meaning is not None:
            found.setdefault(meaning[0], HardWord(quote, *meaning))
    return tuple(found.values())
