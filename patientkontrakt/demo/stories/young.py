"""A child whose father reads the plan, and a teenager whose mother no longer does (domain.md 6.7)."""

from access.kinds import MandateKind
from agreements.services import AgreementText, CareDoes
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
            patient_does=("tar medicinen före träningen",),
            network_does=("pappa Erik har med inhalatorn", "fritids vet var reservinhalatorn finns"),
            care_does=(CareDoes("kontrollerar andningen två gånger om året", stage.person("maria")),),
            where_to_turn="Dagtid: vårdcentralen. Kväll och helg: 1177. Livsfara: 112.",
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
            patient_does=("skriver huvudvärksdagbok", "lägger bort telefonen klockan tio"),
            network_does=("skolsköterskan vet att jag kan behöva vila",),
            care_does=(CareDoes("går igenom dagboken med mig", stage.person("maria")),),
            where_to_turn="Dagtid: vårdcentralen. Kväll och helg: 1177.",
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
