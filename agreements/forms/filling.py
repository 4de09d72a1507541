"""A template fetched while one writes: what is empty is filled in, what is typed stays, and its rows come after."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agreements.forms.fields import LINES
from agreements.forms.initial import IN_TEMPLATES
from agreements.forms.rows import ROWS, SAYS_NOTHING
from agreements.forms.whole import WholeForm

FOLLOW_UP = ("follow_up_on", "follow_up_how")
NEXT = ("next_what", "next_latest", "next_who")
ALONE = tuple(name for name in IN_TEMPLATES if name not in FOLLOW_UP)
# Two rows that say this alike are the same row: a day or a name may have been added to the first since.
ALIKE = {"watch": ("sign",), "steps": ("what", "when")}

Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class Filled:
    """`there`: rows that stood there already. `left_out`: rows that there was no room for."""

    data: QueryDict
    added: int = 0
    there: int = 0
    left_out: int = 0

    def told(self, name: str) -> str:
        """What has happened, for the one who writes."""
        said = [_("Mallen %(name)s är hämtad.") % {"name": name}]
        if self.added:
            rows = ngettext("%(num)d rad är tillagd.", "%(num)d rader är tillagda.", self.added)
            said.append(rows % {"num": self.added})
        said.append(_("Det du har skrivit står kvar."))
        if self.there:
            rows = ngettext(
                "%(num)d rad fanns redan. Läs om dagen stämmer.",
                "%(num)d rader fanns redan. Läs om dagarna stämmer.",
                self.there,
            )
            said.append(rows % {"num": self.there})
        if self.left_out:
            rows = ngettext(
                "%(num)d rad fick inte plats: ta bort en rad och hämta mallen igen.",
                "%(num)d rader fick inte plats: ta bort några rader och hämta mallen igen.",
                self.left_out,
            )
            said.append(rows % {"num": self.left_out})
        return " ".join(said)


def filled(form: WholeForm, template: Mapping[str, Any], untouched: Mapping[str, Any], first_step: Row) -> Filled:
    """`template`: what it would start a form from. `untouched`: what an empty form starts from; nobody has typed that.

    What belongs together comes together or not at all: a day without its words would be another plan. Where a next step
    is written already, the first one of the template (`first_step`) becomes a step further on.
    """
    data = form.started().copy()
    for name in ALONE:
        if _is_open(data, untouched, name) and template.get(name):
            data[name] = _sent(template[name])
    if not any(data.get(name) for name in FOLLOW_UP):
        data.update({name: _sent(template.get(name)) for name in FOLLOW_UP})
    data["template"] = _sent(template["template"])
    rows = {prefix: [_plain(row) for row in template.get(prefix) or ()] for prefix in ROWS}
    if _has_no_next_step(data):
        for name in NEXT:
            data[name] = _sent(template.get(name))
    elif first_step and _key(data, ("next_what",)) != _key(first_step, ("what",)):
        rows["steps"].insert(0, _plain(first_step))
    added = there = left_out = 0
    for prefix, new in rows.items():
        typed = list(_typed(form, data, prefix))
        known = {_key(row, ALIKE.get(prefix, ("what",))) for row in typed}
        wanted = [row for row in new if _key(row, ALIKE.get(prefix, ("what",))) not in known]
        room = wanted[: max(LINES - len(typed), 0)]
        _write(data, prefix, [*typed, *room])
        added, there = added + len(room), there + len(new) - len(wanted)
        left_out += len(wanted) - len(room)
    return Filled(data, added, there, left_out)


def _is_open(data: QueryDict, untouched: Mapping[str, Any], name: str) -> bool:
    """What the unit has put there itself gives way to a template, but never its telephone number."""
    value = _words(data.get(name))
    return not value or (name != "turn_by_day" and value == _words(_sent(untouched.get(name))))


def _has_no_next_step(data: QueryDict) -> bool:
    return not any(_words(data.get(name)) for name in ("next_what", "next_latest", "no_next_step_because"))


def _typed(form: WholeForm, data: QueryDict, prefix: str) -> Iterator[Row]:
    """The rows that say something, as they were typed."""
    rows = form.rows[prefix]
    for number in range(rows.total_form_count()):
        row = {name: str(data.get(f"{prefix}-{number}-{name}") or "") for name in rows.empty_form.fields}
        if any(_words(value) for name, value in row.items() if name not in SAYS_NOTHING):
            yield row


def _write(data: QueryDict, prefix: str, rows: list[Row]) -> None:
    """In place of what was there; with an empty row after them, if there is room."""
    for name in [name for name in data if name.startswith(f"{prefix}-")]:
        del data[name]
    data[f"{prefix}-TOTAL_FORMS"] = str(min(len(rows) + 1, LINES))
    data[f"{prefix}-INITIAL_FORMS"] = "0"
    for number, row in enumerate(rows):
        data.update({f"{prefix}-{number}-{name}": value for name, value in row.items()})


def _plain(row: Mapping[str, Any]) -> Row:
    return {name: _sent(value) for name, value in row.items()}


def _sent(value: Any) -> str:
    """As a browser would send it."""
    return "" if value is None else str(value)


def _words(value: Any) -> str:
    return " ".join(_sent(value).split())


def _key(row: Mapping[str, str], names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(_words(row.get(name)).casefold() for name in names)
