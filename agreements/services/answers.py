"""Answers: the patient's yes or no, and whether a unit or a person does what they are asked for."""

from datetime import datetime

from django.db import transaction
from django.db.models import F, Q

from access.grants import Access, require
from access.services import log_write
from agreements.models import AgreedHow, Agreement, AgreementStatus, Commitment, CommitmentQuerySet, Standing
from agreements.services.asking import begin_care, end_leave_of_others
from agreements.services.carried import carry_ticks
from agreements.services.series import hold_series, replace_what_holds
from agreements.services.stepping import REPLACED, own_steps_in, steps_in
from agreements.services.writing import AgreementChanged, Said
from steps.services import begin_proposed


@transaction.atomic
def say_yes(*, access: Access, agreement: Agreement, now: datetime) -> None:
    """The patient agrees to a proposal: it binds, and replaces the version before it. Raises AgreementChanged."""
    require(access.may_agree)
    _answer(access, agreement, Said(AgreedHow.LOGGED_IN, access.signature), now)
    log_write(access, "agreement.accepted", agreement.public_id, now=now)


@transaction.atomic
def say_no(*, access: Access, agreement: Agreement, because: str, now: datetime) -> None:
    """The patient does not agree, and says why. What held before holds on. Raises AgreementChanged."""
    require(access.may_agree)
    _answer(access, agreement, Said(by=access.signature, disagreed_because=because), now)
    log_write(access, "agreement.refused", agreement.public_id, now=now)


@transaction.atomic
def record_answer(*, access: Access, agreement: Agreement, said: Said, at: datetime, now: datetime) -> None:
    """Staff write down what the patient has answered on paper, in the telephone or at a meeting, `at` a time that has
    been. Raises AgreementChanged.
    """
    require(access.may_document and agreement.unit_id == access.unit_id and at <= now)
    require(said.status != AgreementStatus.PROPOSED and said.how != AgreedHow.LOGGED_IN)
    _answer(access, agreement, said, now, at=at)
    log_write(access, f"agreement.{said.status}", agreement.public_id, now=now)


@transaction.atomic
def answer_commitment(
    *, access: Access, commitment: Commitment, accepts: bool, because: str = "", now: datetime
) -> None:
    """The unit or person that was asked says yes, or no and why: to the same in what holds and what is proposed.

    A unit that was let in to answer begins to take part in the care by its yes, and by its no reads no more. Raises
    AgreementChanged when that is done already.
    """
    require(access.may_answer_asked)
    hold_series(commitment.agreement.series)
    answered = (
        asked_of(access)
        .same_as(commitment)
        .filter(agreement__series=commitment.agreement.series)
        .update(
            standing=Standing.BINDS if accepts else Standing.DECLINED,
            answered_at=now,
            answered_by=access.professional_id,
            declined_because="" if accepts else because,
        )
    )
    if not answered:
        raise AgreementChanged
    if accepts:
        begin_care(access, now=now)
    end_leave_of_others(access, now=now)
    what = "commitment.accepted" if accepts else "commitment.declined"
    log_write(access, what, commitment.public_id, now=now)


def asked_of(access: Access) -> CommitmentQuerySet:
    """What waits for the viewer's answer."""
    return put_to(access).asked()


def put_to(access: Access) -> CommitmentQuerySet:
    """What the viewer is or was asked for, for the unit or by name. By name one is asked alone, and answers alone."""
    return Commitment.objects.filter(
        Q(responsible=None) | Q(responsible=access.professional_id),
        unit=access.unit_id,
        asked_at__isnull=False,
        agreement__in=Agreement.objects.visible_to(access).asking(),
    )


def _answer(access: Access, agreement: Agreement, said: Said, now: datetime, *, at: datetime | None = None) -> None:
    seen = Agreement.objects.visible_to(access)
    is_yes = said.status == AgreementStatus.AGREED
    is_seen = seen.filter(pk=agreement.pk).exists()
    earlier = replace_what_holds(agreement, now=now) if is_yes and is_seen else None
    answered = seen.filter(pk=agreement.pk, status=AgreementStatus.PROPOSED, revision=agreement.revision).update(
        status=said.status,
        agreed_at=(at or now) if is_yes else None,
        agreed_how=said.how or "",
        by_proxy=said.by,
        disagreed_because=said.disagreed_because,
        disagreed_at=None if is_yes else (at or now),
        updated_at=now,
        revision=F("revision") + 1,
    )
    if not answered:
        raise AgreementChanged
    end_leave_of_others(access, now=now)
    if is_yes:
        carry_ticks(earlier, agreement)
        begin_proposed(
            access=access, steps=steps_in(agreement), instead_of=own_steps_in(earlier), how=REPLACED, now=now
        )
