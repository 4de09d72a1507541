"""One survey with its answers, for the pages that show it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.http import Http404

from access.grants import Access
from people.shown import Ask
from surveys.models import AnswerValue, Survey
from surveys.questions import VERSIONS

COLOURS: dict[str | None, str] = {
    AnswerValue.YES: "success",
    AnswerValue.PARTLY: "warning",
    AnswerValue.NO: "danger",
}


@dataclass(frozen=True, slots=True)
class Answered:
    """A question and what was answered; `answer` is empty when it was passed over."""

    question: str
    answer: str
    colour: str


@dataclass(frozen=True, slots=True)
class AnsweredSurvey:
    asked_at: datetime
    asked_by: str
    answered_at: datetime | None
    by_proxy: str
    answers: tuple[Answered, ...]
    handled_at: datetime | None
    handled_by: str
    can_follow_up: bool
    needs_follow_up: bool
    ask: Ask


def find_survey(access: Access, survey: UUID) -> Survey:
    """The survey, if the viewer may see it. Raises Http404."""
    surveys = Survey.objects.visible_to(access).select_related("unit", "handled_by")
    found = surveys.filter(public_id=survey).first()
    if found is None:
        raise Http404
    return found


def answers_of(survey: Survey) -> dict[int, str]:
    """By number, those that were answered. One statement."""
    return dict(survey.answers.values_list("number", "value"))


def read_survey(access: Access, survey: Survey) -> AnsweredSurvey:
    """All its questions in order, with the answers. One statement.

    Who may answer for the patient reads what they have answered themselves, and not what the patient has.
    """
    is_read = access.is_staff or access.is_own or survey.by_proxy == access.signature
    given = answers_of(survey) if is_read else {}
    unit, waits = survey.unit, survey.needs_follow_up and survey.handled_at is None
    return AnsweredSurvey(
        asked_at=survey.authored_at,
        asked_by=unit.name,
        answered_at=survey.answered_at,
        by_proxy=survey.by_proxy,
        answers=tuple(_answered(each.text, given.get(each.number)) for each in VERSIONS[survey.version] if is_read),
        handled_at=survey.handled_at,
        handled_by=survey.handled_by.name if survey.handled_by else "",
        can_follow_up=waits and access.may_document and survey.unit_id == access.unit_id,
        needs_follow_up=waits,
        ask=Ask(unit.desk, unit.name, unit.phone, unit.phone_hours),
    )


def _answered(question: str, value: str | None) -> Answered:
    label = str(AnswerValue(value).label) if value else ""
    return Answered(question, label, COLOURS.get(value, "neutral"))
