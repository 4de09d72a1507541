"""What a field of the form may be told, as finished sentences."""

import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain

from django.utils.translation import gettext as _

from agreements.wording.care_words import HardWord, hard_words
from agreements.wording.gendered import GenderHint, gender_hints
from agreements.wording.sentences import LONGEST_SENTENCE, WORD, lix, long_sentences

AT_MOST = 5
HEAVY = 35  # LIX; quality.md D
VERY_HEAVY = 55  # of a short text: one long word in ten says little of how the rest reads
ENOUGH_WORDS = 20
FEW_WORDS = 10  # the LIX of fewer says nothing
QUOTED = 80  # letters


class HintKind(StrEnum):
    HARD_WORD = "hard_word"
    GENDER = "gender"
    LONG_SENTENCE = "long_sentence"
    HEAVY = "heavy"


@dataclass(frozen=True, slots=True)
class Hint:
    """`quote` stands in the text, perhaps cut short; empty when the whole field is meant. `say` is a whole sentence."""

    kind: HintKind
    quote: str
    say: str


def hints(text: str, *, is_patients_own: bool) -> tuple[Hint, ...]:
    """At most five, one of each kind first. The patient's own words are never judged."""
    if is_patients_own:
        return ()
    composed = unicodedata.normalize("NFC", text)  # "å" may come as two characters
    kinds = (
        tuple(map(_hard, hard_words(composed))),
        tuple(map(_gendered, gender_hints(composed))),
        tuple(map(_long, long_sentences(composed))),
        _heavy(composed),
    )
    firsts = chain.from_iterable(each[:1] for each in kinds)
    rest = chain.from_iterable(each[1:] for each in kinds)
    return tuple(chain(firsts, rest))[:AT_MOST]


def _hard(word: HardWord) -> Hint:
    if word.is_abbreviation:
        say = _("”%(word)s” är en förkortning. Skriv hellre ”%(plain)s”.")
    else:
        say = _("”%(word)s” är ett svårt ord. Skriv hellre ”%(plain)s”.")
    return Hint(HintKind.HARD_WORD, word.quote, say % {"word": word.quote, "plain": word.plain})


def _gendered(found: GenderHint) -> Hint:
    say = _("Måste det stå ”%(word)s”? Skriv gärna ”%(instead)s”. %(because)s")
    return Hint(
        HintKind.GENDER,
        found.quote,
        say % {"word": found.quote, "instead": found.instead, "because": found.because},
    )


def _long(sentence: str) -> Hint:
    quote = sentence if len(sentence) <= QUOTED else f"{sentence[:QUOTED].rstrip()}…"
    say = _("Meningen ”%(sentence)s” har %(words)d ord. Dela den, så att ingen mening har mer än %(most)d ord.")
    words = len(WORD.findall(sentence))
    return Hint(HintKind.LONG_SENTENCE, quote, say % {"sentence": quote, "words": words, "most": LONGEST_SENTENCE})


def _heavy(text: str) -> tuple[Hint, ...]:
    words = len(WORD.findall(text))
    if words < FEW_WORDS or (found := lix(text)) <= (HEAVY if words >= ENOUGH_WORDS else VERY_HEAVY):
        return ()
    say = _("Texten är tung att läsa (LIX %(lix)d, högst %(most)d är bra). Korta meningar och korta ord hjälper.")
    return (Hint(HintKind.HEAVY, "", say % {"lix": found, "most": HEAVY}),)
