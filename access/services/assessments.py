"""Deciding whether somebody near a protected person may read."""

from datetime import datetime

from django.db import IntegrityError, transaction

from access.grants import Access, require
from access.models import Assessment, Mandate
from access.services.writing import log_write


class AssessmentChanged(Exception):
    """Somebody has decided since the viewer looked."""


@transaction.atomic
def assess(
    *, access: Access, mandate: Mandate, is_allowed: bool, because: str, revision: int, now: datetime
) -> Assessment:
    """By the head of a unit that cares for the patient. `revision`: of the decision they saw; 0 when there was none.

    The earlier decision is kept. Raises AssessmentChanged.
    """
    require(access.may_assess and mandate.patient_id == access.patient.pk)
    assert access.assignment is not None  # noqa: S101 -- only staff assess
    earlier = Assessment.objects.filter(mandate=mandate, until=None)
    if earlier.filter(revision=revision).update(until=now) != min(revision, 1):
        raise AssessmentChanged
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
