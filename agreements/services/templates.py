"""Versions of templates, and which templates a unit uses. About no patient: the lines of the log name none."""

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from access.grants import TemplateAccess, require
from agreements.models import AgreementTemplate, TemplateInUse
from agreements.shipped import shipped_keys, shipped_templates
from agreements.template_content import TemplateContent, hash_of, to_json
from audit.models import Action, How
from audit.services import Actor, Deed, record


class KeyIsTaken(Exception):
    """The key is that of a template which is everybody's, or another unit's."""


class TemplateChanged(Exception):
    """Somebody was first: another version was added meanwhile, or this one is withdrawn already."""


def add_version(
    *, access: TemplateAccess, content: TemplateContent, effective_from: date, now: datetime
) -> AgreementTemplate:
    """The next version of a template, or the first. What it says already on that day gives the version that says it.
    From an earlier day it is another version: the day of one that is there never changes.

    An administrator writes what is everybody's; a head of unit the unit's own. Raises KeyIsTaken, TemplateChanged.
    """
    require(access.may_manage or access.may_share)
    unit = None if access.may_share else access.unit_id
    if already := said_already(access=access, content=content, effective_from=effective_from):
        return already
    newest = _newest(content.key)
    is_anothers = newest is not None and newest.unit_id != unit
    if is_anothers or (unit and content.key in shipped_keys()):
        raise KeyIsTaken
    made = _next(newest, content, effective_from, now)
    made.unit_id, made.made_by_id = unit, access.professional_id
    return _add(made, access.actor, access.how)


def said_already(*, access: TemplateAccess, content: TemplateContent, effective_from: date) -> AgreementTemplate | None:
    """The newest version of the viewer's template, when it says the same on that day: there is nothing to add."""
    newest = _newest(content.key)
    if newest is None or newest.withdrawn_on or newest.unit_id != (None if access.may_share else access.unit_id):
        return None
    is_same = newest.content_hash == hash_of(content) and newest.effective_from <= effective_from
    return newest if is_same else None


def ship_templates(*, actor: Actor, now: datetime) -> list[AgreementTemplate]:
    """Add what comes with the program, and its new versions: those that are new. May be done as often as one likes."""
    shipped = (_ship(content, actor, now) for content in shipped_templates())
    return [each for each in shipped if each]


@transaction.atomic
def withdraw_version(
    *, access: TemplateAccess, template: AgreementTemplate, on: date, because: str, now: datetime
) -> None:
    """From that day nobody is offered it, and the version before it holds again. Raises TemplateChanged."""
    require(access.may_share if template.unit_id is None else access.may_manage)
    require(template.unit_id in {None, access.unit_id})
    rows = AgreementTemplate.objects.filter(pk=template.pk, withdrawn_on=None)
    if not rows.update(withdrawn_on=on, withdrawn_because=because):
        raise TemplateChanged
    deed = Deed(Action.WRITE, "template.withdrawn", access.how, object=template.public_id, because=because)
    record(access.actor, deed, now=now)


@transaction.atomic
def take_into_use(*, access: TemplateAccess, template: AgreementTemplate, now: datetime) -> TemplateInUse:
    """From now those who write at the unit are offered it, in whichever version holds. In use already: the same row."""
    require(access.may_manage and template.unit_id in {None, access.unit_id})
    use, is_new = TemplateInUse.objects.open().get_or_create(
        unit_id=access.unit_id, key=template.key, until=None, defaults={"since": now}
    )
    if is_new:
        deed = Deed(Action.WRITE, "template.taken_into_use", access.how, object=template.public_id)
        record(access.actor, deed, now=now)
    return use


@transaction.atomic
def take_out_of_use(*, access: TemplateAccess, template: AgreementTemplate, now: datetime) -> None:
    """Those who write at the unit are no longer offered it; agreements stand. Not in use, nothing happens."""
    require(access.may_manage)
    if TemplateInUse.objects.open().filter(unit=access.unit_id, key=template.key).update(until=now):
        deed = Deed(Action.WRITE, "template.taken_out_of_use", access.how, object=template.public_id)
        record(access.actor, deed, now=now)


def _ship(content: TemplateContent, actor: Actor, now: datetime) -> AgreementTemplate | None:
    """Once, and never over what an administrator has written. None: left as it is."""
    newest = _newest(content.key)
    if newest and (newest.made_by_id or newest.unit_id):
        return None
    if AgreementTemplate.objects.filter(key=content.key, content_hash=hash_of(content)).exists():
        return None
    return _add(_next(newest, content, timezone.localdate(now), now), actor, How.IMPORT)


def _newest(key: str) -> AgreementTemplate | None:
    return AgreementTemplate.objects.filter(key=key).order_by("-version").first()


def _next(
    newest: AgreementTemplate | None, content: TemplateContent, effective_from: date, now: datetime
) -> AgreementTemplate:
    return AgreementTemplate(
        key=content.key,
        version=newest.version + 1 if newest else 1,
        name=content.name,
        content=to_json(content),
        content_hash=hash_of(content),
        effective_from=effective_from,
        made_at=now,
    )


def _add(made: AgreementTemplate, actor: Actor, how: How) -> AgreementTemplate:
    """Of two at once, the unique version lets one in."""
    try:
        with transaction.atomic():
            made.save(force_insert=True)
            record(actor, Deed(Action.WRITE, "template.version", how, object=made.public_id), now=made.made_at)
    except IntegrityError as error:
        raise TemplateChanged from error
    return made
