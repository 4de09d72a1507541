"""Programs hand a step over and answer: the same gate, verbs and sentences as the pages."""

import pytest

from access.grants import Access
from audit.models import How
from steps.models import Step
from steps.services import keep_step
from tests.deeds import plans
from tests.factories import World
from tests.log import lines
from tests.programs import CHANGED, NOT_THERE, NOT_YOURS, Program, mark, tag, told


@pytest.fixture
def access(world: World) -> Access:
    world.nils.meets(world.agda)
    return world.anna.meets(world.agda)


@pytest.fixture
def step(access: Access, world: World) -> Step:
    return plans(access, now=world.now, what="Ultraljud")


@pytest.fixture
def anna(access: Access, world: World) -> Program:
    return Program(world.anna.logs_in(), world.agda.id)


@pytest.fixture
def nils(access: Access, world: World) -> Program:
    return Program(world.nils.logs_in(), world.agda.id)


def test_a_step_goes_to_the_unit_that_says_yes_by_program(
    world: World, anna: Program, nils: Program, step: Step
) -> None:
    where = {"step": step.public_id}
    (listed,) = anna.get("api_steps").json()["steps"]
    assert (listed["id"], listed["what"], listed["can_hand_over"]) == (str(step.public_id), "Ultraljud", True)
    (eyes,) = anna.get("api_units_to_take_over").json()["units"]
    assert eyes == {"unit": str(world.eyes.public_id), "name": "Ögonmottagningen"}
    read = anna.get("api_step", **where)
    asked = anna.post("api_hand_over", {"unit": eyes["unit"]}, match=read["ETag"], **where)
    assert (asked.status_code, asked.json()["waits_for"], mark(asked)) == (200, "Ögonmottagningen", tag(step, 2))
    taken = nils.post("api_take_over", {"answer": "yes"}, match=nils.get("api_step", **where)["ETag"], **where)
    assert (taken.json()["holder"], Step.objects.get().unit) == ("Ögonmottagningen", world.eyes)
    assert lines("what", action="write", how=How.API) == ["step.hand_over_asked", "step.taken_over"]


def test_a_no_has_a_reason_and_comes_back_to_who_asked(world: World, anna: Program, nils: Program, step: Step) -> None:
    where = {"step": step.public_id}
    asked = anna.post("api_hand_over", {"unit": str(world.eyes.public_id)}, match=tag(step), **where)
    no = {"answer": "no"}
    assert told(nils.post("api_take_over", no, match=asked["ETag"], **where)) == (
        400, {"because": ["Skriv varför ni inte kan."]},
    )  # fmt: skip
    said = nils.post("api_take_over", {**no, "because": "Fullt"}, match=asked["ETag"], **where)
    assert (said.status_code, Step.objects.get().declined_because) == (200, "Fullt")
    again = nils.post("api_take_over", {"answer": "yes"}, match=said["ETag"], **where)
    assert (*told(again), Step.objects.get().unit) == (412, CHANGED, world.heart)


def test_what_a_colleague_changed_is_read_again_first(world: World, access: Access, anna: Program, step: Step) -> None:
    where, eyes = {"step": step.public_id}, {"unit": str(world.eyes.public_id)}
    assert anna.post("api_hand_over", eyes, **where).status_code == 428
    assert told(anna.post("api_hand_over", {"unit": "keep"}, match=tag(step), **where)) == (
        400, {"unit": ["Välj en enhet i listan."]},
    )  # fmt: skip
    asked = anna.post("api_hand_over", eyes, match=tag(step), **where)
    keep_step(access=access, step=Step.objects.get(), now=world.now)
    late = anna.post("api_hand_over", {"unit": "keep"}, match=asked["ETag"], **where)
    assert (*told(late), late["ETag"]) == (412, CHANGED, tag(step, 3))


def test_who_books_hands_nothing_over_and_who_does_not_care_for_her_learns_nothing(
    world: World, access: Access, step: Step
) -> None:
    lena, olle = (Program(each.logs_in(), world.agda.id) for each in (world.lena, world.olle))
    given = {"match": tag(step), "step": step.public_id}
    assert told(lena.post("api_hand_over", {"unit": "keep"}, **given)) == (403, NOT_YOURS)
    assert told(olle.get("api_step", step=step.public_id)) == (404, NOT_THERE)
    assert Step.objects.get().revision == 1
