"""The times of a patient as decided values."""

from datetime import timedelta

import pytest

from access.grants import Access
from bookings.models import AgreedHow, Booking, BookingStatus
from bookings.section import BookingRow, section
from bookings.services import conclude
from people.shown import Ask, Source
from tests.deeds import HOUR, books
from tests.factories import World


@pytest.fixture
def anna(world: World) -> Access:
    return world.anna.meets(world.agda)


def rows(world: World) -> list[BookingRow]:
    return list(section(world.agda.opens_own(), world.now).rows)


def test_a_row_holds_everything_the_page_says(anna: Access, world: World) -> None:
    booking = books(anna, now=world.now, agreed=AgreedHow.NOT_YET, performer=world.maria.professional)
    told = {
        "id": booking.public_id,
        "step": None,
        "what": "Återbesök",
        "starts_at": world.now + timedelta(days=7),
        "ends_at": world.now + timedelta(days=7) + HOUR,
        "performer": "Maria Lind",
        "is_coming": True,
        "is_agreed": False,
        "is_cancelled": False,
        "can_answer": True,
        "status": "Svara om tiden passar",
        "ask": Ask("Mottagningssköterskan", "Hjärtmottagningen", "+46846500401", "vardagar 8–10"),
        "source": Source("Hjärtmottagningen", "Sjöstads sjukhus", "Region Sjöland", "region", world.now),
    }
    (row,) = rows(world)
    assert {name: getattr(row, name) for name in told} == told


@pytest.mark.parametrize(
    ("agreed", "status", "can_answer"),
    [
        (AgreedHow.NOT_YET, "Svara om tiden passar", True),
        (AgreedHow.IN_DIALOGUE, "Överenskommen", False),
        (AgreedHow.CHOSEN, AgreedHow.CHOSEN.label, False),
        (AgreedHow.CONFIRMED, AgreedHow.CONFIRMED.label, False),
    ],
)
def test_whether_a_time_is_agreed_is_said_in_words(
    anna: Access, world: World, agreed: AgreedHow, status: str, can_answer: bool
) -> None:
    books(anna, now=world.now, agreed=agreed)
    assert [(row.status, row.can_answer) for row in rows(world)] == [(status, can_answer)]


def test_trustee_and_staff_are_not_asked_to_answer_for_the_patient(anna: Access, world: World) -> None:
    books(anna, now=world.now, agreed=AgreedHow.NOT_YET)
    for access in (anna, world.karin.opens(world.agda)):
        row = section(access, world.now).rows[0]
        assert (row.can_answer, row.status) == (False, "Patienten har inte svarat")


@pytest.mark.parametrize(
    ("since_start", "is_coming", "can_answer"),
    [
        (-timedelta(seconds=1), True, True),
        (timedelta(0), True, False),
        (HOUR - timedelta(seconds=1), True, False),
        (HOUR, False, False),
    ],
)
def test_a_visit_is_coming_until_it_ends_and_can_be_answered_until_it_begins(
    anna: Access, world: World, since_start: timedelta, is_coming: bool, can_answer: bool
) -> None:
    booking = books(anna, now=world.now, agreed=AgreedHow.NOT_YET)
    row = section(world.agda.opens_own(), booking.starts_at + since_start).rows[0]
    assert (row.is_coming, row.can_answer) == (is_coming, can_answer)


@pytest.mark.parametrize(
    ("status", "label", "is_cancelled"),
    [
        (BookingStatus.DONE, "Klart", False),
        (BookingStatus.MISSED, "Blev inte av", False),
        (BookingStatus.CANCELLED, "Avbokad", True),
    ],
)
def test_how_a_visit_ended_is_said_in_words(
    anna: Access, world: World, status: BookingStatus, label: str, is_cancelled: bool
) -> None:
    conclude(access=anna, booking=books(anna, now=world.now), status=status, now=world.now)
    assert [(row.status, row.is_cancelled, row.is_coming) for row in rows(world)] == [(label, is_cancelled, False)]


def test_a_visit_that_has_only_passed_is_not_said_to_be_done(anna: Access, world: World) -> None:
    books(anna, now=world.now, days=-1)
    (row,) = rows(world)
    assert (row.status, row.is_done, row.covers_step, row.can_conclude) == ("Har varit", False, False, False)


def test_only_the_unit_concludes_and_only_what_has_been(anna: Access, world: World) -> None:
    for days in (-1, 1):
        books(anna, now=world.now, days=days)
    assert [row.can_conclude for row in section(anna, world.now).rows] == [True, False]
    other = world.nils.meets(world.agda)
    assert [row.can_conclude for row in section(other, world.now).rows] == [False, False]


def test_times_come_in_order_and_from_half_a_year_back(anna: Access, world: World) -> None:
    for days in (3, -180, 1, -10):
        books(anna, now=world.now, days=days, what=f"{days}")
    assert [row.what for row in rows(world)] == ["-180", "-10", "1", "3"]
    Booking.objects.filter(what="-180").update(starts_at=world.now - timedelta(days=180, seconds=1))
    assert [row.what for row in rows(world)] == ["-10", "1", "3"]
