"""The marked patient, who has everything that a patient can have, written by the verbs."""

from datetime import timedelta
from unittest.mock import patch

from django.utils import timezone

from access.kinds import ConsentKind, MandateKind
from access.services import block_unit, give_consent
from agreements.headings import Heading
from agreements.services import Does, WatchFor, agree, pin_to_heading
from bookings.models import AgreedHow
from contacts.models import ContactKind
from patientkontrakt.demo import load as demo
from patientkontrakt.demo.stage import DEMO, Stage
from patientkontrakt.demo.stories import STORIES
from people.models import Assignment, Patient
from people.services import register_patient
from surveys.services import ask
from tests.canary.marks import BORN, GENDER, MOBILE, NUMBER, said, word
from tests.deeds import agrees, appoints, books, plans, records_sip, whole

PATIENT, PROXY = "kanarie", "kanarievan"  # logins: they stand in an address of the demo's
GIVEN, FAMILY, FRIEND = word("given").capitalize(), word("family").capitalize(), word("friend").capitalize()


def load() -> Stage:
    """The demo, and the marked patient among its people."""
    seen: list[Stage] = []

    def canary(stage: Stage) -> None:
        _live(stage)
        seen.append(stage)

    with patch.object(demo, "STORIES", (*STORIES, canary)):
        if not demo.load(timezone.now()):
            raise RuntimeError("the canary needs servers of its own")
    return seen[0]


def _live(stage: Stage) -> None:
    patient = register_patient(
        actor=DEMO, number=NUMBER, given_name=GIVEN, family_name=FAMILY, birth_date=BORN, gender=GENDER,
        now=stage.at(-400), mobile=MOBILE,
    )  # fmt: skip
    stage.let_in(PATIENT, f"{GIVEN} {FAMILY}", patient, MandateKind.SELF, because=said("self"))
    stage.let_in(PROXY, f"{FRIEND} {FAMILY}", patient, MandateKind.TRUSTEE, because=said("trustee"))
    _consent(stage, patient)
    _heart_clinic(stage, patient)
    _health_centre(stage, patient)
    block_unit(access=stage.for_patient(patient), unit=stage.units["ekbacken"], now=stage.at(-2))


def _consent(stage: Stage, patient: Patient) -> None:
    for unit in ("lindangen", "hjartsvikt", "omsorg"):
        for kind in (ConsentKind.SHARED_DOCUMENTATION, ConsentKind.SMS):
            give_consent(
                access=stage.for_patient(patient), unit=stage.units[unit], kind=kind, because=said(f"consent {kind}"),
                now=stage.at(-60),
            )  # fmt: skip


def _heart_clinic(stage: Stage, patient: Patient) -> None:
    before = stage.as_("anna", patient, -40, because=said("relation"))
    first = agrees(before, now=stage.at(-40), what_matters=said("mattered before"))
    anna = stage.as_("anna", patient, -4)
    agreement = agrees(
        anna, now=stage.at(-4), replaces=first, title=said("title"), what_matters=said("what matters"),
        patient_does=(Does(said("I do")),), network_does=(Does(said("network does")),),
        turn_by_day=said("where to turn"), turn_by_evening=said("turn by evening"), turn_in_emergency=said("turn now"),
        fixed_contacts=said("fixed contacts"), influence_times=said("times"), coordination=said("coordination"),
        relatives=said("relatives"), follow_up_how=said("follow up"),
        watch_for=(WatchFor(said("sign"), said("by day"), said("at night")),),
        no_next_step_because=said("no next step"),
    )  # fmt: skip
    asked = Does(said("asked of another"), unit=stage.units["lindangen"])
    pin_to_heading(
        access=anna, agreement=agreement, heading=Heading.WHAT_MATTERS, resource=stage.library["vikt"],
        now=stage.at(-4),
    )  # fmt: skip
    proposal = whole(
        title=said("proposed title"), what_matters=said("proposed"), care_does=(asked,),
        no_next_step_because=said("no step proposed"),
    )  # fmt: skip
    agree(access=anna, text=proposal, now=stage.at(-4))
    books(anna, now=stage.at(-4), days=2, what=said("visit that has been"))
    plans(anna, now=stage.at(-4), what=said("step"), detail=said("detail"))
    books(
        anna, now=stage.at(-4), days=20, what=said("visit"), place=said("place"), preparation=said("preparation"),
        agreed=AgreedHow.NOT_YET,
    )  # fmt: skip
    ask(access=anna, now=stage.at(-4))
    boss = stage.as_("birgit", patient, -3)
    appoints(boss, stage.person("anna"), now=stage.at(-3), does=said("contact does"))


def _health_centre(stage: Stage, patient: Patient) -> None:
    """Lindängen texts two weeks before, so one text is due at once."""
    books(stage.as_("maria", patient, -3), now=stage.at(-3), days=12, what=said("visit with a text"))
    boss = stage.as_("helena", patient, -2)
    appoints(boss, stage.person("maria"), now=stage.at(-2), does=said("doctor does"), kind=ContactKind.PHYSICIAN)
    sip = stage.as_("ola", patient, -19)
    records_sip(
        sip, now=stage.at(-19), title=said("SIP"), goals=(said("goal"),),
        interventions=((said("intervention"), stage.units["omsorg"]),),
    )  # fmt: skip


def comes_soon(patient: Patient, *, days: float) -> None:
    """One more visit, for which a text is due."""
    now = timezone.now()
    assignments = {each.professional.given_name.lower(): each for each in Assignment.objects.all()}
    stage = Stage(now, {}, assignments)
    books(stage.as_("maria", patient, 0), now=now - timedelta(minutes=1), days=days, what=said("one more visit"))
