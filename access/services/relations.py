"""A unit begins to take part in the care of a patient, and stops."""

from collections.abc import Collection
from datetime import datetime, timedelta

from django.db import transaction

from access.grants import Access, May, UnitAccess, require
from access.models import CareRelation
from access.search import units_to_ask
from access.services.writing import log_write
from audit.models import Action
from audit.services import Deed, record
from people.merged import stay_apart
from people.models import CareUnit, Patient

# How long a unit that is asked may read without having said yes. Who asked is told of the silence long before.
ASKED_FOR = timedelta(days=30)


class RelationHasEnded(Exception):
    """The unit does not take part in the care any more."""


@transaction.atomic
def begin_relation(*, access: UnitAccess | Access, patient: Patient, because: str, now: datetime) -> CareRelation:
    """The unit begins to take part in the care of a patient. Begun already: the same row, and no new line.

    Whoever may write down what patients say may write that too, as when a referral has come.
    """
    require(May.NOTE in access.may)
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
def let_in_to_answer(*, access: Access, unit: CareUnit, because: str, now: datetime) -> None:
    """Another unit is asked for something: it may read, so that it can answer, and no longer than ASKED_FOR.

    A unit that takes part in the care already needs no leave: what it may read of others is for block and consent to
    say. One that says yes begins a relation of its own. Raises NotAllowed when the unit may not be asked.
    """
    require(access.may_document)
    of_unit = CareRelation.objects.current(now).filter(patient=access.patient, unit=unit)
    if of_unit.filter(until=None).exists():
        return
    require(units_to_ask(access, now=now).filter(pk=unit.pk).exists())
    if of_unit.filter(because=because).update(until=now + ASKED_FOR):
        return
    until, asker = now + ASKED_FOR, access.professional_id
    relation = CareRelation.objects.create(
        patient=access.patient, unit=unit, professional_id=asker, because=because, since=now, until=until
    )
    log_write(access, "relation.asked", relation.public_id, now=now, because=because)


@transaction.atomic
def end_leave_to_answer(*, access: Access, because: str, still: Collection[int], now: datetime) -> None:
    """Those who have answered, or are asked no more, read no more by that leave. `still`: the units that are asked."""
    require(access.may_document or access.may_agree)
    given = CareRelation.objects.current(now).filter(patient=access.patient, because=because, until__isnull=False)
    over = list(given.exclude(unit__in=still).select_for_update().values_list("pk", "public_id"))
    CareRelation.objects.filter(pk__in=[pk for pk, _ in over]).update(until=now)
    for _pk, public_id in over:
        log_write(access, "relation.answered", public_id, now=now, because=because)


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
