"""Agda, 85: heart failure, eyes, a SIP with the municipality. Many who give care, one plan."""

import agreements.services
import bookings.services
import contacts.services
import knowledge.services
import plans.services
import steps.services
from access.kinds import ConsentKind
from access.services import give_consent
from agreements.models import AgreedHow as Agreed
from agreements.models import Agreement, Heading, Repeat
from agreements.services import AgreementText, Does, LaterStep, Said, WatchFor
from bookings.models import AgreedHow, BookingStatus
from bookings.services import PreparationText, Time
from contacts.models import AppointedBecause, ContactKind
from contacts.services import Appointment
from patientkontrakt.demo.stage import Stage
from people.models import Patient, Principal
from plans.models import PlanKind
from plans.services import PlanText
from steps.models import StepKind
from steps.services import StepPlan
from surveys.services import ask


def agda(stage: Stage) -> None:
    patient = stage.register("agda", mobile="+46701740605")
    _consents(stage, patient)
    _contacts(stage, patient)
    _sip(stage, patient)
    _heart_clinic(stage, patient)
    _health_centre(stage, patient)
    _keeps(stage)


def _keeps(stage: Stage) -> None:
    """One that she has found herself: nobody in care sees it."""
    own = stage.own("agda", -3)
    knowledge.services.pin(access=own, resource=stage.library["somn"], now=stage.at(-3, "19.10"))


def _consents(stage: Stage, patient: Patient) -> None:
    access = stage.for_patient(patient)
    for unit in ("lindangen", "hjartsvikt", "omsorg"):
        give_consent(
            access=access,
            unit=stage.units[unit],
            kind=ConsentKind.SHARED_DOCUMENTATION,
            because="Muntligt vid ett besök",
            now=stage.at(-60),
        )
    for unit in ("lindangen", "hjartsvikt"):
        give_consent(
            access=access,
            unit=stage.units[unit],
            kind=ConsentKind.SMS,
            because="Muntligt vid ett besök",
            now=stage.at(-60),
        )


def _contacts(stage: Stage, patient: Patient) -> None:
    appointed = (
        ("birgit", "anna", ContactKind.CARE, "Samordnar din vård", AppointedBecause.NEED, -58),
        ("helena", "maria", ContactKind.PHYSICIAN, "Läkemedel och provsvar", AppointedBecause.REQUEST, -300),
        ("ola", "samira", ContactKind.SOCIAL_CARE, "Hemtjänsten hos dig", AppointedBecause.NEED, -40),
    )
    for by, who, kind, does, because, days in appointed:
        access = stage.as_(by, patient, days, because="Fast kontakt behövs")
        contacts.services.appoint(
            access=access,
            appointment=Appointment(kind=kind, does=does, because=because, professional=stage.person(who)),
            now=stage.at(days),
        )


def _sip(stage: Stage, patient: Patient) -> None:
    access = stage.as_("ola", patient, -19)
    give_consent(
        access=access, unit=stage.units["omsorg"], kind=ConsentKind.SIP, because="Skriftligt", now=stage.at(-19)
    )
    plans.services.record_plan(
        access=access,
        text=PlanText(
            kind=PlanKind.SIP,
            title="Trygg hemma efter sjukhuset",
            responsible=Principal.MUNICIPALITY,
            agreed_on=stage.day(-19),
            follow_up_at=stage.at(9, "13.00"),
            goals=("Klara vardagen hemma utan att bli inlagd igen",),
            interventions=(
                ("Uppföljning av hjärtsvikten", stage.units["hjartsvikt"]),
                ("Läkemedelsgenomgång", stage.units["lindangen"]),
                ("Remiss till ögonmottagningen", stage.units["lindangen"]),
                ("Hemtjänst morgon och kväll", stage.units["omsorg"]),
                ("Trygghetslarm", stage.units["omsorg"]),
            ),
        ),
        now=stage.at(-19),
    )
    bookings.services.book(
        access=access,
        time=Time(
            what="Uppföljning av SIP, hemma hos dig",
            starts_at=stage.at(9, "13.00"),
            ends_at=stage.at(9, "14.00"),
            place="Hemma hos dig",
            performer=stage.person("ola"),
        ),
        agreed=AgreedHow.IN_DIALOGUE,
        now=stage.at(-19, "14.00"),
    )


def _heart_clinic(stage: Stage, patient: Patient) -> None:
    access = stage.as_("anna", patient, -4)
    visit = bookings.services.book(
        access=access,
        time=Time(
            what="Besök hos hjärtsviktssköterskan",
            starts_at=stage.at(-4, "10.00"),
            ends_at=stage.at(-4, "10.45"),
            performer=stage.person("anna"),
        ),
        agreed=AgreedHow.IN_DIALOGUE,
        now=stage.at(-30),
    )
    bookings.services.conclude(access=access, booking=visit, status=BookingStatus.DONE, now=stage.at(-4, "10.50"))
    agreement = agreements.services.agree(
        access=access,
        text=AgreementText(
            title="Hjärtsvikt – träning och vätska",
            what_matters="Att orka gå till kyrkokören på torsdagar och kunna bo kvar hemma.",
            patient_does=(
                Does("väger mig på morgonen och skriver upp vikten", repeat=Repeat.DAILY),
                Does("går till gympan tisdag och fredag", repeat=Repeat.WEEKLY),
            ),
            watch_for=(
                WatchFor(
                    "vikten ökar 2 kilo på 3 dagar",
                    by_day="ring Anna Berg",
                    at_night="ring 1177",
                ),
                WatchFor("det blir svårt att andas i vila", by_day="ring 112", at_night="ring 112"),
            ),
            network_does=(Does("dottern Karin följer med på läkarbesöket"),),
            care_does=(
                Does("träffar mig för uppföljning i december", stage.person("anna")),
                Does(
                    "ändrar dosen av min vätskedrivande medicin efter provsvaren",
                    unit=stage.units["lindangen"],
                ),
            ),
            turn_by_day="Anna Berg",
            turn_by_evening="1177",
            turn_in_emergency="112",
            fixed_contacts="Anna Berg, sjuksköterska på hjärtsviktsmottagningen",
            next_step=StepPlan(
                kind=StepKind.FOLLOW_UP,
                what="Besök hos Anna Berg",
                responsible=stage.person("anna"),
                latest=stage.day(22),
            ),
            later_steps=_care_model(stage),
            follow_up_on=stage.day(22),
        ),
        said=Said(Agreed.IN_MEETING),
        now=stage.at(-4, "10.40"),
    )
    _takes_over(stage, patient, agreement)
    planned = bookings.services.book(
        access=access,
        time=Time(
            what="Besök hos Anna Berg",
            starts_at=stage.at(22, "10.30"),
            ends_at=stage.at(22, "11.15"),
            place="Sjöstads sjukhus, hiss B, plan 4",
            preparation="Ta med din viktlista.",
            performer=stage.person("anna"),
        ),
        agreed=AgreedHow.IN_DIALOGUE,
        step=agreement.next_step,
        now=stage.at(-4, "10.55"),
    )
    agreements.services.pin_to_heading(
        access=access,
        agreement=agreement,
        heading=Heading.SELF_AND_NETWORK,
        resource=stage.library["vikt"],
        now=stage.at(-4, "10.58"),
    )
    bookings.services.prepare(
        access=stage.own("agda", -1),
        booking=planned,
        text=PreparationText(
            matters="Att orka till kyrkokören. Jag blev tvungen att stå över i torsdags.",
            questions="Kan jag ta den vätskedrivande medicinen senare på torsdagar?\nFår jag bada varmt?",
            changes="Jag sover med två kuddar nu. Fötterna är svullna på kvällen.",
            medication="Jag glömmer ibland kvällstabletten.",
        ),
        revision=0,
        now=stage.at(-1, "19.10"),
    )
    ask(access=access, now=stage.at(-4, "11.00"))


def _care_model(stage: Stage) -> tuple[LaterStep, ...]:
    """Of heart failure: two steps are the health centre's, which has said yes to one of them."""
    centre = stage.units["lindangen"]
    steps = (
        (StepKind.TEST, "Blodprov för njurar och salter", "2–4 veckor efter att dosen har ändrats", 14, 28, centre),
        (StepKind.VISIT, "Läkemedelsgenomgång", "3 månader efter utskrivningen", 75, 90, centre),
        (StepKind.FOLLOW_UP, "Årskontroll av hjärtsvikten", "1 år efter utskrivningen", 350, 380, None),
    )
    return tuple(
        LaterStep(StepPlan(kind=kind, what=what, when=when, not_before=stage.day(first), latest=stage.day(last)), unit)
        for kind, what, when, first, last, unit in steps
    )


def _takes_over(stage: Stage, patient: Patient, agreement: Agreement) -> None:
    review = agreement.planned_steps.get(step__what="Läkemedelsgenomgång").step
    steps.services.take_over(access=stage.as_("maria", patient, -3), step=review, now=stage.at(-3))


def _health_centre(stage: Stage, patient: Patient) -> None:
    access = stage.as_("lena", patient, -6)
    bookings.services.book(
        access=access,
        time=Time(
            what="Blodprov inför läkarbesöket",
            starts_at=stage.at(9, "09.20"),
            ends_at=stage.at(9, "09.30"),
            place="Provtagningen, plan 2",
            preparation="Du kan äta och ta dina läkemedel som vanligt. Ta med legitimation.",
        ),
        agreed=AgreedHow.NOT_YET,
        now=stage.at(-6),
    )
    doctor = stage.as_("maria", patient, -11)
    steps.services.plan_step(
        access=doctor,
        plan=StepPlan(
            kind=StepKind.REFERRAL,
            what="Remiss till Ögonmottagningen",
            detail="Om remissen godtas har du rätt till ett första besök senast den dagen. "
            "Vårdcentralen Lindängen bevakar den.",
            when="Remissen ska bedömas",
            waits_since=stage.today.fromordinal(stage.today.toordinal() - 11),
            guarantee_days=90,
        ),
        now=stage.at(-11),
    )
    steps.services.plan_step(
        access=doctor,
        plan=StepPlan(
            kind=StepKind.VISIT,
            what="Årskontroll hos doktor Maria Lind",
            responsible=stage.person("maria"),
            when="Vårdcentralen bokar tid",
        ),
        now=stage.at(-11),
    )
