"""Everybody who asks, by the names that the tables use.

Agda is cared for at the heart clinic, the eye clinic and the closed ward of Region Sjöland, at the hip clinic of
another region, by the municipality's home care, and by a private clinic. The skin clinic has cared for her. Bertil is
cared for at the hip clinic alone. Leo is twelve, Alva and Tuva are fourteen. Pia is ten, and protected.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from django.test import Client

from access.kinds import ALL_SCOPES, MandateKind, Scope
from access.models import Mandate
from people.models import Assignment, CareProvider, CareUnit, Gender, Login, Principal, Protection, Role
from tests.factories import Person, Staff, World

DAY = timedelta(days=1)

# ---------------------------------------------------------------- the roles of the tables

STRANGERS = ("anonymous", "closed_patient", "closed_nurse")
PATIENTS = ("agda", "bertil", "leo", "alva")
GUARDIANS = ("erik", "sara", "ture", "moa", "fred")
PROXIES = tuple(f"{scope}_proxy" for scope in ("times", "contacts", "agreements", "answer", "book"))
TRUSTEES = ("karin", "former", "later")
RELATIVES = (*GUARDIANS, *PROXIES, *TRUSTEES)

HEART = ("anna", "maria", "lena", "johan", "helena")
EYES = ("nils", "ove", "hedda")
WARD = ("mona",)
SKIN = ("sven", "sten")
HIPS = ("olle", "ola")
HOME = ("samira",)
PRIVATE = ("petra",)
STAFF = (*HEART, *EYES, *WARD, *SKIN, *HIPS, *HOME, *PRIVATE)
NO_CARE = ("rita", "otto", "evert", "ended_nurse", "edda", "ebbe", "hillevi")

ROLES = (*STRANGERS, *PATIENTS, *RELATIVES, *STAFF, *NO_CARE)


@dataclass(frozen=True)
class Cast(World):
    """The persons of the tests, and those that only the matrix needs."""

    @cached_property
    def clinic_ab(self) -> CareProvider:
        return self._provider(4, "Kliniken AB", Principal.REGION)

    @cached_property
    def ward(self) -> CareUnit:
        return self._unit(11, self.region, "Slutna avdelningen")

    @cached_property
    def skin(self) -> CareUnit:
        return self._unit(12, self.region, "Hudmottagningen")

    @cached_property
    def private(self) -> CareUnit:
        return self._unit(13, self.clinic_ab, "Privata mottagningen")

    @cached_property
    def knees(self) -> CareUnit:
        """Nobody of the tables works there."""
        return self._unit(14, self.other_region, "Knämottagningen")

    # ---------------------------------------------------------------- patients

    @cached_property
    def leo(self) -> Person:
        return self.patient("Leo Nilsson", date(2014, 1, 15), gender=Gender.MALE)

    @cached_property
    def tuva(self) -> Person:
        return self.patient("Tuva Modig", date(2012, 2, 15))

    @cached_property
    def pia(self) -> Person:
        return self.patient("Pia Gömd", date(2016, 3, 15), protection=Protection.REGISTRATION)

    # ---------------------------------------------------------------- those who act for them

    @cached_property
    def karin(self) -> Person:
        return self._acts("Karin Andersson", self.agda, MandateKind.TRUSTEE)

    @cached_property
    def former(self) -> Person:
        """Was the trustee until yesterday."""
        return self.let_in("Frida Före", self.agda, MandateKind.TRUSTEE, until=self.now - DAY, scopes=ALL_SCOPES)

    @cached_property
    def later(self) -> Person:
        """Will be the trustee from tomorrow."""
        person = self._acts("Laila Sen", self.agda, MandateKind.TRUSTEE)
        Mandate.objects.filter(login=person.login).update(since=self.now + DAY)
        return person

    @cached_property
    def erik(self) -> Person:
        return self._acts("Erik Nilsson", self.leo, MandateKind.GUARDIAN)

    @cached_property
    def sara(self) -> Person:
        return self._acts("Sara Lindqvist", self.alva, MandateKind.GUARDIAN)

    @cached_property
    def ture(self) -> Person:
        """The head of the heart clinic lets him read on."""
        return self._acts("Ture Modig", self.tuva, MandateKind.GUARDIAN)

    @cached_property
    def moa(self) -> Person:
        """Has been found safe for Pia."""
        return self._acts("Moa Gömd", self.pia, MandateKind.GUARDIAN)

    @cached_property
    def fred(self) -> Person:
        """Nobody has said whether he is safe for Pia."""
        return self._acts("Fred Farlig", self.pia, MandateKind.GUARDIAN)

    def proxy(self, scope: str) -> Person:
        return self.let_in(f"Ombud {scope}", self.agda, MandateKind.PROXY, scopes=[Scope(scope)])

    def _acts(self, name: str, whom: Person, kind: MandateKind) -> Person:
        return self.let_in(name, whom, kind, scopes=ALL_SCOPES)

    # ---------------------------------------------------------------- those who log in

    @cached_property
    def people(self) -> dict[str, Person | Staff]:
        known = {name: getattr(self, name) for name in (*PATIENTS, *GUARDIANS, *TRUSTEES)}
        proxies = {
            f"{scope}_proxy": self.proxy(scope) for scope in ("times", "contacts", "agreements", "answer", "book")
        }
        staff = {
            name: getattr(self, name) for name in (*HEART, "nils", "olle", "samira", "rita", "evert", "edda", "ebbe")
        }
        more = {
            "ove": self.staff("Ove Blick", self.eyes),
            "hedda": self.staff("Hedda Chef", self.eyes, Role.UNIT_MANAGER),
            "mona": self.staff("Mona Stilla", self.ward),
            "sven": self.staff("Sven Hud", self.skin),
            "sten": self.staff("Sten Jour", self.skin),
            "ola": self.staff("Ola Höft", self.hips),
            "petra": self.staff("Petra Privat", self.private),
            "otto": self.staff("Otto Gransk", self.hips, Role.REVIEWER),
            "hillevi": self.staff("Hillevi Höft", self.hips, Role.EDITOR),
        }
        return {**known, **proxies, **staff, **more}

    def session_of(self, role: str) -> str:
        """The key, once the role has logged in. What then happens to the login is seen by the next request."""
        if role == "anonymous":
            return ""
        if role == "closed_patient":
            login = Login.objects.create(username="test closed patient", name="Agda Andersson")
            self._grant(Person(login, self.now), self.bertil, MandateKind.SELF, None, ALL_SCOPES)
            key = _key(Person(login, self.now, self.bertil.patient).logs_in())
            Login.objects.filter(pk=login.pk).update(is_active=False)
            return key
        if role in {"closed_nurse", "ended_nurse"}:
            nurse = self.staff(f"{role} Berg", self.heart)
            key = _key(nurse.logs_in())
            if role == "closed_nurse":
                Login.objects.filter(pk=nurse.login.pk).update(is_active=False)
            else:
                Assignment.objects.filter(pk=nurse.assignment.pk).update(until=self.now)
            return key
        return _key(self.people[role].logs_in())


def _key(client: Client) -> str:
    """After a first page, so that no later one needs to write in the session."""
    client.get("/health/live")
    return client.cookies["session"].value
