"""Help while writing: what is missing still, and words that are hard to read. A hint never blocks."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from agreements.forms.rows import each_form
from agreements.forms.whole import WholeForm
from agreements.headings import Heading
from agreements.wording import Hint, hints

OWN_WORDS = "what_matters"
GAP = "…"  # what a template leaves to be filled in
FREE = (
    "title", OWN_WORDS, "turn_by_day", "turn_by_evening", "turn_in_emergency", "fixed_contacts", "next_what",
    "influence_times", "coordination", "relatives", "follow_up_how",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class FieldHints:
    """`field`: the id of the box. `label`: what stands above it."""

    field: str
    label: str
    hints: tuple[Hint, ...]


@dataclass(frozen=True, slots=True)
class Help:
    """`required` are to be written before you agree; `recommended` are good to have."""

    required: tuple[str, ...]
    recommended: tuple[str, ...]
    fields: tuple[FieldHints, ...]


def help_with(form: WholeForm) -> Help:
    """Of a form that has been judged."""
    text = form.text()
    missing = [*(str(each.label) for each in text.missing), *_unfinished(form)]
    wanted = [str(each.label) for each in Heading if each.is_recommended and not text.says(each)]
    return Help(tuple(missing), tuple(wanted), tuple(_hints(form)))


def _unfinished(form: WholeForm) -> Iterator[str]:
    said = form.main.cleaned_data
    if said.get("next_what") and not said.get("next_latest"):
        yield _("Nästa steg: när senast?")
    if said.get("next_what") and not said.get("next_who"):
        yield _("Nästa steg: vem ansvarar?")
    if any(GAP in str(box.value() or "") for each in form.forms for box in each):
        yield _("Fyll i det som står som %(gap)s i texten.") % {"gap": GAP}


def _hints(form: WholeForm) -> Iterator[FieldHints]:
    boxes = [(form.main[name], name == OWN_WORDS) for name in FREE]
    for rows in form.rows.values():
        boxes += [(box, False) for each in each_form(rows) for box in each if box.name in {"what", "sign", "by_day"}]
    for box, is_own in boxes:
        found = hints(str(box.data or ""), is_patients_own=is_own)
        if found:
            yield FieldHints(box.id_for_label, str(box.label), found)
