"""Who may act for a patient, as a register or staff know it. What is asked first is in invitations."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from access.ages import OF_AGE, birthday
from access.grants import Access, require
from access.kinds import ALL_SCOPES, MandateKind, Scope
from access.models import Mandate, ProxyDecision
from access.models.mandates import PROTECTED
from access.services.assessments import assess_anew
from access.services.writing import log_write
from people.models import Login, Patient


class NoLongerChild(Exception):
    """Who is of age has no guardian."""


class TooYoungToChoose(Exception):
    """A child's proxies are not for the child to choose: guardians act for it, and later nobody but itself."""


class ProxiesNotAllowed(Exception):
    """The region has not decided that a patient's own choice may read."""


@transaction.atomic
def grant_mandate(
    *,
    access: Access,
    login: Login,
    kind: MandateKind,
    because: str,
    now: datetime,
    until: datetime | None = None,
    scopes: Iterable[Scope] = ALL_SCOPES,
) -> Mandate:
    """Let a login act for the patient at once, as a register says. Raises NoLongerChild or ProxiesNotAllowed.

    What is open to a guardian at the child's age is for the gate to say (access.ages); the mandate ends with childhood.
    """
    require(access.may_grant)
    mandate = Mandate.objects.create(
        login=login,
        patient=access.patient,
        kind=kind,
        because=because,
        since=now,
        until=end_of(access, kind, until, now),
        scopes=sorted(scopes),
    )
    log_write(access, "mandate.granted", mandate.public_id, now=now, because=because)
    assess_beside(access=access, mandate=mandate, now=now)
    return mandate


def assess_beside(*, access: Access, mandate: Mandate, now: datetime) -> None:
    """A protected person has become guardian: what was decided about the other one holds no more."""
    if (
        mandate.kind == MandateKind.GUARDIAN
        and Patient.objects.filter(
            mandates__login=mandate.login, mandates__kind=MandateKind.SELF, protection__in=PROTECTED
        ).exists()
    ):
        assess_anew(access=access, now=now, besides=mandate)


def end_of(access: Access, kind: MandateKind, until: datetime | None, now: datetime) -> datetime | None:
    """When a mandate that is given now will end. Raises NoLongerChild, ProxiesNotAllowed or TooYoungToChoose."""
    if kind == MandateKind.PROXY and not ProxyDecision.objects.allowing(now).exists():
        raise ProxiesNotAllowed
    grown = birthday(access.patient.birth_date, OF_AGE)
    if kind == MandateKind.PROXY and grown > now:
        raise TooYoungToChoose
    if kind != MandateKind.GUARDIAN:
        return until
    if grown <= now:
        raise NoLongerChild
    return min(until, grown) if until else grown
