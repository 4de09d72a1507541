"""What patients keep from the library, themselves or by somebody who acts for them."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from access.grants import Access, require
from access.services import log_write
from knowledge.models import Pin, Resource


class NotOffered(Exception):
    """It is not reviewed any more."""


class PinIsGone(Exception):
    """It was taken back already, or is not the patient's."""


@transaction.atomic
def pin(*, access: Access, resource: Resource, now: datetime) -> Pin:
    """Keep it in the plan. Kept already, it is the same pin. Raises NotOffered."""
    require(access.may_agree and not access.is_staff)
    if not Resource.objects.offered(timezone.localdate(now)).filter(pk=resource.pk).exists():
        raise NotOffered
    kept, is_new = Pin.objects.get_or_create(
        patient=access.patient,
        resource=resource,
        taken_back_at=None,
        defaults={"at": now, "by_proxy": access.signature},
    )
    if is_new:
        log_write(access, "knowledge.pinned", kept.public_id, now=now)
    return kept


@transaction.atomic
def unpin(*, access: Access, resource: Resource, now: datetime) -> None:
    """Take it out of the plan. Raises PinIsGone."""
    require(access.may_agree and not access.is_staff)
    kept = Pin.objects.current().filter(patient=access.patient, resource=resource).first()
    if kept is None or not Pin.objects.current().filter(pk=kept.pk).update(taken_back_at=now):
        raise PinIsGone
    log_write(access, "knowledge.unpinned", kept.public_id, now=now)
