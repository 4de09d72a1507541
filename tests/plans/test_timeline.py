"""One line from half a year ago to next spring, and the next step on it."""

from datetime import date, timedelta

import pytest

from access.grants import Access
from bookings.models import AgreedHow, BookingStatus
from bookings.services import conclude
from plans.page import plan_page
from plans.timeline import State, TimelineRow
from steps.models import StepKind
from steps.services import cancel_step, finish_step
from tests import deeds
from tests.factories import World

TODAY = date(2026, 11, 25)
DAY = timedelta(days=1)


@pytest.fixture
def anna(world: World) -> Access:
    return world.anna.meets(world.agda)


def line(world: World) -> tuple[TimelineRow, ...]:
    return plan_page(world.agda.opens_own(), world.now).timeline


def next_of(world: World) -> TimelineRow | None:
    return plan_page(world.agda.opens_own(), world.now).next_step


def test_the_line_goes_from_what_was_to_what_is_to_come_and_ends_with_the_undated(anna: Access, world: World) -> None:
    now = world.now
    deeds.plans(anna, now=now, what="undated")
    deeds.books(anna, now=now, what="in three days", days=3)
    deeds.plans(anna, now=now, what="at the latest in two days", latest=TODAY + 2 * DAY)
    deeds.plans(anna, now=now, what="at the latest in three days", latest=TODAY + 3 * DAY)
    conclude(access=anna, booking=deeds.books(anna, now=now, what="was", days=-9), status=BookingStatus.DONE, now=now)
    assert [(row.what, row.state) for row in line(world)] == [
        ("was", State.DONE),
        ("at the latest in two days", State.COMING),
        ("in three days", State.COMING),
        ("at the latest in three days", State.COMING),
        ("undated", State.UNDATED),
    ]


def test_the_next_step_is_the_first_thing_ahead(anna: Access, world: World) -> None:
    deeds.books(anna, now=world.now, days=-1, what="yesterday")
    deeds.books(anna, now=world.now, days=9, what="later")
    deeds.books(anna, now=world.now, days=2, what="soon")
    assert next_of(world).what == "soon"


def test_what_is_overdue_is_the_next_step_and_says_so(anna: Access, world: World) -> None:
    deeds.books(anna, now=world.now, days=2)
    deeds.plans(anna, now=world.now, what="late", latest=TODAY - DAY)
    step = next_of(world)
    assert (step.what, step.is_overdue, step.status) == ("late", True, "Skulle ha varit klart")


def test_an_undated_step_is_the_next_when_nothing_is_dated(anna: Access, world: World) -> None:
    deeds.plans(anna, now=world.now, what="some day", when="Tid bokas i januari")
    step = next_of(world)
    assert (step.what, step.state, step.status, step.at, step.day) == (
        "some day",
        State.UNDATED,
        "Tid bokas i januari",
        None,
        None,
    )
    page = world.agda.logs_in().get("/min-plan/").content.decode()
    assert "Inget datum än" in page


def test_nothing_ahead_is_no_next_step(anna: Access, world: World) -> None:
    finish_step(access=anna, step=deeds.plans(anna, now=world.now), how="Klart", now=world.now)
    cancel_step(access=anna, step=deeds.plans(anna, now=world.now), how="Behövs inte", now=world.now)
    assert next_of(world) is None
    assert [(row.state, row.status) for row in line(world)] == [
        (State.DONE, "Klart"),
        (State.CANCELLED, "Behövs inte"),
    ]


def test_a_cancelled_time_is_not_ahead(anna: Access, world: World) -> None:
    booking = deeds.books(anna, now=world.now)
    conclude(access=anna, booking=booking, status=BookingStatus.CANCELLED, now=world.now)
    assert (next_of(world), [row.state for row in line(world)]) == (None, [State.CANCELLED])


def test_a_step_that_a_booking_fulfils_is_shown_as_that_booking_alone(anna: Access, world: World) -> None:
    step = deeds.plans(anna, now=world.now, what="the step", latest=TODAY + 9 * DAY)
    booking = deeds.books(anna, now=world.now, what="the visit", step=step)
    assert [(row.what, row.booking) for row in line(world)] == [("the visit", booking.public_id)]


def test_a_step_whose_booking_was_cancelled_is_to_come_again(anna: Access, world: World) -> None:
    step = deeds.plans(anna, now=world.now, what="the step", latest=TODAY + 9 * DAY)
    booking = deeds.books(anna, now=world.now, what="the visit", step=step)
    conclude(access=anna, booking=booking, status=BookingStatus.CANCELLED, now=world.now)
    assert [(row.what, row.state) for row in line(world)] == [
        ("the visit", State.CANCELLED),
        ("the step", State.COMING),
    ]


@pytest.mark.parametrize(
    ("status", "state", "said"),
    [(None, State.PASSED, "Har varit"), (BookingStatus.MISSED, State.MISSED, "Blev inte av")],
)
def test_a_step_is_still_to_come_until_its_visit_has_taken_place(
    anna: Access, world: World, status: BookingStatus | None, state: State, said: str
) -> None:
    step = deeds.plans(anna, now=world.now, what="the step", latest=TODAY + 9 * DAY)
    booking = deeds.books(anna, now=world.now, days=-1, what="the visit", step=step)
    if status:
        conclude(access=anna, booking=booking, status=status, now=world.now)
    assert [(row.what, row.state) for row in line(world)] == [("the visit", state), ("the step", State.COMING)]
    assert next_of(world).what == "the step"
    page = world.agda.logs_in().get("/min-plan/").content.decode()
    assert f'data-color="neutral">{said}</span>' in page


def test_a_visit_that_took_place_stands_for_its_step(anna: Access, world: World) -> None:
    step = deeds.plans(anna, now=world.now, what="the step")
    booking = deeds.books(anna, now=world.now, days=-1, what="the visit", step=step)
    conclude(access=anna, booking=booking, status=BookingStatus.DONE, now=world.now)
    assert [(row.what, row.state) for row in line(world)] == [("the visit", State.DONE)]


def test_a_step_is_shown_when_the_patient_may_not_see_its_booking(anna: Access, world: World) -> None:
    step = deeds.plans(anna, now=world.now, what="the step", latest=TODAY + 9 * DAY)
    deeds.books(anna, now=world.now, what="the visit", step=step, approved=False)
    assert [row.what for row in line(world)] == ["the step"]


def test_a_referral_waits_and_tells_its_day_of_ninety(anna: Access, world: World) -> None:
    deeds.plans(
        anna, now=world.now, kind=StepKind.REFERRAL, what="Remiss", waits_since=TODAY - 41 * DAY, guarantee_days=90,
        when="Remissen ska bedömas",
    )  # fmt: skip
    (row,) = line(world)
    assert (row.state, row.guarantee.day, row.guarantee.of, row.day, row.is_latest) == (
        State.WAITING, 41, 90, TODAY + 49 * DAY, True,
    )  # fmt: skip
    page = world.agda.logs_in().get("/min-plan/").content.decode()
    assert "Väntetid: dag 41 av 90." in page
    assert "Vårdgarantin gäller till" in page


def test_a_broken_guarantee_is_said_in_words(anna: Access, world: World) -> None:
    since = TODAY - 91 * DAY
    deeds.plans(anna, now=world.now, kind=StepKind.REFERRAL, waits_since=since, guarantee_days=90)
    page = world.agda.logs_in().get("/min-plan/").content.decode()
    assert "Väntetid: dag 91 av 90." in page
    assert "Vårdgarantins tid har gått ut." in page


def test_a_step_that_the_patient_holds_says_so_openly(anna: Access, world: World) -> None:
    deeds.plans(anna, now=world.now, latest=TODAY + DAY, is_held_by_patient=True)
    deeds.books(anna, now=world.now, days=0.5)
    assert [(row.held_by, row.is_held_by_patient) for row in line(world)] == [
        ("Hjärtmottagningen", False),
        ("Du själv", True),
    ]
    assert "Det här gör du själv." in world.agda.logs_in().get("/min-plan/").content.decode()


def test_you_is_said_to_the_patient_alone(anna: Access, world: World) -> None:
    deeds.plans(anna, now=world.now, is_held_by_patient=True)
    of_karin = world.karin.logs_in().get(f"/min-plan/{world.agda.id}/").content.decode()
    of_anna = world.anna.logs_in().get(f"/patient/{world.agda.id}/").content.decode()
    for page in (of_karin, of_anna):
        assert "Det här gör patienten själv." in page
        assert "Det här gör du själv." not in page


def test_every_row_says_where_it_comes_from_when_it_was_updated_and_whom_to_ask(anna: Access, world: World) -> None:
    deeds.plans(anna, now=world.now)
    deeds.books(anna, now=world.now, agreed=AgreedHow.NOT_YET)
    for row in line(world):
        assert (row.source.unit, row.source.updated) == ("Hjärtmottagningen", world.now)
        assert (row.ask.who, row.ask.phone, row.ask.hours) == (
            "Mottagningssköterskan", "+46846500401", "vardagar 8–10",
        )  # fmt: skip
