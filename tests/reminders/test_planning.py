"""Who is reminded, and when."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta
from threading import Barrier

import pytest
from django.db import connection
from django.db.models import F
from pytest_django import DjangoAssertNumQueries

from access.models import Consent
from bookings.models import Booking
from people.models import Patient, Protection
from reminders.clock import moment, wall_time
from reminders.models import Reminder, Rule, Status
from reminders.services import plan
from tests.reminders.scene import Scene


def test_who_has_said_yes_is_reminded_two_days_before(scene: Scene) -> None:
    visit = scene.visit(at=scene.now + timedelta(days=3))

    assert scene.planned() == 0
    scene.passes(days=1)
    assert scene.planned() == 1

    reminder = scene.reminder()
    assert reminder.booking == visit
    assert reminder.due_at == visit.starts_at - timedelta(days=2)
    assert reminder.status == Status.PLANNED
    assert reminder.valid_until < visit.starts_at


def hides(patient: Patient) -> None:
    Booking.objects.update(approved_for_patient=False)


def changes(**values: object) -> Callable[[Patient], None]:
    def change(patient: Patient) -> None:
        Patient.objects.filter(pk=patient.pk).update(**values)

    return change


@pytest.mark.parametrize(
    "before",
    [
        pytest.param(changes(mobile=""), id="has no number"),
        pytest.param(changes(protection=Protection.MARKED), id="is protected"),
        pytest.param(changes(protection=Protection.REGISTRATION), id="lives at a secret place"),
        pytest.param(changes(deceased_on=date(2026, 11, 24)), id="has died"),
        pytest.param(lambda _: Consent.objects.update(until=F("since")), id="has said no since"),
        pytest.param(hides, id="does not see the visit"),
        pytest.param(lambda _: Booking.objects.update(status="cancelled", ended_at=F("authored_at")), id="cancelled"),
    ],
)
def test_nothing_is_planned_for_whoever(scene: Scene, before: Callable[[Patient], None]) -> None:
    patient = scene.patient()
    scene.visit(patient)
    scene.visit(at=scene.now + timedelta(days=20))
    before(patient)

    assert scene.planned() == 0


def test_a_yes_at_one_clinic_is_no_yes_at_another(scene: Scene) -> None:
    scene.visit(scene.patient(says_yes_to=scene.world.eyes))

    assert scene.planned() == 0


def test_a_yes_that_comes_late_is_in_time_as_long_as_the_visit_is_ahead(scene: Scene) -> None:
    patient = scene.patient(says_yes_to=scene.world.eyes)
    scene.visit(patient)
    assert scene.planned() == 0

    scene.says_yes(patient, scene.world.heart)

    assert scene.planned() == 1


def test_nobody_is_reminded_when_the_visit_is_about_to_begin(scene: Scene) -> None:
    scene.visit(at=scene.now + timedelta(minutes=60))
    scene.visit(at=scene.now - timedelta(minutes=60))

    assert scene.planned() == 0


def test_the_next_beat_plans_nothing_more_and_a_missed_one_is_healed(scene: Scene) -> None:
    scene.visit()
    scene.visit(at=scene.now + timedelta(days=10))
    assert [scene.planned(), scene.planned()] == [1, 0]

    scene.passes(days=9)

    assert [scene.planned(), scene.planned()] == [1, 0]


def test_three_beats_at_once_plan_once(live_scene: Scene) -> None:
    for _ in range(30):
        live_scene.visit()
    together = Barrier(3)

    def beat(_: int) -> int:
        try:
            together.wait(timeout=10)
            return plan(live_scene.now)
        finally:
            connection.close()

    with ThreadPoolExecutor(3) as beats:
        planned = list(beats.map(beat, range(3)))

    assert sum(planned) == 30
    assert Reminder.objects.count() == 30


@pytest.mark.parametrize("visits", [1, 3])
def test_planning_is_one_statement_however_many_there_are(
    scene: Scene, django_assert_num_queries: DjangoAssertNumQueries, visits: int
) -> None:
    for _ in range(visits):
        scene.visit()

    with django_assert_num_queries(4) as seen:
        assert scene.planned() == visits

    assert [query["sql"].split()[0] for query in seen.captured_queries] == ["SAVEPOINT", "SET", "INSERT", "RELEASE"]


# ---------------------------------------------------------------- what changes


def goes_out() -> None:
    Reminder.objects.filter(status=Status.PLANNED).update(
        status=Status.SENT, attempts=1, sent_at=F("planned_at"), next_attempt_at=None
    )


def test_a_moved_visit_is_told_of_again(scene: Scene) -> None:
    visit = scene.visit()
    assert scene.planned() == 1
    goes_out()

    scene.moves(visit, scene.now + timedelta(days=1, hours=2))

    assert [scene.planned(), scene.planned()] == [1, 0]


def test_a_visit_that_is_moved_there_and_back_is_told_of_each_time(scene: Scene) -> None:
    visit = scene.visit()
    for hours in (24, 26, 24):
        scene.moves(visit, scene.now + timedelta(hours=hours))
        assert scene.planned() == 1
        goes_out()


def test_a_visit_that_is_moved_back_before_a_text_went_out_needs_no_other(scene: Scene) -> None:
    visit = scene.visit()
    assert scene.planned() == 1
    goes_out()
    scene.moves(visit, scene.now + timedelta(hours=26))
    assert scene.planned() == 1

    scene.moves(visit, scene.now + timedelta(hours=24))

    assert scene.planned() == 0


@pytest.mark.parametrize("status", [Status.SENT, Status.UNCERTAIN])
def test_who_says_yes_to_the_time_is_not_reminded_once_more(scene: Scene, status: Status) -> None:
    visit = scene.visit()
    assert scene.planned() == 1
    Reminder.objects.update(status=status, attempts=1, sent_at=scene.now, next_attempt_at=None)

    Booking.objects.filter(pk=visit.pk).update(revision=F("revision") + 1)

    assert scene.planned() == 0


def test_an_answer_before_the_text_went_out_costs_no_reminder(scene: Scene) -> None:
    visit = scene.visit()
    assert scene.planned() == 1
    Booking.objects.filter(pk=visit.pk).update(revision=F("revision") + 1)

    assert [scene.planned(), scene.planned()] == [1, 0]


# ---------------------------------------------------------------- which rule


def test_who_books_late_is_told_once_and_not_once_for_each_rule(scene: Scene) -> None:
    Rule.objects.create(hours_before=7 * 24)
    scene.visit()

    assert [scene.planned(), scene.planned()] == [1, 0]
    assert scene.reminder().rule.hours_before == 48


def test_a_week_before_and_two_days_before(scene: Scene) -> None:
    Rule.objects.create(hours_before=7 * 24)
    scene.visit(at=scene.now + timedelta(days=6))

    told = []
    for _ in range(6):
        told.append(scene.planned())
        scene.passes(days=1)

    assert told == [1, 0, 0, 0, 1, 0]


def test_a_unit_with_a_rule_of_its_own_follows_that_alone(scene: Scene) -> None:
    Rule.objects.create(unit=scene.world.heart, hours_before=10)
    scene.visit()

    assert scene.planned() == 0
    scene.passes(hours=14)
    assert scene.planned() == 1


def test_a_unit_may_turn_its_reminders_off(scene: Scene) -> None:
    Rule.objects.create(unit=scene.world.heart, hours_before=48, is_active=False)
    scene.visit()

    assert scene.planned() == 0


# ---------------------------------------------------------------- at what hour


@pytest.mark.parametrize(
    ("visit", "due"),
    [
        pytest.param("2026-12-01 09:20", "2026-11-29 09:20", id="in the window"),
        pytest.param("2026-12-01 08:00", "2026-11-29 08:00", id="when it opens"),
        pytest.param("2026-12-01 07:45", "2026-11-28 19:30", id="too early: the evening before"),
        pytest.param("2026-12-01 19:30", "2026-11-29 19:30", id="shortly before it closes"),
        pytest.param("2026-12-01 21:15", "2026-11-29 19:30", id="too late: the same evening"),
        pytest.param("2026-10-26 02:30", "2026-10-23 19:30", id="before the night that is an hour longer"),
        pytest.param("2026-10-26 10:00", "2026-10-24 10:00", id="over the night that is an hour longer"),
        pytest.param("2027-03-29 10:00", "2027-03-27 10:00", id="over the night that is an hour shorter"),
    ],
)
def test_the_text_comes_by_day_and_never_later_for_it(scene: Scene, visit: str, due: str) -> None:
    at = moment(datetime.fromisoformat(visit))
    scene.now = moment(datetime.fromisoformat(due))
    scene.visit(at=at)
    Consent.objects.update(since=scene.now - timedelta(days=1))

    scene.passes(seconds=-1)
    assert scene.planned() == 0
    scene.passes(seconds=1)
    assert scene.planned() == 1
    assert wall_time(scene.reminder().due_at) == datetime.fromisoformat(due)


@pytest.mark.parametrize(
    ("visit", "hours", "due"),
    [
        ("2026-10-25 12:30", 10, "2026-10-25T01:30:00+00:00"),
        ("2027-03-28 12:30", 10, "2027-03-28T01:30:00+00:00"),
    ],
)
def test_a_rule_that_points_into_the_hour_of_doubt_reminds_once(scene: Scene, visit: str, hours: int, due: str) -> None:
    Rule.objects.update(hours_before=hours, opens=0, closes=24)
    scene.visit(at=moment(datetime.fromisoformat(visit)))
    Consent.objects.update(since=datetime.fromisoformat("2026-01-01T00:00:00+00:00"))

    planned = []
    scene.now = datetime.fromisoformat(due) - timedelta(hours=2)
    for _ in range(5):
        planned.append(scene.planned())
        scene.passes(hours=1)

    assert planned == [0, 0, 1, 0, 0]
    assert scene.reminder().due_at == datetime.fromisoformat(due)
