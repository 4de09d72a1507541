"""Answers: the patient's yes and questions, the unit's answer, and whether a unit does what it is asked for."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F

from access.grants import Access, require
from access.services import log_write, written_before
from agreements.models import AgreedHow, Agreement, AgreementStatus, Commitment, Question, Standing
from agreements.services.series import replace_what_holds
from agreements.services.writing import REPLACED, AgreementChanged
from steps.services import begin_proposed


class QuestionAnswered(Exception):
    """A colleague has answered already."""


@transaction.atomic
def say_yes(*, access: Access, agreement: Agreement, now: datetime) -> None:
    """The patient agrees to a proposal: it binds, and replaces the version before it. Raises AgreementChanged."""
    require(access.may_agree)
    seen = Agreement.objects.visible_to(access)
    earlier = replace_what_holds(agreement, now=now) if seen.filter(pk=agreement.pk).exists() else None
    agreed = seen.filter(pk=agreement.pk, status=AgreementStatus.PROPOSED, revision=agreement.revision).update(
        status=AgreementStatus.AGREED,
        agreed_at=now,
        agreed_how=AgreedHow.LOGGED_IN,
        by_proxy=access.signature,
        updated_at=now,
        revision=F("revision") + 1,
    )
    if not agreed:
        raise AgreementChanged
    before = earlier.next_step if earlier else None
    begin_proposed(access=access, step=agreement.next_step, instead_of=before, how=REPLACED, now=now)
    log_write(access, "agreement.accepted", agreement.public_id, now=now)


@transaction.atomic
def ask_question(*, access: Access, agreement: Agreement, text: str, key: UUID, now: datetime) -> Question:
    """The patient asks, or wants to change something. The same `key` gives the question that is there.

    Raises AgreementChanged when the agreement is no longer alive, or not the patient's to see.
    """
    require(access.may_agree)
    if not Agreement.objects.visible_to(access).alive().filter(pk=agreement.pk).exists():
        raise AgreementChanged
    if written := written_before(Question, key, agreement=agreement):
        return written
    question, is_new = Question.objects.get_or_create(
        public_id=key, agreement=agreement, defaults={"text": text, "asked_at": now, "by_proxy": access.signature}
    )
    if is_new:
        log_write(access, "agreement.question", question.public_id, now=now)
    return question


@transaction.atomic
def answer_question(*, access: Access, question: Question, answer: str, now: datetime) -> None:
    """The unit of the agreement answers. Raises QuestionAnswered when a colleague was first."""
    require(access.may_document)
    answered = (
        Question.objects.open()
        .filter(pk=question.pk, agreement__in=Agreement.objects.visible_to(access).filter(unit=access.unit_id))
        .update(answer=answer, answered_at=now, answered_by=access.professional_id)
    )
    if not answered:
        raise QuestionAnswered
    log_write(access, "agreement.answer", question.public_id, now=now)


@transaction.atomic
def answer_commitment(*, access: Access, commitment: Commitment, accepts: bool, now: datetime) -> None:
    """The unit that was asked says yes or no to a commitment. Raises AgreementChanged when that is done already."""
    require(access.may_document)
    answered = Commitment.objects.filter(
        pk=commitment.pk,
        unit=access.unit_id,
        standing=Standing.ASKED,
        agreement__in=Agreement.objects.visible_to(access).alive(),
    ).update(standing=Standing.BINDS if accepts else Standing.DECLINED)
    if not answered:
        raise AgreementChanged
    what = "commitment.accepted" if accepts else "commitment.declined"
    log_write(access, what, commitment.public_id, now=now)
