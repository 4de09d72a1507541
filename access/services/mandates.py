"""Who may act for a patient, and until when."""

from datetime import date, datetime, time

from django.db import transaction
from django.utils import timezone

from access.grants import Access, require
from access.kinds import MandateKind
from access.models import Mandate
from access.services.writing import log_write
from people.models import Login

# Guardians read until the child is 13: the rule of 1177 Journalen (domain.md 6.7).
GUARDIANS_READ_UNTIL = 13


class NoLongerChild(Exception):
    """At that age nobody reads as guardian."""


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


def _begins_teens(born: date) -> datetime:
    """Midnight, Swedish time. Who is born on 29 February is a year older on 1 March."""
    year = born.year + GUARDIANS_READ_UNTIL
    is_leap_day = (born.month, born.day) == (2, 29)
    birthday = date(year, 3, 1) if is_leap_day else born.replace(year=year)
    return timezone.make_aware(datetime.combine(birthday, time.min))
