"""Ticking off what one has done. The patient ticks what is the patient's; care what its own unit has promised."""

from datetime import date, datetime
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet

from access.grants import Access, require
from access.services import log_write, written_before
from agreements.models import Agreement, Commitment, Standing, Tick, Who
from agreements.services.series import hold_series
from agreements.services.writing import AgreementChanged

OF_THE_PATIENT = (Who.PATIENT, Who.NETWORK)


@transaction.atomic
def tick(*, access: Access, commitment: Commitment, on: date, note: str, key: UUID, now: datetime) -> Tick:
    """Done on a day; the same day twice, or the same `key`, gives the tick that is there. Raises AgreementChanged.

    One that was taken back is there no more: the same form sent again ticks anew, under a key of its own.
    """
    theirs = _theirs(access)
    hold_series(commitment.agreement.series)
    if not theirs.filter(pk=commitment.pk).exists():
        raise AgreementChanged
    written = written_before(Tick, key, commitment=commitment)
    if written and written.taken_back_at is None:
        return written
    key = uuid4() if written else key
    who = {"by_id": access.professional_id, "by_proxy": access.signature}
    try:
        with transaction.atomic():
            done = Tick.objects.create(public_id=key, commitment=commitment, on=on, note=note, at=now, **who)
    except IntegrityError:
        return Tick.objects.standing().get(commitment=commitment, on=on)
    log_write(access, "commitment.done", done.public_id, now=now)
    return done


@transaction.atomic
def take_back(*, access: Access, tick: Tick, now: datetime) -> None:
    """Ticked by mistake. What is taken back already stays so.

    Raises AgreementChanged when a new version has taken over: what was ticked off stands there now.
    """
    theirs = _theirs(access)
    hold_series(tick.commitment.agreement.series)
    if not theirs.filter(pk=tick.commitment_id).exists():
        raise AgreementChanged
    if Tick.objects.standing().filter(pk=tick.pk).update(taken_back_at=now):
        log_write(access, "commitment.undone", tick.public_id, now=now)


def _theirs(access: Access) -> QuerySet[Commitment]:
    """What the viewer may tick off. Raises NotAllowed."""
    require(access.may_agree or access.may_document)
    is_theirs = Q(who__in=OF_THE_PATIENT)
    if not access.may_agree:
        is_theirs = Q(who=Who.CARE, standing=Standing.BINDS, unit=access.unit_id)
    return Commitment.objects.filter(is_theirs, agreement__in=Agreement.objects.visible_to(access).current())
