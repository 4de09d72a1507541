"""Reading the log."""

from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import F, Q, QuerySet, Window
from django.db.models.functions import RowNumber, TruncDate

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


def lines_about(patient: UUID) -> QuerySet[Entry, Any]:
    """What others have done with this patient's data, newest first: the values of a Line, in its order.

    Left out: what the patient did, and refusals, which are for the reviewer. Somebody who sees the patient in the same
    list many times a day is told once, with the last time.
    """
    of_the_day = Window(
        RowNumber(),
        partition_by=[F("action"), F("what"), F("actor"), F("unit"), TruncDate("at")],
        order_by=["-at", "-id"],
    )
    return (
        Entry.objects.filter(patient=patient)
        .exclude(action=Action.REFUSED)
        .exclude(actor_kind=ActorKind.PATIENT)
        .annotate(of_the_day=of_the_day)
        .filter(~Q(action=Action.LIST) | Q(of_the_day=1))
        .order_by("-at", "-id")
        .values_list(*(field.name for field in fields(Line)))
    )
