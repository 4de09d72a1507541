"""Who acts for the patient reads whose it is: what is the patient's is not called theirs."""

import pytest
from django.urls import reverse

from access.kinds import ALL_SCOPES, MandateKind
from agreements.models import Agreement
from agreements.services import NOTHING_YET, Said
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


def test_a_yes_for_another_is_thanked_for_as_that(world: World, trustee: Person) -> None:
    agrees(world.anna.opens(world.agda), now=world.now, said=NOTHING_YET)
    where = {"agreement": Agreement.objects.get().public_id, "patient": world.agda.id}
    client = trustee.logs_in()
    client.post(reverse("accept_agreement", kwargs=where))
    page = client.get(reverse("my_plan", kwargs={"patient": world.agda.id})).content.decode()
    assert "Tack! Ditt ja för Agda Andersson är sparat" in page
