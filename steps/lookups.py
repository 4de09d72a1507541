"""What the pages of steps need to find. Each raises Http404."""

from datetime import datetime
from uuid import UUID

from django.http import Http404

from access.grants import Access
from steps.models import Step, StepQuerySet
from steps.section import StepRow, section


def our_step(access: Access, step: UUID) -> Step:
    """In the hands of the viewer's own unit: theirs to hand over, while it is open."""
    ours = Step.objects.visible_to(access).filter(unit=access.unit_id, public_id=step)
    return _first(ours.select_related("asked_unit"))


def find_step(access: Access, step: UUID) -> Step:
    """Whichever unit's it is: what was asked may be answered, or asked no more, when the answer comes."""
    return _first(Step.objects.visible_to(access).filter(public_id=step).select_related("unit"))


def find_row(access: Access, step: UUID, now: datetime) -> StepRow:
    """As the plan tells it. What is only proposed, or ended long ago, it does not tell of."""
    found = next((row for row in section(access, now).rows if row.id == step), None)
    if found is None:
        raise Http404
    return found


def _first(rows: StepQuerySet) -> Step:
    found = rows.first()
    if found is None:
        raise Http404
    return found
