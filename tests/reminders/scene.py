"""A clinic whose patients have said yes to text messages."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db.models import F

from access.gate import open_patient, open_system, open_unit
from access.grants import Access, May
from access.kinds import ConsentKind
from access.models import Consent
from access.services import begin_relation, give_consent
from audit.models import ActorKind, How
from audit.services import Actor
from bookings.models import AgreedHow, Booking, BookingStatus
from bookings.services import Time, book, conclude
from patientkontrakt.demo.stage import test_number as number_of
from people.identities import Number
from people.models import CareUnit, Gender, IdentityKind, Patient
from people.services import register_patient
from reminders.models import Reminder
from reminders.services import plan
from tests.factories import World

BORN = date(1941, 3, 12)


@dataclass
class Scene:
    """`now` is Wednesday 25 November 2026, ten in the morning in Sweden, until a test lets time pass."""

    world: World
    now: datetime = field(init=False)
    people: int = 0

    def __post_init__(self) -> None:
        self.now = self.world.now

    def patient(self, *, says_yes_to: CareUnit | None = None) -> Patient:
        """Somebody with a phone of their own, who says yes at the heart clinic."""
        self.people += 1
        born = BORN + timedelta(days=self.people)
        patient = register_patient(
            actor=Actor(ActorKind.SYSTEM, name="Test"),
            number=Number(IdentityKind.PERSONAL, number_of(born, Gender.FEMALE)),
            given_name="Agda",
            family_name=f"Andersson {self.people}",
            birth_date=born,
            gender=Gender.FEMALE,
            now=self.world.now,
            mobile=f"+46701740{605 + self.people:03}",
        )
        self.says_yes(patient, says_yes_to or self.world.heart)
        return patient

    def says_yes(self, patient: Patient, unit: CareUnit) -> None:
        give_consent(
            access=open_system("Test", patient, frozenset({May.GRANT}), How.IMPORT),
            unit=unit,
            kind=ConsentKind.SMS,
            because="Patienten sa ja",
            now=self.world.now - timedelta(days=30),
        )

    def says_no(self, patient: Patient) -> None:
        Consent.objects.filter(patient=patient, kind=ConsentKind.SMS).update(until=self.now)

    def visit(self, patient: Patient | None = None, at: datetime | None = None) -> Booking:
        """A visit to Anna's clinic, tomorrow at ten unless told otherwise."""
        starts_at = at or self.world.now + timedelta(days=1)
        return book(
            access=self._at_the_clinic(patient or self.patient()),
            time=Time(what="Uppföljning av hjärtsvikt", starts_at=starts_at, ends_at=starts_at + timedelta(minutes=30)),
            agreed=AgreedHow.IN_DIALOGUE,
            now=self.world.now,
        )

    def moves(self, booking: Booking, to: datetime) -> None:
        Booking.objects.filter(pk=booking.pk).update(
            starts_at=to, ends_at=to + timedelta(minutes=30), revision=F("revision") + 1
        )

    def cancels(self, booking: Booking) -> None:
        booking.refresh_from_db()
        access = self._at_the_clinic(booking.patient)
        conclude(access=access, booking=booking, status=BookingStatus.CANCELLED, now=self.now, because="Avbokad")

    def planned(self) -> int:
        return plan(self.now)

    def reminder(self) -> Reminder:
        """The only one."""
        return Reminder.objects.get()

    def passes(self, **more: float) -> None:
        self.now += timedelta(**more)

    def _at_the_clinic(self, patient: Patient) -> Access:
        viewer = self.world.anna.viewer
        unit = open_unit(viewer, How.LIST, now=self.world.now, what="patients")
        begin_relation(access=unit, patient=patient, because="Vård pågår", now=self.world.now)
        return open_patient(viewer, patient.public_id, How.PAGE, now=self.world.now)
