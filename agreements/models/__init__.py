"""Agreements, who does what in them, what is asked about them, and what is being written."""

from agreements.models.agreements import ALIVE, NEXT, WAITS, AgreedHow, Agreement, AgreementQuerySet, AgreementStatus
from agreements.models.commitments import Commitment, Repeat, Standing, Tick, Watch, Who
from agreements.models.drafts import Draft, DraftQuerySet, DraftStatus
from agreements.models.questions import Question, QuestionQuerySet, Wish

__all__ = [
    "ALIVE",
    "NEXT",
    "WAITS",
    "AgreedHow",
    "Agreement",
    "AgreementQuerySet",
    "AgreementStatus",
    "Commitment",
    "Draft",
    "DraftQuerySet",
    "DraftStatus",
    "Question",
    "QuestionQuerySet",
    "Repeat",
    "Standing",
    "Tick",
    "Watch",
    "Who",
    "Wish",
]
