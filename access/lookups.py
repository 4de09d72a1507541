"""The two questions of the gate, each one prepared statement: by what right, and for which patient."""

from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BigIntegerField, CharField, DateField, DateTimeField, Exists, OuterRef, Subquery, UUIDField
from django.utils import timezone

from access.ages import Leave, leave_of
from access.kinds import BlockKind, ConsentKind
from access.models import Block, CareRelation, Consent, Inquiry, Mandate
from access.openings import openings_of
from access.prepared import Param, Prepared
from people.models import Assignment, Identity, Patient

NOW = Param("now", DateTimeField())
LOGIN = Param("login", BigIntegerField())
PATIENT = Param("patient", UUIDField())
UNIT = Param("unit", BigIntegerField())
TODAY = Param("today", DateField())
CODE = Param("code", CharField())
ASKED = ("pk", "kind", "scopes", "rules", "excepted_units", "identity")
PROVIDER = Param("provider", BigIntegerField())
PROFESSIONAL = Param("professional", BigIntegerField())
COLUMNS = tuple(field.attname for field in Patient._meta.concrete_fields)


def find_mandate(*, login: int, patient: UUID | None, now: datetime) -> Any | None:
    """The mandate that holds now: the login's own, or the one for `patient`. Has kind, identity, and what
    `leave_in` asks.
    """
    values = {"login": login, "patient": patient, "now": now, "today": timezone.localdate(now)}
    found = _mandate(is_own=patient is None).run(values)
    return found[0] if found else None


def leave_in(row: Any, *, now: datetime) -> Leave:
    """What a mandate that was found opens at the patient's age."""
    age = patient_in(row).age_on(timezone.localdate(now))
    return leave_of(row.kind, row.scopes, age, row.rules, row.excepted_units)


def find_invitation(*, code: str, now: datetime) -> Any | None:
    """What was asked of whoever has the code. Has id, kind, scopes, and the patient."""
    found = _invitation().run({"code": code, "now": now})
    return found[0] if found else None


def find_grounds(*, patient: UUID, assignment: Assignment, now: datetime) -> Any | None:
    """The patient, and what the right to read rests on: relation, blocks, consent to shared documentation, openings."""
    found = _grounds().run(
        {
            "patient": patient,
            "unit": assignment.unit_id,
            "provider": assignment.unit.provider_id,
            "professional": assignment.professional_id,
            "now": now,
        }
    )
    return found[0] if found else None


def patient_in(row: Any) -> Patient:
    """The patient of a row, whose columns stand last in it."""
    return Patient.from_db(None, COLUMNS, row[-len(COLUMNS) :])


@cache
def _mandate(*, is_own: bool) -> Prepared:
    rows = Mandate.objects
    mandates = rows.opening_own(NOW) if is_own else rows.opening(NOW).filter(patient__public_id=PATIENT)
    wanted = mandates.with_ages(NOW, TODAY).filter(login=LOGIN).annotate(identity=_current_number("patient"))
    return Prepared(wanted.values_list(*ASKED, *(f"patient__{column}" for column in COLUMNS)))


@cache
def _invitation() -> Prepared:
    invited = Mandate.objects.invited(CODE, NOW)
    return Prepared(invited.values_list("pk", "kind", "scopes", *(f"patient__{column}" for column in COLUMNS)))


@cache
def _grounds() -> Prepared:
    relations = CareRelation.objects.current(NOW).filter(patient=OuterRef("pk"), unit=UNIT)
    asked = Inquiry.objects.current(NOW).filter(patient=OuterRef("pk"), unit=UNIT)
    blocks = Block.objects.current(NOW).filter(patient=OuterRef("pk"))
    consents = Consent.objects.current(NOW).filter(
        patient=OuterRef("pk"), unit=UNIT, kind=ConsentKind.SHARED_DOCUMENTATION
    )
    grounds = {
        "is_in_care": Exists(relations),
        "identity": _current_number("pk"),
        "blocked_units": ArraySubquery(blocks.filter(kind=BlockKind.INNER).values("unit")),
        "blocked_providers": ArraySubquery(blocks.filter(kind=BlockKind.OUTER).values("provider")),
        "shares_documentation": Exists(consents),
        "asked_by": ArraySubquery(asked.values("asked_by")),
        "opened": openings_of(now=NOW, unit=UNIT, provider=PROVIDER, professional=PROFESSIONAL),
    }
    patients = Patient.objects.filter(public_id=PATIENT).annotate(**grounds)
    return Prepared(patients.values_list(*grounds, *COLUMNS))


def _current_number(patient: str) -> Subquery:
    return Subquery(Identity.objects.filter(patient=OuterRef(patient), is_current=True).values("value")[:1])
