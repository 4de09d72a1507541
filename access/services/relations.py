"""A unit begins to take part in the care of a patient, and stops."""

from datetime import datetime

from django.db import transaction

from access.grants import Access, May, UnitAccess, require
from access.models import CareRelation
from access.services.writing import log_write
from audit.models import Action
from audit.services import Deed, record
from people.merged import stay_apart
from people.models import Patient


class RelationHasEnded(Exception):
    """The unit does not take part in the care any more."""


@transaction.atomic
def begin_relation(*, access: UnitAccess | Access, patient: Patient, because: str, now: datetime) -> CareRelation:
    """The unit begins to take part in the care of a patient. Begun already: the same row, and no new line.

    Whoever may write down what patients say may write that too, as when a referral has come; and who says yes to what
    the unit is asked.
    """
    require(bool(access.may & {May.NOTE, May.ANSWER_ASKED}))
    assert access.assignment is not None  # noqa: S101 -- only staff write that
    relation, is_new = CareRelation.objects.get_or_create(
        patient=patient,
        unit_id=access.unit_id,
        until=None,
        defaults={"professional": access.assignment.professional, "because": because, "since": now},
    )
    if is_new:
        stay_apart(patient)
        deed = Deed(Action.WRITE, "relation.began", access.how, patient.public_id, relation.public_id, because)
        record(access.actor, deed, now=now)
    return relation


@transaction.atomic
def end_relation(*, access: Access, because: str, now: datetime) -> None:
    """The unit no longer takes part in the care: from the next request it sees nothing. Raises RelationHasEnded."""
    require(access.may_document)
    ours = CareRelation.objects.current(now).filter(patient=access.patient, unit=access.unit_id)
    ended = list(ours.select_for_update().values_list("pk", "public_id"))
    if not ended or ours.filter(pk__in=[pk for pk, _ in ended]).update(until=now) != len(ended):
        raise RelationHasEnded
    for _pk, public_id in ended:
        log_write(access, "relation.ended", public_id, now=now, because=because)
