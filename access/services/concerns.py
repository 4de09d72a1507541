"""A patient wonders about a reading, and the provider answers."""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F

from access.grants import Access, LogAccess, require
from access.models import Concern, ConcernState
from access.services.writing import log_write, written_before
from audit.models import Action, ActorKind, Entry
from audit.reads import line_about
from audit.services import Deed, record
from people.merged import ids_in_log
from people.models import CareProvider


class NothingToReport(Exception):
    """No such line is about this patient, or nobody at a provider has written it."""


class ConcernChanged(Exception):
    """Somebody else was first, or it is answered already."""


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
    entry = line_about(ids_in_log(access.patient), line).filter(actor_kind=ActorKind.STAFF).first()
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


@transaction.atomic
def examine_concern(*, access: LogAccess, concern: Concern, revision: int, now: datetime) -> None:
    """Somebody has begun to look into it, and the patient sees that. Raises ConcernChanged, NotAllowed."""
    _change(access, concern, revision, state=ConcernState.EXAMINED)
    deed = Deed(Action.WRITE, "concern.examined", access.how, concern.patient.public_id, concern.public_id)
    record(access.actor, deed, now=now)


@transaction.atomic
def answer_concern(*, access: LogAccess, concern: Concern, answer: str, revision: int, now: datetime) -> None:
    """The patient reads the answer beside the line. Given once. Raises ConcernChanged, NotAllowed."""
    _change(
        access,
        concern,
        revision,
        state=ConcernState.ANSWERED,
        answer=answer,
        answered_at=now,
        answered_by=access.professional_id,
    )
    deed = Deed(Action.WRITE, "concern.answered", access.how, concern.patient.public_id, concern.public_id)
    record(access.actor, deed, now=now)


def _change(access: LogAccess, concern: Concern, revision: int, **values: object) -> None:
    """From here on it is another revision. An answer stands. Nobody answers for their own reading."""
    own = Entry.objects.filter(at=concern.line_at, id=concern.line, actor=access.actor.id)
    require(concern.provider_id == access.provider_id and not own.exists())
    unanswered = Concern.objects.filter(pk=concern.pk, revision=revision).exclude(state=ConcernState.ANSWERED)
    if not unanswered.update(**values, revision=F("revision") + 1):
        raise ConcernChanged
