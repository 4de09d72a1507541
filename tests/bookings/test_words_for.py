"""Agda's words before a visit are hers: to see her times is not to read them."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from access.grants import NotAllowed
from access.kinds import MandateKind, Scope
from bookings.models import Booking, Preparation
from bookings.section import section
from bookings.services import PreparationText, prepare
from tests.deeds import books
from tests.factories import Person, World

NEIGHBOUR, PILLS = "Min granne skrämmer mig.", "Sertralin gör mig yr."
AGREEMENTS, MEDICATION = Scope.AGREEMENTS, Scope.MEDICATION


@pytest.fixture
def booking(world: World) -> Booking:
    return books(world.anna.meets(world.agda), now=world.now)


def agda_writes(world: World, booking: Booking, **words: str) -> None:
    text = PreparationText(**{"matters": NEIGHBOUR, "medication": PILLS, **words})
    prepare(access=world.agda.opens_own(), booking=booking, text=text, revision=0, now=world.now)


def siv(world: World, *scopes: Scope) -> Person:
    return world.let_in("Siv Andersson", world.agda, MandateKind.TRUSTEE, scopes=(Scope.TIMES, *scopes))


def plan(who: Person, world: World) -> str:
    return who.logs_in().get(reverse("my_plan", kwargs={"patient": world.agda.id})).content.decode()


def form(who: Person, world: World, booking: Booking, **sent: str) -> Any:
    url = reverse("prepare_visit", kwargs={"patient": world.agda.id, "booking": booking.public_id})
    return who.logs_in().post(url, sent) if sent else who.logs_in().get(url)


@pytest.mark.parametrize(
    ("scopes", "reads"),
    [
        ((), (False, False)),
        ((MEDICATION,), (False, False)),
        ((AGREEMENTS,), (True, False)),
        ((AGREEMENTS, MEDICATION), (True, True)),
    ],
)
def test_a_trustee_reads_what_agda_wrote_with_leave_to_read_more_than_times(
    world: World, booking: Booking, scopes: tuple[Scope, ...], reads: tuple[bool, bool]
) -> None:
    agda_writes(world, booking)
    page = plan(siv(world, *scopes), world)
    assert "Återbesök" in page
    assert (NEIGHBOUR in page, PILLS in page) == reads


def test_agda_and_the_unit_read_all_of_it(world: World, booking: Booking) -> None:
    agda_writes(world, booking)
    for access in (world.agda.opens_own(), world.anna.opens(world.agda)):
        written = section(access, world.now).rows[0].prepared
        assert written
        assert (written.matters, written.medication) == (NEIGHBOUR, PILLS)


def test_who_wrote_it_for_agda_reads_it_again_and_changes_it(world: World, booking: Booking) -> None:
    who = siv(world, Scope.BOOK)
    form(who, world, booking, matters=NEIGHBOUR, medication=PILLS, revision="0")
    page = form(who, world, booking).content.decode()
    assert (NEIGHBOUR in page, PILLS in page) == (True, True)
    form(who, world, booking, matters="Annat.", medication=PILLS, revision="1")
    assert Preparation.objects.get().matters == "Annat."


def test_who_may_not_read_what_agda_wrote_does_not_write_over_it(world: World, booking: Booking) -> None:
    who = siv(world, Scope.BOOK)
    agda_writes(world, booking)
    page = form(who, world, booking).content.decode()
    assert "Någon annan har förberett besöket." in page
    assert (NEIGHBOUR in page, "<textarea" in page) == (False, False)
    late = form(who, world, booking, matters="Mina egna ord.", revision="0").content.decode()
    assert ("Någon annan hann före" in late, "Mina egna ord." in late, NEIGHBOUR in late) == (True, True, False)
    text = PreparationText(matters="Mina egna ord.")
    with pytest.raises(NotAllowed):
        prepare(access=who.opens(world.agda), booking=booking, text=text, revision=1, now=world.now)
    assert Preparation.objects.get().matters == NEIGHBOUR


def test_who_may_not_read_of_medicines_does_not_erase_them(world: World, booking: Booking) -> None:
    who = siv(world, Scope.BOOK, AGREEMENTS)
    agda_writes(world, booking, medication="")
    assert section(who.opens(world.agda), world.now).rows[0].can_prepare
    text = PreparationText(matters=NEIGHBOUR, medication=PILLS)
    later = world.now + timedelta(minutes=1)
    prepare(access=world.agda.opens_own(), booking=booking, text=text, revision=1, now=later)
    assert not section(who.opens(world.agda), world.now).rows[0].can_prepare
    with pytest.raises(NotAllowed):
        prepare(
            access=who.opens(world.agda), booking=booking, text=PreparationText(matters="Nytt"), revision=2, now=later
        )
    assert Preparation.objects.get().medication == PILLS
