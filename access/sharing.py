"""With whom a patient shares their plan now: what the patient's own page tells beside each part."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BigIntegerField, DateField, DateTimeField, OuterRef
from django.utils import timezone

from access.ages import leave_of
from access.grants import Access
from access.kinds import MandateKind, Scope
from access.models import AgeException, Mandate
from access.prepared import Asked, Param, Prepared

NOW = Param("now", DateTimeField())
TODAY = Param("today", DateField())
PATIENT = Param("patient", BigIntegerField())


@dataclass(frozen=True, slots=True)
class Sharer:
    """Somebody else who reads. `units`: only what these have written."""

    name: str
    kind: MandateKind
    scopes: frozenset[Scope]
    units: tuple[str, ...]


def ask(access: Access, now: datetime) -> Asked | None:
    """Only the patient is told."""
    if not access.is_own:
        return None
    return _others().ask({"patient": access.patient.pk, "now": now, "today": timezone.localdate(now)})


def sharers(access: Access, now: datetime, asked: Asked | None) -> tuple[Sharer, ...]:
    age = access.patient.age_on(timezone.localdate(now))
    found = []
    for row in asked.rows() if asked else ():
        leave = leave_of(row.kind, row.scopes, age, row.rules, row.excepted_units)
        units = tuple(row.unit_names) if leave.only_units else ()
        found.append(Sharer(row.login__name, MandateKind(row.kind), leave.scopes, units))
    return tuple(found)


@cache
def _others() -> Prepared:
    units = AgeException.objects.current(NOW).filter(patient=OuterRef("patient"), kind=OuterRef("kind"))
    others = Mandate.objects.opening(NOW).with_ages(NOW, TODAY).filter(patient=PATIENT).exclude(kind=MandateKind.SELF)
    others = others.annotate(unit_names=ArraySubquery(units.order_by("unit__name").values("unit__name")))
    fields = ("kind", "scopes", "rules", "excepted_units", "unit_names", "login__name")
    return Prepared(others.order_by("login__name", "pk").values_list(*fields))
