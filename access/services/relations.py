"""A unit begins to take part in the care of a patient."""

from datetime import datetime

from django.db import transaction

from access.grants import UnitAccess
from access.models import CareRelation
from audit.models import Action
from audit.services import Deed, record
from people.models import Patient


@transaction.atomic
def begin_relation(*, access: UnitAccess, patient: Patient, because: str, now: datetime) -> CareRelation:
    """The unit begins to take part in the care of a patient. Begun already: the same row, and no new line."""
    relation, is_new = CareRelation.objects.get_or_create(
        patient=patient,
        unit_id=access.unit_id,
        until=None,
        defaults={"professional": access.assignment.professional, "because": because, "since": now},
    )
    if is_new:
        deed = Deed(Action.WRITE, "relation.began", access.how, patient.public_id, relation.public_id, because)
        record(access.actor, deed, now=now)
    return relation
