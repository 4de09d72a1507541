"""Of a series of agreements one version holds, whoever may see it."""

from datetime import datetime

from django.db.models import F

from agreements.models import Agreement, AgreementStatus


def replace_what_holds(newer: Agreement, *, now: datetime) -> Agreement | None:
    """The version of the series that held until now, and gives way to a newer one that the caller may agree on.

    It may be one that the patient does not see. Without this it would hold too, and the database refuses that: the
    refusal alone would tell that there is something to see.
    """
    held = Agreement.objects.current().filter(series=newer.series, patient=newer.patient_id, version__lt=newer.version)
    earlier = held.select_for_update(of=("self",)).first()
    if earlier:
        Agreement.objects.filter(pk=earlier.pk).update(
            status=AgreementStatus.REPLACED, ended_at=now, updated_at=now, revision=F("revision") + 1
        )
    return earlier
