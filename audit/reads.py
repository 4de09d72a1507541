"""Reading the log."""

from dataclasses import dataclass, fields
from datetime import datetime
from uuid import UUID

from audit.models import Action, ActorKind, Entry


@dataclass(frozen=True, slots=True)
class Line:
    """One line as the patient may read it."""

    at: datetime
    action: str
    what: str
    actor_kind: str
    actor_name: str
    actor_title: str
    mandate: str
    unit_name: str
    provider_name: str
    purpose: str
    because: str
    emergency: bool


def lines_about(patient: UUID, *, limit: int) -> list[Line]:
    """What others have done with this patient's data, newest first.

    Left out: what the patient did, and refusals, which are for the reviewer.
    """
    rows = (
        Entry.objects.filter(patient=patient)
        .exclude(action=Action.REFUSED)
        .exclude(actor_kind=ActorKind.PATIENT)
        .order_by("-at", "-id")
        .values_list(*(field.name for field in fields(Line)))[:limit]
    )
    return [Line(*row) for row in rows]
