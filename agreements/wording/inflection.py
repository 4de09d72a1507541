"""The forms in which a Swedish word of care is met. Forms that nobody writes do no harm; a missed one is no hint."""

from collections.abc import Callable, Iterable, Mapping

VOWELS = "aeiouyåäöé"
ENDINGS = ("", "n", "en", "et", "er", "erna", "ar", "arna", "ena", "na")


def of_noun(word: str) -> Iterable[str]:
    forms = tuple(_noun(word))
    return (*forms, *(f"{form}s" for form in forms))


def _noun(word: str) -> Iterable[str]:
    match word[-2:]:
        case "el":  # fistel, fistlar
            return (word, f"{word}n", f"{word[:-2]}lar", f"{word[:-2]}larna", f"{word[:-2]}len")
        case "er":  # kateter, katetrar
            return (word, f"{word}n", f"{word[:-2]}rar", f"{word[:-2]}rarna")
        case "um":  # konsilium, konsiliet
            return (word, *(word[:-2] + each for each in ("et", "er", "erna")))
    if word[-1] == "a":  # hernia, antikoagulantia
        return (word, *(word[:-1] + each for each in ("an", "or", "orna")))
    if word[-1] in VOWELS:  # hypertoni, apné
        return (word, *(word + each for each in ("n", "t", "er", "erna", "et")))
    return (word + each for each in ENDINGS)


def of_verb(word: str) -> Iterable[str]:
    stem = word.removesuffix("a")
    endings = ("a", "ar", "as", "at", "ats", "ad", "ade", "ades", "ande")
    nouns = ("ing", "ingen", "ingar", "ingarna")
    return (stem + each for each in (*endings, *nouns))


def of_adjective(word: str) -> Iterable[str]:
    match word[-2:]:
        case "ad":  # indicerad, indicerat
            return (word, f"{word[:-1]}t", f"{word}e")
        case "el":  # palpabel, palpabla
            return (word, f"{word}t", f"{word[:-2]}la")
    return (word, f"{word}t", f"{word}a", f"{word}e")


def as_written(word: str) -> Iterable[str]:
    return (word,)


FORMS: Mapping[str, Callable[[str], Iterable[str]]] = {
    "nouns": of_noun,
    "verbs": of_verb,
    "adjectives": of_adjective,
    "fixed": as_written,
    "abbreviations": as_written,
}
