"""A unit is asked to do something for a patient: it may read what it is asked, and nothing else."""

from collections.abc import Collection
from datetime import datetime, timedelta

from django.db import transaction

from access.grants import Access, require
from access.models import CareRelation, Inquiry
from access.search import units_to_ask
from access.services.writing import log_write
from people.models import CareUnit

# How long one may answer. Who asks is told of the silence long before; asked anew, it is another inquiry, and logged.
ASKED_FOR = timedelta(days=30)


@transaction.atomic
def begin_inquiry(*, access: Access, unit: CareUnit, because: str, now: datetime) -> None:
    """The viewer's unit asks another. One that takes part in the care already needs no leave to answer.

    Raises NotAllowed when the unit may not be asked.
    """
    require(access.may_document)
    if CareRelation.objects.current(now).filter(patient=access.patient, unit=unit).exists():
        return
    require(units_to_ask(access, now=now).filter(pk=unit.pk).exists())
    asked = {"patient": access.patient, "unit": unit, "asked_by_id": access.unit_id}
    if Inquiry.objects.current(now).filter(**asked).exists():
        return
    inquiry = Inquiry.objects.create(**asked, because=because, since=now, until=now + ASKED_FOR)
    log_write(access, "relation.asked", inquiry.public_id, now=now, because=because)


@transaction.atomic
def end_inquiries(*, access: Access, still: Collection[int], now: datetime) -> None:
    """Those who have answered, or are asked no more, read no more. `still`: the units that are asked."""
    require(access.may_answer_asked or access.may_agree)
    given = Inquiry.objects.current(now).filter(patient=access.patient).exclude(unit__in=still)
    over = list(given.select_for_update().values_list("pk", "public_id"))
    Inquiry.objects.filter(pk__in=[pk for pk, _ in over]).update(until=now)
    for _pk, public_id in over:
        log_write(access, "relation.answered", public_id, now=now)
