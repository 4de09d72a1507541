"""Agreements, who does what in them, what is asked about them, what is being written, and from what."""

from agreements.headings import Heading
from agreements.models.agreements import (
    ALIVE,
    ASKING,
    NEXT,
    TO_SIGN,
    WAITS,
    AgreedHow,
    Agreement,
    AgreementQuerySet,
    AgreementStatus,
)
from agreements.models.commitments import SAME, Commitment, CommitmentQuerySet, Repeat, Standing, Tick, Watch, Who
from agreements.models.drafts import Draft, DraftQuerySet, DraftStatus
from agreements.models.pins import HeadingPin, HeadingPinQuerySet
from agreements.models.planned import PlannedStep
from agreements.models.questions import Question, QuestionQuerySet, Wish
from agreements.models.templates import AgreementTemplate, TemplateInUse

__all__ = [
    "ALIVE",
    "ASKING",
    "NEXT",
    "SAME",
    "TO_SIGN",
    "WAITS",
    "AgreedHow",
    "Agreement",
    "AgreementQuerySet",
    "AgreementStatus",
    "AgreementTemplate",
    "Commitment",
    "CommitmentQuerySet",
    "Draft",
    "DraftQuerySet",
    "DraftStatus",
    "Heading",
    "HeadingPin",
    "HeadingPinQuerySet",
    "PlannedStep",
    "Question",
    "QuestionQuerySet",
    "Repeat",
    "Standing",
    "TemplateInUse",
    "Tick",
    "Watch",
    "Who",
    "Wish",
]
