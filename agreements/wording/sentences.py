"""How heavy a text is to read: LIX (Björnsson 1968) and sentences that go on for too long."""

import re
from collections.abc import Iterator

LONGEST_SENTENCE = 25  # words
LONG_WORD = 6  # letters; a longer one counts as long
WORD = re.compile(r"[^\W_]+(?:[-’':.,][^\W_]+)*")
_STOP = re.compile(r"[.!?…]+[”\"'’)\]]*(?=\s)|[\r\n]+")
_LAST_WORD = re.compile(r"\S*\Z")
# "kl. 9", "t.ex. bröd" and "A. Berg" go on after the point.
_GO_ON = frozenset(("kl", "ca", "dr", "nr", "ev", "st", "tel", "pat", "resp", "dvs", "jfr"))
_LOOK_BACK = 8  # characters, enough for the longest of them, and for "t.ex"


def sentences(text: str) -> tuple[str, ...]:
    """A line of its own is a sentence too: what is agreed is often a list."""
    return tuple(each for part in _cut(text) if WORD.search(each := part.strip()))


def long_sentences(text: str) -> tuple[str, ...]:
    return tuple(each for each in sentences(text) if len(WORD.findall(each)) > LONGEST_SENTENCE)


def lix(text: str) -> int:
    """Words per sentence plus the percentage of long words. 35 and below is plain; 0 where there are no words."""
    words = WORD.findall(text)
    if not words:
        return 0
    long_words = sum(len(word) > LONG_WORD for word in words)
    return round(len(words) / len(sentences(text)) + 100 * long_words / len(words))


def _cut(text: str) -> Iterator[str]:
    start = 0
    for stop in _STOP.finditer(text):
        if stop[0] == "." and _goes_on(text[max(start, stop.start() - _LOOK_BACK) : stop.start()]):
            continue
        yield text[start : stop.end()]
        start = stop.end()
    yield text[start:]


def _goes_on(before: str) -> bool:
    found = _LAST_WORD.search(before)
    word = found[0].lower().lstrip("(") if found else ""
    return word in _GO_ON or "." in word or (len(word) == 1 and word.isalpha())
