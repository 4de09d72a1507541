"""Asking somebody to act for a patient, the answer, and the end. Who is asked has a code to log in and answer with.

No identity number is typed: who somebody is, the login says.
"""

import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction

from access.grants import Access, require
from access.kinds import MandateKind, MandateState, Scope
from access.models import Mandate
from access.models.mandates import MandateQuerySet
from access.services.mandates import assess_beside, end_of
from access.services.writing import log_write, written_before
from people.models import Login

# No vowels, so that no word is made by chance, and nothing that looks like something else: 50 bits in ten.
LETTERS = "BCDFGHJKMNPQRTVWXY23456789"
CODE_LENGTH = 10
CODE_WORKS_FOR = timedelta(days=7)
# What a court or a register has said, and no patient can give. A guardian the child cannot end either.
BY_LAW = (MandateKind.GUARDIAN, MandateKind.TRUSTEE)
PATIENT_ENDS = (MandateKind.PROXY, MandateKind.TRUSTEE)


class MandateChanged(Exception):
    """It has been answered or ended already."""


class HasMandateAlready(Exception):
    """The one who answers acts for the patient already, or is the patient."""


@transaction.atomic
def invite(*, access: Access, name: str, scopes: Iterable[Scope], until: datetime, key: UUID, now: datetime) -> Mandate:
    """The patient asks somebody to be their proxy, until a day. The same `key` gives the row that is there.

    Raises ProxiesNotAllowed.
    """
    require(access.may_let_in)
    return _ask(access=access, kind=MandateKind.PROXY, name=name, scopes=scopes, until=until, key=key, now=now)


@transaction.atomic
def vouch(
    *,
    access: Access,
    kind: MandateKind,
    name: str,
    because: str,
    scopes: Iterable[Scope],
    until: datetime | None,
    key: UUID,
    now: datetime,
) -> Mandate:
    """The head of unit has seen what shows that somebody is guardian or trustee. `because` says what was seen.

    The same `key` gives the row that is there. Raises NoLongerChild.
    """
    require(access.may_vouch and kind in BY_LAW)
    return _ask(access=access, kind=kind, name=name, scopes=scopes, until=until, key=key, now=now, because=because)


@transaction.atomic
def accept(*, access: Access, login: Login, now: datetime) -> None:
    """Who was asked says yes. Raises MandateChanged or HasMandateAlready, and ProxiesNotAllowed."""
    require(access.may_accept)
    asked = _requested(access, now).first()
    if asked is None:
        raise MandateChanged
    ends = end_of(access, MandateKind(asked.kind), asked.holds_until, now)
    if Mandate.objects.current(now).filter(patient=access.patient, login=login, state=MandateState.ACTIVE).exists():
        raise HasMandateAlready
    try:
        with transaction.atomic():
            answered = _requested(access, now).update(
                state=MandateState.ACTIVE, login=login, since=now, until=ends, code="", holds_until=None
            )
    except IntegrityError as error:  # one that begins later, or another code answered at the same moment
        raise HasMandateAlready from error
    if not answered:
        raise MandateChanged
    log_write(access, "mandate.accepted", asked.public_id, now=now)
    asked.login = login
    assess_beside(access=access, mandate=asked, now=now)


@transaction.atomic
def decline(*, access: Access, login: Login, because: str, now: datetime) -> None:
    """Who was asked says no, and perhaps why. Raises MandateChanged."""
    require(access.may_accept)
    asked = _requested(access, now).first()
    refused = _requested(access, now).update(
        state=MandateState.REFUSED, login=login, until=now, code="", ended_because=because
    )
    if asked is None or not refused:
        raise MandateChanged
    log_write(access, "mandate.refused", asked.public_id, now=now, because=because)


@transaction.atomic
def end_mandate(*, access: Access, mandate: UUID, because: str, now: datetime) -> None:
    """The patient ends what they have given, or takes an invitation back; no reason is asked for.

    A trustee's way in can be ended too, but not a guardian's. The head of unit ends what the law gave, and says why.
    Raises MandateChanged.
    """
    require(access.may_let_in or (access.may_vouch and bool(because)))
    kinds = PATIENT_ENDS if access.may_let_in else BY_LAW
    rows = Mandate.objects.filter(patient=access.patient, public_id=mandate, kind__in=kinds)
    _end(access, rows.exclude(state__in=(MandateState.REFUSED, MandateState.ENDED)).first(), because, now)


@transaction.atomic
def leave(*, access: Access, because: str, now: datetime) -> None:
    """A proxy or trustee no longer acts for the patient. Raises MandateChanged."""
    require(access.may_leave)
    _end(access, _mine(access).first(), because, now)


def _ask(
    *,
    access: Access,
    kind: MandateKind,
    name: str,
    scopes: Iterable[Scope],
    until: datetime | None,
    key: UUID,
    now: datetime,
    because: str = "",
) -> Mandate:
    if written := written_before(Mandate, key, patient=access.patient, kind=kind, invited=name):
        return written
    ends = end_of(access, kind, until, now)
    mandate, is_new = Mandate.objects.get_or_create(
        public_id=key,
        defaults={
            "patient": access.patient,
            "kind": kind,
            "state": MandateState.REQUESTED,
            "invited": name,
            "scopes": sorted(set(scopes)),
            "because": because,
            "granted_by_id": access.professional_id,
            "since": now,
            "until": min(now + CODE_WORKS_FOR, ends) if ends else now + CODE_WORKS_FOR,
            "holds_until": ends,
            "code": "".join(secrets.choice(LETTERS) for _ in range(CODE_LENGTH)),
        },
    )
    if is_new:
        log_write(access, "mandate.asked", mandate.public_id, now=now, because=because)
    return mandate


def _requested(access: Access, now: datetime) -> MandateQuerySet:
    return _mine(access).filter(state=MandateState.REQUESTED, until__gt=now)


def _mine(access: Access) -> MandateQuerySet:
    """The mandate by which the viewer came in."""
    assert access.mandate_id is not None  # noqa: S101 -- whoever may accept or leave has come in by one
    return Mandate.objects.filter(pk=access.mandate_id)


def _end(access: Access, mandate: Mandate | None, because: str, now: datetime) -> None:
    ended = mandate and Mandate.objects.filter(pk=mandate.pk, state=mandate.state).update(
        state=MandateState.ENDED, until=now, code="", ended_because=because
    )
    if mandate is None or not ended:
        raise MandateChanged
    log_write(access, "mandate.ended", mandate.public_id, now=now, because=because)
