"""The steps of a patient as decided values: who holds them, whom to ask, how long one has waited."""

from datetime import date, timedelta

import pytest

from access.grants import Access
from people.shown import Ask, Source
from steps.models import Step, StepKind
from steps.section import Guarantee, StepRow, guarantee_of, section
from steps.services import finish_step
from tests.deeds import plans
from tests.factories import World

TODAY = date(2026, 11, 25)


@pytest.fixture
def anna(world: World) -> Access:
    return world.anna.meets(world.agda)


def rows(world: World) -> list[StepRow]:
    return list(section(world.agda.opens_own(), world.now).rows)


def test_a_row_holds_everything_the_page_says(anna: Access, world: World) -> None:
    step = plans(
        anna, now=world.now, kind=StepKind.FOLLOW_UP, what="Uppföljning", detail="Ta med listan",
        responsible=world.maria.professional, ask=world.eyes, latest=date(2026, 12, 1),
    )  # fmt: skip
    told = {
        "id": step.public_id,
        "what": "Uppföljning",
        "detail": "Ta med listan",
        "holder": "Maria Lind",
        "is_held_by_patient": False,
        "latest": date(2026, 12, 1),
        "guarantee": None,
        "is_open": True,
        "is_overdue": False,
        "is_cancelled": False,
        "status": "Pågår",
        "ask": Ask("Mottagningssköterskan", "Ögonmottagningen", "+46846500402", "vardagar 8–10"),
        "source": Source("Hjärtmottagningen", "Sjöstads sjukhus", "Region Sjöland", "region", world.now),
    }
    (row,) = rows(world)
    assert {name: getattr(row, name) for name in told} == told


def test_who_holds_it_is_said_in_words(anna: Access, world: World) -> None:
    plans(anna, now=world.now, latest=date(2026, 12, 1))
    plans(anna, now=world.now, latest=date(2026, 12, 2), is_held_by_patient=True)
    assert [(row.holder, row.is_held_by_patient) for row in rows(world)] == [
        ("Hjärtmottagningen", False),
        ("Du själv", True),
    ]


def test_who_reads_anothers_plan_is_not_told_to_do_it(anna: Access, world: World) -> None:
    plans(anna, now=world.now, is_held_by_patient=True)
    said = {
        world.agda.opens_own(): ("Du själv", "Det här gör du själv."),
        world.karin.opens(world.agda): ("Patienten själv", "Det här gör patienten själv."),
        anna: ("Patienten själv", "Det här gör patienten själv."),
    }
    for access, words in said.items():
        (row,) = section(access, world.now).rows
        assert (row.holder, row.patient_does) == words


@pytest.mark.parametrize(("days", "is_overdue"), [(-1, True), (0, False), (1, False)])
def test_a_step_is_overdue_the_day_after_its_latest(anna: Access, world: World, days: int, is_overdue: bool) -> None:
    plans(anna, now=world.now, latest=TODAY + timedelta(days=days))
    assert [row.is_overdue for row in rows(world)] == [is_overdue]


def test_a_step_that_was_done_late_is_not_overdue(anna: Access, world: World) -> None:
    step = plans(anna, now=world.now, latest=TODAY - timedelta(days=9))
    finish_step(access=anna, step=step, how="Klart i dag", now=world.now)
    assert [(row.is_overdue, row.is_open, row.status) for row in rows(world)] == [(False, False, "Klart i dag")]


def test_a_day_is_a_swedish_day(anna: Access, world: World) -> None:
    """At half past eleven in the evening UTC it is tomorrow in Sweden."""
    plans(anna, now=world.now, latest=TODAY)
    late = world.now.replace(hour=23, minute=30)
    assert [row.is_overdue for row in section(world.agda.opens_own(), late).rows] == [True]


@pytest.mark.parametrize(
    ("waited", "day", "is_broken"), [(0, 0, False), (1, 1, False), (41, 41, False), (90, 90, False), (91, 91, True)]
)
def test_the_care_guarantee_counts_days_from_the_day_after(waited: int, day: int, is_broken: bool) -> None:
    since = TODAY - timedelta(days=waited)
    guarantee = guarantee_of(since, 90, TODAY)
    assert guarantee == Guarantee(day, 90, since + timedelta(days=90))
    assert guarantee.is_broken is is_broken


def test_the_days_of_the_guarantee_do_not_mind_the_clock_change() -> None:
    assert guarantee_of(date(2026, 10, 24), 30, date(2026, 10, 26)) == Guarantee(2, 30, date(2026, 11, 23))


def test_where_no_guarantee_applies_none_is_told(anna: Access, world: World) -> None:
    plans(anna, now=world.now, kind=StepKind.REFERRAL, waits_since=TODAY - timedelta(days=10))
    assert [row.guarantee for row in rows(world)] == [None]
    assert guarantee_of(None, 90, TODAY) is None


def test_a_referral_that_waits_is_late_when_the_guarantee_is_broken(anna: Access, world: World) -> None:
    since = TODAY - timedelta(days=91)
    plans(anna, now=world.now, kind=StepKind.REFERRAL, waits_since=since, guarantee_days=90)
    row = rows(world)[0]
    assert (row.latest, row.is_overdue, row.guarantee) == (
        TODAY - timedelta(days=1),
        True,
        Guarantee(91, 90, row.latest),
    )


def test_what_ended_is_shown_for_half_a_year(anna: Access, world: World) -> None:
    step = plans(anna, now=world.now)
    finish_step(access=anna, step=step, how="Klart", now=world.now - timedelta(days=180))
    assert len(rows(world)) == 1
    Step.objects.update(ended_at=world.now - timedelta(days=180, seconds=1))
    assert rows(world) == []
