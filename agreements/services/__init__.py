"""Verbs for agreements: writing them, and answering."""

from agreements.services.answers import (
    QuestionAnswered,
    answer_commitment,
    answer_question,
    ask_question,
    say_yes,
)
from agreements.services.pins import pin_to_heading, unpin_from_heading
from agreements.services.writing import AgreementChanged, AgreementText, CareDoes, agree, end

__all__ = [
    "AgreementChanged",
    "AgreementText",
    "CareDoes",
    "QuestionAnswered",
    "agree",
    "answer_commitment",
    "answer_question",
    "ask_question",
    "end",
    "pin_to_heading",
    "say_yes",
    "unpin_from_heading",
]
