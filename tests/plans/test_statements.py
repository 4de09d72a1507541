"""The number of SQL statements does not depend on how much there is: literal figures, with little and with much."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from access.services import begin_relation
from agreements.services import Does
from tests import deeds
from tests.factories import Staff, World

# Session, login, [assignment,] the gate's question and its line in the log, and one for each part; to patients
# themselves, with whom they share it, and whether somebody has opened their plan in an emergency; to all but staff,
# what is kept from the library.
MY_PLAN, PLAN_OF_ANOTHER, PATIENT_PLAN, PATIENTS = 13, 10, 11, 10
WHO_HAS_READ, START = 8, 3


def statements(client: Client, url: str) -> int:
    client.get(url)  # what is looked up once a process
    with CaptureQueriesContext(connection) as told:
        assert client.get(url).status_code == 200
    return len(told)


def fill(staff: Staff, world: World, *, bookings: int, agreements: int) -> None:
    access, now = staff.opens(world.agda), world.now
    deeds.books_many(access, bookings, now=now)
    for n in range(agreements):
        deeds.agrees(access, now=now, title=f"{n}", care_does=(Does("ringer"),), patient_does=(Does("går"),))
        deeds.plans(access, now=now, what=f"{n}")
        deeds.records_sip(access, now=now, title=f"{n}")
        deeds.appoints(access, staff.professional, now=now)


Counted = Callable[[], int]


@pytest.fixture(params=["my_plan", "plan_of_another", "api", "patient_plan"])
def page(request: pytest.FixtureRequest, world: World) -> tuple[Counted, int]:
    world.helena.meets(world.agda)
    client, url, due = {
        "my_plan": (world.agda.logs_in(), "/min-plan/", MY_PLAN),
        "plan_of_another": (world.karin.logs_in(), f"/min-plan/{world.agda.id}/", PLAN_OF_ANOTHER),
        "api": (world.agda.logs_in(), "/api/v1/plans/me/", MY_PLAN),
        "patient_plan": (world.anna.logs_in(), f"/patient/{world.agda.id}/", PATIENT_PLAN),
    }[request.param]
    return lambda: statements(client, url), due


def test_a_plan_of_sixty_bookings_asks_no_more_than_a_plan_of_one(page: tuple[Counted, int], world: World) -> None:
    counted, due = page
    fill(world.helena, world, bookings=1, agreements=1)
    little = counted()
    fill(world.helena, world, bookings=59, agreements=0)
    assert (little, counted()) == (due, due)


def test_a_plan_of_twenty_agreements_asks_no_more_than_an_empty_one(page: tuple[Counted, int], world: World) -> None:
    counted, due = page
    nothing = counted()
    fill(world.helena, world, bookings=0, agreements=20)
    assert (nothing, counted()) == (due, due)


def test_a_list_of_forty_patients_asks_no_more_than_a_list_of_one(world: World) -> None:
    client, unit = world.helena.logs_in(), world.helena.opens_unit()

    def add(number: int, begin: int) -> None:
        for n in range(begin, begin + number):
            whom = world.patient(f"Nr N{n}", date(1950, 1, 1) + timedelta(days=n))
            begin_relation(access=unit, patient=whom.patient, because="Vård", now=world.now)
            access = world.helena.opens(whom)
            deeds.books_many(access, 1, now=world.now)
            deeds.plans(access, now=world.now)
            deeds.agrees(access, now=world.now, follow_up_on=date(2026, 11, 1))
            deeds.appoints(access, world.anna.professional, now=world.now)

    add(1, 0)
    one = statements(client, "/patienter/")
    add(39, 1)
    assert (one, statements(client, "/patienter/")) == (PATIENTS, PATIENTS)


def test_who_has_read_asks_as_much_for_two_hundred_lines_as_for_one(world: World) -> None:
    client = world.agda.logs_in()
    world.anna.meets(world.agda)
    few = statements(client, "/vem-har-last/")
    for _ in range(199):
        world.anna.opens(world.agda)
    assert (few, statements(client, "/vem-har-last/")) == (WHO_HAS_READ, WHO_HAS_READ)


def test_the_start_page_asks_who_one_is_and_where_one_may_go(world: World) -> None:
    assert statements(world.agda.logs_in(), "/") == START
    assert statements(Client(), "/") == 0
