"""Somebody answers or ticks off in the very moment that a colleague writes the next version: nothing is left behind."""

from collections.abc import Callable
from datetime import datetime
from threading import Event
from time import sleep
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.utils import timezone

from agreements.models import Agreement, Standing, Tick
from agreements.services import (
    NOTHING_YET,
    AgreementChanged,
    Does,
    Said,
    answer_commitment,
    say_yes,
    take_back,
    tick,
)
from tests.deeds import AT_THE_MEETING, agrees
from tests.factories import World
from tests.together import at_once

WALKS, SEES = "går en sväng", "ser över synen"


def in_this_order(first: Callable[[], object], then: Callable[[], object]) -> list[object]:
    """The second begins when the first has written and not committed, which it does when the second waits for it."""
    has_written, is_done = Event(), Event()

    def begin() -> object:
        with transaction.atomic():
            given = first()
            has_written.set()
            while not (is_done.is_set() or somebody_waits()):
                sleep(0.01)
            return given

    def follow() -> object:
        has_written.wait()
        try:
            return then()
        finally:
            is_done.set()

    return at_once(begin, follow)


def somebody_waits() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT FROM pg_stat_activity"
            " WHERE datname = current_database() AND wait_event_type = 'Lock')"
        )
        return bool(cursor.fetchone()[0])


@pytest.fixture
def world(own_database: None, now: datetime) -> World:
    world = World(now)
    world.anna.meets(world.agda)
    world.nils.meets(world.agda)
    return world


@pytest.fixture
def agreement(world: World) -> Agreement:
    return writes(world)


def writes(world: World, said: Said = AT_THE_MEETING, replaces: Agreement | None = None) -> Agreement:
    does = {"patient_does": (Does(WALKS),), "care_does": (Does(SEES, unit=world.eyes),)}
    return agrees(world.anna.opens(world.agda), now=world.now, said=said, replaces=replaces, **does)


def newest(what: str) -> Agreement:
    return Agreement.objects.latest("version").commitments.get(what=what)


def ticks(world: World, agreement: Agreement) -> Tick:
    walks = agreement.commitments.get(what=WALKS)
    today = timezone.localdate(world.now)
    return tick(access=world.agda.opens_own(), commitment=walks, on=today, note="", key=uuid4(), now=world.now)


def answers(world: World, agreement: Agreement, *, accepts: bool = True) -> None:
    sees = agreement.commitments.get(what=SEES)
    answer_commitment(
        access=world.nils.opens(world.agda), commitment=sees, accepts=accepts, because="" if accepts else "Fullt",
        now=world.now,
    )  # fmt: skip


@pytest.mark.parametrize("said", [AT_THE_MEETING, NOTHING_YET])
@pytest.mark.parametrize("accepts", [True, False])
def test_what_nils_answers_while_anna_writes_stands_in_what_she_has_written(
    world: World, agreement: Agreement, said: Said, *, accepts: bool
) -> None:
    given = in_this_order(
        lambda: writes(world, said, agreement).version, lambda: answers(world, agreement, accepts=accepts)
    )
    assert (given, newest(SEES).standing) == ([2, None], Standing.BINDS if accepts else Standing.DECLINED)


def test_what_anna_writes_while_nils_answers_has_his_answer(world: World, agreement: Agreement) -> None:
    given = in_this_order(lambda: answers(world, agreement), lambda: writes(world, replaces=agreement).version)
    assert (given, newest(SEES).standing) == ([None, 2], Standing.BINDS)


def test_agda_who_ticks_off_while_anna_writes_is_told(world: World, agreement: Agreement) -> None:
    given = in_this_order(lambda: writes(world, replaces=agreement).version, lambda: ticks(world, agreement))
    assert (given, Tick.objects.count()) == ([2, AgreementChanged], 0)


def test_what_agda_ticks_off_before_anna_has_written_is_done_in_what_anna_writes(
    world: World, agreement: Agreement
) -> None:
    given = in_this_order(lambda: ticks(world, agreement).pk, lambda: writes(world, replaces=agreement).version)
    assert (given[1], newest(WALKS).ticks.standing().count()) == (2, 1)


def test_what_is_ticked_off_while_agda_says_yes_to_the_next_version_is_done_there(
    world: World, agreement: Agreement
) -> None:
    proposal = writes(world, NOTHING_YET, agreement)
    own = world.agda.opens_own()
    in_this_order(lambda: ticks(world, agreement).pk, lambda: say_yes(access=own, agreement=proposal, now=world.now))
    assert newest(WALKS).ticks.standing().count() == 1


def test_what_agda_takes_back_while_anna_writes_is_not_done_in_what_anna_writes(
    world: World, agreement: Agreement
) -> None:
    done = ticks(world, agreement)
    own = world.agda.opens_own()
    given = in_this_order(
        lambda: take_back(access=own, tick=done, now=world.now), lambda: writes(world, replaces=agreement).version
    )
    assert (given, newest(WALKS).ticks.standing().count()) == ([None, 2], 0)
