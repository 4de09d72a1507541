"""Drafts: what is typed is kept as it is, right or wrong, until it becomes an agreement or is thrown away."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F, Q

from access.grants import Access, require
from access.services import log_write
from agreements.models import Agreement, Draft, DraftQuerySet, DraftStatus

Typed = dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class DraftRead:
    """A draft as the writer last saw it: revision 0 when it was not kept yet.

    `window`: theirs. What it has kept since is no colleague's, however late its answer comes, or if it never does.
    """

    revision: int
    window: str = ""

    @property
    def is_as_read(self) -> Q:
        as_read = Q(revision=self.revision)
        return as_read | Q(typed__window=[self.window]) if self.window else as_read


NOT_KEPT_YET = DraftRead(0)


class DraftChanged(Exception):
    """Somebody has written in the draft since it was read, or it is no longer a draft."""


@transaction.atomic
def save_draft(
    *,
    access: Access,
    key: UUID,
    typed: Typed,
    read: DraftRead = NOT_KEPT_YET,
    replaces: Agreement | None = None,
    now: datetime,
) -> Draft:
    """Keep what is typed.

    Colleagues at the unit write in the same draft. Raises DraftChanged when one was first; what one typed is then not
    kept here, and whoever calls shows both.
    """
    require(access.may_document)
    kept = _without_nothing(typed)
    changes = {"typed": kept, "written_by": access.professional_id, "updated_at": now, "revision": F("revision") + 1}
    if not _ours(access, key).filter(read.is_as_read).update(**changes):
        _begin(access, key, DraftStatus.OPEN, kept, replaces, now)
    log_write(access, "draft.saved", key, now=now)
    return _ours(access, key).get()


@transaction.atomic
def discard_draft(*, access: Access, draft: Draft, now: datetime) -> None:
    """Throw a draft away. Raises DraftChanged when somebody has written in it since it was read."""
    require(access.may_document)
    if not _end(access, draft.public_id, DraftRead(draft.revision), DraftStatus.DISCARDED, now):
        raise DraftChanged
    log_write(access, "draft.discarded", draft.public_id, now=now)


def use_draft(access: Access, key: UUID, read: DraftRead, *, now: datetime) -> None:
    """What was typed becomes the agreement of the same key. Raises DraftChanged.

    What was never kept is noted as used all the same: otherwise what is kept a moment too late would be a draft.
    """
    if not _end(access, key, read, DraftStatus.USED, now):
        _begin(access, key, DraftStatus.USED, {}, None, now)


def _end(access: Access, key: UUID, read: DraftRead, status: DraftStatus, now: datetime) -> bool:
    ended = {"status": status, "typed": {}, "updated_at": now, "revision": F("revision") + 1}
    return bool(_ours(access, key).filter(read.is_as_read).update(**ended))


def _ours(access: Access, key: UUID) -> DraftQuerySet:
    return Draft.objects.visible_to(access).open().filter(public_id=key, unit=access.unit_id)


def _begin(  # noqa: PLR0917 -- the columns of one row
    access: Access, key: UUID, status: DraftStatus, typed: Typed, replaces: Agreement | None, now: datetime
) -> None:
    assert access.assignment is not None  # noqa: S101 -- only staff may document
    require(replaces is None or replaces.unit_id == access.unit_id)
    unit = access.assignment.unit
    try:
        with transaction.atomic():
            Draft.objects.create(
                public_id=key,
                patient=access.patient,
                unit=unit,
                provider_id=unit.provider_id,
                author_id=access.professional_id,
                written_by_id=access.professional_id,
                authored_at=now,
                updated_at=now,
                approved_for_patient=False,
                replaces=replaces,
                status=status,
                typed=typed,
            )
    except IntegrityError as error:  # kept already and changed since, or done with
        raise DraftChanged from error


def _without_nothing(typed: Typed) -> Typed:
    """PostgreSQL keeps no NUL in text. The form says so where it stands; here the rest is kept."""
    return {name: [each.replace("\x00", "") for each in values] for name, values in typed.items()}
