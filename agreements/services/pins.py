"""Pinning knowledge to a heading of an agreement, and taking it away."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from access.grants import Access, require
from access.services import log_write
from agreements.headings import Heading
from agreements.models import Agreement, HeadingPin
from agreements.services.writing import AgreementChanged
from knowledge.models import Resource
from knowledge.services import NotOffered, PinIsGone


@transaction.atomic
def pin_to_heading(
    *, access: Access, agreement: Agreement, heading: Heading, resource: Resource, now: datetime
) -> HeadingPin:
    """Of the unit's own agreement. Pinned there already, it is the same pin. Raises AgreementChanged or NotOffered."""
    require(access.may_document and agreement.unit_id == access.unit_id)
    if not Agreement.objects.visible_to(access).alive().filter(series=agreement.series).exists():
        raise AgreementChanged
    if not Resource.objects.offered(timezone.localdate(now)).filter(pk=resource.pk).exists():
        raise NotOffered
    pin, is_new = HeadingPin.objects.get_or_create(
        series=agreement.series,
        heading=heading,
        resource=resource,
        taken_back_at=None,
        defaults={"patient": access.patient, "pinned_by_id": access.professional_id, "at": now},
    )
    if is_new:
        log_write(access, "agreement.knowledge_pinned", pin.public_id, now=now)
    return pin


@transaction.atomic
def unpin_from_heading(*, access: Access, pin: HeadingPin, now: datetime) -> None:
    """Raises PinIsGone, also for a pin of another unit's agreement."""
    require(access.may_document)
    ours = Agreement.objects.visible_to(access).filter(unit=access.unit_id, series=pin.series)
    pinned = HeadingPin.objects.current().filter(pk=pin.pk, patient=access.patient)
    if not ours.exists() or not pinned.update(taken_back_at=now):
        raise PinIsGone
    log_write(access, "agreement.knowledge_unpinned", pin.public_id, now=now)
