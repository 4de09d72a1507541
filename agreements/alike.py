"""What the unit has agreed with the patient already about the same thing: changed rather than written once more."""

from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import islice
from uuid import UUID

from access.grants import Access
from agreements.forms.whole import WholeForm
from agreements.models import Agreement, AgreementTemplate
from agreements.template_content import GENERIC

AT_MOST = 3
ALIKE = 0.8  # of 1: "Hjärtsvikt" and "Hjärtsvikten", not "Promenader" and "Proverna"
READ = 120  # letters of a title


@dataclass(frozen=True, slots=True)
class Alike:
    """`title` is empty where it may say where a protected person is."""

    id: UUID
    title: str


def alike(access: Access, form: WholeForm, template: AgreementTemplate | None) -> tuple[Alike, ...]:
    """Of a form that has been judged, and the template it is written from. One statement.

    A next version is about the same thing by nature, and the generic template is about anything.
    """
    said = form.main.cleaned_data
    title = _plain(said.get("title") or "")
    key = template.key if template and template.key != GENERIC else ""
    if said.get("replaces") or not (title or key):
        return ()
    ours = Agreement.objects.visible_to(access).filter(unit=access.unit_id).alive().exclude(public_id=said["key"])
    rows = ours.order_by("series", "-version").distinct("series").values_list("public_id", "title", "template__key")
    found = (
        Alike(row, "" if access.hides_places else there)
        for row, there, of in rows
        if _is_alike(title, there) or (key and key == of)
    )
    return tuple(islice(found, AT_MOST))


def _is_alike(title: str, other: str) -> bool:
    there = _plain(other)
    return bool(title) and (title == there or SequenceMatcher(None, title, there).ratio() >= ALIKE)


def _plain(title: str) -> str:
    return " ".join(title[:READ].casefold().split())
