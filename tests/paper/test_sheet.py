"""The plan on paper says what the plan on the screen says."""

import io
import re
from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from access.gate import open_own, open_patient
from access.grants import Access
from access.services import block_unit
from agreements.services import Does, Said
from audit.models import How
from bookings.models import AgreedHow, Booking
from bookings.services import PreparationText, note_as_read, prepare
from contacts.models import ContactKind
from paper.render import render
from people.identities import show_number
from people.models import Login, Patient, Protection
from people.viewer import Viewer
from plans.page import plan_page
from plans.printing import sheet
from steps.models import StepKind
from steps.services import StepPlan
from tests.deeds import agrees, appoints, books, books_many, plans, records_sip
from tests.factories import Person, Staff, World
from tests.paper.facts import facts
from tests.paper.reading import body_of, pages_of, spoken_order, squashed, text_of, words_of


def on_paper(access: Access, now: datetime) -> bytes:
    return render(sheet(access, plan_page(access, now)))


def printed_by(who: Person, *, now: datetime) -> str:
    return text_of(on_paper(who.opens_own(now=now, how=How.PDF), now))


def printed_for(whom: Person, staff: Staff, *, now: datetime) -> str:
    access = open_patient(staff.viewer, whom.patient.public_id, How.PDF, now=now)
    return text_of(on_paper(access, now))


def whole_plan(world: World, *, whom: Person | None = None) -> Person:
    """Something of everything."""
    now, whom = world.now, whom or world.agda
    anna, samira = world.anna.meets(whom, now=now), world.samira.meets(whom, now=now)
    agrees(
        anna, now=now, patient_does=(Does("väger mig varje morgon"),), network_does=(Does("dottern följer med"),),
        care_does=(Does("följer upp", world.anna.professional), Does("ändrar dosen", unit=world.eyes)),
        turn_by_day="Anna Berg", turn_by_evening="1177", follow_up_on=(now + timedelta(days=30)).date(),
        next_step=StepPlan(kind=StepKind.FOLLOW_UP, what="Anna ringer", latest=(now + timedelta(days=9)).date()),
    )  # fmt: skip
    books(anna, what="Blodprov", place="Provtagningen, plan 2", preparation="Ta med legitimation.", now=now, days=3)
    visit = books(anna, what="Läkarbesök", performer=world.maria.professional, agreed=AgreedHow.NOT_YET, now=now)
    brought = PreparationText(matters="Att sova", questions="Får jag flyga?", changes="Har ramlat", medication="Yr")
    prepare(access=whom.opens_own(now=now), booking=visit, text=brought, revision=0, now=now)
    note_as_read(access=anna, booking=visit, revision=1, now=now)
    books(anna, what="Förra besöket", now=now - timedelta(days=60), days=10)
    plans(
        anna, kind=StepKind.REFERRAL, what="Remiss till ögonläkare", when="Remissen ska bedömas", now=now,
        waits_since=(now - timedelta(days=11)).date(), guarantee_days=90,
    )  # fmt: skip
    appoints(world.helena.opens(whom), world.anna.professional, now=now)
    appoints(samira, world.samira.professional, kind=ContactKind.SOCIAL_CARE, does="Hemtjänsten", now=now)
    records_sip(samira, now=now)
    return whom


def assert_says_all_that_the_page_says(access: Access, now: datetime) -> None:
    plan = plan_page(access, now)
    said = squashed(text_of(render(sheet(access, plan))))
    assert [(field, fact) for field, fact in facts(plan) if squashed(fact) not in said] == []


def test_every_fact_of_the_page_stands_on_the_sheet(world: World) -> None:
    agda = whole_plan(world)
    assert_says_all_that_the_page_says(agda.opens_own(how=How.PDF), world.now)


def test_every_fact_of_the_demos_plans_stands_on_their_sheets(demo: datetime) -> None:
    known = Patient.objects.filter(protection=Protection.NONE)
    for login in Login.objects.filter(mandates__kind="self", mandates__patient__in=known):
        assert_says_all_that_the_page_says(open_own(Viewer(login), How.PDF, now=demo), demo)


def test_what_is_said_first_stands_first_and_is_read_out_first(world: World) -> None:
    access = whole_plan(world).opens_own(how=How.PDF)
    html = sheet(access, plan_page(access, world.now))
    pdf = render(html)
    heads = re.compile("när(vad,varochvemsvarar|vadhurdetgick)")  # said again where a table goes on to a new page
    assert heads.sub("", squashed(body_of(pdf))) == heads.sub("", squashed(words_of(html)))
    assert spoken_order(pdf) == sorted(spoken_order(pdf))
    assert spoken_order(pdf)


def test_whom_to_call_stands_on_page_one_and_numbers_are_whole(world: World) -> None:
    first = pages_of(on_paper(whole_plan(world).opens_own(how=How.PDF), world.now))[0]
    lines = first.replace("\N{NO-BREAK SPACE}", " ").splitlines()
    after = lines[lines.index("Hit ringer jag") :]
    numbers = ("08-465 004 01", "08-465 004 04", "1177", "112")
    assert [any(number in line for line in after) for number in numbers] == [True] * 4


def test_many_visits_run_over_pages_that_say_which_they_are_and_none_is_split(world: World) -> None:
    """A visit's time, its name and whom to ask stand together."""
    books_many(world.anna.meets(world.agda), 30, now=world.now)
    pages = pages_of(on_paper(world.agda.opens_own(how=How.PDF), world.now))
    of = len(pages)
    assert of > 3
    for number, page in enumerate(pages, start=1):
        foot = f"Agda Andersson Råd om vård: 1177. Livsfara: 112. 25 november 2026, sida {number} av {of}"
        assert page.splitlines()[-1] == foot
        rows = page.partition("När")[2]
        assert rows.count("kl. 10.00") == len(re.findall(r"^Besök \d+$", rows, re.MULTILINE)) == rows.count("Frågor:")


def test_a_plan_with_nothing_in_it_says_what_to_do(world: World) -> None:
    text = printed_by(world.bertil, now=world.now)
    for words in ("Inget är planerat", "Ingen fast vårdkontakt är utsedd än", "Det finns ingen överenskommelse än"):
        assert squashed(words) in squashed(text)
    assert "1177" in text
    assert "112" in text


def test_the_sheet_says_how_it_was_that_day_and_whom_to_call(world: World) -> None:
    text = squashed(printed_by(whole_plan(world), now=world.now))
    assert squashed("Utskriven onsdag 25 november 2026. Så såg planen ut den dagen.") in text
    assert squashed("Undrar du om något har ändrats: ring Anna Berg, Hjärtmottagningen: 08-465 004 01") in text


def test_no_number_of_identity_and_no_mobile_stands_on_it(world: World) -> None:
    kalle = world.patient("Kalle Ek", date(1960, 2, 1), mobile="+46701740605")
    access = whole_plan(world, whom=kalle).opens_own(how=How.PDF)
    text = squashed(text_of(on_paper(access, world.now)))
    number = show_number(access.identity)
    assert len(number) > 10
    assert [number in text, access.identity in text, "0701740605" in text, squashed("070-174 06 05") in text] == [
        False
    ] * 4


# ---------------------------------------------------------------- who prints


def test_what_the_patient_has_said_no_to_does_not_stand_among_what_is_agreed(world: World) -> None:
    access = world.anna.meets(world.agda)
    agrees(access, now=world.now, title="Promenader")
    agrees(access, now=world.now, title="Gympa", said=Said(disagreed_because="Knäna gör ont."))
    text = printed_by(world.agda, now=world.now)
    no, yes = text.index("Det här är vi inte överens om"), text.index("Det här har vi kommit överens om")
    assert no < text.index("Gympa") < yes < text.index("Promenader")


def test_a_time_that_the_patient_wants_changed_says_so_whoever_prints(world: World) -> None:
    books(world.anna.meets(world.agda), agreed=AgreedHow.NOT_YET, now=world.now)
    sheets = [printed_by(world.agda, now=world.now), printed_for(world.agda, world.anna, now=world.now)]
    assert ["Passar tiden? Ring och svara." in text for text in sheets] == [True, True]
    assert ["Patienten" in text for text in sheets] == [False, False]


def test_what_is_not_approved_for_the_patient_is_not_printed_for_them_by_staff(world: World) -> None:
    access = world.anna.meets(world.agda)
    books(access, what="Misstanke utreds", approved=False, now=world.now)
    agrees(access, title="Utkast", approved=False, now=world.now)
    books(access, what="Återbesök", now=world.now)
    text = printed_for(world.agda, world.anna, now=world.now)
    assert ["Misstanke" in text, "Utkast" in text, "Återbesök" in text] == [False, False, True]


def test_staff_print_what_they_may_read_and_what_is_missing_is_not_named(world: World) -> None:
    books(world.anna.meets(world.agda), what="Hjärtbesök", now=world.now)
    books(world.nils.meets(world.agda), what="Ögonbesök", now=world.now)
    block_unit(access=world.decides(world.agda), unit=world.eyes, now=world.now)
    text = printed_for(world.agda, world.anna, now=world.now)
    assert ["Hjärtbesök" in text, "Ögon" in text] == [True, False]
    assert squashed("Allt i din vård står inte på det här pappret.") in squashed(text)


def test_a_trustee_prints_the_patients_own_sheet(world: World) -> None:
    whole_plan(world)
    access = world.karin.opens(world.agda)
    assert squashed("Min plan Agda Andersson född 12 mars 1941") in squashed(text_of(on_paper(access, world.now)))


# ---------------------------------------------------------------- protected identity


def test_a_protected_persons_sheet_tells_no_place_and_no_unit(world: World) -> None:
    maja = world.patient("Maja Ström", date(1992, 1, 30), protection=Protection.REGISTRATION)
    whole_plan(world, whom=maja)
    access = world.anna.opens(maja)
    books(access, what="Besök på Ortopedmottagningen", place="Bergslands lasarett, plan 4", now=world.now, days=20)
    plans(access, what="Ögonmottagningen kallar. Hemtjänstens schema ändras", now=world.now)
    assert world.hips.name == "Ortopedmottagningen"
    text = squashed(printed_by(maja, now=world.now))
    told = [
        *(unit.name for unit in (world.heart, world.eyes, world.hips, world.home_care)),
        "Sjöstads", "Bergslands", "Provtagningen", "plan 4", "Region Sjöland",
    ]  # fmt: skip
    assert [name for name in told if squashed(name) in text] == []
    for words in (
        "Platser och mottagningar står inte på det här pappret.", "Besök på vården",
        "Vården kallar. Vårdens schema ändras", "08-465 004 01", "Maja Ström",
    ):  # fmt: skip
        assert squashed(words) in text


def test_a_protected_persons_sheet_does_not_say_that_they_are_protected(world: World) -> None:
    maja = world.patient("Maja Ström", date(1992, 1, 30), protection=Protection.MARKED)
    text = printed_by(maja, now=world.now)
    assert re.search("skydd|sekretess", text, re.IGNORECASE) is None


# ---------------------------------------------------------------- the addresses


@pytest.fixture
def agda(world: World) -> Person:
    return whole_plan(world)


Prints = tuple[Client, str]
PRINTERS: dict[str, Callable[[World], Prints]] = {
    "the patient": lambda world: (world.agda.logs_in(), reverse("print_my_plan")),
    "a trustee": lambda world: (world.karin.logs_in(), reverse("print_my_plan", args=[world.agda.id])),
    "a nurse": lambda world: (world.anna.logs_in(), reverse("print_patient_plan", args=[world.agda.id])),
}


@pytest.mark.parametrize("who", PRINTERS)
def test_the_pdf_opens_in_the_browser_is_kept_by_nobody_and_its_name_tells_nothing(
    world: World, agda: Person, who: str
) -> None:
    client, url = PRINTERS[who](world)
    response = client.get(url)
    assert (response.status_code, response["Content-Type"]) == (200, "application/pdf")
    assert response["Content-Disposition"] == 'inline; filename="plan-2026-11-25.pdf"'
    assert response["Cache-Control"] == "no-store"
    assert PdfReader(io.BytesIO(response.content)).metadata.title == "Min plan"
    assert "Agda Andersson" in text_of(response.content)


@pytest.mark.parametrize(("who", "seen"), [("a trustee", "Skrev ut din plan"), ("a nurse", "Skrev ut din plan")])
def test_printing_stands_in_the_patients_log_as_printing(world: World, agda: Person, who: str, seen: str) -> None:
    client, url = PRINTERS[who](world)
    client.get(url)
    assert seen in world.agda.logs_in().get(reverse("who_has_read")).content.decode()


@pytest.mark.parametrize("who", PRINTERS)
def test_the_plans_page_leads_to_its_sheet(world: World, agda: Person, who: str) -> None:
    client, url = PRINTERS[who](world)
    page = client.get(url.removesuffix("utskrift.pdf")).content.decode()
    assert re.search(rf'<a [^>]*href="{url}"[^>]*>Skriv ut planen</a>', page)


@pytest.mark.parametrize("number", [1, 3])
def test_the_number_of_statements_does_not_depend_on_how_much_there_is(
    world: World, number: int, django_assert_num_queries: Callable[..., object]
) -> None:
    books_many(world.anna.meets(world.agda), number, now=world.now)
    client = world.agda.logs_in()
    client.get(reverse("my_plan"))
    with django_assert_num_queries(STATEMENTS):
        client.get(reverse("print_my_plan"))
    assert Booking.objects.count() == number


STATEMENTS = 12
