"""The patient's own concerns about the log, and what has become of them."""

from dataclasses import dataclass
from datetime import datetime

from access.grants import Access
from access.models import Concern, ConcernState


@dataclass(frozen=True, slots=True)
class ConcernRow:
    """`provider` has it and answers."""

    line: int
    line_at: datetime
    text: str
    reported_at: datetime
    status: str
    is_answered: bool
    answer: str
    answered_at: datetime | None
    provider: str


def own_concerns(access: Access) -> tuple[ConcernRow, ...]:
    """The newest first. One statement."""
    found = Concern.objects.filter(patient=access.patient).select_related("provider").order_by("-reported_at", "-pk")
    return tuple(_row(each) for each in found)


def own_concern(access: Access, line: int) -> ConcernRow | None:
    """The one about a line, if there is one."""
    found = Concern.objects.filter(patient=access.patient, line=line).select_related("provider").first()
    return _row(found) if found else None


def _row(concern: Concern) -> ConcernRow:
    return ConcernRow(
        line=concern.line,
        line_at=concern.line_at,
        text=concern.text,
        reported_at=concern.reported_at,
        status=str(ConcernState(concern.state).label),
        is_answered=concern.state == ConcernState.ANSWERED,
        answer=concern.answer,
        answered_at=concern.answered_at,
        provider=concern.provider.name,
    )
