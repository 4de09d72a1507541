"""Drafts: what is typed is kept as it is, right or wrong, until it becomes an agreement or is thrown away."""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F, Q

from access.grants import Access, require
from access.services import log_write
from agreements.models import Agreement, Draft, DraftQuerySet, DraftStatus

Typed = dict[str, list[str]]


class DraftChanged(Exception):
    """Somebody has written in the draft since it was read, or it is no longer a draft."""


@transaction.atomic
def save_draft(
    *, access: Access, key: UUID, typed: Typed, seen: int, replaces: Agreement | None, now: datetime
) -> Draft:
    """Keep what is typed. `seen`: the revision that the writer had read; 0 for a draft that is not kept yet.

    Colleagues at the unit write in the same draft. Raises DraftChanged when one was first; what one typed is then not
    kept here, and whoever calls shows both. What the same window sends again is not another's: an answer may be lost.
    """
    require(access.may_document)
    kept = _without_nothing(typed)
    as_read = Q(revision=seen) | Q(typed__window=kept["window"]) if kept.get("window") else Q(revision=seen)
    changes = {"typed": kept, "written_by": access.professional_id, "updated_at": now, "revision": F("revision") + 1}
    if not _ours(access, key).filter(as_read).update(**changes):
        _begin(access, key, DraftStatus.OPEN, kept, replaces, now)
    log_write(access, "draft.saved", key, now=now)
    return _ours(access, key).get()


@transaction.atomic
def discard_draft(*, access: Access, draft: Draft, now: datetime) -> None:
    """Throw a draft away. Raises DraftChanged when somebody has written in it since it was read."""
    require(access.may_document)
    if not _end(access, draft.public_id, draft.revision, DraftStatus.DISCARDED, now):
        raise DraftChanged
    log_write(access, "draft.discarded", draft.public_id, now=now)


def use_draft(access: Access, key: UUID, seen: int, *, now: datetime) -> None:
    """What was typed becomes the agreement of the same key. Raises DraftChanged.

    What was never kept is noted as used all the same: otherwise what is kept a moment too late would be a draft.
    """
    if not _end(access, key, seen, DraftStatus.USED, now):
        _begin(access, key, DraftStatus.USED, {}, None, now)


def _end(access: Access, key: UUID, seen: int, status: DraftStatus, now: datetime) -> bool:
    ended = {"status": status, "typed": {}, "updated_at": now, "revision": F("revision") + 1}
    return bool(_ours(access, key).filter(revision=seen).update(**ended))


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
