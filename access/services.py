"""Verbs that begin the grounds for seeing a patient. They only add rows, and each one is logged."""

from datetime import date, datetime, time
from typing import TypeVar
from uuid import UUID

from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from access.grants import Access, UnitAccess, require
from access.kinds import BlockKind, ConsentKind, MandateKind
from access.models import Block, CareRelation, Consent, Mandate
from audit.models import Action
from audit.services import Deed, record
from people.models import CareProvider, CareUnit, Login, Patient

M = TypeVar("M", bound=Model)

# Guardians read until the child is 13: the rule of 1177 Journalen (domain.md 6.7).
GUARDIANS_READ_UNTIL = 13


class NoLongerChild(Exception):
    """At that age nobody reads as guardian."""


def log_write(access: Access, what: str, row: UUID, *, now: datetime, because: str = "") -> None:
    """The line of a write, for every verb. Called inside the verb's transaction, so that it commits with it."""
    deed = Deed(Action.WRITE, what, access.how, access.patient.public_id, row, because)
    record(access.actor, deed, now=now)


def written_before(model: type[M], key: UUID, **ours: object) -> M | None:
    """The row that the same form has made already. Raises NotAllowed when the key is that of a row not `ours`.

    It looks past visibility, for a key that is taken is taken whoever may see the row, and gives back only what the
    writer has written.
    """
    rows = model._default_manager.filter(public_id=key)
    mine = rows.filter(**ours).first()
    require(mine is not None or not rows.exclude(**ours).exists())
    return mine


@transaction.atomic
def begin_relation(*, access: UnitAccess, patient: Patient, because: str, now: datetime) -> CareRelation:
    """The unit begins to take part in the care of a patient. Begun already: the same row, and no new line."""
    relation, is_new = CareRelation.objects.get_or_create(
        patient=patient,
        unit_id=access.unit_id,
        until=None,
        defaults={"professional": access.assignment.professional, "because": because, "since": now},
    )
    if is_new:
        deed = Deed(Action.WRITE, "relation.began", access.how, patient.public_id, relation.public_id, because)
        record(access.actor, deed, now=now)
    return relation


@transaction.atomic
def grant_mandate(
    *,
    access: Access,
    login: Login,
    kind: MandateKind,
    because: str,
    now: datetime,
    until: datetime | None = None,
) -> Mandate:
    """Let a login act for the patient. A guardian's reading ends when the child turns 13. Raises NoLongerChild."""
    require(access.may_grant)
    if kind == MandateKind.GUARDIAN:
        grown = _begins_teens(access.patient.birth_date)
        until = min(until, grown) if until else grown
        if until <= now:
            raise NoLongerChild
    mandate = Mandate.objects.create(
        login=login, patient=access.patient, kind=kind, because=because, since=now, until=until
    )
    log_write(access, "mandate.granted", mandate.public_id, now=now, because=because)
    return mandate


@transaction.atomic
def give_consent(*, access: Access, unit: CareUnit, kind: ConsentKind, because: str, now: datetime) -> Consent:
    """The patient lets a unit do one kind of thing."""
    require(access.may_grant)
    consent = Consent.objects.create(patient=access.patient, unit=unit, kind=kind, because=because, since=now)
    log_write(access, f"consent.{kind}.given", consent.public_id, now=now, because=because)
    return consent


@transaction.atomic
def block_unit(*, access: Access, unit: CareUnit, now: datetime) -> Block:
    """Inner block: what the unit has written is hidden from all other units. No reason is asked for."""
    require(access.may_grant)
    block = Block.objects.create(patient=access.patient, kind=BlockKind.INNER, unit=unit, since=now)
    log_write(access, "block.inner", block.public_id, now=now)
    return block


@transaction.atomic
def block_provider(*, access: Access, provider: CareProvider, now: datetime) -> Block:
    """Outer block: what the provider has written is hidden from all other providers."""
    require(access.may_grant)
    block = Block.objects.create(patient=access.patient, kind=BlockKind.OUTER, provider=provider, since=now)
    log_write(access, "block.outer", block.public_id, now=now)
    return block


def _begins_teens(born: date) -> datetime:
    """Midnight, Swedish time. Who is born on 29 February is a year older on 1 March."""
    year = born.year + GUARDIANS_READ_UNTIL
    is_leap_day = (born.month, born.day) == (2, 29)
    birthday = date(year, 3, 1) if is_leap_day else born.replace(year=year)
    return timezone.make_aware(datetime.combine(birthday, time.min))
