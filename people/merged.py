"""Two patients who turned out to be one are one person in the log too."""

from uuid import UUID

from django.db.models import Q, QuerySet

from people.models import Patient


def ids_in_log(patient: Patient) -> QuerySet[Patient, UUID]:
    """The public ids that the log knows somebody by: their own, and those of duplicates merged into them."""
    same = Patient.objects.filter(Q(pk=patient.pk) | Q(merged_into=patient))
    return same.values_list("public_id", flat=True)
