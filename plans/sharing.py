"""A line beside each part: to a relative that it is not shared with them, to the patient who else sees it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from access.ages import OF_AGE
from access.grants import Access
from access.kinds import Scope
from access.sharing import Sharer


@dataclass(frozen=True, slots=True)
class PerPart:
    """A sentence for each part; empty where there is nothing to say."""

    times: str = ""
    contacts: str = ""
    agreements: str = ""
    questions: str = ""


def withheld(access: Access) -> PerPart:
    """The questions are asked of who may answer them; a relative who may not misses nothing."""
    if not access.is_for_another:
        return PerPart()
    return PerPart(
        times="" if access.opens(Scope.TIMES) else _("Tider och steg delas inte med dig."),
        contacts="" if access.opens(Scope.CONTACTS) else _("Fasta kontakter delas inte med dig."),
        agreements="" if access.opens(Scope.AGREEMENTS) else _("Överenskommelser och planer delas inte med dig."),
    )


def seen_by(access: Access, sharers: Iterable[Sharer], age: int) -> PerPart:
    """Told to the patient alone. A teenager is told also when nobody else sees it: that is what they ask themselves."""
    if not access.is_own:
        return PerPart()
    others, is_told = tuple(sharers), age < OF_AGE
    return PerPart(
        times=_sentence(others, Scope.TIMES, is_told=is_told),
        contacts=_sentence(others, Scope.CONTACTS, is_told=is_told),
        agreements=_sentence(others, Scope.AGREEMENTS, is_told=is_told),
        questions=_sentence(others, Scope.ANSWER, is_told=is_told),
    )


def _sentence(others: tuple[Sharer, ...], scope: Scope, *, is_told: bool) -> str:
    found = [each for each in others if scope in each.scopes]
    told = [_everything(found), *(_of_units(each) for each in found if each.units)]
    if found:
        return " ".join(filter(None, told))
    return _("Bara du och de som ger dig vård ser det här.") if is_told else ""


def _everything(found: Iterable[Sharer]) -> str:
    names = [_who(each) for each in found if not each.units]
    return _("Det här ser även %(who)s.") % {"who": _and(names)} if names else ""


def _of_units(sharer: Sharer) -> str:
    told = {"who": _who(sharer), "units": _and(sharer.units)}
    return _("Det som %(units)s har skrivit här ser även %(who)s.") % told


def _who(sharer: Sharer) -> str:
    return f"{sharer.name} ({sharer.kind.label})"


def _and(words: Iterable[str]) -> str:
    *first, last = words
    return f"{', '.join(first)} {_('och')} {last}" if first else last
