"""One agreement as data: what the page shows of it, and the revision that was read."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import UUIDField
from django.http import Http404
from django.utils import timezone

from access.grants import Access
from access.prepared import Param
from access.seen import Reading
from agreements.models import Agreement, AgreementQuerySet
from agreements.rows import AgreementRow
from agreements.section import FIELDS, row_of, whole
from agreements.versions import is_told

PUBLIC_ID = Param("public_id", UUIDField())


@dataclass(frozen=True, slots=True)
class Represented:
    row: AgreementRow
    public_id: UUID
    revision: int


def _one() -> AgreementQuerySet:
    return whole(Agreement.objects.filter(public_id=PUBLIC_ID))


READING = Reading(_one, (*FIELDS, "revision"))


def represented(access: Access, agreement: UUID, now: datetime) -> Represented:
    """Alive or not. Raises Http404 when it is not the viewer's to see, or was taken back unanswered. One statement."""
    for row in READING.seen_by(access, public_id=agreement, today=timezone.localdate(now)).rows:
        if is_told(row, access):
            return Represented(row_of(row, access, now), row.public_id, row.revision)
    raise Http404
