"""Help while writing: what is missing still, and words that are hard to read. A hint never blocks."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from agreements.forms.places import place_in_form
from agreements.forms.rows import each_form
from agreements.forms.whole import WholeForm
from agreements.headings import Heading
from agreements.services import BLANK, OWN_WORDS
from agreements.wording import Hint, hints

FREE = (
    "title", OWN_WORDS, "turn_by_day", "turn_by_evening", "turn_in_emergency", "fixed_contacts",
    "no_fixed_contact_because", "next_what", "no_next_step_because", "influence_times", "coordination", "relatives",
    "follow_up_how", "disagreed_because",
)  # fmt: skip
IN_ROWS = frozenset({"what", "when", "sign", "by_day", "at_night"})
# Where each heading begins in the form.
BEGINS = {
    Heading.SELF_AND_NETWORK: "patient-0-what",
    Heading.CARE_DOES: "care-0-what",
    Heading.WATCH_FOR: "watch-0-sign",
    Heading.WHERE_TO_TURN: "turn_by_day",
    Heading.NEXT_STEP: "next_what",
    Heading.FOLLOW_UP: "follow_up_on",
}


@dataclass(frozen=True, slots=True)
class FieldHints:
    """`field`: the id of the box. `label`: what it is, and in which row."""

    field: str
    label: str
    hints: tuple[Hint, ...]


@dataclass(frozen=True, slots=True)
class Missing:
    """`field`: the id of the box to begin with."""

    label: str
    field: str


@dataclass(frozen=True, slots=True)
class Help:
    """`required` are to be written before you agree; `recommended` are good to have."""

    required: tuple[Missing, ...]
    recommended: tuple[Missing, ...]
    fields: tuple[FieldHints, ...]


def help_with(form: WholeForm) -> Help:
    """Of a form that has been judged."""
    text = form.text()
    untitled = [] if text.title else [Missing(_("Rubriken"), "title")]
    missing = [*untitled, *map(_missing, text.missing), *_unfinished(form)]
    wanted = [_missing(each) for each in Heading if each.is_recommended and not text.says(each)]
    return Help(tuple(missing), tuple(wanted), tuple(_hints(form)))


def _missing(heading: Heading) -> Missing:
    return Missing(str(heading.label), BEGINS.get(heading, heading.value))


def _unfinished(form: WholeForm) -> Iterator[Missing]:
    said = form.main.cleaned_data
    if said.get("next_what") and not said.get("next_latest"):
        yield Missing(_("Nästa steg: när senast?"), "next_latest")
    if said.get("next_what") and not said.get("next_who"):
        yield Missing(_("Nästa steg: vem ansvarar?"), "next_who")
    for row in (row for prefix in ("care", "steps") for row in each_form(form.rows[prefix])):
        if row.cleaned_data.get("what") and not row.cleaned_data.get("who"):
            yield Missing(_("%(place)s: vem ansvarar?") % {"place": place_in_form(row["who"])}, row["who"].id_for_label)
    for box in form.blanks():
        told = _("%(place)s: fyll i luckan %(blank)s") % {"place": place_in_form(box), "blank": BLANK}
        yield Missing(told, box.id_for_label)


def _hints(form: WholeForm) -> Iterator[FieldHints]:
    boxes = [(form.main[name], name == OWN_WORDS) for name in FREE]
    for rows in form.rows.values():
        boxes += [(box, False) for each in each_form(rows) for box in each if box.name in IN_ROWS]
    for box, is_own in boxes:
        found = hints(str(box.data or ""), is_patients_own=is_own)
        if found:
            yield FieldHints(box.id_for_label, place_in_form(box), found)
