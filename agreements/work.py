"""What staff's lists need to know of agreements, for many patients in one statement."""

from collections.abc import Collection
from datetime import date

from django.db.models import Min

from access.grants import UnitAccess
from agreements.models import Agreement


def overdue_follow_ups(access: UnitAccess, patients: Collection[int], today: date) -> dict[int, date]:
    """Patients whose agreement should have been followed up before `today`, with the earliest such day."""
    rows = (
        Agreement.objects.current()
        .listed_for(access)
        .filter(patient__in=patients, follow_up_on__lt=today)
        .values_list("patient")
        .annotate(since=Min("follow_up_on"))
    )
    return dict(rows.order_by("patient"))
