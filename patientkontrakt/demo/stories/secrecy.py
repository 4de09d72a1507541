"""What must not be seen by everybody: protected identity, a blocked unit, care in another region."""

from datetime import timedelta
from uuid import uuid4

from access.kinds import OpeningGround
from access.services import Asked, block_unit, open_care
from agreements.services import AgreementText, Does
from bookings.models import AgreedHow
from patientkontrakt.demo.stage import Stage
from patientkontrakt.demo.stories.plots import coordinated_by, has_agreed, has_visited, will_visit
from people.models import Patient, Protection
from steps.models import StepKind
from steps.services import StepPlan


def maja(stage: Stage) -> None:
    """Protected registration: masked in lists, nothing about where she is."""
    patient = stage.register("maja", protection=Protection.REGISTRATION)
    coordinated_by(stage, patient, by="helena", who="johan", days=-80)
    will_visit(
        stage, patient, who="maria", what="Besök hos doktor Maria Lind", days=10, clock="11.00",
        agreed=AgreedHow.IN_DIALOGUE,
    )  # fmt: skip


def jonas(stage: Stage) -> None:
    """Has blocked what the psychiatric unit writes from everybody else. Anna has opened his plan in an emergency."""
    patient = stage.register("jonas", mobile="+46701740612")
    coordinated_by(stage, patient, by="helena", who="johan", days=-100)
    has_visited(stage, patient, who="maria", what="Besök hos doktor Maria Lind", days=-33)
    has_agreed(
        stage,
        patient,
        who="tove",
        days=-30,
        text=AgreementText(
            title="Sömn och oro",
            what_matters="Att våga åka buss till jobbet igen.",
            patient_does=(Does("lägger mig samma tid varje kväll"), Does("andas långsamt när oron kommer")),
            network_does=(Does("brodern Adam ringer på söndagar"),),
            care_does=(Does("träffar mig varannan vecka", stage.person("tove")),),
            turn_by_day="Ekbackens reception",
            turn_by_evening="1177",
            turn_in_emergency="112",
            fixed_contacts="Johan Ek, vårdsamordnare",
            next_step=StepPlan(
                kind=StepKind.VISIT,
                what="Samtal med Tove Dahl",
                responsible=stage.person("tove"),
                latest=stage.day(5),
            ),
            follow_up_on=stage.day(60),
        ),
    )
    has_agreed(
        stage,
        patient,
        who="maria",
        days=-33,
        text=AgreementText(
            title="Ryggen",
            what_matters="Att kunna lyfta min son.",
            patient_does=(Does("gör ryggövningarna varje dag"),),
            care_does=(Does("följer upp i telefon", stage.person("maria")),),
            turn_by_day="Vårdcentralen Lindängen",
            turn_by_evening="1177",
            fixed_contacts="Johan Ek, vårdsamordnare",
            next_step=StepPlan(
                kind=StepKind.ACTION,
                what="Doktor Maria Lind ringer dig",
                responsible=stage.person("maria"),
                latest=stage.day(14),
            ),
            follow_up_on=stage.day(45),
        ),
    )
    block_unit(access=stage.for_patient(patient), unit=stage.units["ekbacken"], now=stage.at(-29))
    _opened_in_emergency(stage, patient, who="anna", days=-4)
    will_visit(
        stage,
        patient,
        who="tove",
        what="Samtal med Tove Dahl",
        days=5,
        clock="16.00",
        agreed=AgreedHow.IN_DIALOGUE,
    )


def _opened_in_emergency(stage: Stage, patient: Patient, *, who: str, days: int) -> None:
    asked = Asked(
        ground=OpeningGround.EMERGENCY,
        because="Medvetslös på akuten",
        lasts=timedelta(days=1),
        is_for_unit=False,
        key=uuid4(),
    )
    open_care(access=stage.unit(who, days), patient=patient, asked=asked, now=stage.at(days, "08.30"))


def petra(stage: Stage) -> None:
    """Care in two regions that may not read each other without her consent."""
    patient = stage.register("petra", mobile="+46701740613")
    coordinated_by(stage, patient, by="helena", who="johan", days=-80)
    has_visited(stage, patient, who="maria", what="Besök hos doktor Maria Lind", days=-50)
    has_agreed(
        stage,
        patient,
        who="mats",
        days=-10,
        text=AgreementText(
            title="Ny höft",
            what_matters="Att kunna dansa på midsommar.",
            patient_does=(Does("gör övningarna före operationen"), Does("ordnar hjälp hemma de första två veckorna")),
            network_does=(Does("systern Eva bor hos mig första veckan"),),
            care_does=(Does("opererar och följer upp efter tre månader", stage.person("mats")),),
            turn_by_day="Ortopedsköterskan",
            turn_by_evening="1177",
            fixed_contacts="Johan Ek, vårdsamordnare",
            next_step=StepPlan(
                kind=StepKind.VISIT,
                what="Inskrivning",
                responsible=stage.person("mats"),
                latest=stage.day(20),
            ),
            follow_up_on=stage.day(110),
        ),
    )
    will_visit(
        stage, patient, who="mats", what="Inskrivning inför höftoperation", days=20, clock="08.00",
        agreed=AgreedHow.CHOSEN, preparation="Sluta röka sex veckor före operationen.",
    )  # fmt: skip
