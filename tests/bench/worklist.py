"""`worklist`: a unit's work list where the region has 100,000 agreements, against the same list where it has the unit's
own 2,000. At most half as much again: what others have written must not be felt.
"""

import time
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from uuid import uuid4

from django.db import connection
from django.utils import timezone

from access.gate import open_unit
from access.grants import UnitAccess
from access.models import CareRelation
from agreements.models import Agreement, Commitment, Who
from audit.models import How
from people.models import Assignment, CareUnit, Login, Patient, Professional, Role
from people.viewer import Viewer
from plans.worklist import WORK, work_list
from tests.bench.crowd import BATCH, clinic, own_database
from tests.bench.result import Result

OWN, ALL, ROUNDS = 2_000, 100_000, 15
GOAL = 1.5
DAY = timedelta(days=1)


def worklist() -> Result:
    now = timezone.now()
    with own_database():
        unit = clinic()
        access = _nurse(unit, now)
        _writes(unit, OWN, now)
        floor = _milliseconds(access, now)
        other = CareUnit.objects.create(
            provider=unit.provider, hsa_id="SE0000000001-E2", name="De andra", phone=unit.phone,
            phone_hours="8–10", desk="Receptionen",
        )  # fmt: skip
        _writes(other, ALL - OWN, now)
        return Result(_milliseconds(access, now), floor, goal=GOAL, unit="ms", at_least=False)


def _milliseconds(access: UnitAccess, now: datetime) -> tuple[float, ...]:
    """After ANALYZE, as autovacuum would have it, and once to warm what is prepared."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    work_list(access, page="1", now=now)
    took = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        work_list(access, page="1", now=now)
        took.append((time.perf_counter() - began) * 1000)
    return tuple(took)


def _nurse(unit: CareUnit, now: datetime) -> UnitAccess:
    nurse = Professional.objects.create(hsa_id="SE0000000001-P1", given_name="Anna", family_name="Berg", title="ssk")
    login = Login.objects.create(username="bench", name="Anna Berg", professional=nurse)
    assignment = Assignment.objects.create(professional=nurse, unit=unit, role=Role.CLINICIAN, since=now - 400 * DAY)
    return open_unit(Viewer(login, assignment), How.LIST, now=now, what=WORK)


def _writes(unit: CareUnit, number: int, now: datetime) -> None:
    """Five for each patient; of a hundred one waits, is late or unsigned, or is asked of the unit."""
    patients = Patient.objects.bulk_create(
        (Patient(given_name="A", family_name="B", birth_date=date(1941, 3, 12)) for _ in range(number // 5)), BATCH
    )
    CareRelation.objects.bulk_create(
        (CareRelation(patient=each, unit=unit, because="Vård", since=now - 300 * DAY) for each in patients), BATCH
    )
    rows = Agreement.objects.bulk_create(_agreements(unit, patients, number, now), BATCH)
    Commitment.objects.bulk_create(_commitments(unit, rows, now), BATCH)


def _agreements(unit: CareUnit, patients: list[Patient], number: int, now: datetime) -> Iterator[Agreement]:
    author = Professional.objects.first()
    for n in range(number):
        is_proposed = n % 300 == 1
        yield Agreement(
            patient=patients[n % len(patients)], unit=unit, provider_id=unit.provider_id, author=author,
            authored_at=now - (n % 200) * DAY, updated_at=now, series=uuid4(), title="Hjärtsvikt",
            what_matters="Att orka.", turn_by_day="Ring oss", no_fixed_contact_because="Behövs inte",
            no_next_step_because="Inget bestämt", follow_up_how="Vid behov",
            follow_up_on=(now - DAY if n % 300 == 2 else now + 90 * DAY).date(),
            status="proposed" if is_proposed else "agreed", agreed_at=None if is_proposed else now,
            agreed_how="" if is_proposed else "meeting", signed_at=None if n % 300 in {1, 3} else now,
            signed_by=None if n % 300 in {1, 3} else author,
        )  # fmt: skip


def _commitments(unit: CareUnit, agreements: list[Agreement], now: datetime) -> Iterator[Commitment]:
    for n, agreement in enumerate(agreements):
        yield Commitment(agreement=agreement, position=1, who=Who.PATIENT, what="går")
        latest = (now - DAY if n % 300 == 4 else now + 30 * DAY).date()
        yield Commitment(agreement=agreement, position=2, who=Who.CARE, what="ringer", unit=unit, latest=latest)
