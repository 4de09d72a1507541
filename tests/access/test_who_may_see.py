"""The pages: who may see the plan, letting somebody in, answering, ending; and what the head of unit vouches for."""

import re
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from access.kinds import ALL_SCOPES, MandateKind, Scope
from access.mandate_rows import who_may_see
from access.models import AgeException, Mandate
from people.models import Patient, Protection
from tests.factories import World
from tests.log import lines

FORM = {"name": "Lars Andersson", "scopes": ["times", "book"], "last_day": "2026-12-31"}


@pytest.fixture
def decided(world: World) -> None:
    world.lets_proxies_in()


def code_on(page: str) -> str:
    found = re.search(r'mandate__code">([^<]+)<', page)
    assert found, "no code on the page"
    return found.group(1)


def page_of(world: World) -> str:
    return str(world.agda.logs_in().get("/vem-far-se/").content.decode())


def test_patient_chooses_a_person_who_logs_in_with_the_code_and_reads(world: World, decided: None) -> None:
    agda, lars = world.agda.logs_in(), world.relative("Lars Andersson")
    key = str(uuid4())
    for _ in range(2):
        assert agda.post("/vem-far-se/ny/", {**FORM, "key": key}).headers["Location"] == "/vem-far-se/"
    mandate = Mandate.objects.get(kind=MandateKind.PROXY)
    page = agda.get("/vem-far-se/").content.decode()
    assert all(words in page for words in ("Lars Andersson", "Väntar på svar", "Se tider och steg", "Svara om tider"))
    client, code = lars.logs_in(), code_on(page).lower().replace(" ", "-")
    asked = client.post("/kod/", {"code": code}).content.decode()
    assert all(words in asked for words in ("Agda Andersson", "Se tider och steg", "ombud som patienten har valt"))
    assert mandate.code not in client.post("/kod/", {"code": code}).headers.get("Location", "")
    answered = client.post("/kod/", {"code": code, "accept": "1"})
    assert answered.headers["Location"] == f"/min-plan/{world.agda.id}/"
    assert client.get(f"/min-plan/{world.agda.id}/").status_code == 200
    page = agda.get("/vem-far-se/").content.decode()
    assert ("Gäller" in page, "mandate__code" in page, "till och med <time" in page) == (True, False, True)
    mandate.refresh_from_db()
    assert mandate.until
    assert mandate.until.isoformat() == "2026-12-31T23:00:00+00:00"


def test_who_is_asked_says_no_on_the_page_and_the_patient_sees_why(world: World, decided: None) -> None:
    world.agda.logs_in().post("/vem-far-se/ny/", {**FORM, "key": str(uuid4())})
    code = Mandate.objects.get(kind=MandateKind.PROXY).code
    lars = world.relative("Lars Andersson").logs_in()
    lars.post("/kod/", {"code": code, "decline": "1", "because": "Jag hinner inte"})
    assert all(words in page_of(world) for words in ("Tackade nej", "Jag hinner inte"))
    assert "stämmer inte eller har gått ut" in lars.post("/kod/", {"code": code}).content.decode()


def test_patient_ends_a_mandate_on_the_page(world: World) -> None:
    karin = world.karin.logs_in()
    mandate = Mandate.objects.get(login=world.karin.login)
    agda = world.agda.logs_in()
    address = f"/vem-far-se/{mandate.public_id}/avsluta/"
    assert address in agda.get("/vem-far-se/").content.decode()
    assert "Avsluta för Karin Andersson?" in agda.get(address).content.decode()
    assert karin.get(f"/min-plan/{world.agda.id}/").status_code == 200
    assert agda.post(address, {"because": ""}).headers["Location"] == "/vem-far-se/"
    assert karin.get(f"/min-plan/{world.agda.id}/").status_code == 404
    assert agda.post(address, {"because": ""}).headers["Location"] == "/vem-far-se/"
    assert lines("actor_name", what="mandate.ended") == ["Agda Andersson"]


def test_a_trustee_leaves_on_the_page(world: World) -> None:
    client, address = world.karin.logs_in(), f"/min-plan/{world.agda.id}/sluta/"
    assert address in client.get(f"/min-plan/{world.agda.id}/").content.decode()
    assert "Agda Andersson ser att du har slutat" in client.get(address).content.decode()
    client.post(address, {"because": "Jag flyttar"})
    assert client.get(f"/min-plan/{world.agda.id}/").status_code == 404
    assert "Jag flyttar" in page_of(world)


def test_until_the_region_decides_the_page_says_why_nobody_can_be_chosen(world: World) -> None:
    agda = world.agda.logs_in()
    page = agda.get("/vem-far-se/").content.decode()
    assert ("Regionen har inte bestämt än" in page, "/vem-far-se/ny/" in page) == (True, False)
    form = agda.get("/vem-far-se/ny/").content.decode()
    assert ("Regionen har inte bestämt än" in form, "Skapa en kod" in form) == (True, False)
    agda.post("/vem-far-se/ny/", {**FORM, "key": str(uuid4())})
    assert not Mandate.objects.filter(kind=MandateKind.PROXY).exists()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"name": ""}, "Skriv vad personen heter."),
        ({"scopes": []}, "Välj minst en sak"),
        ({"scopes": ["book"]}, "behöver få se dem"),
        ({"scopes": ["medication"]}, "medication"),
        ({"last_day": "2026-11-24"}, "Välj en dag som inte har varit."),
        ({"last_day": ""}, "Skriv ett datum som finns"),
        ({"last_day": "9999-12-31"}, "Skriv ett datum mellan år 1900 och 2199"),
    ],
)
def test_what_is_missing_is_said_in_plain_words(world: World, decided: None, change: dict, words: str) -> None:
    page = world.agda.logs_in().post("/vem-far-se/ny/", {**FORM, "key": str(uuid4()), **change}).content.decode()
    assert (words in page, "Något behöver rättas" in page) == (True, True)
    assert not Mandate.objects.filter(kind=MandateKind.PROXY).exists()


@pytest.mark.parametrize("code", ["", "BCD", "BCDFGHJKMN", "AAAAAAAAAA", "' OR 1=1 --"])
def test_a_code_that_is_wrong_tells_nothing(world: World, code: str) -> None:
    answer = world.relative("Lars Andersson").logs_in().post("/kod/", {"code": code, "accept": "1"})
    assert (answer.status_code, "Fel:" in answer.content.decode(), "Agda" in answer.content.decode()) == (
        200,
        True,
        False,
    )


def test_head_of_unit_writes_in_a_trustee_whom_the_patient_sees(world: World) -> None:
    world.anna.meets(world.agda)
    helena = world.helena.logs_in()
    form = {
        "name": "Lars Andersson", "shown": "good_man", "document": "Tingsrätten 3 mars",
        "scopes": ["times", "agreements"], "last_day": "", "key": str(uuid4()),
    }  # fmt: skip
    place = f"/patient/{world.agda.id}/vem-far-se/"
    assert helena.post(f"{place}ny/", form).headers["Location"] == place
    code = code_on(helena.get(place).content.decode())
    page = page_of(world)
    assert ("God man enligt beslut: Tingsrätten 3 mars" in page, "Väntar på svar" in page) == (True, True)
    lars = world.relative("Lars Andersson")
    lars.logs_in().post("/kod/", {"code": code, "accept": "1"})
    assert lars.opens(world.agda).scopes == {Scope.TIMES, Scope.AGREEMENTS}
    mandate = Mandate.objects.get(login=lars.login)
    end = f"{place}{mandate.public_id}/avsluta/"
    assert "Skriv varför det avslutas." in helena.post(end, {"because": ""}).content.decode()
    assert lars.opens(world.agda).scopes
    helena.post(end, {"because": "Uppdraget har upphört"})
    assert lars.logs_in().get(f"/min-plan/{world.agda.id}/").status_code == 404
    assert "Uppdraget har upphört" in page_of(world)


def test_staff_do_not_see_the_code_of_a_proxy_whom_the_patient_has_asked(world: World, decided: None) -> None:
    world.anna.meets(world.agda)
    world.agda.logs_in().post("/vem-far-se/ny/", {**FORM, "key": str(uuid4())})
    asked = Mandate.objects.get(kind=MandateKind.PROXY)
    page = world.helena.logs_in().get(f"/patient/{world.agda.id}/vem-far-se/").content.decode()
    assert ("Lars Andersson" in page, "mandate__code" in page, asked.code in page) == (True, False, False)
    end = f"/patient/{world.agda.id}/vem-far-se/{asked.public_id}/avsluta/"
    assert world.helena.logs_in().post(end, {"because": "x"}).status_code == 404
    asked.refresh_from_db()
    assert asked.state == "requested"


def test_nobody_is_guardian_of_who_is_of_age(world: World) -> None:
    world.anna.meets(world.agda)
    form = {
        "name": "Lars", "shown": "judgment", "document": "Dom",
        "scopes": ["times"], "last_day": "", "key": str(uuid4()),
    }  # fmt: skip
    page = world.helena.logs_in().post(f"/patient/{world.agda.id}/vem-far-se/ny/", form).content.decode()
    assert "Patienten har fyllt 18 år" in page
    assert not Mandate.objects.filter(kind=MandateKind.GUARDIAN).exists()


def test_head_of_unit_decides_about_age_and_takes_it_back_and_the_teenager_sees_it(world: World) -> None:
    world.helena.meets(world.alva)
    helena, place = world.helena.logs_in(), f"/patient/{world.alva.id}/vem-far-se/"
    helena.post(f"{place}alder/", {"kind": "guardian", "because": "Svår sjukdom", "key": str(uuid4())})
    alva = world.alva.logs_in()
    assert "Hjärtmottagningen har bestämt att vårdnadshavare får läsa" in alva.get("/vem-far-se/").content.decode()
    exception = AgeException.objects.get()
    assert f"{place}alder/{exception.public_id}/avsluta/" in helena.get(place).content.decode()
    helena.post(f"{place}alder/{exception.public_id}/avsluta/")
    assert "har bestämt" not in alva.get("/vem-far-se/").content.decode()
    assert not AgeException.objects.current(world.now).exists()


def test_the_list_tells_what_is_open_now_and_what_has_run_out(world: World) -> None:
    assert world.sara
    world.let_in("Far", world.alva, MandateKind.GUARDIAN, until=world.now, scopes=ALL_SCOPES)
    told = who_may_see(world.alva.opens_own(), now=world.now)
    assert [(row.name, row.status, row.opens, row.can_end) for row in (*told.current, *told.earlier)] == [
        ("Sara Lindqvist", "Ser inget nu", (), False),
        ("Far", "Har gått ut", (), False),
    ]
    (leos,) = who_may_see(world.leo.opens_own(), now=world.now).current if world.erik else ()
    assert (leos.status, leos.opens[0], leos.can_end) == ("Gäller", "Se tider och steg", False)


def test_the_list_asks_as_much_for_twelve_as_for_one(world: World) -> None:
    assert world.karin
    client = world.agda.logs_in()

    def statements() -> int:
        client.get("/vem-far-se/")
        with CaptureQueriesContext(connection) as told:
            assert client.get("/vem-far-se/").status_code == 200
        return len(told)

    few = statements()
    for number in range(11):
        world.let_in(f"Hjälpare {number}", world.agda, MandateKind.TRUSTEE)
    assert (few, statements()) == (7, 7)


def test_the_way_to_the_page_and_to_the_code_are_in_sight(world: World) -> None:
    page = world.agda.logs_in().get("/").content.decode()
    assert ('href="/vem-far-se/"' in page, 'href="/kod/"' in page) == (True, True)
    assert 'href="/kod/"' in world.sara.logs_in().get("/").content.decode()
    assert 'href="/kod/"' not in world.anna.logs_in().get("/").content.decode()


def test_a_code_that_somebody_else_uses_is_seen_for_whom_it_was(world: World, decided: None) -> None:
    agda, sara = world.agda.logs_in(), world.relative("Sara Främling")
    agda.post("/vem-far-se/ny/", {**FORM, "key": str(uuid4())})
    sara.logs_in().post("/kod/", {"code": Mandate.objects.get(kind=MandateKind.PROXY).code, "accept": "1"})
    page = agda.get("/vem-far-se/").content.decode()
    assert ("<h3>Sara Främling</h3>" in page, "Koden skrevs för Lars Andersson." in page) == (True, True)


def test_who_says_yes_for_a_protected_person_is_told_to_wait(world: World, decided: None) -> None:
    agda, lars = world.agda.logs_in(), world.relative("Lars Andersson")
    agda.post("/vem-far-se/ny/", {**FORM, "key": str(uuid4())})
    Patient.objects.filter(pk=world.agda.patient.pk).update(protection=Protection.MARKED)
    code = Mandate.objects.get(kind=MandateKind.PROXY).code
    page = lars.logs_in().post("/kod/", {"code": code, "accept": "1"}, follow=True)
    assert (page.status_code, "Vården ska säga ja först." in page.content.decode()) == (200, True)
