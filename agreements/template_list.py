"""The templates that somebody works with: each with its versions, and whether the unit uses it."""

from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, OuterRef
from django.http import Http404
from django.utils.translation import gettext as _

from access.grants import TemplateAccess
from agreements.models import AgreementTemplate, TemplateInUse
from agreements.template_content import GENERIC


@dataclass(frozen=True, slots=True)
class VersionRow:
    """One version. `colour` repeats what `state` says; `can_withdraw`: by the one who looks."""

    id: UUID
    version: int
    state: str
    colour: str
    holds: bool
    effective_from: date
    withdrawn_on: date | None
    withdrawn_because: str
    made_by: str
    can_withdraw: bool


@dataclass(frozen=True, slots=True)
class TemplateRow:
    """A template, in all its versions, newest first. `shown`: the one that holds, or else the newest."""

    key: str
    name: str
    about: str
    shown: VersionRow
    versions: tuple[VersionRow, ...]
    is_own: bool
    is_always: bool
    is_in_use: bool
    can_use: bool
    can_stop: bool

    @property
    def others(self) -> tuple[VersionRow, ...]:
        return tuple(each for each in self.versions if each.id != self.shown.id)


def templates_of(access: TemplateAccess) -> tuple[TemplateRow, ...]:
    """Everybody's and the unit's own: the generic one, then those in use, then the others, by name. One statement."""
    rows = _asked(access).order_by("key", "-version")
    found = (_template(list(versions), access) for _key, versions in groupby(rows, key=lambda each: each.key))
    return tuple(sorted(found, key=lambda each: (not each.is_always, not each.is_in_use, each.name)))


def template_of(access: TemplateAccess, template: AgreementTemplate) -> TemplateRow:
    return _template(list(_asked(access).filter(key=template.key).order_by("-version")), access)


def find_template(access: TemplateAccess, template: UUID) -> AgreementTemplate:
    """Whatever its state: what was withdrawn can still be read. Raises Http404."""
    found = AgreementTemplate.objects.known_at(access.unit_id).filter(public_id=template).first()
    if found is None:
        raise Http404
    return found


def may_withdraw(access: TemplateAccess, template: Any) -> bool:
    return access.may_manage if template.unit_id else access.may_share


def _asked(access: TemplateAccess) -> Any:
    used = TemplateInUse.objects.open().filter(unit=access.unit_id, key=OuterRef("key"))
    known = AgreementTemplate.objects.known_at(access.unit_id).select_related("made_by")
    return known.annotate(is_in_use=Exists(used), about=F("content__about")).defer("content")


def _template(versions: list[Any], access: TemplateAccess) -> TemplateRow:
    held = next((each for each in versions if _is_in_effect(each, access.today)), None)
    rows = tuple(_version(each, held, access) for each in versions)
    shown = held or versions[0]
    is_always = shown.key == GENERIC
    return TemplateRow(
        key=shown.key,
        name=shown.name,
        about=shown.about or "",
        shown=next(each for each in rows if each.id == shown.public_id),
        versions=rows,
        is_own=shown.unit_id is not None,
        is_always=is_always,
        is_in_use=shown.is_in_use,
        can_use=access.may_manage and not is_always and not shown.is_in_use and held is not None,
        can_stop=access.may_manage and not is_always and shown.is_in_use,
    )


def _version(row: Any, held: Any, access: TemplateAccess) -> VersionRow:
    state, colour = _state(row, held, access.today)
    return VersionRow(
        id=row.public_id,
        version=row.version,
        state=state,
        colour=colour,
        holds=row is held,
        effective_from=row.effective_from,
        withdrawn_on=row.withdrawn_on,
        withdrawn_because=row.withdrawn_because,
        made_by=row.made_by.name if row.made_by else "",
        can_withdraw=row.withdrawn_on is None and may_withdraw(access, row),
    )


def _state(row: Any, held: Any, today: date) -> tuple[str, str]:
    if row is held:
        return _("Gäller"), "success"
    if row.is_withdrawn(today):
        return _("Tillbakadragen"), "danger"
    if row.effective_from > today:
        return _("Gäller senare"), "info"
    return _("Ersatt"), "neutral"


def _is_in_effect(row: Any, today: date) -> bool:
    return row.effective_from <= today and not row.is_withdrawn(today)
