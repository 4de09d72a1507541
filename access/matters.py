"""What waits for a unit to act. Each part's `work.py` gives its own; the work list only ranks them."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import IntEnum
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from access.grants import UnitAccess
from access.models import CareRelation, Inquiry
from people.models import Patient

PRESSING = timedelta(days=1)


class Urgency(IntEnum):
    """In the order that things are to be done."""

    NOW = 1
    ASKED = 2
    LATE = 3
    SOON = 4
    MISSING = 5

    @property
    def label(self) -> Promise:
        return LABELS[self]


LABELS = {
    Urgency.NOW: _("Bråttom"),
    Urgency.ASKED: _("Väntar på er"),
    Urgency.LATE: _("Försenat"),
    Urgency.SOON: _("Snart"),
    Urgency.MISSING: _("Saknas"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """One thing to do, about one patient. Holds no name: the list masks those of protected persons.

    `about` and `at` say which visit, step or words it concerns; the list hides `about` of protected persons, whose
    words may tell where they are. `url` and `act` lead to where it is done, if not in the patient's plan.
    """

    patient: UUID
    urgency: Urgency
    what: str
    since: date
    about: str = ""
    at: datetime | None = None
    due: date | None = None
    act: str = ""
    url: str = ""


def before(day: date, today: date, otherwise: Urgency) -> Urgency:
    """How urgent something is that must be done before `day`: today and tomorrow nothing goes before it."""
    return Urgency.NOW if day <= today + PRESSING else otherwise


def is_cared_for(access: UnitAccess, patient: str = "patient") -> Q:
    """Keep rows about living patients in the unit's care: others the unit may not open, and has nothing to do for."""
    return Q(Exists(_relations(access, patient))) & Q(**{f"{patient}__deceased_on": None})


def may_answer_about(access: UnitAccess, patient: str = "patient") -> Q:
    """Keep also those that another unit asks the viewer's about."""
    asked = Inquiry.objects.current(access.opened_at).filter(unit=access.unit_id, patient=OuterRef(patient))
    is_known = Q(Exists(_relations(access, patient))) | Q(Exists(asked))
    return is_known & Q(**{f"{patient}__deceased_on": None})


def patients_cared_for(access: UnitAccess) -> QuerySet[Patient]:
    """The living patients in the unit's care."""
    return Patient.objects.filter(Exists(_relations(access, "pk")), deceased_on=None)


def in_care_since(access: UnitAccess) -> Subquery:
    """Asked of a patient: when the unit began to care for them."""
    return Subquery(_relations(access, "pk").order_by("since").values("since")[:1])


def _relations(access: UnitAccess, patient: str) -> QuerySet[CareRelation]:
    return CareRelation.objects.current(access.opened_at).filter(unit=access.unit_id, patient=OuterRef(patient))
