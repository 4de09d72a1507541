"""Agreements, who does what in them, and what is asked about them."""

from agreements.models.agreements import ALIVE, AgreedHow, Agreement, AgreementQuerySet, AgreementStatus
from agreements.models.commitments import Commitment, Standing, Who
from agreements.models.pins import Heading, HeadingPin, HeadingPinQuerySet
from agreements.models.questions import Question, QuestionQuerySet

__all__ = [
    "ALIVE",
    "AgreedHow",
    "Agreement",
    "AgreementQuerySet",
    "AgreementStatus",
    "Commitment",
    "Heading",
    "HeadingPin",
    "HeadingPinQuerySet",
    "Question",
    "QuestionQuerySet",
    "Standing",
    "Who",
]
