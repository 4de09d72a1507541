"""Verbs for agreements: writing them, answering, ticking off, signing and pinning, and the templates they come from."""

from agreements.services.answers import answer_commitment, asked_of, put_to, record_answer, say_no, say_yes
from agreements.services.drafts import DraftChanged, DraftRead, discard_draft, save_draft
from agreements.services.pins import pin_to_heading, unpin_from_heading
from agreements.services.questions import QuestionAnswered, answer_question, ask_question, take_up_question
from agreements.services.signing import leave_unsigned, sign
from agreements.services.templates import (
    KeyIsTaken,
    TemplateChanged,
    add_version,
    said_already,
    ship_templates,
    take_into_use,
    take_out_of_use,
    withdraw_version,
)
from agreements.services.texts import BLANK, OWN_WORDS, AgreementText, Does, LaterStep, WatchFor, has_blank
from agreements.services.ticks import take_back, tick
from agreements.services.writing import (
    NOTHING_YET,
    AgreementChanged,
    BlanksLeft,
    HeadingsMissing,
    Said,
    agree,
    end,
    says_the_same,
)

__all__ = [
    "BLANK",
    "NOTHING_YET",
    "OWN_WORDS",
    "AgreementChanged",
    "AgreementText",
    "BlanksLeft",
    "Does",
    "DraftChanged",
    "DraftRead",
    "HeadingsMissing",
    "KeyIsTaken",
    "LaterStep",
    "QuestionAnswered",
    "Said",
    "TemplateChanged",
    "WatchFor",
    "add_version",
    "agree",
    "answer_commitment",
    "answer_question",
    "ask_question",
    "asked_of",
    "discard_draft",
    "end",
    "has_blank",
    "leave_unsigned",
    "pin_to_heading",
    "put_to",
    "record_answer",
    "said_already",
    "save_draft",
    "say_no",
    "say_yes",
    "says_the_same",
    "ship_templates",
    "sign",
    "take_back",
    "take_into_use",
    "take_out_of_use",
    "take_up_question",
    "tick",
    "unpin_from_heading",
    "withdraw_version",
]
