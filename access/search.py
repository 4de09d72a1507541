"""Finding a patient of the unit by exact number, and listing those in its care."""

from datetime import datetime
from uuid import UUID

from django.db.models import Case, Exists, F, OrderBy, OuterRef, Q, QuerySet, Subquery, When

from access.grants import Access, UnitAccess
from access.models import CareRelation
from access.openings import is_opened_to
from audit.models import Action
from audit.services import Deed, record
from people.identities import Number
from people.models import CareUnit, Identity, Patient, Protection

SEARCH = "number"
FIRST_CONTACT = "first_contact"
OPENING = "opening"
NUMBER = "current_number"


def find_by_number(access: UnitAccess, number: Number, *, now: datetime) -> UUID | None:
    """Return the patient's public id when the unit cares for them, or has their plan open. Else None.

    "Not found" and "not yours" look alike. A number the patient no longer goes by finds them too. Someone else's
    patient is logged as a refusal.
    """
    is_cared_for = Exists(_relations(access, now).filter(patient=OuterRef("patient")))
    identity = (
        Identity.objects.filter(kind=number.kind, value=number.value)
        .annotate(is_ours=Q(is_cared_for) | Q(is_opened_to(access)))
        .values_list("patient__public_id", "is_ours")
        .first()
    )
    patient, is_ours = identity or (None, False)
    action = Action.SEARCH if is_ours else Action.REFUSED
    record(access.actor, Deed(action, SEARCH, access.how, patient), now=now)
    return patient if is_ours else None


def find_anybody(access: UnitAccess, number: Number, *, now: datetime, what: str = FIRST_CONTACT) -> Patient | None:
    """Return whoever has the number, for a unit that begins to care for them, or opens their plan for a while.

    The search is logged either way.
    """
    patient = Patient.objects.filter(identities__kind=number.kind, identities__value=number.value).first()
    action = Action.SEARCH if patient else Action.REFUSED
    record(access.actor, Deed(action, what, access.how, patient.public_id if patient else None), now=now)
    return patient


def patients_in_care(access: UnitAccess, *, now: datetime) -> QuerySet[Patient]:
    """Those the unit has a current care relation with, by name, each with their number as the attribute NUMBER.

    Protected persons come last, in no order that tells of their names.
    """
    number = Identity.objects.filter(patient=OuterRef("pk"), is_current=True).values("value")[:1]
    return (
        Patient.objects.filter(Exists(_relations(access, now).filter(patient=OuterRef("pk"))))
        .annotate(**{NUMBER: Subquery(number)})
        .order_by(_shown("family_name"), _shown("given_name"), "public_id")
    )


def _shown(name: str) -> OrderBy:
    return OrderBy(Case(When(protection=Protection.NONE, then=F(name))), nulls_last=True)


def _relations(access: UnitAccess, now: datetime) -> QuerySet[CareRelation]:
    return CareRelation.objects.current(now).filter(unit=access.unit_id)


def units_in_care(access: Access, *, now: datetime) -> QuerySet[CareUnit]:
    """The units known to take part in the care of this patient now: those a commitment may be asked of.

    That a unit cares for somebody is told no further than what it writes: block and consent hide its name as well.
    """
    relations = CareRelation.objects.current(now).filter(patient=access.patient, unit=OuterRef("pk"))
    return CareUnit.objects.filter(_known_to(access), Exists(relations)).select_related("provider").order_by("name")


def _known_to(access: Access) -> Q:
    """The viewer's own unit always; the patient knows them all."""
    if not access.is_staff:
        return Q()
    known = Q(provider=access.provider_id)
    if access.sees_other_providers:
        known |= ~Q(provider__in=access.blocked_providers)
    return Q(pk=access.unit_id) | known & ~Q(pk__in=access.blocked_units)
