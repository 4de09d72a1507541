"""What falls between chairs: no next step, no fixed contact, a follow-up that is late, a referral that waits."""

from datetime import timedelta

from access.kinds import MandateKind, Scope
from agreements.services import AgreementText, Does
from bookings.models import AgreedHow
from patientkontrakt.demo.stage import Stage
from patientkontrakt.demo.stories.answers import fatimas_draft, gunnars_no
from patientkontrakt.demo.stories.plots import coordinated_by, has_agreed, has_visited, will_visit
from steps.models import StepKind
from steps.services import StepPlan, plan_step
from surveys.models import AnswerValue
from surveys.services import answer, ask


def bengt(stage: Stage) -> None:
    """Was cared for, and then nothing was decided. He says so himself."""
    patient = stage.register("bengt", mobile="+46701740606")
    coordinated_by(stage, patient, by="helena", who="johan", days=-90)
    has_visited(stage, patient, who="maria", what="Besök hos doktor Maria Lind", days=-45)
    has_agreed(
        stage,
        patient,
        who="maria",
        days=-45,
        text=AgreementText(
            title="KOL – andas lättare",
            what_matters="Att kunna gå till båten utan att stanna och vila.",
            patient_does=(Does("går en promenad varje dag"), Does("tar min inhalation morgon och kväll")),
            care_does=(Does("svarar på frågor om inhalationen", stage.person("maria")),),
            turn_by_day="Vårdcentralen Lindängen",
            turn_by_evening="1177",
            fixed_contacts="Johan Ek, vårdsamordnare",
            no_next_step_because="Inget bestämt vid mötet",
            follow_up_how="Vid nästa besök",
        ),
    )
    survey = ask(access=stage.as_("maria", patient, -45), now=stage.at(-45, "11.00"))
    yes, no = AnswerValue.YES, AnswerValue.NO
    answers = {1: AnswerValue.PARTLY, 2: yes, 3: yes, 4: yes, 5: no, 6: no, 7: AnswerValue.DO_NOT_KNOW}
    answer(access=stage.own("bengt", -2), survey=survey, answers=answers, now=stage.at(-2, "19.00"))


def fatima(stage: Stage) -> None:
    """Two units, and nobody who coordinates. Her daughter helps her with the times, and sees nothing else."""
    patient = stage.register("fatima", mobile="+46701740607")
    stage.let_in(
        "yasmin", "Yasmin Haddad", patient, MandateKind.PROXY, because="", days=-30, scopes=(Scope.TIMES, Scope.BOOK)
    )
    has_visited(stage, patient, who="maria", what="Besök hos doktor Maria Lind", days=-20)
    will_visit(
        stage, patient, who="ali", what="Ögonbottenundersökning", days=12, clock="11.00", agreed=AgreedHow.NOT_YET,
        preparation="Du får droppar som gör att du ser suddigt i några timmar. Kör inte bil hem.",
    )  # fmt: skip
    has_agreed(
        stage,
        patient,
        who="maria",
        days=-20,
        text=AgreementText(
            title="Diabetes – mat och rörelse",
            what_matters="Att orka med både jobbet och barnen.",
            patient_does=(Does("mäter blodsockret före frukost"), Does("äter lunch varje dag")),
            network_does=(Does("min man handlar på onsdagar"),),
            care_does=(Does("ringer med provsvaren", stage.person("maria")),),
            turn_by_day="Vårdcentralen Lindängen",
            turn_by_evening="1177",
            no_fixed_contact_because="Vi tar upp det vid nästa besök",
            next_step=StepPlan(
                kind=StepKind.ACTION,
                what="Doktor Maria Lind ringer med provsvaren",
                responsible=stage.person("maria"),
                latest=stage.day(5),
            ),
            follow_up_on=stage.day(80),
        ),
    )
    fatimas_draft(stage, patient)


def gunnar(stage: Stage) -> None:
    """A follow-up that should have been."""
    patient = stage.register("gunnar", mobile="+46701740608")
    coordinated_by(stage, patient, by="helena", who="johan", days=-200)
    has_agreed(
        stage,
        patient,
        who="maria",
        days=-130,
        text=AgreementText(
            title="Högt blodtryck",
            what_matters="Att kunna resa till barnbarnen utan oro.",
            patient_does=(Does("mäter blodtrycket hemma två gånger i veckan"),),
            care_does=(Does("följer upp efter tre månader", stage.person("maria")),),
            turn_by_day="Vårdcentralen Lindängen",
            turn_by_evening="1177",
            fixed_contacts="Johan Ek, vårdsamordnare",
            next_step=StepPlan(
                kind=StepKind.FOLLOW_UP,
                what="Uppföljning av blodtrycket",
                responsible=stage.person("maria"),
                latest=stage.day(-30),
            ),
            follow_up_on=stage.day(-30),
        ),
    )
    gunnars_no(stage, patient)


def ingrid(stage: Stage) -> None:
    """A referral on its 41st day of 90."""
    patient = stage.register("ingrid", mobile="+46701740609")
    coordinated_by(stage, patient, by="helena", who="johan", days=-60)
    has_visited(stage, patient, who="maria", what="Besök hos doktor Maria Lind", days=-41)
    plan_step(
        access=stage.as_("maria", patient, -41),
        plan=StepPlan(
            kind=StepKind.REFERRAL,
            what="Remiss till Ögonmottagningen för grå starr",
            detail="Om remissen godtas har du rätt till ett första besök senast den dagen. "
            "Vårdcentralen Lindängen bevakar den.",
            when="Remissen är mottagen och ska bedömas",
            waits_since=stage.today - timedelta(days=41),
            guarantee_days=90,
        ),
        now=stage.at(-41, "11.00"),
    )
