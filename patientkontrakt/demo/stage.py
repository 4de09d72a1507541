"""What the stories need: the people of the demo, and a way to act as them at a moment in the past."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from access.gate import open_editing, open_own, open_patient, open_system, open_unit
from access.grants import Access, EditorAccess, May, UnitAccess
from access.kinds import ALL_SCOPES, MandateKind, Scope
from access.services import begin_relation, grant_mandate
from audit.models import ActorKind, How
from audit.services import Actor
from knowledge.models import Resource
from patientkontrakt.demo.people import PATIENTS
from people.identities import Number
from people.models import Assignment, CareUnit, Gender, IdentityKind, Login, Patient, Professional, Protection
from people.services import register_patient
from people.viewer import Viewer

DEMO = Actor(ActorKind.SYSTEM, name="Demo")
SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Stage:
    """`now` is the moment the demo is made; stories count days from it. `library`: what there is to read, by key."""

    now: datetime
    units: dict[str, CareUnit]
    staff: dict[str, Assignment]
    library: dict[str, Resource] = field(default_factory=dict)

    @property
    def today(self) -> date:
        return timezone.localdate(self.now)

    def day(self, days: int) -> date:
        """A working day about `days` from today: a weekend moves away from today."""
        found = self.today + timedelta(days=days)
        while found.weekday() >= SATURDAY:
            found += timedelta(days=1 if days >= 0 else -1)
        return found

    def at(self, days: int, clock: str = "10.00") -> datetime:
        hour, minute = clock.split(".")
        return timezone.make_aware(datetime.combine(self.day(days), time(int(hour), int(minute))))

    def person(self, who: str) -> Professional:
        return self.staff[who].professional

    def register(
        self,
        key: str,
        *,
        protection: Protection = Protection.NONE,
        language: str = "sv",
        needs_interpreter: bool = False,
        wants_paper: bool = False,
        mobile: str = "",
    ) -> Patient:
        """A patient with a login of their own."""
        persona = next(each for each in PATIENTS if each.key == key)
        given, family = persona.name.split(" ", 1)
        born, now = persona.born_on(self.today), self.at(-400)
        patient = register_patient(
            actor=DEMO,
            number=Number(IdentityKind.PERSONAL, test_number(born, persona.gender)),
            given_name=given,
            family_name=family,
            birth_date=born,
            gender=persona.gender,
            now=now,
            protection=protection,
            language=language,
            needs_interpreter=needs_interpreter,
            wants_paper=wants_paper,
            mobile=mobile,
        )
        self.let_in(key, persona.name, patient, MandateKind.SELF, because="Patienten själv")
        return patient

    def let_in(
        self,
        key: str,
        name: str,
        patient: Patient,
        kind: MandateKind,
        *,
        because: str,
        days: int = -400,
        scopes: Iterable[Scope] = ALL_SCOPES,
    ) -> Login:
        login, _ = Login.objects.get_or_create(username=f"demo {key}", defaults={"name": name})
        access = open_system("Demo", patient, frozenset({May.GRANT}), How.IMPORT)
        grant_mandate(access=access, login=login, kind=kind, because=because, now=self.at(days), scopes=scopes)
        return login

    def as_(
        self, who: str, patient: Patient, days: int, *, because: str = "Patienten har kontakt med enheten"
    ) -> Access:
        """Someone on the staff meets the patient `days` from today; the first time begins the unit's care relation."""
        now = self.at(days, "08.30")
        begin_relation(access=self.unit(who, days), patient=patient, because=because, now=now)
        return open_patient(self._viewer(who), patient.public_id, How.PAGE, now=now)

    def unit(self, who: str, days: int) -> UnitAccess:
        """Someone on the staff works with the unit's lists and searches."""
        return open_unit(self._viewer(who), How.PAGE, now=self.at(days, "08.30"), what="demo")

    def editing(self, who: str, days: int) -> EditorAccess:
        """Someone in the editorial team writes in the library."""
        return open_editing(self._viewer(who), How.FORM, now=self.at(days, "08.30"), what="demo")

    def _viewer(self, who: str) -> Viewer:
        return Viewer(Login.objects.get(username=f"demo {who}"), self.staff[who])

    def own(self, key: str, days: int) -> Access:
        """The patient opens their own plan in the evening."""
        viewer = Viewer(Login.objects.get(username=f"demo {key}"))
        return open_own(viewer, How.PAGE, now=self.at(days, "19.00"))

    def for_patient(self, patient: Patient) -> Access:
        """What the patient has decided about consents and blocks, read in by the program."""
        return open_system("Demo", patient, frozenset({May.GRANT}), How.IMPORT)


def test_number(born: date, gender: Gender) -> str:
    """Skatteverket's test number for a day of birth: 238 for women, 239 for men, and Luhn's check digit."""
    nine = f"{born:%y%m%d}{'238' if gender == Gender.FEMALE else '239'}"
    doubled = [int(digit) * (2 - position % 2) for position, digit in enumerate(nine)]
    return f"{born:%Y%m%d}{nine[6:]}{-sum(d // 10 + d % 10 for d in doubled) % 10}"
