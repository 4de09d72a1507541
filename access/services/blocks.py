"""What the patient hides from others who give care."""

from datetime import datetime

from django.db import transaction

from access.grants import Access, require
from access.kinds import BlockKind
from access.models import Block
from access.services.writing import log_write
from people.models import CareProvider, CareUnit


@transaction.atomic
def block_unit(*, access: Access, unit: CareUnit, now: datetime) -> Block:
    """Inner block: what the unit has written is hidden from all other units. No reason is asked for."""
    require(access.may_grant)
    block = Block.objects.create(patient=access.patient, kind=BlockKind.INNER, unit=unit, since=now)
    log_write(access, "block.inner", block.public_id, now=now)
    return block


@transaction.atomic
def block_provider(*, access: Access, provider: CareProvider, now: datetime) -> Block:
    """Outer block: what the provider has written is hidden from all other providers."""
    require(access.may_grant)
    block = Block.objects.create(patient=access.patient, kind=BlockKind.OUTER, provider=provider, since=now)
    log_write(access, "block.outer", block.public_id, now=now)
    return block
