"""The patient says yes to a proposal: its steps begin, and those they stand for instead end."""

from collections.abc import Collection, Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Case, F, QuerySet, Value, When

from access.grants import Access, require
from access.services import log_write
from steps.models import NOBODY_ASKED, Step, StepStatus


@transaction.atomic
def begin_proposed(
    *, access: Access, steps: Collection[Step], instead_of: Iterable[Step], how: str, now: datetime
) -> None:
    """Of an agreement that the caller may say yes to: `steps` begin, those `instead_of` which they stand end.

    The yes is the patient's, so it needs no right to document; it reaches only steps that the patient may see, and ends
    none that another unit takes over meanwhile. Who is asked to take over is so from now.
    """
    require(access.may_agree or access.may_document)
    reached = _reached(access)
    changed = {"updated_at": now, "revision": F("revision") + 1}
    ended = {"status": StepStatus.CANCELLED, "ended_at": now, "ended_how": how, **NOBODY_ASKED}
    for step in instead_of:
        over = reached.filter(pk=step.pk, unit=step.unit_id, status=StepStatus.OPEN)
        if step not in steps and over.update(**ended, **changed):
            log_write(access, "step.cancelled", step.public_id, now=now, because=how)
    begun = {"status": StepStatus.OPEN, "asked_at": Case(When(asked_at__isnull=False, then=Value(now)))}
    for step in steps:
        if reached.filter(pk=step.pk, status=StepStatus.PROPOSED).update(**begun, **changed):
            log_write(access, "step.planned", step.public_id, now=now)


def _reached(access: Access) -> QuerySet[Step]:
    """A trustee may say yes without reading times: what is agreed begins all the same."""
    if access.is_staff:
        return Step.objects.visible_to(access)
    return Step.objects.filter(patient=access.patient, approved_for_patient=True)
