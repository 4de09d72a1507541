"""What the patient hides from others who give care. Only the patient takes a block away."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction

from access.grants import Access, require
from access.kinds import BlockKind
from access.models import Block
from access.services.writing import log_write, require_say, written_before
from people.models import CareProvider, CareUnit


class BlockHasEnded(Exception):
    """It has been lifted already."""


@transaction.atomic
def block_unit(*, access: Access, unit: CareUnit, now: datetime, because: str = "", key: UUID | None = None) -> Block:
    """Inner block: what the unit has written is hidden from all other units. No reason is asked for.

    `because` says how the patient told it, when staff write it down: that they do for their own unit alone. Blocked
    already: the same row, and no new line.
    """
    require_say(access, is_theirs=unit.pk == access.unit_id)
    return _block(access, BlockKind.INNER, {"unit": unit}, because=because, key=key, now=now)


@transaction.atomic
def block_provider(
    *, access: Access, provider: CareProvider, now: datetime, because: str = "", key: UUID | None = None
) -> Block:
    """Outer block: what the provider has written is hidden from all other providers."""
    require_say(access, is_theirs=provider.pk == access.provider_id)
    return _block(access, BlockKind.OUTER, {"provider": provider}, because=because, key=key, now=now)


@transaction.atomic
def lift_block(*, access: Access, block: Block, now: datetime) -> Block:
    """The patient shows again what was hidden. Nobody else may: staff open it for a while. Raises BlockHasEnded."""
    require(access.may_decide)
    if not Block.objects.current(now).filter(pk=block.pk, patient=access.patient).update(until=now):
        raise BlockHasEnded
    log_write(access, f"block.{block.kind}.lifted", block.public_id, now=now)
    block.until = now
    return block


def _block(
    access: Access, kind: BlockKind, what: Mapping[str, CareUnit | CareProvider], *, because: str, key: UUID | None,
    now: datetime,
) -> Block:  # fmt: skip
    before = written_before(Block, key, patient=access.patient) if key else None
    if before:
        return before
    block, is_new = Block.objects.get_or_create(
        patient=access.patient,
        kind=kind,
        until=None,
        **what,
        defaults={"public_id": key or uuid4(), "because": because, "since": now},
    )
    if is_new:
        log_write(access, f"block.{kind}", block.public_id, now=now, because=because)
    return block
