"""Agreements, who does what in them, what is asked about them, and the templates they are written from."""

from agreements.models.agreements import ALIVE, AgreedHow, Agreement, AgreementQuerySet, AgreementStatus
from agreements.models.commitments import Commitment, Standing, Who
from agreements.models.questions import Question, QuestionQuerySet
from agreements.models.templates import AgreementTemplate, TemplateInUse

__all__ = [
    "ALIVE",
    "AgreedHow",
    "Agreement",
    "AgreementQuerySet",
    "AgreementStatus",
    "AgreementTemplate",
    "Commitment",
    "Question",
    "QuestionQuerySet",
    "Standing",
    "TemplateInUse",
    "Who",
]
