"""What happens to agreements: written anew, waiting for an answer, not agreed on, and begun."""

from uuid import uuid4

from agreements.models import Agreement
from agreements.services import AgreementText, Does, Said, save_draft
from patientkontrakt.demo.stage import Stage
from patientkontrakt.demo.stories.plots import has_agreed
from people.models import Patient


def svens_second(stage: Stage, patient: Patient, first: Agreement) -> None:
    """Five days ago they changed what he does."""
    has_agreed(
        stage,
        patient,
        who="anna",
        days=-5,
        replaces=first,
        text=AgreementText(
            title=first.title,
            what_matters=first.what_matters,
            patient_does=(Does("väger mig varje måndag"), Does("dricker högst två liter om dagen")),
            network_does=(Does("grannen Rut hämtar posten"),),
            care_does=(Does("ringer varannan måndag", stage.person("anna")),),
            turn_by_day="Anna Berg",
            turn_by_evening="1177",
            turn_in_emergency="112",
            fixed_contacts="Anna Berg, sjuksköterska",
            no_next_step_because="Anna ringer som vanligt",
            follow_up_on=stage.day(50),
        ),
    )


def elsas_proposal(stage: Stage, patient: Patient) -> None:
    """Her son will read it with her."""
    has_agreed(
        stage,
        patient,
        who="maria",
        days=-2,
        said=Said(),
        text=AgreementText(
            title="Hjälp med medicinen",
            what_matters="Att slippa oroa mig för att glömma.",
            patient_does=(Does("säger till om dosetten är tom"),),
            network_does=(Does("sonen Mikael ringer på söndagar"),),
            care_does=(Does("fyller dosetten varannan vecka", stage.person("maria")),),
            turn_by_day="Vårdcentralen Lindängen",
            turn_by_evening="1177",
            turn_in_emergency="112",
            fixed_contacts="Johan Ek, vårdsamordnare",
            no_next_step_because="Vi börjar när du har sagt ja",
            follow_up_how="Vid nästa hembesök",
        ),
    )


def gunnars_no(stage: Stage, patient: Patient) -> None:
    """They do not agree, and both can read about what."""
    has_agreed(
        stage,
        patient,
        who="maria",
        days=-10,
        said=Said(disagreed_because="Gunnar vill inte byta medicin innan han har rest till barnbarnen."),
        text=AgreementText(
            title="Byta medicin mot blodtrycket",
            what_matters="Att få resa som jag har tänkt.",
            patient_does=(Does("provar den nya medicinen"),),
            care_does=(Does("ringer efter två veckor", stage.person("maria")),),
            turn_by_day="Vårdcentralen Lindängen",
            turn_by_evening="1177",
            fixed_contacts="Johan Ek, vårdsamordnare",
            no_next_step_because="Vi talas vid igen efter resan",
            follow_up_how="När Gunnar är hemma igen",
        ),
    )


def fatimas_draft(stage: Stage, patient: Patient) -> None:
    """Doctor Maria Lind was called away."""
    typed = {"title": ["Diabetes – mat och rörelse"], "what_matters": ["Att orka leka med mina barn."]}
    save_draft(
        access=stage.as_("maria", patient, -1),
        key=uuid4(),
        typed=typed,
        now=stage.at(-1),
    )
