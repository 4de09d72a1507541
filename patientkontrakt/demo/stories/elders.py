"""Paper instead of a screen, a son who helps, another language, and a plan together with the municipality."""

from access.kinds import ConsentKind, MandateKind
from access.services import give_consent
from agreements.services import AgreementText, Does
from bookings.models import AgreedHow
from bookings.services import ask_for_another_time
from patientkontrakt.demo.stage import Stage
from patientkontrakt.demo.stories.answers import elsas_proposal, svens_second
from patientkontrakt.demo.stories.plots import coordinated_by, has_agreed, has_visited, will_visit
from people.models import Principal
from plans.models import PlanKind
from plans.services import PlanText, record_plan
from steps.models import StepKind
from steps.services import StepPlan


def sven(stage: Stage) -> None:
    """No computer and no mobile phone: the plan comes by post."""
    patient = stage.register("sven", wants_paper=True)
    coordinated_by(stage, patient, by="birgit", who="anna", days=-120)
    will_visit(
        stage,
        patient,
        who="anna",
        what="Besök hos Anna Berg",
        days=6,
        clock="13.00",
        agreed=AgreedHow.IN_DIALOGUE,
    )
    first = has_agreed(
        stage,
        patient,
        who="anna",
        days=-40,
        text=AgreementText(
            title="Hjärtsvikt – väga och dricka lagom",
            what_matters="Att få vara ute i trädgården när våren kommer.",
            patient_does=(Does("väger mig varje morgon"), Does("dricker högst en och en halv liter om dagen")),
            network_does=(Does("grannen Rut hämtar posten"),),
            care_does=(Does("ringer varannan måndag", stage.person("anna")),),
            turn_by_day="Anna Berg",
            turn_by_evening="1177",
            turn_in_emergency="112",
            fixed_contacts="Anna Berg, sjuksköterska",
            next_step=StepPlan(
                kind=StepKind.ACTION,
                what="Anna Berg ringer dig",
                responsible=stage.person("anna"),
                latest=stage.day(3),
            ),
            follow_up_on=stage.day(50),
        ),
    )
    svens_second(stage, patient, first)


def elsa(stage: Stage) -> None:
    """Her son is trustee and reads the plan for her."""
    patient = stage.register("elsa", wants_paper=True)
    stage.let_in("mikael", "Mikael Holmgren", patient, MandateKind.TRUSTEE, because="God man enligt beslut")
    coordinated_by(stage, patient, by="helena", who="johan", days=-150)
    has_visited(stage, patient, who="maria", what="Hembesök av doktor Maria Lind", days=-18)
    will_visit(
        stage,
        patient,
        who="samira",
        what="Samtal om hemtjänsten",
        days=4,
        clock="14.00",
        agreed=AgreedHow.NOT_YET,
    )
    has_agreed(
        stage,
        patient,
        who="maria",
        days=-18,
        text=AgreementText(
            title="Minnet och vardagen",
            what_matters="Att få bo kvar nära mina katter.",
            patient_does=(Does("går ut en stund varje dag"),),
            network_does=(Does("sonen Mikael är med på alla möten"),),
            care_does=(Does("går igenom läkemedlen en gång om året", stage.person("maria")),),
            turn_by_day="Vårdcentralen Lindängen",
            turn_by_evening="1177",
            turn_in_emergency="112",
            fixed_contacts="Johan Ek, vårdsamordnare",
            next_step=StepPlan(
                kind=StepKind.ACTION,
                what="Läkemedelsgenomgång",
                responsible=stage.person("maria"),
                latest=stage.day(60),
            ),
            follow_up_on=stage.day(60),
        ),
    )
    elsas_proposal(stage, patient)


def aino(stage: Stage) -> None:
    """Speaks Finnish; every visit needs an interpreter."""
    patient = stage.register(
        "aino", language="fi", needs_interpreter=True,
        mobile="+46701740610",
    )  # fmt: skip
    coordinated_by(stage, patient, by="helena", who="johan", days=-70)
    has_agreed(
        stage,
        patient,
        who="maria",
        days=-25,
        text=AgreementText(
            title="Artros i knäna",
            what_matters="Att kunna gå i trappan hemma och sjunga i finska föreningen.",
            patient_does=(Does("gör knäövningarna tre gånger i veckan"),),
            network_does=(Does("dottern Liisa hjälper till med övningarna"),),
            care_does=(Does("beställer tolk till varje besök", unit=stage.units["lindangen"]),),
            turn_by_day="Vårdcentralen Lindängen",
            turn_by_evening="1177",
            fixed_contacts="Johan Ek, vårdsamordnare",
            next_step=StepPlan(
                kind=StepKind.VISIT,
                what="Besök med tolk",
                responsible=stage.person("maria"),
                latest=stage.day(8),
            ),
            follow_up_on=stage.day(90),
        ),
    )
    will_visit(
        stage, patient, who="maria", what="Besök hos doktor Maria Lind", days=8, clock="10.00",
        agreed=AgreedHow.IN_DIALOGUE, preparation="Tolk i finska är beställd. Besöket får ta en timme.",
    )  # fmt: skip


def rune(stage: Stage) -> None:
    """Home from hospital with a SIP that the municipality answers for. A time does not suit him."""
    patient = stage.register("rune", mobile="+46701740611")
    for unit in ("lindangen", "omsorg"):
        give_consent(
            access=stage.for_patient(patient),
            unit=stage.units[unit],
            kind=ConsentKind.SHARED_DOCUMENTATION,
            because="Muntligt vid ett besök",
            now=stage.at(-25),
        )
    coordinated_by(stage, patient, by="helena", who="johan", days=-28)
    access = stage.as_("ola", patient, -25)
    give_consent(
        access=access, unit=stage.units["omsorg"], kind=ConsentKind.SIP, because="Skriftligt", now=stage.at(-25)
    )
    record_plan(
        access=access,
        text=PlanText(
            kind=PlanKind.SIP,
            title="Tillbaka på benen",
            responsible=Principal.MUNICIPALITY,
            agreed_on=stage.day(-25),
            follow_up_at=stage.at(15, "10.00"),
            goals=("Kunna gå till brevlådan själv", "Slippa åka in till sjukhuset igen"),
            interventions=(
                ("Rehabilitering hemma två gånger i veckan", stage.units["omsorg"]),
                ("Hemtjänst med dusch och städning", stage.units["omsorg"]),
                ("Provtagning och läkarkontakt", stage.units["lindangen"]),
            ),
        ),
        now=stage.at(-25),
    )
    will_visit(
        stage,
        patient,
        who="ola",
        what="Uppföljning av SIP",
        days=15,
        clock="10.00",
        agreed=AgreedHow.IN_DIALOGUE,
    )
    blood_test = will_visit(
        stage,
        patient,
        who="maria",
        what="Provtagning och samtal",
        days=7,
        clock="09.00",
        agreed=AgreedHow.NOT_YET,
    )
    ask_for_another_time(
        access=stage.own("rune", -1),
        booking=blood_test,
        revision=blood_test.revision,
        text="Jag är på dagverksamheten på förmiddagarna.",
        now=stage.at(-1, "19.00"),
    )
