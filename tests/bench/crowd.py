"""Many people with a visit each, in a database that is thrown away."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from uuid import uuid4

from access.kinds import ConsentKind
from access.models import Consent
from bookings.models import AgreedHow, Booking
from people.models import CareProvider, CareUnit, Patient, Principal, Protection
from reminders.models import Rule
from tests.databases import Databases, connected_to

BATCH = 5000


@contextmanager
def own_database() -> Iterator[tuple[Databases, str]]:
    """Yield its server and its name."""
    databases = Databases.from_environment(f"patientkontrakt_bench_{uuid4().hex[:8]}")
    try:
        with databases.copy(databases.migrated) as mine, connected_to(mine):
            Rule.objects.update(opens=0, closes=24)
            yield databases, mine.database
    finally:
        databases.drop_all()


def clinic() -> CareUnit:
    provider = CareProvider.objects.create(hsa_id="SE0000000001-A1", name="Region", principal=Principal.REGION)
    return CareUnit.objects.create(
        provider=provider, hsa_id="SE0000000001-E1", name="Mottagningen", phone="+46846500412", phone_hours="8–10",
        desk="Receptionen",
    )  # fmt: skip


def crowd(unit: CareUnit, count: int, now: datetime) -> None:
    """One in ten has said no, one in twenty has no number, one in fifty is protected."""
    patients = Patient.objects.bulk_create(
        (
            Patient(
                given_name="A",
                family_name="B",
                birth_date=date(1941, 3, 12),
                mobile="" if number % 20 == 1 else f"+46{701740000 + number}",
                protection=Protection.MARKED if number % 50 == 2 else Protection.NONE,
            )
            for number in range(count)
        ),
        BATCH,
    )
    Consent.objects.bulk_create(
        (
            Consent(patient=patient, unit=unit, kind=ConsentKind.SMS, since=now - timedelta(days=9))
            for number, patient in enumerate(patients)
            if number % 10
        ),
        BATCH,
    )
    Booking.objects.bulk_create((_visit(patient, unit, at, now) for patient, at in _times(patients, now)), BATCH)


def _times(patients: list[Patient], now: datetime) -> Iterator[tuple[Patient, datetime]]:
    for number, patient in enumerate(patients):
        yield patient, now + timedelta(hours=4, seconds=number % 100_000)
        yield patient, now + timedelta(days=30, seconds=number)


def _visit(patient: Patient, unit: CareUnit, at: datetime, now: datetime) -> Booking:
    return Booking(
        patient=patient, unit=unit, provider_id=unit.provider_id, authored_at=now, updated_at=now, what="Besök",
        starts_at=at, ends_at=at + timedelta(minutes=20), agreed=AgreedHow.IN_DIALOGUE, agreed_at=now,
    )  # fmt: skip
