"""What the log calls what programs read, and what they are told of as changed."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import access.api.tags
from access.api.tags import Marked
from agreements.services import AgreementChanged, DraftChanged, QuestionAnswered

LISTED, VERSIONS, AGREEMENT, DRAFT = "agreements", "agreement.versions", "agreement", "draft"
LOST = (AgreementChanged, QuestionAnswered, DraftChanged)


def or_changed(current: Callable[[], Marked], *lost: type[Exception]) -> AbstractContextManager[None]:
    """`lost`: what of it, if not all that can be."""
    return access.api.tags.or_changed(current, *(lost or LOST))
