"""Two at the same moment, each with a connection of their own."""

from datetime import timedelta
from uuid import uuid4

import pytest

from bookings.models import AgreedHow, Booking, TimeWish
from bookings.services import (
    AlreadyAnswered,
    AlreadyBooked,
    BookingChanged,
    Time,
    ask_for_another_time,
    book,
    cancel,
    confirm,
    move,
)
from tests.deeds import HOUR, books
from tests.factories import NOW, World
from tests.together import at_once


@pytest.fixture
def world(own_database: None) -> World:
    """Committed, so that both connections see it."""
    return World(NOW)


def test_two_who_book_the_same_colleague_at_the_same_time_get_one_visit(world: World) -> None:
    anna, lena = world.anna.meets(world.agda), world.lena.meets(world.bertil)

    def collide(days: float) -> list[object]:
        performer = world.anna.professional
        return at_once(
            lambda: books(anna, performer=performer, days=days, now=NOW).what,
            lambda: books(lena, performer=performer, days=days + 1 / 48, now=NOW).what,
        )

    assert [set(collide(days)) for days in range(1, 9)] == [{"Återbesök", AlreadyBooked}] * 8
    assert Booking.objects.count() == 8


def test_a_form_sent_twice_at_once_books_once(world: World) -> None:
    access, key = world.anna.meets(world.agda), uuid4()
    starts_at = NOW + timedelta(days=7)
    time = Time(what="Återbesök", starts_at=starts_at, ends_at=starts_at + HOUR, performer=world.anna.professional)

    def send() -> int:
        return book(access=access, time=time, agreed=AgreedHow.IN_DIALOGUE, now=NOW, key=key).pk

    answers = at_once(send, send, send, send)
    assert answers == [Booking.objects.get().pk] * 4


def test_of_a_move_and_a_cancellation_at_once_one_happens(world: World) -> None:
    anna, maria = world.anna.meets(world.agda), world.maria.meets(world.agda)
    booking = books(anna, now=NOW)
    starts_at = NOW + timedelta(days=9)
    time = Time(what="Återbesök", starts_at=starts_at, ends_at=starts_at + HOUR)
    answers = at_once(
        lambda: move(access=anna, booking=booking, revision=1, time=time, agreed=AgreedHow.CHOSEN, now=NOW),
        lambda: cancel(access=maria, booking=booking, revision=1, because="Förhinder", now=NOW),
    )
    assert sorted(answers, key=str) == sorted([None, BookingChanged], key=str)
    assert Booking.objects.get().revision == 2


def test_a_yes_and_a_wish_at_once_are_one_answer(world: World) -> None:
    booking = books(world.anna.meets(world.agda), agreed=AgreedHow.NOT_YET, now=NOW)
    mine = world.agda.opens_own()
    yes, wish = at_once(
        lambda: confirm(access=mine, booking=booking, revision=1, now=NOW),
        lambda: ask_for_another_time(access=mine, booking=booking, revision=1, text="", now=NOW),
    )
    assert {yes, wish} == {None, AlreadyAnswered}
    assert (Booking.objects.get().agreed == AgreedHow.CONFIRMED, TimeWish.objects.count()) == (
        yes is None,
        wish is None,
    )
