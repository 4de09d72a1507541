"""The persons of the tests, made with the verbs that care uses, when a test first speaks of them.

Agda is a patient of the heart clinic, where Anna is a nurse; Karin is her trustee. Nils works at the eye clinic of the
same region, Olle in another region, Samira in the municipality. Leo is nine and Erik his father. Alva is fourteen and
Sara her mother.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from typing import Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpRequest
from django.test import Client

from access.gate import open_own, open_patient, open_system, open_unit
from access.grants import Access, May, UnitAccess
from access.kinds import ALL_SCOPES, READING, MandateKind, Scope
from access.services import begin_relation, decide_about_proxies, grant_mandate
from audit.models import ActorKind, How
from audit.services import Actor
from patientkontrakt.demo import stage
from people.identities import Number
from people.models import (
    Assignment,
    CareProvider,
    CareUnit,
    Gender,
    IdentityKind,
    Login,
    Patient,
    Principal,
    Professional,
    Role,
)
from people.services import register_patient
from people.viewer import OWN_PLAN, Viewer, come_in, work_as

NOW = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
LONG_AGO = timedelta(days=400)
PROGRAM = Actor(ActorKind.SYSTEM, name="Test")


def _arriving(login: Login) -> HttpRequest:
    """With a session that says who it is: what Client.force_login leaves behind, in one statement instead of six."""
    request = HttpRequest()
    request.session = SessionStore()
    request.session[SESSION_KEY] = str(login.pk)
    request.session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    request.session[HASH_SESSION_KEY] = login.get_session_auth_hash()
    return request


def _client_of(request: HttpRequest) -> Client:
    client = Client()
    request.session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = request.session.session_key
    return client


@dataclass(frozen=True)
class Person:
    """Someone with a login of their own; a patient, unless they are there for somebody else."""

    login: Login
    now: datetime
    as_patient: Patient | None = None

    @property
    def patient(self) -> Patient:
        assert self.as_patient, "a relative is no patient"
        return self.as_patient

    @property
    def id(self) -> str:
        return str(self.patient.public_id)

    @property
    def viewer(self) -> Viewer:
        return Viewer(self.login)

    def opens_own(self, *, now: datetime | None = None, how: How = How.PAGE) -> Access:
        return open_own(self.viewer, how, now=now or self.now)

    def opens(self, whose: "Person", *, now: datetime | None = None) -> Access:
        return open_own(self.viewer, How.PAGE, now=now or self.now, patient=whose.patient.public_id)

    def logs_in(self) -> Client:
        request = _arriving(self.login)
        request.session[OWN_PLAN] = self.as_patient is not None
        return _client_of(request)


@dataclass(frozen=True)
class Staff:
    """Someone who works at a unit."""

    login: Login
    now: datetime
    assignment: Assignment

    @property
    def viewer(self) -> Viewer:
        return Viewer(self.login, self.assignment)

    @property
    def professional(self) -> Professional:
        return self.assignment.professional

    @property
    def unit(self) -> CareUnit:
        return self.assignment.unit

    def meets(self, whom: Person, *, now: datetime | None = None) -> Access:
        """The unit begins to care for the patient, unless it does already, and the plan is opened."""
        unit = self.opens_unit(now=now)
        begin_relation(access=unit, patient=whom.patient, because="Vård pågår", now=now or self.now)
        return self.opens(whom, now=now)

    def opens(self, whom: Person, *, now: datetime | None = None, needs: May | None = None) -> Access:
        return open_patient(self.viewer, whom.patient.public_id, How.PAGE, now=now or self.now, needs=needs)

    def comes_to_answer(self, whom: Person, *, now: datetime | None = None) -> Access:
        """What the unit is asked to do."""
        return self.opens(whom, now=now, needs=May.ANSWER_ASKED)

    def opens_unit(self, *, now: datetime | None = None, how: How = How.LIST) -> UnitAccess:
        return open_unit(self.viewer, how, now=now or self.now, what="patients")

    def logs_in(self) -> Client:
        request = _arriving(self.login)
        come_in(request, as_staff=True)
        work_as(request, self.assignment)
        return _client_of(request)


@dataclass(frozen=True)
class World:
    """Everybody there is, as of `now`."""

    now: datetime

    # ---------------------------------------------------------------- places

    @cached_property
    def region(self) -> CareProvider:
        return self._provider(1, "Region Sjöland", Principal.REGION)

    @cached_property
    def other_region(self) -> CareProvider:
        return self._provider(2, "Region Bergsland", Principal.REGION)

    @cached_property
    def municipality(self) -> CareProvider:
        return self._provider(3, "Sjöstads kommun", Principal.MUNICIPALITY)

    @cached_property
    def heart(self) -> CareUnit:
        return self._unit(1, self.region, "Hjärtmottagningen")

    @cached_property
    def eyes(self) -> CareUnit:
        return self._unit(2, self.region, "Ögonmottagningen")

    @cached_property
    def hips(self) -> CareUnit:
        return self._unit(3, self.other_region, "Ortopedmottagningen")

    @cached_property
    def home_care(self) -> CareUnit:
        return self._unit(4, self.municipality, "Hemtjänsten")

    # ---------------------------------------------------------------- those who work in care

    @cached_property
    def anna(self) -> Staff:
        return self._staff(1, "Anna Berg", "Sjuksköterska", self.heart, Role.CLINICIAN)

    @cached_property
    def nils(self) -> Staff:
        return self._staff(2, "Nils Åberg", "Sjuksköterska", self.eyes, Role.CLINICIAN)

    @cached_property
    def olle(self) -> Staff:
        return self._staff(3, "Olle Gran", "Ortopedläkare", self.hips, Role.CLINICIAN)

    @cached_property
    def samira(self) -> Staff:
        return self._staff(4, "Samira Khan", "Biståndshandläggare", self.home_care, Role.CARE_MANAGER)

    @cached_property
    def lena(self) -> Staff:
        return self._staff(5, "Lena Holm", "Medicinsk sekreterare", self.heart, Role.SCHEDULER)

    @cached_property
    def johan(self) -> Staff:
        return self._staff(6, "Johan Ek", "Vårdsamordnare", self.heart, Role.COORDINATOR)

    @cached_property
    def helena(self) -> Staff:
        return self._staff(7, "Helena Sjö", "Verksamhetschef", self.heart, Role.UNIT_MANAGER)

    @cached_property
    def rita(self) -> Staff:
        return self._staff(8, "Rita Lund", "Logggranskare", self.heart, Role.REVIEWER)

    @cached_property
    def evert(self) -> Staff:
        return self._staff(9, "Evert Strand", "Systemförvaltare", self.heart, Role.ADMINISTRATOR)

    @cached_property
    def edda(self) -> Staff:
        return self._staff(11, "Edda Penna", "Redaktör", self.heart, Role.EDITOR)

    @cached_property
    def ebbe(self) -> Staff:
        """Edda's colleague."""
        return self._staff(12, "Ebbe Blad", "Redaktör", self.eyes, Role.EDITOR)

    @cached_property
    def maria(self) -> Staff:
        """Anna's colleague."""
        return self._staff(10, "Maria Lind", "Läkare", self.heart, Role.CLINICIAN)

    # ---------------------------------------------------------------- patients, and those who act for them

    @cached_property
    def agda(self) -> Person:
        return self.patient("Agda Andersson", date(1941, 3, 12))

    @cached_property
    def bertil(self) -> Person:
        return self.patient("Bertil Olsson", date(1955, 5, 20), gender=Gender.MALE)

    @cached_property
    def leo(self) -> Person:
        return self.patient("Leo Nilsson", date(2017, 1, 15), gender=Gender.MALE)

    @cached_property
    def alva(self) -> Person:
        return self.patient("Alva Lindqvist", date(2012, 1, 15))

    @cached_property
    def karin(self) -> Person:
        return self.let_in("Karin Andersson", self.agda, MandateKind.TRUSTEE)

    @cached_property
    def erik(self) -> Person:
        return self.let_in("Erik Nilsson", self.leo, MandateKind.GUARDIAN)

    @cached_property
    def sara(self) -> Person:
        return self.let_in("Sara Lindqvist", self.alva, MandateKind.GUARDIAN)

    # ---------------------------------------------------------------- how they are made

    def patient(self, name: str, born: date, *, gender: Gender = Gender.FEMALE, **more: Any) -> Person:
        """A patient with a test number and a login."""
        given, family = name.split(" ", 1)
        patient = register_patient(
            actor=PROGRAM,
            number=Number(IdentityKind.PERSONAL, stage.test_number(born, gender)),
            given_name=given,
            family_name=family,
            birth_date=born,
            gender=gender,
            now=self.now - LONG_AGO,
            **more,
        )
        person = Person(Login.objects.create(username=f"test {name}", name=name), self.now, patient)
        self._grant(person, person, MandateKind.SELF, None, ALL_SCOPES)
        return person

    def let_in(
        self,
        name: str,
        to: Person,
        kind: MandateKind,
        *,
        until: datetime | None = None,
        scopes: Iterable[Scope] = READING,
    ) -> Person:
        """Someone who may read the plan of another, or do what the scopes say."""
        person = self.relative(name)
        self._grant(person, to, kind, until, scopes)
        return person

    def relative(self, name: str) -> Person:
        """Someone with a login, whom nobody has let in yet."""
        return Person(Login.objects.create(username=f"test {name}", name=name), self.now)

    def lets_proxies_in(self, *, is_allowed: bool = True, at: datetime | None = None) -> None:
        """The region decides about those whom patients choose themselves."""
        at = at or self.now - 2 * LONG_AGO
        decide_about_proxies(actor=PROGRAM, is_allowed=is_allowed, valid_from=at, because="Regionen", now=self.now)

    def staff(self, name: str, unit: CareUnit, role: Role = Role.CLINICIAN) -> Staff:
        return self._staff(100 + Professional.objects.count(), name, "Läkare", unit, role)

    def decides(self, patient: Person) -> Access:
        """What a patient has decided about consents and blocks, read in by the program."""
        return open_system("Test", patient.patient, frozenset({May.GRANT}), How.IMPORT)

    def _grant(
        self, who: Person, to: Person, kind: MandateKind, until: datetime | None, scopes: Iterable[Scope]
    ) -> None:
        since = min(self.now, until or self.now) - LONG_AGO
        access, because = self.decides(to), "Prövad rätt"
        grant_mandate(access=access, login=who.login, kind=kind, because=because, now=since, until=until, scopes=scopes)

    def _provider(self, number: int, name: str, principal: Principal) -> CareProvider:
        return CareProvider.objects.create(hsa_id=f"SE000000000{number}-A1", name=name, principal=principal)

    def _unit(self, number: int, provider: CareProvider, name: str) -> CareUnit:
        return CareUnit.objects.create(
            provider=provider,
            hsa_id=f"{provider.hsa_id[:13]}E{number:03}",
            name=name,
            place="Sjöstads sjukhus",
            phone=f"+468465004{number:02}",
            phone_hours="vardagar 8–10",
            desk="Mottagningssköterskan",
        )

    def _staff(self, number: int, name: str, title: str, unit: CareUnit, role: Role) -> Staff:
        given, family = name.split(" ", 1)
        professional = Professional.objects.create(
            hsa_id=f"{unit.hsa_id[:13]}P{number:03}", given_name=given, family_name=family, title=title
        )
        login = Login.objects.create(username=f"test {name}", name=name, professional=professional)
        since = self.now - LONG_AGO
        assignment = Assignment.objects.create(professional=professional, unit=unit, role=role, since=since)
        return Staff(login, self.now, assignment)


def swedish_midnight(year: int, month: int, day: int) -> datetime:
    """In winter, when Sweden is an hour before UTC."""
    return datetime(year, month, day, tzinfo=UTC) - timedelta(hours=1)
