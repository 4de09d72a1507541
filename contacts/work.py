"""What staff's lists need to know of fixed contacts, for many patients in one statement."""

from collections.abc import Collection

from access.grants import UnitAccess
from contacts.models import ContactKind, FixedContact

COORDINATING = (ContactKind.LEAD, ContactKind.CARE)


def coordinating(access: UnitAccess, patients: Collection[int]) -> dict[int, str]:
    """Each patient's coordinating contact, by name: kind 4 before kind 1."""
    rows = (
        FixedContact.objects.current()
        .listed_for(access)
        .filter(patient__in=patients, kind__in=COORDINATING)
        .order_by("patient", "-kind", "since")
        .distinct("patient")
        .values_list("patient", "professional__given_name", "professional__family_name", "team")
    )
    return {patient: f"{given} {family}" if given else team for patient, given, family, team in rows}
