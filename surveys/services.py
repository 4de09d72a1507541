"""Verbs for the seven questions."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import F

from access.grants import Access, require
from access.services import log_write
from surveys.models import Answer, AnswerValue, Survey, falls_short
from surveys.questions import VERSIONS


class AlreadyAnswered(Exception):
    """The survey was answered before: answers are given once."""


class NotAnAnswer(Exception):
    """An answer that the question does not have."""


class NothingToFollowUp(Exception):
    """Nothing fell short, or a colleague has seen to it."""


@transaction.atomic
def ask(*, access: Access, now: datetime) -> Survey:
    """Put the seven questions to the patient. Asked already and not answered: the same survey."""
    require(access.may_document)
    assert access.assignment is not None  # noqa: S101 -- only staff may document
    unit = access.assignment.unit
    survey, is_new = Survey.objects.get_or_create(
        patient=access.patient,
        unit=unit,
        answered_at=None,
        defaults={
            "provider_id": unit.provider_id,
            "author_id": access.professional_id,
            "authored_at": now,
            "updated_at": now,
        },
    )
    if is_new:
        log_write(access, "survey.asked", survey.public_id, now=now)
    return survey


@transaction.atomic
def answer(*, access: Access, survey: Survey, answers: Mapping[int, AnswerValue], now: datetime) -> None:
    """Write the patient's answers; a question may be passed over. Raises AlreadyAnswered or NotAnAnswer."""
    require(access.may_answer)
    _check(survey.version, answers)
    needs_follow_up = any(falls_short(number, value) for number, value in answers.items())
    answered = (
        Survey.objects.visible_to(access)
        .unanswered()
        .filter(pk=survey.pk)
        .update(
            answered_at=now,
            by_proxy=access.signature,
            needs_follow_up=needs_follow_up,
            updated_at=now,
            revision=F("revision") + 1,
        )
    )
    if not answered:
        raise AlreadyAnswered
    Answer.objects.bulk_create(Answer(survey=survey, number=n, value=value) for n, value in answers.items())
    log_write(access, "survey.answered", survey.public_id, now=now)


@transaction.atomic
def follow_up(*, access: Access, survey: Survey, now: datetime) -> None:
    """The unit that asked has taken up the answers with the patient. Raises NothingToFollowUp."""
    require(access.may_document and survey.unit_id == access.unit_id)
    followed_up = (
        Survey.objects.visible_to(access)
        .to_follow_up()
        .filter(pk=survey.pk, unit=access.unit_id)
        .update(handled_at=now, handled_by=access.professional_id, updated_at=now, revision=F("revision") + 1)
    )
    if not followed_up:
        raise NothingToFollowUp
    log_write(access, "survey.followed_up", survey.public_id, now=now)


def _check(version: str, answers: Mapping[int, AnswerValue]) -> None:
    questions = {question.number: question for question in VERSIONS[version]}
    for number, value in answers.items():
        if number not in questions or (value == AnswerValue.NOT_NEEDED and not questions[number].may_be_unneeded):
            raise NotAnAnswer(number)
