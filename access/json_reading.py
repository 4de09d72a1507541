"""Reading JSON strictly: everything that is wrong is noted with its place, and nothing is guessed."""

import json
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, NoReturn, TypeVar

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

T = TypeVar("T")
C = TypeVar("C", bound=models.TextChoices)

ROWS, LAST_DAY = 20, 3660  # as many rows as the writing page has room for; ten years
SHOWN = 60  # characters of a name that is told back
UNSEEN = {"Cc", "Cs"}  # control characters, and halves of a character
AN_OBJECT = gettext_lazy("Här ska det stå ett objekt, inom klamrar { }.")
A_LIST = gettext_lazy("Här ska det stå en lista, inom hakar [ ].")
A_TEXT = gettext_lazy("Här ska det stå en text, inom citattecken.")
NOT_KNOWN = gettext_lazy("Det här namnet känns inte igen. Kontrollera stavningen.")
NOT_SEEN = gettext_lazy("Texten har ett tecken som inte syns och inte kan sparas. Skriv om den.")
TOO_MANY = gettext_lazy("Högst %(rows)s rader. Nu är det %(count)s.")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong, and where: "steps, rad 2, after"."""

    place: str
    words: str

    def __str__(self) -> str:
        return f"{self.place}: {self.words}" if self.place else self.words


class FaultyJson(Exception):
    """What was read is not what it should be. Holds every fault there is."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = faults


def read_json(text: str) -> object:
    """Raises FaultyJson. Twice the same name, or NaN, is JSON to Python and to nobody else."""
    try:
        return json.loads(text, object_pairs_hook=_once_each, parse_constant=_refuse)
    except json.JSONDecodeError as error:
        where = _("rad %(line)s, tecken %(column)s") % {"line": error.lineno, "column": error.colno}
        raise FaultyJson(
            Fault(where, _("Här slutar texten att vara JSON. Kontrollera citattecken och komman."))
        ) from error
    except (ValueError, RecursionError) as error:
        raise FaultyJson(Fault("", _("Texten går inte att läsa som JSON."))) from error


class Reader:
    """One object of the JSON. What is wrong with a member is noted, and the member read as empty."""

    def __init__(self, given: object, place: str, faults: list[Fault]) -> None:
        self.place, self.faults, self.asked = place, faults, set[str]()
        self.given: dict[str, Any] = given if isinstance(given, dict) else {}
        if not isinstance(given, dict):
            self.fault(str(AN_OBJECT))
            self.faults = []  # of what it might have held nothing more is told

    def fault(self, words: str, name: str = "") -> None:
        self.faults.append(Fault(", ".join(each for each in (self.place, name) if each), words))

    def value(self, name: str) -> Any:
        """None when it is not there, or null."""
        self.asked.add(name)
        return self.given.get(name)

    def inner(self, given: object, name: str) -> "Reader":
        return Reader(given, ", ".join(each for each in (self.place, name) if each), self.faults)

    def refuse_others(self) -> None:
        for name in self.given:
            if name not in self.asked:
                self.fault(str(NOT_KNOWN), short(name))

    def text(self, name: str, longest: int, *, is_needed: bool = False) -> str:
        value = self.value(name)
        wrong = _wrong_with(value, longest) if value is not None else ""
        if wrong:
            self.fault(wrong, name)
            return ""
        said = (value or "").strip()
        if is_needed and not said:
            self.fault(_("Det här måste finnas med."), name)
        return said

    def number(self, name: str) -> int:
        value = self.value(name)
        if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= LAST_DAY:
            return value
        self.fault(_("Skriv ett helt antal dagar, från 0 till %(last)s.") % {"last": LAST_DAY}, name)
        return 0

    def choice(self, name: str, choices: type[C], otherwise: C | None) -> C | None:
        """`otherwise` when it is left out; without one, it may not be."""
        value = self.value(name)
        if value is None and otherwise is not None:
            return otherwise
        if isinstance(value, str) and value in choices.values:
            return choices(value)
        self.fault(_("Välj ett av orden: %(words)s.") % {"words": ", ".join(choices.values)}, name)
        return None

    def one(self, name: str, read: Callable[["Reader"], T]) -> T | None:
        """The object of that name, if it is there."""
        value = self.value(name)
        return self._whole(value, name, read) if value is not None else None

    def rows(self, name: str, read: Callable[["Reader"], T]) -> tuple[T, ...]:
        value = self.value(name)
        if value is None:
            return ()
        if not isinstance(value, list):
            self.fault(str(A_LIST), name)
            return ()
        if len(value) > ROWS:
            self.fault(TOO_MANY % {"rows": ROWS, "count": len(value)}, name)
            return ()
        places = (_("%(name)s, rad %(number)s") % {"name": name, "number": n} for n in range(1, len(value) + 1))
        return tuple(self._whole(each, place, read) for each, place in zip(value, places, strict=True))

    def _whole(self, given: object, name: str, read: Callable[["Reader"], T]) -> T:
        reader = self.inner(given, name)
        found = read(reader)
        reader.refuse_others()
        return found


def _wrong_with(value: object, longest: int) -> str:
    """Swedish words; empty when it is a text that can be shown and kept."""
    if not isinstance(value, str):
        return str(A_TEXT)
    if len(value) > longest:
        return _("Skriv högst %(longest)s tecken. Nu är det %(count)s.") % {"longest": longest, "count": len(value)}
    return str(NOT_SEEN) if has_unseen(value) else ""


def has_unseen(text: str) -> bool:
    return any(unicodedata.category(each) in UNSEEN and each != "\n" for each in text)


def short(name: str) -> str:
    """A name that nobody knows, to be told back: what is seen of it, and not all of a long one."""
    return "".join(each if each.isprintable() else "?" for each in name[:SHOWN])


def _once_each(pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    members: dict[str, Any] = {}
    for name, value in pairs:
        if name in members:
            raise FaultyJson(Fault(short(name), _("Namnet står två gånger i samma objekt.")))
        members[name] = value
    return members


def _refuse(constant: str) -> NoReturn:
    raise ValueError(constant)
