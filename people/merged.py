"""Two patients who turned out to be one: one person in the log too, and nothing more is written about the duplicate."""

from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet

from people.models import Patient

STILL_ONE = "SELECT 1 FROM people_patient WHERE id = %s AND merged_into_id IS NULL FOR KEY SHARE"


class PatientIsMerged(Exception):
    """The patient is another one by now."""


def stay_apart(patient: Patient) -> None:
    """Raises PatientIsMerged, or keeps it from being so until the transaction ends.

    A merge locks both patients and moves what it finds: what somebody writes meanwhile, a block perhaps, would stay
    behind with the duplicate, where nobody reads it. Those who write do not wait for each other.
    """
    with connection.cursor() as cursor:
        cursor.execute(STILL_ONE, [patient.pk])
        if cursor.fetchone() is None:
            raise PatientIsMerged


def ids_in_log(patient: Patient) -> QuerySet[Patient, UUID]:
    """The public ids that the log knows somebody by: their own, and those of duplicates merged into them."""
    same = Patient.objects.filter(Q(pk=patient.pk) | Q(merged_into=patient))
    return same.values_list("public_id", flat=True)
