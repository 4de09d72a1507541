"""What every verb needs: the line of a write, and the row that the same form has made already."""

from datetime import datetime
from typing import TypeVar
from uuid import UUID

from django.db.models import Model

from access.grants import Access, require
from audit.models import Action
from audit.services import Deed, record
from people.merged import stay_apart

M = TypeVar("M", bound=Model)


def log_write(
    access: Access, what: str, row: UUID, *, now: datetime, because: str = "", emergency: bool = False
) -> None:
    """The line of a write, for every verb. Called inside the verb's transaction, so that it commits with it.

    Raises PatientIsMerged when the patient has become another since the gate was passed.
    """
    stay_apart(access.patient)
    is_emergency = emergency or access.is_emergency
    deed = Deed(Action.WRITE, what, access.how, access.patient.public_id, row, because, emergency=is_emergency)
    record(access.actor, deed, now=now)


def written_before(model: type[M], key: UUID, **ours: object) -> M | None:
    """The row that the same form has made already. Raises NotAllowed when the key is that of a row not `ours`.

    It looks past visibility, for a key that is taken is taken whoever may see the row, and gives back only what the
    writer has written.
    """
    rows = model._default_manager.filter(public_id=key)
    mine = rows.filter(**ours).first()
    require(mine is not None or not rows.exclude(**ours).exists())
    return mine


def require_say(access: Access, *, is_theirs: bool) -> None:
    """The patient decides about everybody; staff write down what is said about their own. Raises NotAllowed."""
    require(access.may_decide or access.may_grant or (access.may_note and is_theirs))
