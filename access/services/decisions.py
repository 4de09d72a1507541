"""What heads of units, the region and providers decide about ages, proxies and names. Each decision is logged."""

from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from access.ages import EXCEPTION_UNTIL, birthday
from access.grants import Access, require
from access.kinds import MandateKind, Scope
from access.models import AgeException, AgeRule, ProxyDecision
from access.services.writing import log_write, written_before
from audit.models import Action, How
from audit.services import Actor, Deed, record
from people.models import CareProvider


class TooOld(Exception):
    """At that age there is nothing to make an exception from."""


@transaction.atomic
def make_age_exception(*, access: Access, kind: MandateKind, because: str, key: UUID, now: datetime) -> AgeException:
    """The head of unit lets the guardians read on, or the child read earlier, what the unit has written.

    Until the child is 16. Decided already, by the same form or by another head: the same row, and no new line. Raises
    TooOld.
    """
    require(access.may_vouch)
    if written := written_before(AgeException, key, patient=access.patient, unit=access.unit_id, kind=kind):
        return written
    assert access.assignment is not None  # noqa: S101 -- only staff vouch
    ends = birthday(access.patient.birth_date, EXCEPTION_UNTIL)
    if ends <= now:
        raise TooOld
    try:
        with transaction.atomic():
            exception = AgeException.objects.create(
                public_id=key,
                patient=access.patient,
                unit_id=access.assignment.unit_id,
                kind=kind,
                decided_by_id=access.assignment.professional_id,
                because=because,
                since=now,
                until=ends,
            )
    except IntegrityError:
        return AgeException.objects.current(now).get(patient=access.patient, unit=access.unit_id, kind=kind)
    log_write(access, "age_exception.made", exception.public_id, now=now, because=because)
    return exception


@transaction.atomic
def end_age_exception(*, access: Access, exception: UUID, now: datetime) -> None:
    """The head of the same unit takes it back, at once. Ended already, nothing happens."""
    require(access.may_vouch)
    rows = AgeException.objects.current(now).filter(public_id=exception, patient=access.patient, unit=access.unit_id)
    if rows.update(until=now):
        log_write(access, "age_exception.ended", exception, now=now)


@transaction.atomic
def decide_age(
    *,
    actor: Actor,
    kind: MandateKind,
    scope: Scope,
    ages: tuple[int, int | None],
    valid_from: date,
    because: str,
    now: datetime,
) -> AgeRule:
    """Write from which day a scope is open at which ages. What held before stays written."""
    rule = AgeRule.objects.create(
        kind=kind, scope=scope, from_age=ages[0], until_age=ages[1], valid_from=valid_from, because=because
    )
    record(actor, Deed(Action.WRITE, "age_rule", How.IMPORT, because=because), now=now)
    return rule


@transaction.atomic
def decide_about_proxies(
    *, actor: Actor, is_allowed: bool, valid_from: datetime, because: str, now: datetime
) -> ProxyDecision:
    """Write the region's decision, from when it holds. Taken back, every proxy is out at that moment."""
    decision = ProxyDecision.objects.create(is_allowed=is_allowed, valid_from=valid_from, because=because)
    deed = Deed(Action.WRITE, "proxies.decided", How.IMPORT, object=decision.public_id, because=because)
    record(actor, deed, now=now)
    return decision


@transaction.atomic
def decide_about_names(
    *, actor: Actor, provider: CareProvider, are_shown: bool, because: str, now: datetime
) -> CareProvider:
    """Whether patients see the names of those at a provider who have read. Holds from the next look at a log."""
    CareProvider.objects.filter(pk=provider.pk).update(names_in_log=are_shown)
    record(actor, Deed(Action.WRITE, "names.decided", How.IMPORT, because=because), now=now)
    provider.names_in_log = are_shown
    return provider
