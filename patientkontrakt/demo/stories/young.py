"""A child whose father reads the plan, and a teenager whose mother no longer does (domain.md 6.7)."""

from access.kinds import MandateKind
from agreements.services import AgreementText, Does
from bookings.models import AgreedHow
from patientkontrakt.demo.stage import Stage
from patientkontrakt.demo.stories.plots import coordinated_by, has_agreed, will_visit
from steps.models import StepKind
from steps.services import StepPlan


def leo(stage: Stage) -> None:
    """Nine years old: his father is guardian."""
    patient = stage.register("leo")
    stage.let_in("erik", "Erik Nilsson", patient, MandateKind.GUARDIAN, because="Vårdnadshavare")
    coordinated_by(stage, patient, by="helena", who="johan", days=-50)
    has_agreed(
        stage,
        patient,
        who="maria",
        days=-35,
        text=AgreementText(
            title="Astma",
            what_matters="Att kunna spela match hela andra halvlek.",
            patient_does=(Does("tar medicinen före träningen"),),
            network_does=(Does("pappa Erik har med inhalatorn"), Does("fritids vet var reservinhalatorn finns")),
            care_does=(Does("kontrollerar andningen två gånger om året", stage.person("maria")),),
            turn_by_day="Vårdcentralen Lindängen",
            turn_by_evening="1177",
            turn_in_emergency="112",
            fixed_contacts="Johan Ek, vårdsamordnare",
            next_step=StepPlan(
                kind=StepKind.VISIT,
                what="Astmakontroll",
                responsible=stage.person("maria"),
                latest=stage.day(11),
            ),
            follow_up_on=stage.day(120),
        ),
    )
    will_visit(
        stage, patient, who="maria", what="Astmakontroll", days=11, clock="15.00", agreed=AgreedHow.IN_DIALOGUE,
        preparation="Ta med inhalatorn.",
    )  # fmt: skip


def alva(stage: Stage) -> None:
    """Fourteen: she logs in herself, and her mother's reading ended on her 13th birthday."""
    patient = stage.register("alva", mobile="+46701740614")
    stage.let_in("sara", "Sara Lindqvist", patient, MandateKind.GUARDIAN, because="Vårdnadshavare", days=-800)
    coordinated_by(stage, patient, by="helena", who="johan", days=-50)
    has_agreed(
        stage,
        patient,
        who="maria",
        days=-12,
        text=AgreementText(
            title="Huvudvärk",
            what_matters="Att orka vara med på ridningen.",
            patient_does=(Does("skriver huvudvärksdagbok"), Does("lägger bort telefonen klockan tio")),
            network_does=(Does("skolsköterskan vet att jag kan behöva vila"),),
            care_does=(Does("går igenom dagboken med mig", stage.person("maria")),),
            turn_by_day="Vårdcentralen Lindängen",
            turn_by_evening="1177",
            fixed_contacts="Johan Ek, vårdsamordnare",
            next_step=StepPlan(
                kind=StepKind.VISIT,
                what="Samtal om dagboken",
                responsible=stage.person("maria"),
                latest=stage.day(6),
            ),
            follow_up_on=stage.day(40),
        ),
    )
    will_visit(
        stage,
        patient,
        who="maria",
        what="Samtal om huvudvärk",
        days=6,
        clock="15.00",
        agreed=AgreedHow.CHOSEN,
    )
