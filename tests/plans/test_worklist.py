"""The unit's work list: what waits, the most urgent first."""

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from html import unescape
from typing import Any

import pytest
from django.test import Client

from access.kinds import ConsentKind
from access.models import CareRelation
from access.services import begin_relation, block_unit, give_consent
from agreements.models import Commitment
from agreements.services import Does, answer_commitment, ask_question
from bookings.models import AgreedHow, Booking, BookingStatus
from bookings.services import ask_for_another_time, conclude
from contacts.models import ContactKind
from people.models import Patient, Protection
from plans.worklist import WorkRow, work_list
from reminders.models import Reason, Reminder, Status
from reminders.services import plan as plan_reminders
from steps.services import cancel_step, finish_step
from surveys.models import AnswerValue
from surveys.services import answer, ask
from tests.deeds import agrees, appoints, books, plans
from tests.factories import Person, Staff, World
from tests.log import lines

# Fourteen of the parts, one for names and one for the log.
STATEMENTS = 22
YESTERDAY, LAST_WEEK = timedelta(days=1), timedelta(days=7)


def rows(who: Staff, *, page: str = "1") -> tuple[WorkRow, ...]:
    return work_list(who.opens_unit(), page=page, now=who.now).rows


def told(who: Staff) -> list[tuple[str, str]]:
    return [(str(row.urgency.label), row.what) for row in rows(who)]


@pytest.fixture
def coordinated(world: World) -> Person:
    """Agda at the heart clinic, with a fixed contact and a step: nothing is missing."""
    access = world.helena.meets(world.agda, now=world.now - LAST_WEEK)
    appoints(access, world.anna.professional, now=world.now - LAST_WEEK)
    plans(access, now=world.now - LAST_WEEK, latest=world.now.date() + LAST_WEEK)
    return world.agda


# ---------------------------------------------------------------- what is on it


def test_where_nothing_waits_the_list_says_what_it_is_for(world: World, coordinated: Person) -> None:
    page = world.anna.logs_in().get("/arbetslista/").content.decode()
    assert "Här står det som väntar på er enhet" in page
    assert "Just nu är det ingenting." in page
    assert "<table" not in page


def test_a_patient_without_contact_and_next_step_is_on_the_list(world: World) -> None:
    world.anna.meets(world.agda, now=world.now - LAST_WEEK)
    assert told(world.anna) == [("Saknas", "Ingen känd fast vårdkontakt"), ("Saknas", "Inget känt nästa steg")]
    assert {(row.since, row.due) for row in rows(world.anna)} == {(world.now.date() - LAST_WEEK, None)}


def test_a_fixed_physician_does_not_coordinate(world: World, coordinated: Person) -> None:
    world.anna.meets(world.bertil)
    plans(world.anna.opens(world.bertil), now=world.now)
    appoints(world.helena.opens(world.bertil), world.maria.professional, now=world.now, kind=ContactKind.PHYSICIAN)
    assert told(world.anna) == [("Saknas", "Ingen känd fast vårdkontakt")]


def test_a_booked_time_is_a_next_step_until_it_has_been(world: World, coordinated: Person) -> None:
    access = world.anna.meets(world.bertil, now=world.now - LAST_WEEK)
    appoints(world.helena.opens(world.bertil), world.anna.professional, now=world.now)
    visit = books(access, days=1, now=world.now)
    assert told(world.anna) == []
    Booking.objects.update(starts_at=world.now - 2 * YESTERDAY, ends_at=world.now - YESTERDAY)
    conclude(access=access, booking=visit, status=BookingStatus.DONE, now=world.now)
    (row,) = rows(world.anna)
    assert (row.what, row.since) == ("Inget känt nästa steg", world.now.date() - YESTERDAY)


def test_without_a_next_step_one_waits_since_the_last_one_ended(world: World) -> None:
    access = world.helena.meets(world.agda, now=world.now - LAST_WEEK)
    appoints(access, world.anna.professional, now=world.now)
    step = plans(access, now=world.now - LAST_WEEK)
    assert told(world.anna) == []
    finish_step(access=access, step=step, how="Ringde", now=world.now - 2 * YESTERDAY)
    (row,) = rows(world.anna)
    assert (row.what, row.since) == ("Inget känt nästa steg", world.now.date() - 2 * YESTERDAY)


def test_a_step_is_late_the_day_after_its_last_day(world: World, coordinated: Person) -> None:
    access, today = world.anna.opens(world.agda), world.now.date()
    plans(access, what="Ring om provsvar", now=world.now - LAST_WEEK, latest=today)
    assert told(world.anna) == []
    plans(access, what="Skicka remiss", now=world.now - LAST_WEEK, latest=today - YESTERDAY)
    (row,) = rows(world.anna)
    assert (str(row.urgency.label), row.what, row.about) == ("Försenat", "Steg försenat", "Skicka remiss")
    assert (row.since, row.due) == (today - LAST_WEEK, today - YESTERDAY)


def test_a_step_that_is_booked_is_not_late(world: World, coordinated: Person) -> None:
    access = world.anna.opens(world.agda)
    step = plans(access, now=world.now - LAST_WEEK, latest=world.now.date() - YESTERDAY)
    books(access, days=20, now=world.now, step=step)
    assert told(world.anna) == []


def test_the_care_guarantee_has_run_out(world: World, coordinated: Person) -> None:
    waits = {"waits_since": world.now.date() - timedelta(days=91), "guarantee_days": 90}
    plans(world.anna.opens(world.agda), what="Remiss till ögon", now=world.now, **waits)
    (row,) = rows(world.anna)
    assert (row.what, row.about) == ("Vårdgarantins tid har gått ut", "Remiss till ögon")
    assert (row.since, row.due) == (waits["waits_since"], world.now.date() - YESTERDAY)


def test_a_cancelled_step_is_not_late(world: World, coordinated: Person) -> None:
    access = world.anna.opens(world.agda)
    step = plans(access, now=world.now - LAST_WEEK, latest=world.now.date() - YESTERDAY)
    cancel_step(access=access, step=step, how="Behövs inte", now=world.now)
    assert told(world.anna) == []


def test_a_follow_up_is_late(world: World, coordinated: Person) -> None:
    access = world.anna.opens(world.agda)
    agrees(
        access, signed=True, title="Hjärtsvikt", now=world.now - LAST_WEEK, follow_up_on=world.now.date() - YESTERDAY
    )
    (row,) = rows(world.anna)
    assert (row.what, row.about, row.due) == ("Uppföljning försenad", "Hjärtsvikt", world.now.date() - YESTERDAY)


def test_a_wish_for_another_time_waits_and_the_day_before_it_is_urgent(world: World, coordinated: Person) -> None:
    access = world.anna.opens(world.agda)
    for days in (20, 1):
        visit = books(access, days=days, what=f"Om {days}", agreed=AgreedHow.NOT_YET, now=world.now)
        ask_for_another_time(
            access=world.agda.opens_own(), booking=visit, revision=visit.revision, text="Helst en torsdag",
            now=world.now,
        )  # fmt: skip
    found = [(str(row.urgency.label), row.what, row.about) for row in rows(world.anna)]
    assert found == [
        ("Bråttom", "Behöver en annan tid", "Om 1. Helst en torsdag"),
        ("Väntar på er", "Behöver en annan tid", "Om 20. Helst en torsdag"),
    ]
    page = world.lena.logs_in().get("/arbetslista/").content.decode()
    assert page.count(">Flytta<span") == 2


def test_a_question_about_an_agreement_waits(world: World, coordinated: Person) -> None:
    agreement = agrees(world.anna.opens(world.agda), signed=True, title="Hjärtsvikt", now=world.now)
    ask_question(
        access=world.agda.opens_own(), agreement=agreement, text="Får jag bada bastu?", key=agreement.public_id,
        now=world.now,
    )  # fmt: skip
    assert told(world.anna) == [("Väntar på er", "Fråga från patienten")]


def test_a_unit_that_is_asked_to_do_something_has_it_on_its_list(world: World, coordinated: Person) -> None:
    appoints(world.nils.meets(world.agda) and world.helena.opens(world.agda), world.anna.professional, now=world.now)
    does = Does("undersöker ögonen", unit=world.eyes)
    agrees(world.anna.opens(world.agda), signed=True, now=world.now, care_does=(does,))
    assert told(world.anna) == []
    (row,) = rows(world.nils)
    assert (str(row.urgency.label), row.about) == ("Väntar på er", "undersöker ögonen")


def test_a_no_comes_back_to_the_unit_that_asked(world: World, coordinated: Person) -> None:
    world.nils.meets(world.agda)
    does = Does("undersöker ögonen", unit=world.eyes)
    agreement = agrees(world.anna.opens(world.agda), signed=True, now=world.now, care_does=(does,))
    asked = Commitment.objects.get(unit=world.eyes)
    answer_commitment(access=world.nils.opens(world.agda), commitment=asked, accepts=False, now=world.now)
    (row,) = rows(world.anna)
    assert (str(row.urgency.label), row.what, row.about) == (
        "Väntar på er", "En annan enhet har sagt nej", "undersöker ögonen",
    )  # fmt: skip
    assert (row.act, row.url) == (
        "Ändra överenskommelsen", f"/patient/{world.agda.id}/overenskommelser/{agreement.public_id}/andra/",
    )  # fmt: skip
    assert [(each.act, each.url) for each in rows(world.lena)] == [("", "")]


def test_a_reminder_that_did_not_arrive_is_urgent_the_day_before(world: World, coordinated: Person) -> None:
    since = world.now - LAST_WEEK
    Patient.objects.update(mobile="+46701740605")
    give_consent(
        access=world.decides(world.agda), unit=world.heart, kind=ConsentKind.SMS, because="Sa ja", now=since
    )  # fmt: skip
    visit = books(world.anna.opens(world.agda), days=1, what="Blodprov", now=world.now)
    assert plan_reminders(world.now) == 1
    Reminder.objects.update(status=Status.FAILED, reason=Reason.UNDELIVERED, next_attempt_at=None)
    (row,) = rows(world.anna)
    assert (str(row.urgency.label), row.what) == ("Bråttom", "Påminnelsen kom inte fram till patientens telefon")
    assert (row.about, row.at) == ("Blodprov", visit.starts_at)


def test_who_does_not_know_the_next_step_stands_before_all_else(world: World, coordinated: Person) -> None:
    access, today = world.anna.opens(world.agda), world.now.date()
    plans(access, now=world.now - LAST_WEEK, latest=today - timedelta(days=300))
    agrees(access, signed=True, now=world.now - LAST_WEEK, follow_up_on=today - timedelta(days=200))
    books(access, days=3, agreed=AgreedHow.NOT_YET, now=world.now)
    world.anna.meets(world.bertil)
    for who, number in ((world.agda, 3), (world.bertil, 5)):
        survey = ask(access=world.anna.opens(who), now=world.now)
        answer(access=who.opens_own(), survey=survey, answers={number: AnswerValue.NO}, now=world.now)
    assert told(world.anna) == [
        ("Bråttom", "Vet inte sitt nästa steg"),
        ("Väntar på er", "Har svarat på de sju frågorna"),
        ("Försenat", "Steg försenat"),
        ("Försenat", "Uppföljning försenad"),
        ("Snart", "Har inte svarat om tiden passar"),
        ("Saknas", "Ingen känd fast vårdkontakt"),
        ("Saknas", "Inget känt nästa steg"),
    ]


# ---------------------------------------------------------------- whose it is


def test_another_unit_s_work_is_not_ours(world: World, coordinated: Person) -> None:
    access = world.anna.opens(world.agda)
    plans(access, now=world.now - LAST_WEEK, latest=world.now.date() - YESTERDAY)
    for other in (world.nils, world.olle, world.samira):
        assert rows(other) == ()
    world.nils.meets(world.agda)
    assert told(world.nils) == []


def test_what_a_blocked_unit_has_done_is_not_known(world: World, coordinated: Person) -> None:
    world.nils.meets(world.agda)
    assert told(world.nils) == []
    block_unit(access=world.decides(world.agda), unit=world.heart, now=world.now - YESTERDAY)
    assert told(world.nils) == [("Saknas", "Ingen känd fast vårdkontakt"), ("Saknas", "Inget känt nästa steg")]


def test_who_has_left_the_unit_or_died_is_not_on_the_list(world: World) -> None:
    access = world.anna.meets(world.agda)
    plans(access, now=world.now - LAST_WEEK, latest=world.now.date() - YESTERDAY)
    assert len(rows(world.anna)) == 2
    Patient.objects.update(deceased_on=world.now.date())
    assert rows(world.anna) == ()
    Patient.objects.update(deceased_on=None)
    CareRelation.objects.update(until=world.now)
    assert rows(world.anna) == ()


def test_a_protected_person_is_masked_and_not_dropped(world: World) -> None:
    maja = world.patient("Maja Ström", date(1992, 1, 30), protection=Protection.MARKED)
    plans(world.anna.meets(maja), what="Hembesök på Skogsvägen", now=world.now, latest=world.now.date() - YESTERDAY)
    page = world.anna.logs_in().get("/arbetslista/").content.decode()
    assert page.count("Patient med skyddade uppgifter") == 2
    assert "Steg försenat" in page
    assert f'href="/patient/{maja.id}/"' in page
    for secret in ("Maja", "Ström", "1992", "Skogsvägen"):
        assert secret not in page


def test_the_day_of_a_visit_is_not_told_of_a_protected_person(world: World) -> None:
    maja = world.patient("Maja Ström", date(1992, 1, 30), protection=Protection.MARKED)
    visit = books(world.anna.meets(maja), now=world.now, days=9, agreed=AgreedHow.NOT_YET)
    ask_for_another_time(
        access=maja.opens_own(), booking=visit, revision=visit.revision, text="Helst en torsdag", now=world.now
    )  # fmt: skip
    row = next(row for row in rows(world.anna) if row.what == "Behöver en annan tid")
    assert (row.at, row.due) == (None, None)


def test_each_patient_shown_is_one_line_in_the_log_in_words_that_she_reads(world: World) -> None:
    for who in (world.agda, world.bertil):
        world.anna.meets(who)
    world.anna.logs_in().get("/arbetslista/")
    seen = lines("patient", "actor_name", "how", action="list", what="work")
    assert sorted(seen) == sorted((who.patient.public_id, "Anna Berg", "list") for who in (world.agda, world.bertil))
    assert "Såg dig i enhetens arbetslista" in world.agda.logs_in().get("/vem-har-last/").content.decode()


def test_patients_and_reviewers_have_no_work_list(world: World) -> None:
    for who in (world.agda, world.karin, world.rita, world.evert):
        assert who.logs_in().get("/arbetslista/").status_code == 404


# ---------------------------------------------------------------- the page


def cells(client: Client, page: str = "") -> Iterator[list[str]]:
    html = client.get(f"/arbetslista/{page}").content.decode()
    for row in re.findall(r"<tr role=\"row\">.*?</tr>", html, re.DOTALL)[1:]:
        parts = re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL)
        yield [" ".join(unescape(re.sub(r"<[^>]+>", " ", each)).split()) for each in parts]


def test_a_row_says_who_what_since_when_and_by_when(world: World, coordinated: Person) -> None:
    plans(world.anna.opens(world.agda), what="Skicka remiss", now=world.now - LAST_WEEK, latest=date(2026, 11, 20))
    (row,) = cells(world.anna.logs_in())
    assert row == [
        "Andersson, Agda 19410312-2380", "Försenat", "Steg försenat Skicka remiss", "18 november", "20 november",
    ]  # fmt: skip
    page = world.anna.logs_in().get("/arbetslista/").content.decode()
    assert "1 sak att göra för 1 patient" in page
    assert '<a href="/arbetslista/" aria-current="page">Arbetslista</a>' in page
    assert f'<a href="/patient/{world.agda.id}/">Andersson, Agda</a>' in page


def many(world: World, number: int, *, begin: int = 0) -> list[Person]:
    """Patients with something from each part."""
    unit, now = world.helena.opens_unit(), world.now
    people = [world.patient(f"Nr N{n}", date(1950, 1, 1) + timedelta(days=n)) for n in range(begin, begin + number)]
    for n, who in enumerate(people):
        begin_relation(access=unit, patient=who.patient, because="Vård", now=now - timedelta(days=n))
        access = world.helena.opens(who)
        plans(access, now=now, latest=now.date() - YESTERDAY)
        agrees(access, signed=True, now=now, follow_up_on=now.date() - YESTERDAY)
        books(access, days=2, agreed=AgreedHow.NOT_YET, now=now)
        survey = ask(access=access, now=now)
        answer(access=who.opens_own(), survey=survey, answers={5: AnswerValue.NO}, now=now)
    return people


def test_a_list_of_forty_patients_asks_no_more_than_a_list_of_one(world: World, django_assert_num_queries: Any) -> None:
    many(world, 1)
    access = world.anna.opens_unit()
    with django_assert_num_queries(STATEMENTS):
        one = work_list(access, page="1", now=world.now)
    many(world, 39, begin=1)
    with django_assert_num_queries(STATEMENTS):
        forty = work_list(access, page="1", now=world.now)
    assert (one.patients, one.total, forty.patients, forty.total) == (1, 5, 40, 200)


def test_fifty_rows_a_page_none_twice_and_only_those_shown_are_logged(world: World) -> None:
    unit, begun = world.helena.opens_unit(), world.now
    for n in range(60):
        who = world.patient(f"Nr N{n}", date(1950, 1, 1) + timedelta(days=n))
        begin_relation(access=unit, patient=who.patient, because="Vård", now=begun)
    first, second, third = (rows(world.anna, page=page) for page in ("1", "2", "3"))
    assert (len(first), len(second), len(third)) == (50, 50, 20)
    assert len({(row.patient, row.what) for row in (*first, *second, *third)}) == 120
    logged = lines("patient", action="list", what="work")
    assert len(logged) == sum(len({row.patient for row in page}) for page in (first, second, third))
    client = world.anna.logs_in()
    assert "Sida 2 av 3" in client.get("/arbetslista/?sida=2").content.decode()
    assert len(list(cells(client, "?sida=3"))) == 20
    assert "Sida 1 av 3" in client.get("/arbetslista/?sida=hej").content.decode()


def test_the_longest_wait_stands_first_among_equals(world: World) -> None:
    unit = world.helena.opens_unit()

    def begins(who: Person, at: datetime) -> None:
        begin_relation(access=unit, patient=who.patient, because="Vård", now=at)

    begins(world.agda, world.now - YESTERDAY)
    begins(world.bertil, world.now - LAST_WEEK)
    assert [row.name for row in rows(world.anna)] == ["Olsson, Bertil"] * 2 + ["Andersson, Agda"] * 2
