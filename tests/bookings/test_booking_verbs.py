"""Booking a time, and ending it: once, at one place at a time, and by those who may."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from access.grants import Access, NotAllowed
from bookings.models import AgreedHow, Booking, BookingStatus
from bookings.services import AlreadyBooked, BookingChanged, StepNotOpen, conclude
from steps.models import StepStatus
from steps.services import cancel_step, finish_step
from tests.deeds import HOUR, books, plans
from tests.factories import NOW, World
from tests.together import at_once


@pytest.fixture
def anna(world: World) -> Access:
    return world.anna.meets(world.agda)


def test_a_booked_time_belongs_to_the_unit_that_booked_it(anna: Access, world: World) -> None:
    step = plans(anna, now=world.now)
    booking = books(anna, now=world.now, step=step, performer=world.maria.professional)
    assert (booking.unit, booking.provider, booking.author, booking.step, booking.performer) == (
        world.heart,
        world.region,
        world.anna.professional,
        step,
        world.maria.professional,
    )
    assert (booking.status, booking.revision, booking.approved_for_patient) == ("booked", 1, True)


@pytest.mark.parametrize("agreed", AgreedHow)
def test_booked_is_not_agreed(anna: Access, world: World, agreed: AgreedHow) -> None:
    booking = books(anna, now=world.now, agreed=agreed)
    assert booking.agreed_at == (None if agreed == AgreedHow.NOT_YET else world.now)


@pytest.mark.parametrize(("minutes", "is_free"), [(-60, True), (-59, False), (0, False), (59, False), (60, True)])
def test_nobody_is_at_two_visits_at_once(anna: Access, world: World, minutes: int, is_free: bool) -> None:
    books(anna, now=world.now, performer=world.maria.professional)
    other = world.anna.meets(world.bertil)

    def again() -> Booking:
        return books(other, now=world.now, days=7 + minutes / 1440, performer=world.maria.professional)

    if is_free:
        assert again().status == "booked"
    else:
        with pytest.raises(AlreadyBooked):
            again()
        assert Booking.objects.count() == 1


def test_a_cancelled_time_is_free_again(anna: Access, world: World) -> None:
    booking = books(anna, now=world.now, performer=world.maria.professional)
    conclude(access=anna, booking=booking, status=BookingStatus.CANCELLED, now=world.now)
    assert books(anna, now=world.now, performer=world.maria.professional).status == "booked"


def test_visits_without_a_named_performer_may_be_at_the_same_time(anna: Access, world: World) -> None:
    assert [books(anna, now=world.now).status for _ in range(2)] == ["booked", "booked"]


def test_the_same_form_sent_twice_books_once(anna: Access, world: World) -> None:
    key = uuid4()
    first = books(anna, now=world.now, key=key, performer=world.maria.professional)
    again = books(anna, now=world.now, key=key, performer=world.maria.professional)
    assert (first, Booking.objects.count()) == (again, 1)
    assert first.public_id == key


def test_a_form_cannot_be_sent_again_by_somebody_else_or_about_somebody_else(anna: Access, world: World) -> None:
    key = uuid4()
    books(anna, now=world.now, key=key)
    for other in (world.maria.meets(world.agda), world.anna.meets(world.bertil)):
        with pytest.raises(NotAllowed):
            books(other, now=world.now, key=key)


@pytest.mark.parametrize("status", [BookingStatus.DONE, BookingStatus.MISSED, BookingStatus.CANCELLED])
def test_a_booking_ends_once(anna: Access, world: World, status: BookingStatus) -> None:
    booking = books(anna, now=world.now)
    conclude(access=anna, booking=booking, status=status, because="Så blev det", now=world.now)
    booking.refresh_from_db()
    assert (booking.status, booking.ended_at, booking.ended_because, booking.revision) == (
        status,
        world.now,
        "Så blev det",
        2,
    )
    for again in (BookingStatus.DONE, BookingStatus.CANCELLED):
        with pytest.raises(BookingChanged):
            conclude(access=anna, booking=booking, status=again, now=world.now)


def test_a_booking_that_was_changed_since_it_was_read_is_not_ended(anna: Access, world: World) -> None:
    booking = books(anna, now=world.now)
    Booking.objects.update(revision=2)
    with pytest.raises(BookingChanged):
        conclude(access=anna, booking=booking, status=BookingStatus.DONE, now=world.now)
    assert Booking.objects.get().status == "booked"


def test_another_unit_does_not_end_a_booking_that_it_can_read(anna: Access, world: World) -> None:
    booking = books(anna, now=world.now)
    with pytest.raises(BookingChanged):
        conclude(access=world.nils.meets(world.agda), booking=booking, status=BookingStatus.DONE, now=world.now)


def test_a_time_fulfils_only_an_open_step_of_the_same_patient_and_unit(anna: Access, world: World) -> None:
    ended, hers = plans(anna, now=world.now), plans(anna, now=world.now)
    finish_step(access=anna, step=ended, how="Klart", now=world.now)
    of_another = plans(world.anna.meets(world.bertil), now=world.now)
    of_another_unit = plans(world.nils.meets(world.agda), now=world.now)
    for step in (ended, of_another, of_another_unit):
        with pytest.raises(StepNotOpen):
            books(anna, now=world.now, step=step)
    assert books(anna, now=world.now, step=hers).step == hers
    assert Booking.objects.count() == 1


@pytest.mark.parametrize(
    ("status", "left"),
    [
        (BookingStatus.DONE, StepStatus.DONE),
        (BookingStatus.MISSED, StepStatus.OPEN),
        (BookingStatus.CANCELLED, StepStatus.OPEN),
    ],
)
def test_a_visit_that_took_place_has_fulfilled_its_step(
    anna: Access, world: World, status: BookingStatus, left: StepStatus
) -> None:
    step = plans(anna, now=world.now)
    conclude(access=anna, booking=books(anna, now=world.now, step=step), status=status, now=world.now)
    step.refresh_from_db()
    assert step.status == left


def test_a_visit_takes_place_even_if_its_step_has_ended(anna: Access, world: World) -> None:
    step = plans(anna, now=world.now)
    booking = books(anna, now=world.now, step=step)
    cancel_step(access=anna, step=step, how="Behövs inte", now=world.now)
    conclude(access=anna, booking=booking, status=BookingStatus.DONE, now=world.now)
    step.refresh_from_db()
    assert (Booking.objects.get().status, step.status) == (BookingStatus.DONE, StepStatus.CANCELLED)


def test_patient_and_trustee_do_not_book_for_care(world: World) -> None:
    for access in (world.agda.opens_own(), world.karin.opens(world.agda)):
        with pytest.raises(NotAllowed):
            books(access, now=world.now)


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ({"status": "x", "ended_at": NOW}, "bookings_booking_status"),
        ({"agreed": "x"}, "bookings_booking_agreed"),
        ({"agreed": "not_yet"}, "bookings_booking_agreed_when"),
        ({"agreed_at": None}, "bookings_booking_agreed_when"),
        ({"status": "done"}, "bookings_booking_ended"),
    ],
)
def test_the_database_keeps_the_rules_when_the_verb_is_passed_by(
    anna: Access, world: World, change: dict, constraint: str
) -> None:
    booking = books(anna, now=world.now)
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Booking.objects.filter(pk=booking.pk).update(**change)


def test_a_visit_takes_time(anna: Access, world: World) -> None:
    booking = books(anna, now=world.now)
    for ends_at in (booking.starts_at, booking.starts_at - HOUR):
        with pytest.raises(IntegrityError, match="bookings_booking_takes_time"), transaction.atomic():
            Booking.objects.filter(pk=booking.pk).update(ends_at=ends_at)


def test_of_two_who_book_the_same_doctor_at_the_same_moment_one_is_told(own_database: None, now: datetime) -> None:
    world = World(now)
    agda, bertil, maria = world.anna.meets(world.agda), world.anna.meets(world.bertil), world.maria.professional
    answers = at_once(
        lambda: books(agda, now=now, performer=maria).status,
        lambda: books(bertil, now=now, performer=maria).status,
    )
    assert sorted(map(str, answers)) == sorted(["booked", str(AlreadyBooked)])
    assert Booking.objects.count() == 1


def test_of_two_who_end_the_same_visit_at_the_same_moment_one_is_told(own_database: None, now: datetime) -> None:
    world = World(now)
    access = world.anna.meets(world.agda)
    booking = books(access, now=now)

    def end(status: BookingStatus) -> str:
        conclude(access=access, booking=booking, status=status, now=now + timedelta(days=8))
        return "ended"

    answers = at_once(lambda: end(BookingStatus.DONE), lambda: end(BookingStatus.MISSED))
    assert sorted(map(str, answers)) == sorted(["ended", str(BookingChanged)])
    assert Booking.objects.get().revision == 2


def test_a_form_sent_twice_at_the_same_moment_books_once(own_database: None, now: datetime) -> None:
    world, key = World(now), uuid4()
    access = world.anna.meets(world.agda)
    answers = at_once(*[lambda: books(access, now=now, key=key).public_id] * 2)
    assert (answers, Booking.objects.count()) == ([key, key], 1)
