"""What the patient lets a unit do: said by the patient, or written down by staff who heard it."""

from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction

from access.grants import Access
from access.kinds import ConsentKind, OpeningGround, Opens
from access.models import Consent, Opening
from access.services.writing import log_write, require_say, written_before
from people.models import CareUnit


class ConsentHasEnded(Exception):
    """It has been withdrawn already."""


class NotConsented(Exception):
    """The patient has not let the unit do that."""


def require_consent(access: Access, kind: ConsentKind, *, now: datetime) -> None:
    """Raises NotConsented unless the patient lets the viewer's unit do it, and keeps it so while the caller writes."""
    given = Consent.objects.current(now).filter(patient=access.patient, unit=access.unit_id, kind=kind)
    if given.select_for_update().first() is None:
        raise NotConsented


@transaction.atomic
def give_consent(
    *, access: Access, unit: CareUnit, kind: ConsentKind, because: str, now: datetime, key: UUID | None = None
) -> Consent:
    """The patient lets a unit do one kind of thing. Given already: the same row, and no new line.

    Staff write it down for their own unit alone: the consent is given to those who ask.
    """
    require_say(access, is_theirs=unit.pk == access.unit_id)
    before = written_before(Consent, key, patient=access.patient) if key else None
    if before:
        return before
    consent, is_new = Consent.objects.get_or_create(
        patient=access.patient,
        unit=unit,
        kind=kind,
        until=None,
        defaults={"public_id": key or uuid4(), "because": because, "since": now},
    )
    if is_new:
        log_write(access, f"consent.{kind}.given", consent.public_id, now=now, because=because)
    return consent


@transaction.atomic
def withdraw_consent(*, access: Access, consent: Consent, now: datetime, because: str = "") -> Consent:
    """Holds from the next request. What was opened with a consent to read is closed with it. Raises ConsentHasEnded."""
    require_say(access, is_theirs=consent.unit_id == access.unit_id)
    mine = Consent.objects.current(now).filter(pk=consent.pk, patient=access.patient)
    if not mine.update(until=now):
        raise ConsentHasEnded
    if consent.kind == ConsentKind.SHARED_DOCUMENTATION:
        _close_what_it_opened(access, consent.unit, now)
    log_write(access, f"consent.{consent.kind}.withdrawn", consent.public_id, now=now, because=because)
    consent.until = now
    return consent


def _close_what_it_opened(access: Access, unit: CareUnit, now: datetime) -> None:
    opened = Opening.objects.current(now).filter(
        patient=access.patient, unit=unit, opens=Opens.OTHERS, ground=OpeningGround.CONSENT
    )
    opened.update(until=now)
