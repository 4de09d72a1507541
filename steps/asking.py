"""Who may be asked to take a step over: those who may be asked for a commitment, and care for the patient already."""

from datetime import datetime

from django.db.models import QuerySet

from access.grants import Access
from access.search import units_in_care, units_to_ask
from people.models import CareUnit


def units_to_take_over(access: Access, *, now: datetime) -> QuerySet[CareUnit]:
    return units_in_care(access, now=now).filter(pk__in=units_to_ask(access, now=now).values("pk"))
