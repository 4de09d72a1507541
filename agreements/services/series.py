"""Of a series of agreements one version holds, whoever may see it."""

from datetime import datetime
from uuid import UUID

from django.db.models import F

from agreements.models import Agreement, AgreementStatus


def hold_series(series: UUID) -> None:
    """Wait for whoever writes, answers or ticks off in the series, and let nobody else do so until this is done.

    What is written into a version while the next one is made of it would be left behind there. All versions are held,
    for the last one is not there yet to whoever has waited. What one looked at before is to be looked at again.
    """
    versions = Agreement.objects.filter(series=series).select_for_update(no_key=True).order_by("pk")
    list(versions.values_list("pk"))


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
