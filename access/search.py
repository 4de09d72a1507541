"""Finding a patient of the unit by exact number, and listing those in its care."""

from datetime import datetime
from uuid import UUID

from django.db.models import Case, Exists, F, OrderBy, OuterRef, Q, QuerySet, Subquery, When

from access.grants import Access, UnitAccess
from access.kinds import ConsentKind
from access.models import CareRelation, Consent, Inquiry
from access.openings import is_opened_to
from audit.models import Action
from audit.services import Deed, record
from people.identities import Number
from people.models import CareUnit, Identity, Patient, Protection

SEARCH = "number"
FIRST_CONTACT = "first_contact"
OPENING = "opening"
NUMBER, IN_CARE = "current_number", "is_in_care"


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
    return _listed(Exists(_relations(access, now).filter(patient=OuterRef("pk"))))


def patients_to_act_for(access: UnitAccess, *, now: datetime) -> QuerySet[Patient]:
    """As `patients_in_care`, and those that another unit asks the viewer's about: they stand on the work list alone.

    The attribute IN_CARE says which: the plan of who is only asked about is closed.
    """
    asked = Inquiry.objects.current(now).filter(unit=access.unit_id, patient=OuterRef("pk"))
    in_care = Exists(_relations(access, now).filter(patient=OuterRef("pk")))
    return _listed(in_care | Exists(asked)).annotate(**{IN_CARE: in_care})


def _listed(which: Q | Exists) -> QuerySet[Patient]:
    number = Identity.objects.filter(patient=OuterRef("pk"), is_current=True).values("value")[:1]
    return (
        Patient.objects.filter(which)
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


def units_to_ask(access: Access, *, now: datetime) -> QuerySet[CareUnit]:
    """The other units that may be asked to do something for this patient, because they can read what they are asked.

    Of the own provider any unit: who is asked to care takes part in the care (PDL 4 kap. 1 §), for as long as it takes
    to answer. Of another provider only a unit that takes part already, and that the patient lets read what others have
    written (lag 2022:913): to ask any other would be to tell it of the patient. Nobody reads what the own unit has
    written behind a block, so behind one nobody is asked here. `is_in_care`: takes part already.
    """
    if access.unit_id in access.blocked_units:
        return CareUnit.objects.none()
    relations = CareRelation.objects.current(now).filter(patient=access.patient, unit=OuterRef("pk"))
    consents = Consent.objects.current(now).filter(
        patient=access.patient, unit=OuterRef("pk"), kind=ConsentKind.SHARED_DOCUMENTATION
    )
    is_ours = Q(provider=access.provider_id)
    may_be_asked = is_ours
    if access.provider_id not in access.blocked_providers:
        may_be_asked |= Q(Exists(relations), Exists(consents))
    others = CareUnit.objects.filter(_known_to(access), may_be_asked, ~Q(pk=access.unit_id))
    return others.annotate(is_in_care=Exists(relations)).select_related("provider").order_by("name")


def is_in_care(access: Access, *, now: datetime) -> bool:
    """Whether the viewer's unit still takes part in the care: a verb may just have ended that."""
    return CareRelation.objects.current(now).filter(patient=access.patient, unit=access.unit_id).exists()


def _known_to(access: Access) -> Q:
    """The viewer's own unit always; the patient knows them all."""
    if not access.is_staff:
        return Q()
    known = Q(provider=access.provider_id)
    if access.sees_other_providers:
        known |= ~Q(provider__in=access.blocked_providers)
    return Q(pk=access.unit_id) | known & ~Q(pk__in=access.blocked_units)
