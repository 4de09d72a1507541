"""What patients have answered that the unit should see to."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from access.grants import UnitAccess
from access.listing import Listing
from access.matters import Matter, Urgency, is_cared_for
from surveys.models import FALLEN_SHORT as FELL_SHORT
from surveys.models import Answer, AnswerValue, Survey, is_lost
from surveys.questions import VERSIONS

FIELDS = (
    "survey__public_id", "survey__patient__public_id", "survey__answered_at", "survey__version", "number", "value",
)  # fmt: skip
FALLEN_SHORT = Listing(
    lambda access: (
        Answer.objects.filter(
            FELL_SHORT,
            is_cared_for(access, "survey__patient"),
            survey__in=Survey.objects.listed_for(access).to_follow_up().filter(unit=access.unit_id),
        )
        .order_by("survey", "number")
        .values_list(*FIELDS)
    )
)


def matters(access: UnitAccess) -> list[Matter]:
    """Answers that fall short, to questions that the unit has asked. One statement.

    Who does not know their next step is to be called the same day.
    """
    rows = FALLEN_SHORT.of(access)
    return [_matter(list(answers)) for _id, answers in groupby(rows, lambda row: row.survey__public_id)]


def _matter(answers: list[Any]) -> Matter:
    first = answers[0]
    lost = any(is_lost(row.number, row.value) for row in answers)
    day = timezone.localdate(first.survey__answered_at)
    patient = first.survey__patient__public_id
    return Matter(
        patient=patient,
        urgency=Urgency.NOW if lost else Urgency.ASKED,
        what=_("Vet inte sitt nästa steg") if lost else _("Har svarat på de sju frågorna"),
        about=". ".join(_in_words(answers)),
        since=day,
        due=day if lost else None,
        act=_("Läs svaren"),
        url=reverse("survey_answers", kwargs={"patient": patient, "survey": first.survey__public_id}),
    )


def _in_words(answers: Iterable[Any]) -> Iterator[str]:
    """Nej: nästa steg, nästa tid. Delvis: fast vårdkontakt"""
    for value in (AnswerValue.NO, AnswerValue.PARTLY, AnswerValue.DO_NOT_KNOW):
        about = [_about(row) for row in answers if row.value == value]
        if about:
            yield f"{value.label}: {', '.join(about)}"


def _about(row: Any) -> str:
    return next(each.about for each in VERSIONS[row.survey__version] if each.number == row.number)
