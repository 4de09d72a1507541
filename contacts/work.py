"""What staff's lists need to know of fixed contacts, for many patients in one statement."""

from collections.abc import Collection
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from access.grants import UnitAccess
from access.listing import Listing
from access.matters import Matter, Urgency, in_care_since, patients_cared_for
from contacts.models import COORDINATING, FixedContact
from people.models import Patient


def coordinating(access: UnitAccess, patients: Collection[int]) -> dict[int, str]:
    """Each patient's coordinator, by name."""
    rows = (
        FixedContact.objects.current()
        .listed_for(access)
        .filter(patient__in=patients)
        .coordinating()
        .distinct("patient")
        .values_list("patient", "professional__given_name", "professional__family_name", "team")
    )
    return {patient: f"{given} {family}" if given else team for patient, given, family, team in rows}


def matters(access: UnitAccess) -> list[Matter]:
    """Patients in the unit's care whom nobody coordinates for, as far as the unit may see. One statement."""
    return [
        Matter(
            patient=patient,
            urgency=Urgency.MISSING,
            what=_("Ingen känd fast vårdkontakt"),
            since=timezone.localdate(since),
        )
        for patient, since in UNCOORDINATED.of(access)
    ]


def _uncoordinated(access: UnitAccess) -> QuerySet[Patient, Any]:
    coordinators = (
        FixedContact.objects.current().listed_for(access).filter(patient=OuterRef("pk"), kind__in=COORDINATING)
    )
    return patients_cared_for(access).filter(~Exists(coordinators)).values_list("public_id", in_care_since(access))


UNCOORDINATED = Listing(_uncoordinated)
