"""What the patient asks or wants to change, and what the unit answers."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from access.grants import Access, require
from access.services import log_write, written_before
from agreements.models import Agreement, Question, Wish
from agreements.services.writing import AgreementChanged


class QuestionAnswered(Exception):
    """A colleague has answered already."""


@transaction.atomic
def ask_question(
    *, access: Access, agreement: Agreement, text: str, key: UUID, now: datetime, wish: Wish = Wish.QUESTION
) -> Question:
    """The patient asks, or wants to change something. The same `key` gives the question that is there.

    Raises AgreementChanged when the agreement is no longer alive, or not the patient's to see.
    """
    require(access.may_agree)
    if not Agreement.objects.visible_to(access).alive().filter(pk=agreement.pk).exists():
        raise AgreementChanged
    if written := written_before(Question, key, agreement=agreement):
        return written
    words = {"text": text, "wish": wish, "asked_at": now, "by_proxy": access.signature}
    question, is_new = Question.objects.get_or_create(public_id=key, agreement=agreement, defaults=words)
    if is_new:
        log_write(access, "agreement.question", question.public_id, now=now)
    return question


@transaction.atomic
def take_up_question(*, access: Access, question: Question, now: datetime) -> None:
    """Somebody at the unit has read it and goes on with it: the patient can follow that."""
    require(access.may_document)
    if _open_here(access, question).filter(seen_at=None).update(seen_at=now):
        log_write(access, "agreement.question_read", question.public_id, now=now)


@transaction.atomic
def answer_question(*, access: Access, question: Question, answer: str, now: datetime) -> None:
    """The unit of the agreement answers. Raises QuestionAnswered when a colleague was first."""
    require(access.may_document)
    answered = _open_here(access, question).update(
        answer=answer, answered_at=now, answered_by=access.professional_id, seen_at=question.seen_at or now
    )
    if not answered:
        raise QuestionAnswered
    log_write(access, "agreement.answer", question.public_id, now=now)


def _open_here(access: Access, question: Question) -> QuerySet[Question]:
    return Question.objects.open().filter(
        pk=question.pk, agreement__in=Agreement.objects.visible_to(access).filter(unit=access.unit_id)
    )
