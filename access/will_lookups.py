"""One consent, block, opening or unit, if it is the patient's and the viewer may know of it. Each raises Http404.

What has ended is found too: a form sent twice is answered by its page, and not by an error.
"""

from typing import TypeVar
from uuid import UUID

from django.db.models import Model, QuerySet
from django.http import Http404

from access.grants import Access
from access.kinds import BlockKind
from access.models import Block, Consent, Opening

M = TypeVar("M", bound=Model)


def find_consent(access: Access, consent: UUID) -> Consent:
    """Staff find those to their own unit."""
    theirs = Consent.objects.filter(patient=access.patient, public_id=consent).select_related("unit")
    return _first(theirs.filter(unit=access.unit_id) if access.is_staff else theirs)


def find_block(access: Access, block: UUID) -> Block:
    """For the patient."""
    return _first(Block.objects.filter(patient=access.patient, public_id=block))


def liftable_block(access: Access, block: UUID) -> Block:
    """An inner block of another unit of the viewer's own provider. Others are not for staff to know of."""
    inner = Block.objects.filter(kind=BlockKind.INNER, unit__provider=access.provider_id).exclude(unit=access.unit_id)
    return _first(inner.filter(patient=access.patient, public_id=block).select_related("unit"))


def find_opening(access: Access, opening: UUID) -> Opening:
    """Staff find those of their own unit."""
    theirs = Opening.objects.filter(patient=access.patient, public_id=opening)
    return _first(theirs.filter(unit=access.unit_id) if access.is_staff else theirs)


def _first(rows: QuerySet[M]) -> M:
    found = rows.first()
    if found is None:
        raise Http404
    return found
