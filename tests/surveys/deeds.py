"""What is done with the seven questions in these tests."""

from datetime import datetime

from access.grants import Access
from surveys.models import AnswerValue, Survey
from surveys.services import answer, ask
from tests.factories import Person, Staff

YES, PARTLY, NO, UNSURE = AnswerValue.YES, AnswerValue.PARTLY, AnswerValue.NO, AnswerValue.DO_NOT_KNOW
ALL_WELL = dict.fromkeys(range(1, 8), YES)


def asks(who: Staff, whom: Person, *, now: datetime) -> Survey:
    return ask(access=who.meets(whom, now=now), now=now)


def answers(who: Person, survey: Survey, *, now: datetime, **said: AnswerValue) -> Survey:
    """`q5=NO` is a no to the fifth question; the others are answered with yes."""
    given = {**ALL_WELL, **{int(name[1:]): value for name, value in said.items()}}
    answer(access=who.opens_own(now=now), survey=survey, answers=given, now=now)
    survey.refresh_from_db()
    return survey


def sent(**said: AnswerValue) -> dict[str, str]:
    """The same, as the form sends it."""
    return {f"fraga-{name[1:]}": str(value) for name, value in said.items()}


def url_of(survey: Survey) -> str:
    return f"/min-plan/fragor/{survey.public_id}/"


def staff_url_of(access: Access, survey: Survey | None = None) -> str:
    start = f"/patient/{access.patient.public_id}/fragor/"
    return f"{start}{survey.public_id}/" if survey else start
