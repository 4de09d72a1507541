"""Opening for a while what is closed: with the patient's consent, or in an emergency. The patient is told."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from access.grants import Access, May, UnitAccess, require
from access.kinds import BlockKind, OpeningGround, Opens
from access.models import MOST, PLACES_FOR, Block, CareRelation, Opening
from access.services.writing import log_write
from audit.models import Action
from audit.services import Deed, record
from people.models import Patient


class TooLong(Exception):
    """Nothing is open for more than seven days."""


class NotTheirsToLift(Exception):
    """The block has ended, or stands between providers: then only the patient lets its own provider show it."""


class InCareAlready(Exception):
    """The unit takes part in the care: there is nothing to open, and nothing to alarm the patient with."""


class OpeningHasEnded(Exception):
    """It is closed already."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """By what ground, why, for how long, and for whom: the one who asks, or all at the unit. `key`: of the form."""

    ground: OpeningGround
    because: str
    lasts: timedelta
    is_for_unit: bool
    key: UUID

    @property
    def is_emergency(self) -> bool:
        return self.ground == OpeningGround.EMERGENCY


@transaction.atomic
def open_care(*, access: UnitAccess, patient: Patient, asked: Asked, now: datetime) -> Opening:
    """Somebody whom the unit has no care relation with. Blocks still hide what they hide.

    Raises InCareAlready, TooLong.
    """
    require(May.DOCUMENT in access.may)
    if CareRelation.objects.current(now).filter(patient=patient, unit=access.unit_id).exists():
        raise InCareAlready
    by, unit = access.assignment.professional_id, access.unit_id
    opening, is_new = _open(patient, by, unit, asked, now, opens=Opens.CARE)
    if is_new:
        deed = Deed(
            Action.WRITE, f"opening.care.{asked.ground}", access.how, patient.public_id, opening.public_id,
            asked.because, emergency=asked.is_emergency,
        )  # fmt: skip
        record(access.actor, deed, now=now)
    return opening


@transaction.atomic
def open_block(*, access: Access, block: Block, asked: Asked, now: datetime) -> Opening:
    """Lift an inner block for a while, inside the provider. Raises NotTheirsToLift, TooLong."""
    require(access.may_document)
    liftable = Block.objects.current(now).filter(kind=BlockKind.INNER, unit__provider=access.provider_id)
    if not liftable.filter(pk=block.pk, patient=access.patient).exists():
        raise NotTheirsToLift
    return _open_more(access, asked, now, opens=Opens.BLOCK, block=block)


@transaction.atomic
def open_others(*, access: Access, asked: Asked, now: datetime) -> Opening:
    """Read what other providers write (lag 2022:913). What the patient has blocked stays hidden. Raises TooLong."""
    require(access.may_document)
    return _open_more(access, asked, now, opens=Opens.OTHERS)


@transaction.atomic
def show_places(*, access: Access, because: str, key: UUID, now: datetime) -> Opening:
    """Where a protected person is to be, for a quarter of an hour and the one who asks."""
    require(access.is_staff and access.patient.is_protected)
    asked = Asked(ground=OpeningGround.NEED, because=because, lasts=PLACES_FOR, is_for_unit=False, key=key)
    return _open_more(access, asked, now, opens=Opens.PLACES)


@transaction.atomic
def close_opening(*, access: Access, opening: Opening, now: datetime) -> Opening:
    """Before its time: by the patient, or by the unit that no longer needs it. Raises OpeningHasEnded."""
    require(access.may_decide or (access.may_document and opening.unit_id == access.unit_id))
    if not Opening.objects.current(now).filter(pk=opening.pk, patient=access.patient).update(until=now):
        raise OpeningHasEnded
    log_write(access, f"opening.{opening.opens}.closed", opening.public_id, now=now)
    opening.until = now
    return opening


def _open_more(access: Access, asked: Asked, now: datetime, *, opens: Opens, block: Block | None = None) -> Opening:
    opening, is_new = _open(
        access.patient, access.professional_id, access.unit_id, asked, now, opens=opens, block=block
    )
    if is_new:
        log_write(
            access, f"opening.{opens}.{asked.ground}", opening.public_id, now=now, because=asked.because,
            emergency=asked.is_emergency,
        )  # fmt: skip
    return opening


def _open(
    patient: Patient, by: int | None, unit: int | None, asked: Asked, now: datetime, *, opens: Opens,
    block: Block | None = None,
) -> tuple[Opening, bool]:  # fmt: skip
    """The form's key is the row's: sent twice it opens once, also after it has been closed."""
    if asked.lasts > MOST:
        raise TooLong
    block_id = block.pk if block else None
    ours = {"patient": patient, "unit_id": unit, "asked_by_id": by, "opens": opens, "block_id": block_id}
    opening, is_new = Opening.objects.get_or_create(
        public_id=asked.key,
        defaults={
            **ours,
            "professional_id": None if asked.is_for_unit else by,
            "ground": asked.ground,
            "because": asked.because,
            "since": now,
            "until": now + asked.lasts,
        },
    )
    require(all(getattr(opening, name) == value for name, value in ours.items()))
    return opening, is_new
