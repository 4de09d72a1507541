"""Verbs for agreements: writing them, answering, and the templates they are written from."""

from agreements.services.answers import (
    QuestionAnswered,
    answer_commitment,
    answer_question,
    ask_question,
    say_yes,
)
from agreements.services.templates import (
    KeyIsTaken,
    TemplateChanged,
    add_version,
    ship_templates,
    take_into_use,
    take_out_of_use,
    withdraw_version,
)
from agreements.services.writing import AgreementChanged, AgreementText, CareDoes, agree, end

__all__ = [
    "AgreementChanged",
    "AgreementText",
    "CareDoes",
    "KeyIsTaken",
    "QuestionAnswered",
    "TemplateChanged",
    "add_version",
    "agree",
    "answer_commitment",
    "answer_question",
    "ask_question",
    "end",
    "say_yes",
    "ship_templates",
    "take_into_use",
    "take_out_of_use",
    "withdraw_version",
]
