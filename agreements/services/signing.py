"""Signing in the record (PDL 3 kap. 10 §): what is agreed is one thing, signed another.

A proposal is no entry before it is answered: signed then, what is agreed later would be listed for nobody to sign.
"""

from datetime import datetime

from django.db import transaction
from django.db.models import F

from access.grants import Access, require
from access.services import log_write
from agreements.models import TO_SIGN, Agreement
from agreements.services.writing import AgreementChanged


@transaction.atomic
def sign(*, access: Access, agreement: Agreement, now: datetime) -> None:
    """Whoever wrote it answers for it, and signs. Raises AgreementChanged: signed, not answered yet, or changed."""
    require(access.may_document and agreement.author_id == access.professional_id)
    _unsigned(access, agreement, signed_at=now, signed_by=access.professional_id, unsigned_because="", updated_at=now)
    log_write(access, "agreement.signed", agreement.public_id, now=now)


@transaction.atomic
def leave_unsigned(*, access: Access, agreement: Agreement, because: str, now: datetime) -> None:
    """There is an exceptional hindrance: whoever wrote it has left, for example. Raises AgreementChanged."""
    require(access.may_document or access.may_appoint)
    _unsigned(access, agreement, unsigned_because=because, updated_at=now)
    log_write(access, "agreement.left_unsigned", agreement.public_id, now=now, because=because)


def _unsigned(access: Access, agreement: Agreement, **changes: object) -> None:
    ours = Agreement.objects.visible_to(access).filter(TO_SIGN, pk=agreement.pk, unit=access.unit_id, signed_at=None)
    if not ours.filter(revision=agreement.revision).update(revision=F("revision") + 1, **changes):
        raise AgreementChanged
