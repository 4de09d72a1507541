"""A step goes to another unit when that unit has said yes; until then it stands where it is, and says so."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from access.grants import Access, NotAllowed
from access.kinds import ConsentKind
from access.models import CareRelation
from access.services import block_unit, give_consent, withdraw_consent
from audit.models import Entry
from steps.models import Holder, Step, StepKind, StepStatus
from steps.section import StepRow, section
from steps.services import (
    HandOverChanged,
    StepHasEnded,
    StepPlan,
    ask_to_take_over,
    cancel_step,
    decline_hand_over,
    finish_step,
    keep_step,
    plan_step,
    take_over,
)
from steps.work import hand_overs
from tests.deeds import plans
from tests.factories import NOW, Person, Staff, World
from tests.log import lines
from tests.together import at_once

DAY = timedelta(days=1)
HEART, EYES = "Hjärtmottagningen", "Ögonmottagningen"


@pytest.fixture
def anna(world: World) -> Access:
    """Of the heart clinic; the eye clinic cares for Agda too."""
    world.nils.meets(world.agda)
    return world.anna.meets(world.agda)


@pytest.fixture
def step(anna: Access, world: World) -> Step:
    """Maria holds it, and the eye clinic is asked."""
    made = plans(anna, now=world.now, responsible=world.maria.professional, latest=world.now.date() + 30 * DAY)
    ask_to_take_over(access=anna, step=made, unit=world.eyes, now=world.now)
    return Step.objects.get()


def row_for(access: Access) -> StepRow:
    (row,) = section(access, NOW).rows
    return row


def written(what: str) -> int:
    return len(lines("what", action="write", what=what))


def test_until_the_other_unit_has_said_yes_the_step_is_the_asking_units(step: Step, anna: Access, world: World) -> None:
    assert (step.unit, step.holder, step.responsible, step.asked_unit) == (
        world.heart, Holder.PROFESSIONAL, world.maria.professional, world.eyes,
    )  # fmt: skip
    for access in (anna, world.agda.opens_own(), world.nils.opens(world.agda)):
        row = row_for(access)
        assert (row.holder, row.waits_for, row.ask.unit) == ("Maria Lind", EYES, HEART)


def test_who_says_yes_has_it_from_then_on(step: Step, world: World) -> None:
    take_over(access=world.nils.opens(world.agda), step=step, now=world.now + DAY)
    taken = Step.objects.get()
    assert (taken.unit, taken.provider, taken.ask, taken.holder, taken.responsible) == (
        world.eyes, world.region, world.eyes, Holder.UNIT, None,
    )  # fmt: skip
    assert (taken.asked_unit, taken.asked_at, taken.status, taken.revision) == (None, None, StepStatus.OPEN, 3)
    row = row_for(world.agda.opens_own())
    assert (row.holder, row.waits_for, row.ask.unit, row.source.unit) == (EYES, "", EYES, EYES)
    assert (written("step.hand_over_asked"), written("step.taken_over")) == (1, 1)


def test_each_unit_is_offered_what_is_its_own_to_do(step: Step, anna: Access, world: World) -> None:
    def offered(access: Access) -> tuple[bool, bool]:
        row = row_for(access)
        return row.can_hand_over, row.can_take_over

    others = {"nils": world.nils.opens(world.agda), "lena": world.lena.opens(world.agda)}
    everybody = {"anna": anna, **others, "agda": world.agda.opens_own()}
    assert {who: offered(access) for who, access in everybody.items()} == {
        "anna": (True, False), "nils": (False, True), "lena": (False, False), "agda": (False, False),
    }  # fmt: skip


def test_who_had_it_no_longer_ends_it_and_who_has_it_does(step: Step, anna: Access, world: World) -> None:
    nils = world.nils.opens(world.agda)
    take_over(access=nils, step=step, now=world.now)
    with pytest.raises(StepHasEnded):
        cancel_step(access=anna, step=step, how="Behövs inte", now=world.now)
    finish_step(access=nils, step=Step.objects.get(), how="Klart", now=world.now)
    assert Step.objects.get().status == StepStatus.DONE


def test_who_cannot_says_why_to_the_unit_that_asked_and_to_nobody_else(step: Step, anna: Access, world: World) -> None:
    nils = world.nils.opens(world.agda)
    decline_hand_over(access=nils, step=step, because="Fullt till våren", now=world.now)
    row = row_for(anna)
    assert (row.waits_for, row.declined, row.holder) == (
        "", "Ögonmottagningen kan inte ta över: Fullt till våren", "Maria Lind",
    )  # fmt: skip
    for access in (nils, world.agda.opens_own()):
        row = row_for(access)
        assert (row.waits_for, row.declined, row.can_take_over) == ("", "", False)
    assert written("step.hand_over_declined") == 1


def test_a_no_is_no_yes_afterwards(step: Step, world: World) -> None:
    nils = world.nils.opens(world.agda)
    decline_hand_over(access=nils, step=step, because="Fullt", now=world.now)
    for again in (take_over, lambda **it: decline_hand_over(because="Igen", **it)):
        with pytest.raises(HandOverChanged):
            again(access=nils, step=step, now=world.now)
    assert (Step.objects.get().unit, Step.objects.get().declined_because) == (world.heart, "Fullt")


def test_the_unit_that_asked_may_keep_the_step_after_all(step: Step, anna: Access, world: World) -> None:
    keep_step(access=anna, step=step, now=world.now)
    assert (Step.objects.get().asked_unit, row_for(anna).waits_for) == (None, "")
    with pytest.raises(HandOverChanged):
        take_over(access=world.nils.opens(world.agda), step=step, now=world.now)
    assert Step.objects.get().unit == world.heart


def test_who_was_asked_first_is_no_longer_asked_when_another_is(step: Step, anna: Access, world: World) -> None:
    skin = world._unit(12, world.region, "Hudmottagningen")
    sven = world.staff("Sven Hud", skin).meets(world.agda)
    ask_to_take_over(access=anna, step=step, unit=skin, now=world.now)
    with pytest.raises(HandOverChanged):
        take_over(access=world.nils.opens(world.agda), step=step, now=world.now)
    take_over(access=sven, step=step, now=world.now)
    assert Step.objects.get().unit == skin


def test_a_page_that_was_read_before_a_colleague_changed_the_step_writes_nothing(
    step: Step, anna: Access, world: World
) -> None:
    step.revision = 1
    for late in (lambda: ask_to_take_over(access=anna, step=step, unit=world.eyes, now=world.now),
                 lambda: keep_step(access=anna, step=step, now=world.now)):  # fmt: skip
        with pytest.raises(HandOverChanged):
            late()
    assert Step.objects.get().asked_unit == world.eyes


def test_only_a_unit_that_is_known_to_care_for_the_patient_is_asked(anna: Access, world: World) -> None:
    step = plans(anna, now=world.now)
    world.olle.meets(world.agda)
    for unit in (world.home_care, world.hips, world.heart):
        with pytest.raises(NotAllowed):
            ask_to_take_over(access=anna, step=step, unit=unit, now=world.now)
        with pytest.raises(NotAllowed):
            plan_step(access=anna, plan=StepPlan(kind=StepKind.ACTION, what="Ringa"), asks=unit, now=world.now)
    assert list(Step.objects.values_list("asked_unit", flat=True)) == [None]


def test_what_the_patient_holds_is_not_handed_over(anna: Access, world: World) -> None:
    step = plans(anna, now=world.now, is_held_by_patient=True)
    assert row_for(anna).can_hand_over is False
    with pytest.raises(HandOverChanged):
        ask_to_take_over(access=anna, step=step, unit=world.eyes, now=world.now)


def test_nobody_is_offered_or_asked_to_take_over_what_a_block_keeps_from_them(anna: Access, world: World) -> None:
    step = plans(anna, now=world.now)
    url = reverse("hand_over_step", kwargs={"patient": world.agda.id, "step": step.public_id})
    assert EYES in world.anna.logs_in().get(url).content.decode()
    block_unit(access=world.agda.opens_own(), unit=world.heart, now=world.now)
    assert EYES not in world.anna.logs_in().get(url).content.decode()
    with pytest.raises(NotAllowed):
        ask_to_take_over(access=world.anna.opens(world.agda), step=step, unit=world.eyes, now=world.now)
    assert Step.objects.get().asked_unit is None


def test_who_does_not_document_hands_nothing_over_and_takes_nothing(step: Step, world: World) -> None:
    lena = world.lena.opens(world.agda)
    for deed in (
        lambda: ask_to_take_over(access=lena, step=step, unit=world.eyes, now=world.now),
        lambda: keep_step(access=lena, step=step, now=world.now),
        lambda: take_over(access=world.agda.opens_own(), step=step, now=world.now),
        lambda: decline_hand_over(access=world.agda.opens_own(), step=step, because="Nej", now=world.now),
    ):
        with pytest.raises(NotAllowed):
            deed()
    assert Step.objects.get().asked_unit == world.eyes


def test_a_unit_that_was_not_asked_does_not_answer(step: Step, anna: Access, world: World) -> None:
    for access in (anna, world.anna.meets(world.bertil)):
        with pytest.raises(HandOverChanged):
            take_over(access=access, step=step, now=world.now)
    assert Step.objects.get().unit == world.heart


def test_a_unit_of_another_provider_answers_with_the_patients_consent_alone(anna: Access, world: World) -> None:
    """What it does not see it is not asked, does not take, and finds on no list."""
    shared = {"kind": ConsentKind.SHARED_DOCUMENTATION, "because": "Sa ja"}
    own = world.decides(world.agda)
    world.samira.meets(world.agda)
    give_consent(access=own, unit=world.heart, now=world.now, **shared)
    step = plans(anna, now=world.now)
    with pytest.raises(NotAllowed):
        ask_to_take_over(access=world.anna.opens(world.agda), step=step, unit=world.home_care, now=world.now)
    consent = give_consent(access=own, unit=world.home_care, now=world.now, **shared)
    ask_to_take_over(access=world.anna.opens(world.agda), step=step, unit=world.home_care, now=world.now)
    assert [each.about for each in hand_overs(world.samira.opens_unit())] == [step.what]
    withdraw_consent(access=own, consent=consent, now=world.now)
    assert hand_overs(world.samira.opens_unit()) == []
    with pytest.raises(HandOverChanged):
        take_over(access=world.samira.opens(world.agda), step=step, now=world.now)
    give_consent(access=own, unit=world.home_care, now=world.now, **shared)
    take_over(access=world.samira.opens(world.agda), step=step, now=world.now)
    taken = Step.objects.get()
    assert (taken.unit, taken.provider) == (world.home_care, world.municipality)
    assert section(world.lena.opens(world.agda), world.now).rows[0].source.unit == "Hemtjänsten"


def test_a_unit_whose_rows_are_blocked_asks_nobody_who_cannot_see(step: Step, world: World) -> None:
    block_unit(access=world.agda.opens_own(), unit=world.heart, now=world.now)
    assert hand_overs(world.nils.opens_unit()) == []
    with pytest.raises(HandOverChanged):
        take_over(access=world.nils.opens(world.agda), step=step, now=world.now)


def test_the_unit_takes_part_in_the_care_from_when_it_takes_over(step: Step, world: World) -> None:
    """One that had the plan open for a while has a relation of its own after that; one that had it keeps the same."""
    nils = world.nils.opens(world.agda)
    before = CareRelation.objects.get(unit=world.eyes)
    CareRelation.objects.filter(pk=before.pk).update(until=world.now)
    take_over(access=nils, step=step, now=world.now)
    relation = CareRelation.objects.get(unit=world.eyes, until=None)
    assert (relation.because, relation.since, relation.professional) == (
        "Enheten tog över ett steg", world.now, world.nils.professional,
    )  # fmt: skip
    assert written("relation.began") == 3


# ---------------------------------------------------------------- at once, and half


def test_of_two_who_answer_at_once_one_is_heard(own_database: None, now: datetime) -> None:
    world = World(now)
    world.nils.meets(world.agda)
    anna = world.anna.meets(world.agda)
    step = plans(anna, now=world.now)
    ask_to_take_over(access=anna, step=step, unit=world.eyes, now=world.now)
    nils, ove = world.nils.opens(world.agda), world.staff("Ove Blick", world.eyes).opens(world.agda)
    answers = at_once(
        lambda: take_over(access=nils, step=step, now=world.now),
        lambda: decline_hand_over(access=ove, step=step, because="Fullt", now=world.now),
    )
    assert sorted(map(str, answers)) == sorted(map(str, [None, HandOverChanged]))
    left = Step.objects.get()
    is_taken = answers[0] is None
    assert (left.unit, left.declined_because) == ((world.eyes, "") if is_taken else (world.heart, "Fullt"))
    assert written("step.taken_over") + written("step.hand_over_declined") == 1


def test_a_step_that_is_kept_while_it_is_taken_over_has_one_owner(own_database: None, now: datetime) -> None:
    world = World(now)
    world.nils.meets(world.agda)
    anna = world.anna.meets(world.agda)
    plans(anna, now=world.now)
    ask_to_take_over(access=anna, step=Step.objects.get(), unit=world.eyes, now=world.now)
    step, nils = Step.objects.get(), world.nils.opens(world.agda)
    answers = at_once(
        lambda: take_over(access=nils, step=step, now=world.now),
        lambda: keep_step(access=anna, step=step, now=world.now),
    )
    assert answers in ([None, HandOverChanged], [HandOverChanged, None])
    left = Step.objects.get()
    assert (left.unit, left.asked_unit) == (world.eyes if answers[0] is None else world.heart, None)


def test_what_breaks_in_the_middle_leaves_nothing_half(
    step: Step, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    nils = world.nils.opens(world.agda)
    CareRelation.objects.filter(unit=world.eyes).update(until=world.now)

    def breaks(*given: Any, **more: Any) -> None:
        raise RuntimeError

    monkeypatch.setattr("steps.services.hand_overs.log_write", breaks)
    before, told = Step.objects.values().get(), Entry.objects.count()
    for deed in (take_over, lambda **it: decline_hand_over(because="Fullt", **it)):
        with pytest.raises(RuntimeError), transaction.atomic():
            deed(access=nils, step=step, now=world.now)
    assert (Step.objects.values().get(), Entry.objects.count()) == (before, told)
    assert not CareRelation.objects.filter(unit=world.eyes, until=None).exists()


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ({"asked_at": None}, "steps_step_asked"),
        ({"asked_unit": "heart"}, "steps_step_another_is_asked"),
        ({"status": "done", "ended_at": NOW}, "steps_step_can_be_handed_over"),
        ({"holder": "patient", "responsible": None}, "steps_step_can_be_handed_over"),
        ({"declined_at": NOW}, "steps_step_declined"),
        ({"declined_because": "Fullt"}, "steps_step_declined"),
        ({"unit": "hips"}, "steps_step_taken_over_when_asked"),
        ({"unit": "eyes"}, "steps_step_another_is_asked"),
    ],
)
def test_the_database_keeps_the_rules_of_a_hand_over(step: Step, world: World, change: dict, constraint: str) -> None:
    units = {name: getattr(world, of) for name, of in change.items() if name in {"unit", "asked_unit"}}
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Step.objects.filter(pk=step.pk).update(**{**change, **units})


def test_the_database_lets_nobody_take_what_they_have_declined(step: Step, world: World) -> None:
    decline_hand_over(access=world.nils.opens(world.agda), step=step, because="Fullt", now=world.now)
    nobody = {"asked_unit": None, "asked_at": None, "declined_at": None, "declined_because": ""}
    with pytest.raises(IntegrityError, match="steps_step_taken_over_when_asked"), transaction.atomic():
        Step.objects.filter(pk=step.pk).update(unit=world.eyes, **nobody)


def test_a_step_that_ends_is_asked_about_no_more(step: Step, anna: Access, world: World) -> None:
    finish_step(access=anna, step=step, how="Klart", now=world.now)
    assert (Step.objects.get().asked_unit, Step.objects.get().asked_at) == (None, None)
    with pytest.raises(HandOverChanged):
        take_over(access=world.nils.opens(world.agda), step=step, now=world.now)


# ---------------------------------------------------------------- the work lists


def told(who: Staff, *, now: Any = None) -> list[tuple[str, str, str, bool]]:
    found = hand_overs(who.opens_unit(now=now))
    return [(str(each.urgency.label), each.what, each.about, bool(each.url)) for each in found]


def test_the_unit_that_is_asked_finds_it_in_its_list(step: Step, anna: Access, world: World) -> None:
    asked = ("Väntar på er", "Ni är tillfrågade om att ta över ett steg", "Sköterskan ringer")
    assert (told(world.nils), told(world.anna)) == ([(*asked, True)], [])
    take_over(access=world.nils.opens(world.agda), step=step, now=world.now)
    assert (told(world.nils), told(world.anna)) == ([], [])


def test_a_no_comes_back_to_who_asked_until_they_have_decided(step: Step, anna: Access, world: World) -> None:
    decline_hand_over(access=world.nils.opens(world.agda), step=step, because="Fullt", now=world.now)
    no = ("Väntar på er", "En annan enhet kan inte ta över", "Sköterskan ringer. Fullt", True)
    assert (told(world.nils), told(world.anna)) == ([], [no])
    assert told(world.lena) == [(*no[:3], False)]  # who books does not hand over
    keep_step(access=anna, step=Step.objects.get(), now=world.now)
    assert told(world.anna) == []


@pytest.mark.parametrize(("waited", "is_back"), [(7 * DAY, False), (7 * DAY + timedelta(seconds=1), True)])
def test_silence_comes_back_after_a_week(step: Step, world: World, waited: timedelta, is_back: bool) -> None:
    late = [("Försenat", "Den ni bad ta över har inte svarat", "Sköterskan ringer", True)]
    assert told(world.anna, now=world.now + waited) == (late if is_back else [])


@pytest.mark.parametrize("number", [1, 3])
def test_the_lists_are_two_statements(anna: Access, world: World, number: int, django_assert_num_queries: Any) -> None:
    for n in range(number):
        step = plans(anna, what=f"Steg {n}", now=world.now)
        ask_to_take_over(access=anna, step=step, unit=world.eyes, now=world.now)
    unit = world.nils.opens_unit()
    with django_assert_num_queries(2):
        assert len(hand_overs(unit)) == number


# ---------------------------------------------------------------- the pages


def page_of(who: Staff | Person, url: str) -> str:
    return who.logs_in().get(url).content.decode()


def at(world: World, step: UUID, where: str) -> str:
    return f"/patient/{world.agda.id}/steg/{step}/{where}/"


def test_the_plan_leads_to_what_each_may_do(step: Step, world: World) -> None:
    plan = f"/patient/{world.agda.id}/"
    hand_over, answer = (f'"{at(world, step.public_id, where)}"' for where in ("lamna-over", "ta-over"))
    found = {who.unit.name: page_of(who, plan) for who in (world.anna, world.nils)}
    assert {name: (hand_over in page, answer in page) for name, page in found.items()} == {
        HEART: (True, False), EYES: (False, True),
    }  # fmt: skip
    own = page_of(world.agda, "/min-plan/")
    for page in (*found.values(), own):
        assert "Väntar på att Ögonmottagningen tar över." in page
    assert (hand_over in own, answer in own) == (False, False)


def test_a_unit_is_asked_from_the_page_and_says_yes_with_one_button(anna: Access, world: World) -> None:
    step = plans(anna, now=world.now)
    sent = {"unit": str(world.eyes.public_id), "revision": "1"}
    response = world.anna.logs_in().post(at(world, step.public_id, "lamna-over"), sent, follow=True)
    assert "Ögonmottagningen är tillfrågad. Steget är ert tills de har sagt ja." in response.content.decode()
    response = world.nils.logs_in().post(at(world, step.public_id, "ta-over"), {"answer": "yes"}, follow=True)
    assert "Ni har tagit över steget." in response.content.decode()
    assert Step.objects.get().unit == world.eyes
    again = world.nils.logs_in().post(at(world, step.public_id, "ta-over"), {"answer": "yes"}, follow=True)
    assert "Det är redan besvarat, eller inte längre aktuellt." in again.content.decode()


def test_who_reads_a_page_that_a_colleague_has_overtaken_sees_what_stands(step: Step, world: World) -> None:
    sent = {"unit": "keep", "revision": "1"}
    page = world.anna.logs_in().post(at(world, step.public_id, "lamna-over"), sent).content.decode()
    assert "En kollega har ändrat steget." in page
    assert 'name="revision" value="2"' in page
    world.anna.logs_in().post(at(world, step.public_id, "lamna-over"), {**sent, "revision": "2"})
    assert Step.objects.get().asked_unit is None


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"answer": ""}, "Välj ja eller nej."),
        ({"answer": "no"}, "Skriv varför ni inte kan."),
        ({"answer": "no", "because": "   "}, "Skriv varför ni inte kan."),
        ({"answer": "no", "because": "å" * 10_000}, "Skriv högst 200 tecken."),
        ({"answer": "no", "because": "Full\x00t"}, "Texten har ett tecken som inte syns"),
    ],
)
def test_an_answer_that_is_not_whole_is_asked_for_again(step: Step, world: World, sent: dict, said: str) -> None:
    page = world.nils.logs_in().post(at(world, step.public_id, "ta-over"), sent).content.decode()
    assert said in page
    assert Step.objects.get().declined_at is None


@pytest.mark.parametrize("because", ["Vi har fullt 🙂 till våren", "אין מקום", "Långt\u202etext"])
def test_a_reason_is_kept_as_it_was_written(step: Step, world: World, because: str) -> None:
    world.nils.logs_in().post(at(world, step.public_id, "ta-over"), {"answer": "no", "because": because})
    assert Step.objects.get().declined_because == because


@pytest.mark.parametrize("unit", ["", "x", "00000000-0000-0000-0000-000000000007", "å" * 10_000])
def test_a_unit_that_is_none_of_the_choices_is_not_asked(anna: Access, world: World, unit: str) -> None:
    step = plans(anna, now=world.now)
    page = world.anna.logs_in().post(at(world, step.public_id, "lamna-over"), {"unit": unit, "revision": "1"})
    assert "Välj en enhet" in page.content.decode()
    assert Step.objects.get().asked_unit is None


def test_where_no_other_unit_cares_for_the_patient_the_page_says_what_to_do(world: World) -> None:
    step = plans(world.anna.meets(world.agda), now=world.now)
    page = page_of(world.anna, at(world, step.public_id, "lamna-over"))
    assert "Ingen annan enhet som ni känner till deltar i vården." in page
    assert "<button" not in page.split("<main")[1].split("</main>")[0]
