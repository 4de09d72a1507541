"""Deciding whether somebody near a protected person may read."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Max

from access.grants import Access, require
from access.models import Assessment, Mandate
from access.services.writing import log_write


class AssessmentChanged(Exception):
    """Somebody has decided since the viewer looked."""


def assess_anew(*, access: Access, now: datetime, besides: Mandate | None = None) -> None:
    """What was decided about those near the patient was decided of another danger: they read nothing until it is again.

    Called by the verbs that make the patient more protected, or a protected person the guardian of a child.
    """
    open_ones = Assessment.objects.filter(mandate__patient=access.patient, until=None).exclude(mandate=besides)
    for assessment in open_ones.select_for_update():
        Assessment.objects.filter(pk=assessment.pk).update(until=now)
        log_write(access, "assessment.closed", assessment.public_id, now=now)


@transaction.atomic
def assess(
    *, access: Access, mandate: Mandate, is_allowed: bool, because: str, revision: int, now: datetime
) -> Assessment:
    """By the head of a unit that cares for the patient. `revision`: of the last decision they saw; 0 for none.

    The earlier decision is kept. Raises AssessmentChanged.
    """
    require(access.may_assess and mandate.patient_id == access.patient.pk)
    assert access.assignment is not None  # noqa: S101 -- only staff assess
    earlier = Assessment.objects.filter(mandate=mandate)
    if (earlier.aggregate(last=Max("revision"))["last"] or 0) != revision:
        raise AssessmentChanged
    earlier.filter(until=None).update(until=now)
    try:
        with transaction.atomic():
            decided = Assessment.objects.create(
                mandate=mandate,
                is_allowed=is_allowed,
                because=because,
                professional=access.assignment.professional,
                unit=access.assignment.unit,
                revision=revision + 1,
                since=now,
            )
    except IntegrityError as error:
        raise AssessmentChanged from error
    what = "assessment.allowed" if is_allowed else "assessment.denied"
    log_write(access, what, decided.public_id, now=now, because=because)
    return decided
