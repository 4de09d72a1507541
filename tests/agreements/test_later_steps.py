"""The steps further on: planned with the agreement, begun by the patient's yes, and asked of other units."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from access.grants import Access
from access.services import block_unit
from agreements.forms.initial import of_agreement, of_template
from agreements.lookups import our_agreement
from agreements.models import Agreement, PlannedStep, Watch
from agreements.responsible import OWN, responsibles
from agreements.rows import LaterStepRow
from agreements.section import section
from agreements.services import NOTHING_YET, LaterStep, Said, WatchFor, agree, end, record_answer, say_no, say_yes
from agreements.shipped import shipped_templates
from agreements.versions import versions_of
from people.models import CareUnit
from steps.models import Step, StepKind
from steps.services import HandOverChanged, StepPlan, decline_hand_over, take_over
from tests.deeds import AT_THE_MEETING, agrees, whole
from tests.factories import NOW, World

TODAY = NOW.date()
EYES = "Ögonmottagningen"


@pytest.fixture
def anna(world: World) -> Access:
    """Of the heart clinic; the eye clinic cares for Agda too."""
    world.nils.meets(world.agda)
    return world.anna.meets(world.agda)


def later(what: str, unit: CareUnit | None = None, *, weeks: int = 6, when: str = "", **more: Any) -> LaterStep:
    days = {"not_before": TODAY + timedelta(weeks=weeks - 1), "latest": TODAY + timedelta(weeks=weeks)}
    return LaterStep(StepPlan(**{"kind": StepKind.VISIT, "what": what, "when": when, **days, **more}), unit)


def rewrites(access: Access, earlier: Agreement, said: Said, *steps: LaterStep, **words: Any) -> Agreement:
    earlier.refresh_from_db()
    return agree(access=access, text=whole(later_steps=steps, **words), said=said, now=NOW, replaces=earlier)


def told() -> dict[str, str]:
    return dict(Step.objects.order_by("pk").values_list("what", "status"))


def rows(access: Access) -> tuple[LaterStepRow, ...]:
    (row,) = section(access, NOW).rows
    return row.later_steps


def test_what_was_agreed_for_later_is_planned_in_order(anna: Access, world: World) -> None:
    steps = (later("Kontroll", when="6 veckor efter"), later("Årskontroll", weeks=52))
    agreement = agrees(anna, now=world.now, later_steps=steps)
    planned = PlannedStep.objects.filter(agreement=agreement).values_list("position", "step__what", "step__status")
    assert list(planned) == [(1, "Kontroll", "open"), (2, "Årskontroll", "open")]
    assert rows(world.agda.opens_own()) == (
        LaterStepRow("Kontroll", "6 veckor efter", date(2026, 12, 30), date(2027, 1, 6), "Hjärtmottagningen"),
        LaterStepRow("Årskontroll", "", date(2027, 11, 17), date(2027, 11, 24), "Hjärtmottagningen"),
    )


def test_a_step_for_another_unit_stands_at_the_writers_until_that_unit_takes_over(anna: Access, world: World) -> None:
    agrees(anna, now=world.now, later_steps=(later("Ögonbotten", world.eyes),))
    step = Step.objects.get()
    assert (step.unit, step.asked_unit, step.asked_at) == (world.heart, world.eyes, world.now)
    for access in (world.agda.opens_own(), anna, world.nils.opens(world.agda)):
        (row,) = rows(access)
        assert (row.who, row.waits_for) == ("Hjärtmottagningen", EYES)
    take_over(access=world.nils.opens(world.agda), step=step, now=world.now)
    for access in (world.agda.opens_own(), anna):
        (row,) = rows(access)
        assert (row.who, row.waits_for) == (EYES, "")


def test_a_no_leaves_the_step_where_it_is(anna: Access, world: World) -> None:
    agrees(anna, now=world.now, later_steps=(later("Ögonbotten", world.eyes),))
    decline_hand_over(access=world.nils.opens(world.agda), step=Step.objects.get(), because="Fullt", now=world.now)
    (row,) = rows(world.agda.opens_own())
    assert (row.who, row.waits_for) == ("Hjärtmottagningen", "")


def test_staff_are_not_told_whom_the_other_unit_has_given_it_to(anna: Access, world: World) -> None:
    agrees(anna, now=world.now, later_steps=(later("Ögonbotten", world.eyes),))
    nils = world.nils.opens(world.agda)
    take_over(access=nils, step=Step.objects.get(), now=world.now)
    skin = world._unit(12, world.region, "Hudmottagningen")
    sven = world.staff("Sven Hud", skin).meets(world.agda)
    Step.objects.update(asked_unit=skin, asked_at=world.now)
    assert rows(anna)[0].waits_for == ""
    take_over(access=sven, step=Step.objects.get(), now=world.now)
    assert (rows(anna)[0].who, rows(world.agda.opens_own())[0].who) == ("", "Hudmottagningen")


# ---------------------------------------------------------------- proposals and answers


def test_what_is_proposed_begins_with_the_patients_yes_and_is_asked_from_then(anna: Access, world: World) -> None:
    agreement = agrees(
        anna, now=world.now, said=NOTHING_YET, later_steps=(later("Kontroll"), later("Ögonbotten", world.eyes))
    )
    assert told() == {"Kontroll": "proposed", "Ögonbotten": "proposed"}
    with pytest.raises(HandOverChanged):
        take_over(access=world.nils.opens(world.agda), step=Step.objects.get(what="Ögonbotten"), now=world.now)
    at = world.now + timedelta(days=9)
    say_yes(access=world.agda.opens_own(now=at), agreement=agreement, now=at)
    assert told() == {"Kontroll": "open", "Ögonbotten": "open"}
    assert dict(Step.objects.values_list("what", "asked_at")) == {"Kontroll": None, "Ögonbotten": at}


def test_a_no_begins_nothing(anna: Access, world: World) -> None:
    agreement = agrees(anna, now=world.now, said=NOTHING_YET, later_steps=(later("Kontroll"),))
    say_no(access=world.agda.opens_own(), agreement=agreement, because="För ofta", now=world.now)
    assert told() == {"Kontroll": "proposed"}


def test_what_held_holds_until_the_yes_and_then_gives_way(anna: Access, world: World) -> None:
    first = agrees(anna, now=world.now, later_steps=(later("Kontroll"), later("Prov")))
    newer = rewrites(anna, first, NOTHING_YET, later("Kontroll"), later("Röntgen"))
    assert told() == {"Kontroll": "open", "Prov": "open", "Röntgen": "proposed"}
    record_answer(access=anna, agreement=newer, said=AT_THE_MEETING, at=world.now, now=world.now)
    assert told() == {"Kontroll": "open", "Prov": "cancelled", "Röntgen": "open"}


def test_the_yes_does_not_end_what_another_unit_has_taken_over(anna: Access, world: World) -> None:
    first = agrees(anna, now=world.now, later_steps=(later("Ögonbotten", world.eyes), later("Prov")))
    take_over(access=world.nils.opens(world.agda), step=Step.objects.get(what="Ögonbotten"), now=world.now)
    newer = rewrites(anna, first, NOTHING_YET)
    say_yes(access=world.agda.opens_own(), agreement=newer, now=world.now)
    assert told() == {"Ögonbotten": "open", "Prov": "cancelled"}


# ---------------------------------------------------------------- revised and ended


def test_a_new_version_keeps_what_says_the_same_and_cancels_the_rest(anna: Access, world: World) -> None:
    first = agrees(anna, now=world.now, later_steps=(later("Kontroll"), later("Ögonbotten", world.eyes), later("Prov")))
    rewrites(anna, first, AT_THE_MEETING, later("Ögonbotten", world.eyes), later("Kontroll"), later("Prov", weeks=8))
    assert list(Step.objects.order_by("pk").values_list("what", "status", "asked_unit__name")) == [
        ("Kontroll", "open", None), ("Ögonbotten", "open", EYES), ("Prov", "cancelled", None), ("Prov", "open", None),
    ]  # fmt: skip


def test_a_later_step_that_becomes_the_next_one_is_the_same_step(anna: Access, world: World) -> None:
    first = agrees(anna, now=world.now, later_steps=(later("Kontroll"),))
    rewrites(anna, first, AT_THE_MEETING, next_step=later("Kontroll").plan)
    assert told() == {"Kontroll": "open"}
    assert Agreement.objects.get(status="agreed").next_step == Step.objects.get()


def test_what_another_unit_has_taken_over_goes_on_there(anna: Access, world: World) -> None:
    """Kept when the agreement says the same, and left to that unit when the agreement ends."""
    first = agrees(anna, now=world.now, later_steps=(later("Ögonbotten", world.eyes), later("Prov")))
    take_over(access=world.nils.opens(world.agda), step=Step.objects.get(what="Ögonbotten"), now=world.now)
    second = rewrites(anna, first, AT_THE_MEETING, later("Ögonbotten", world.eyes), later("Prov"))
    assert Step.objects.count() == 2
    end(access=anna, agreement=second, because="Frisk", now=world.now)
    assert told() == {"Ögonbotten": "open", "Prov": "cancelled"}


def test_the_end_of_an_agreement_cancels_its_steps_and_asks_nobody_more(anna: Access, world: World) -> None:
    agreement = agrees(anna, now=world.now, later_steps=(later("Kontroll"), later("Ögonbotten", world.eyes)))
    end(access=anna, agreement=agreement, because="Frisk", now=world.now)
    assert set(Step.objects.values_list("status", "asked_unit")) == {("cancelled", None)}


def test_a_proposal_that_is_taken_back_leaves_no_step(anna: Access, world: World) -> None:
    agreement = agrees(anna, now=world.now, said=NOTHING_YET, later_steps=(later("Kontroll"),))
    end(access=anna, agreement=agreement, because="Fel", now=world.now)
    assert told() == {"Kontroll": "withdrawn"}


def test_what_breaks_in_the_middle_leaves_nothing_half(
    anna: Access, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(*given: Any, **more: Any) -> None:
        raise RuntimeError

    monkeypatch.setattr("agreements.services.writing.write_planned", breaks)
    with pytest.raises(RuntimeError), transaction.atomic():
        agrees(anna, now=world.now, later_steps=(later("Kontroll"), later("Ögonbotten", world.eyes)))
    assert (Agreement.objects.count(), Step.objects.count(), PlannedStep.objects.count()) == (0, 0, 0)


@pytest.mark.parametrize("number", [1, 3])
def test_the_card_is_one_statement_however_many_steps(
    anna: Access, world: World, number: int, django_assert_num_queries: Any
) -> None:
    agrees(anna, now=world.now, later_steps=tuple(later(f"Steg {n}") for n in range(number)))
    with django_assert_num_queries(1):
        assert len(rows(anna)) == number


def test_a_step_stands_once_in_an_agreement(anna: Access, world: World) -> None:
    agreement = agrees(anna, now=world.now, later_steps=(later("Kontroll"),))
    step = Step.objects.get()
    for again, rule in (({"position": 2, "step": step}, "once"), ({"position": 1, "step": step}, "")):
        with pytest.raises(IntegrityError, match=f"agreements_plannedstep_{rule}"), transaction.atomic():
            PlannedStep.objects.create(agreement=agreement, **again)


def test_what_to_watch_for_stays_as_it_was_written(anna: Access, world: World) -> None:
    agrees(anna, now=world.now, watch_for=(WatchFor("vikten ökar", by_day="ring"),))
    with pytest.raises(IntegrityError, match="agreements_text_is_never_edited"), transaction.atomic():
        Watch.objects.update(by_day="vänta")


@pytest.mark.parametrize("change", [{"position": 7}, {"unit": None}])
def test_what_was_agreed_for_later_stays_as_it_was_written(anna: Access, world: World, change: dict) -> None:
    agrees(anna, now=world.now, later_steps=(later("Ögonbotten", world.eyes),))
    with pytest.raises(IntegrityError, match="agreements_text_is_never_edited"), transaction.atomic():
        PlannedStep.objects.update(**change)
    with pytest.raises(IntegrityError, match="agreements_never_lost"), transaction.atomic():
        PlannedStep.objects.all().delete()


def test_the_versions_say_what_changed_in_the_steps_further_on(anna: Access, world: World) -> None:
    first = agrees(anna, now=world.now, later_steps=(later("Kontroll", when="i vår", not_before=None, latest=None),))
    newer = rewrites(anna, first, AT_THE_MEETING, later("Kontroll", when="i höst", not_before=None, latest=None))
    newest, _first = versions_of(world.agda.opens_own(), newer, world.now)
    assert newest.changes is not None
    (change,) = newest.changes
    assert (change.heading, [(piece.how, piece.words) for piece in change.pieces]) == (
        "Steg framåt", [("same", "Kontroll i"), ("removed", "vår"), ("added", "höst")],
    )  # fmt: skip


# ---------------------------------------------------------------- the form


def test_the_form_starts_from_who_has_each_step(anna: Access, world: World) -> None:
    agreement = agrees(
        anna, now=world.now,
        later_steps=(later("Kontroll", when="i vår"), later("Samtal", responsible=world.anna.professional),
                     later("Ögonbotten", world.eyes)),
    )  # fmt: skip
    eyes, own = str(world.eyes.public_id), str(world.anna.professional.public_id)

    def started() -> list[tuple[Any, ...]]:
        steps = of_agreement(our_agreement(anna, agreement.public_id, is_read=True))["steps"]
        return [(each["what"], each["when"], each["who"]) for each in steps]

    assert started() == [("Kontroll", "i vår", OWN), ("Samtal", "", own), ("Ögonbotten", "", eyes)]
    take_over(access=world.nils.opens(world.agda), step=Step.objects.get(what="Ögonbotten"), now=world.now)
    assert started()[2] == ("Ögonbotten", "", eyes)


def test_a_care_model_fills_the_next_step_and_those_further_on(anna: Access, world: World) -> None:
    content = next(each for each in shipped_templates() if len(each.steps) > 2)
    template = type("Chosen", (), {"text": content, "public_id": None})()
    start = of_template(template, TODAY, responsibles(anna, now=world.now))
    first, second = content.steps[:2]
    assert (start["next_what"], start["next_latest"]) == (first.what, first.after.window(TODAY)[1])
    assert len(start["steps"]) == len(content.steps) - 1
    step = start["steps"][0]
    assert (step["what"], step["when"], step["not_before"], step["latest"]) == (
        second.what, second.after.words, *second.after.window(TODAY),
    )  # fmt: skip


FORM = {
    "title": "Hjärtat", "what_matters": "Att orka", "next_what": "", "next_latest": "", "next_who": "",
    "patient-TOTAL_FORMS": "1", "patient-INITIAL_FORMS": "0", "patient-0-what": "går",
    "network-TOTAL_FORMS": "0", "network-INITIAL_FORMS": "0", "watch-TOTAL_FORMS": "0", "watch-INITIAL_FORMS": "0",
    "care-TOTAL_FORMS": "1", "care-INITIAL_FORMS": "0", "care-0-what": "ringer", "care-0-who": "own",
    "steps-TOTAL_FORMS": "1", "steps-INITIAL_FORMS": "0",
    "no_next_step_because": "Inget behövs", "turn_by_day": "Ring.", "no_fixed_contact_because": "Behövs inte",
    "follow_up_on": "", "follow_up_how": "I telefon", "how": "meeting", "revision": "",
    "key": "00000000-0000-0000-0000-000000000042",
}  # fmt: skip


def sends(world: World, **row: str) -> str:
    data = {**FORM, **{f"steps-0-{name}": value for name, value in row.items()}}
    response = world.anna.logs_in().post(f"/patient/{world.agda.id}/overenskommelser/ny/", data, follow=True)
    return response.content.decode()


def test_a_step_is_written_in_the_form_and_stands_in_the_plan(anna: Access, world: World) -> None:
    page = sends(
        world, what="Ögonbotten", when="2–3 veckor efter", who=str(world.eyes.public_id), kind="visit",
        not_before="2026-12-09", latest="2026-12-16",
    )  # fmt: skip
    assert "Steg framåt" in page
    assert "2–3 veckor efter" in page
    assert "Väntar på att Ögonmottagningen tar över" in page
    step = Step.objects.get()
    assert (step.what, step.kind, step.when, step.not_before, step.latest, step.asked_unit) == (
        "Ögonbotten", "visit", "2–3 veckor efter", date(2026, 12, 9), date(2026, 12, 16), world.eyes,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"what": "Prov", "when": "i vår"}, "Välj vem som ansvarar."),
        ({"what": "Prov", "who": "own"}, "Skriv när: med ord eller datum."),
        ({"when": "i vår", "who": "own"}, "Skriv vad som ska göras."),
        ({"what": "Prov", "who": "own", "not_before": "2026-12-09", "latest": "2026-12-08"}, "inte vara före tidigast"),
        ({"what": "Prov", "who": "own", "latest": "1899-01-01"}, "Datumet ska vara i dag eller senare"),
        ({"what": "Prov", "who": "own", "latest": "2026-11-24"}, "Datumet ska vara i dag eller senare"),
        ({"what": "å" * 10_000, "who": "own", "when": "i vår"}, "Skriv högst 200 tecken."),
        ({"what": "Prov", "who": "own", "when": "å" * 10_000}, "Skriv högst 100 tecken."),
        ({"what": "Pr\x00ov", "who": "own", "when": "i vår"}, "Texten har ett tecken som inte syns"),
        ({"what": "Prov", "who": "00000000-0000-0000-0000-000000000007", "when": "i vår"}, "Välj någon i listan."),
    ],
)
def test_a_step_that_is_not_whole_is_asked_for_again(anna: Access, world: World, row: dict, said: str) -> None:
    assert said in sends(world, **row)
    assert (Agreement.objects.count(), Step.objects.count()) == (0, 0)


@pytest.mark.parametrize("what", ["Prov 🙂", "בדיקה", "Prov\u202esenare"])
def test_a_step_is_kept_as_it_was_written(anna: Access, world: World, what: str) -> None:
    sends(world, what=what, who="own", when="i vår")
    assert Step.objects.get().what == what


def test_a_unit_whose_care_the_writer_does_not_know_of_is_no_choice(anna: Access, world: World) -> None:
    block_unit(access=world.agda.opens_own(), unit=world.eyes, now=world.now)
    page = sends(world, what="Prov", who=str(world.eyes.public_id), when="i vår")
    assert "Välj någon i listan." in page
    assert EYES not in page


def test_a_form_that_was_opened_before_it_had_steps_is_read_all_the_same(anna: Access, world: World) -> None:
    data = {name: value for name, value in FORM.items() if not name.startswith("steps")}
    world.anna.logs_in().post(f"/patient/{world.agda.id}/overenskommelser/ny/", data)
    assert (Agreement.objects.count(), Step.objects.count()) == (1, 0)
