"""Who acts for the patient reads whose it is: what is the patient's is not called theirs."""

import pytest
from django.urls import reverse

from access.kinds import ALL_SCOPES, MandateKind, Scope
from agreements.models import Agreement
from agreements.services import NOTHING_YET, LaterStep, Said, WatchFor, say_yes
from steps.models import Step, StepKind
from steps.services import StepPlan, begin_proposed, plan_step
from tests.deeds import agrees
from tests.factories import Person, World


@pytest.fixture
def trustee(world: World) -> Person:
    world.anna.meets(world.agda)
    return world.let_in("Karin Ek", world.agda, MandateKind.TRUSTEE, scopes=ALL_SCOPES)


def plans(world: World, trustee: Person) -> tuple[str, str]:
    """The patient's page, and the trustee's."""
    own = world.agda.logs_in().get("/min-plan/").content.decode()
    return own, trustee.logs_in().get(reverse("my_plan", kwargs={"patient": world.agda.id})).content.decode()


def test_an_empty_plan_is_spoken_of_as_the_patients(world: World, trustee: Person) -> None:
    own, theirs = plans(world, trustee)
    words = "som du och vården kommer överens om", "hjälper dig att samordna din vård", "tillsammans med dig"
    assert [each in own for each in words] == [True] * 3
    assert [each in theirs for each in words] == [False] * 3
    assert "som patienten och vården kommer överens om" in theirs


@pytest.mark.parametrize(
    ("said", "of_patient"),
    [
        (NOTHING_YET, ("väntar på ditt svar", "när du har sagt ja")),
        (Said(disagreed_because="Tiden"), ("tillsammans med dig",)),
    ],
)
def test_what_waits_is_not_called_the_trustees(
    world: World, trustee: Person, said: Said, of_patient: tuple[str, ...]
) -> None:
    agrees(world.anna.opens(world.agda), now=world.now, said=said)
    own, theirs = plans(world, trustee)
    assert ([each in own for each in of_patient], [each in theirs for each in of_patient]) == (
        [True] * len(of_patient),
        [False] * len(of_patient),
    )


def test_the_agreement_does_not_call_the_trustee_i(world: World, trustee: Person) -> None:
    watch = (WatchFor("vikten ökar", by_day="ring Anna"),)
    agrees(world.anna.opens(world.agda), now=world.now, watch_for=watch, follow_up_how="telefonsamtal")
    own, theirs = plans(world, trustee)
    mine = (
        "Viktigt för mig<",
        "<dt>Jag</dt>",
        "Det här håller jag koll på",
        "Hit vänder jag mig",
        "Mina fasta kontakter",
    )
    hers = "Viktigt för Agda<", "<dt>Agda</dt>", "Det här håller Agda koll på", "Hit vänder sig Agda", "Fasta kontakter"
    assert [each in own for each in mine] == [True] * 5
    assert [each in theirs for each in hers] == [True] * 5
    assert [each in theirs for each in mine] == [False] * 5
    assert [". Telefonsamtal" in each or ">Telefonsamtal" in each for each in (own, theirs)] == [True] * 2


def test_versions_do_not_call_the_trustee_i(world: World, trustee: Person) -> None:
    first = agrees(world.anna.opens(world.agda), now=world.now)
    agrees(world.anna.opens(world.agda), now=world.now, title="Ändrad", replaces=first)
    url = reverse("agreement_versions", kwargs={"agreement": Agreement.objects.get(version=2).public_id})
    hers = reverse(
        "agreement_versions",
        kwargs={"agreement": Agreement.objects.get(version=2).public_id, "patient": world.agda.id},
    )
    own, theirs = (person.logs_in().get(at).content.decode() for person, at in ((world.agda, url), (trustee, hers)))
    assert (own.count("Viktigt för mig<"), own.count("Viktigt för Agda<")) == (2, 0)
    assert (theirs.count("Viktigt för mig<"), theirs.count("Viktigt för Agda<")) == (0, 2)


def test_a_yes_for_another_is_thanked_for_as_that(world: World, trustee: Person) -> None:
    agrees(world.anna.opens(world.agda), now=world.now, said=NOTHING_YET)
    where = {"agreement": Agreement.objects.get().public_id, "patient": world.agda.id}
    client = trustee.logs_in()
    client.post(reverse("accept_agreement", kwargs=where))
    page = client.get(reverse("my_plan", kwargs={"patient": world.agda.id})).content.decode()
    assert "Tack! Ditt ja för Agda Andersson är sparat" in page


def test_a_yes_by_who_does_not_read_times_begins_the_steps_and_ends_the_earlier_ones(world: World) -> None:
    access = world.anna.meets(world.agda)
    scopes = {Scope.AGREEMENTS, Scope.ANSWER}
    bo = world.let_in("Bo Ek", world.agda, MandateKind.TRUSTEE, scopes=scopes).opens(world.agda)
    assert (bo.may_agree, bo.opens(Scope.TIMES)) == (True, False)
    in_march, in_may = (LaterStep(StepPlan(kind=StepKind.ACTION, what=what)) for what in ("Prov i mars", "Prov i maj"))
    calls, rings = (StepPlan(kind=StepKind.ACTION, what=what) for what in ("Anna ringer", "Maria ringer"))
    kept_back = StepPlan(kind=StepKind.ACTION, what="Hålls inne")
    secret = plan_step(access=access, plan=kept_back, now=world.now, approved_for_patient=False)
    first = agrees(access, now=world.now, next_step=calls, later_steps=(in_march,))
    second = agrees(access, now=world.now, said=NOTHING_YET, replaces=first, next_step=rings, later_steps=(in_may,))
    say_yes(access=bo, agreement=second, now=world.now)
    assert dict(Step.objects.exclude(pk=secret.pk).values_list("what", "status")) == {
        "Anna ringer": "cancelled", "Maria ringer": "open", "Prov i mars": "cancelled", "Prov i maj": "open",
    }  # fmt: skip
    begin_proposed(access=bo, steps=(), instead_of=(secret,), how="Ersatt", now=world.now)
    secret.refresh_from_db()
    assert secret.status == "open"
