"""A patient wonders about a reading, and the provider answers."""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from access.grants import Access, require
from access.models import Concern
from access.services.writing import log_write, written_before
from audit.models import ActorKind
from audit.reads import line_about
from people.models import CareProvider


class NothingToReport(Exception):
    """No such line is about this patient, or nobody at a provider has written it."""


class AlreadyReported(Exception):
    """The patient has reported this line before."""


def report_concern(*, access: Access, line: int, text: str, key: UUID, now: datetime) -> Concern:
    """It goes to the reviewer of the provider whose reading it is. Sent again, the form gives the same row.

    Only for oneself. Raises NothingToReport and AlreadyReported.
    """
    require(access.is_own)
    mine = written_before(Concern, key, patient=access.patient)
    if mine:
        return mine
    try:
        return _report(access, line, text, key, now)
    except IntegrityError as error:
        raise AlreadyReported from error


@transaction.atomic
def _report(access: Access, line: int, text: str, key: UUID, now: datetime) -> Concern:
    entry = line_about(access.patient.public_id, line).filter(actor_kind=ActorKind.STAFF).first()
    provider = entry and CareProvider.objects.filter(hsa_id=entry.provider).first()
    if not entry or not provider:
        raise NothingToReport
    concern = Concern.objects.create(
        public_id=key,
        patient=access.patient,
        provider=provider,
        line=line,
        line_at=entry.at,
        text=text,
        reported_at=now,
    )
    log_write(access, "concern.reported", concern.public_id, now=now)
    return concern
