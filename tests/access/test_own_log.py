"""The patient chooses among the lines, keeps them, and asks about one of them."""

import csv
from datetime import timedelta
from io import BytesIO, StringIO
from unittest.mock import patch
from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.test import Client
from pypdf import PdfReader

from access.concerns import own_concerns
from access.grants import NotAllowed
from access.log_extract import log_in_file
from access.log_lines import Wanted, read_log
from access.models import Concern
from access.services import NothingToReport, report_concern
from audit.models import Action, ActorKind, Entry, How
from audit.services import Actor, Deed, record
from people.models import CareProvider
from tests.factories import NOW, Staff, World
from tests.log import lines
from tests.together import at_once

DAY = timedelta(days=1)


@pytest.fixture
def read(world: World) -> World:
    """Anna at the heart clinic read yesterday, Nils at the eye clinic a week ago."""
    world.anna.meets(world.agda, now=world.now - DAY)
    world.nils.meets(world.agda, now=world.now - 7 * DAY)
    return world


def shown(world: World, **asked: str) -> str:
    return world.agda.logs_in().get("/vem-har-last/", asked).content.decode()


def reading_of(staff: Staff) -> int:
    return int(Entry.objects.get(action=Action.READ, actor_name=staff.professional.name).pk)


def asks(world: World, line: int, text: str = "Jag har inte varit där.", **more: str) -> HttpResponse:
    client: Client = world.agda.logs_in()
    return client.post(f"/vem-har-last/{line}/fraga/", {"text": text, "key": str(uuid4()), **more}, follow=True)


# ---------------------------------------------------------------- which lines


def test_agda_sees_only_the_lines_of_the_unit_she_chose(read: World) -> None:
    page = shown(read, enhet=str(read.eyes.public_id))
    assert ("Nils Åberg" in page, "Anna Berg" in page) == (True, False)


def test_agda_chooses_whole_days_and_both_ends_count(read: World) -> None:
    page = shown(read, fran="2026-11-24", till="2026-11-24")
    assert ("Anna Berg" in page, "Nils Åberg" in page) == (True, False)
    page = shown(read, till="2026-11-18")
    assert ("Anna Berg" in page, "Nils Åberg" in page) == (False, True)


def test_a_day_begins_at_swedish_midnight(read: World) -> None:
    midnight = read.now.replace(hour=23, minute=0) - 2 * DAY  # 24 November 00.00 in Sweden
    read.olle.meets(read.agda, now=midnight)
    assert "Olle Gran" in shown(read, fran="2026-11-24", till="2026-11-24")
    assert "Olle Gran" not in shown(read, till="2026-11-23")


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"fran": "31 februari"}, "Skriv ett datum som finns"),
        ({"fran": "0001-01-01"}, "Skriv ett datum mellan år 1900 och 2199"),
        ({"till": "9999-12-31"}, "Skriv ett datum mellan år 1900 och 2199"),
        ({"fran": "2026-11-25", "till": "2026-11-24"}, "Välj en dag som inte är före den första."),
        ({"enhet": "x"}, "Välj en av enheterna i listan."),
    ],
)
def test_what_is_asked_for_wrongly_is_told_and_no_lines_are_shown(
    read: World, asked: dict[str, str], said: str
) -> None:
    page = shown(read, **asked)
    assert (said in page, "Anna Berg" in page) == (True, False)
    for ending in ("pdf", "csv"):
        assert read.agda.logs_in().get(f"/vem-har-last/utdrag.{ending}", asked).status_code == 302


def test_units_that_have_not_read_cannot_be_chosen(read: World) -> None:
    page = shown(read)
    assert ("Ögonmottagningen</option>" in page, "Ortopedmottagningen" in page) == (True, False)


def test_the_next_page_keeps_what_was_chosen(read: World) -> None:
    for minutes in range(60):
        read.nils.opens(read.agda, now=read.now - timedelta(minutes=minutes))
    page = shown(read, enhet=str(read.eyes.public_id), fran="2026-11-01")
    assert f"?enhet={read.eyes.public_id}&amp;fran=2026-11-01&amp;sida=2" in page


# ---------------------------------------------------------------- names and marks


def test_a_provider_may_keep_its_staffs_names_but_not_unit_title_and_time(read: World) -> None:
    CareProvider.objects.filter(pk=read.region.pk).update(names_in_log=False)
    page = shown(read)
    assert ("Anna Berg" in page, "Någon i personalen, sjuksköterska" in page) == (False, True)
    assert ("Hjärtmottagningen, Region Sjöland" in page, "24 november" in page) == (True, True)
    pages = [read.agda.logs_in().get(f"/vem-har-last/utdrag.{ending}") for ending in ("csv", "pdf")]
    assert "Anna Berg" not in pages[0].content.decode() + text_of(pages[1])
    assert "Någon i personalen" in pages[0].content.decode()


def test_other_providers_names_are_shown_still(read: World) -> None:
    CareProvider.objects.filter(pk=read.region.pk).update(names_in_log=False)
    read.olle.meets(read.agda)
    assert "Olle Gran" in shown(read)


def test_a_reading_in_an_emergency_and_one_by_a_proxy_say_so_in_words(read: World) -> None:
    deed = Deed(Action.READ, "plan", How.PAGE, read.agda.patient.public_id, emergency=True)
    record(Actor(ActorKind.STAFF, name="Olle Gran", unit="SE1", unit_name="Akuten"), deed, now=read.now)
    read.karin.opens(read.agda)
    page = shown(read)
    assert (page.count("I en nödsituation"), page.count("Läser för din räkning")) == (1, 1)
    row = next(row for row in read_log(read.agda.opens_own()).rows if row.is_proxy)
    assert (row.who, row.unit, row.can_report) == ("Karin Andersson", "Utanför vården", False)


# ---------------------------------------------------------------- to keep


def table_of(response: HttpResponse) -> list[list[str]]:
    return list(csv.reader(StringIO(response.content.decode("utf-8-sig")), delimiter=";"))


def text_of(response: HttpResponse) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(response.content)).pages).split())


def test_the_table_has_the_lines_that_were_chosen(read: World) -> None:
    response = read.agda.logs_in().get("/vem-har-last/utdrag.csv", {"fran": "2026-11-24"})
    assert response.content.startswith(b"\xef\xbb\xbf")
    assert table_of(response) == [
        ["Dag", "Klockan", "Enhet", "Vårdgivare", "Vem", "Roll", "Vad", "Varför", "Särskilt"],
        ["2026-11-24", "10:00:00", "Hjärtmottagningen", "Region Sjöland", "Anna Berg", "Sjuksköterska",
         "Läste din plan", "Vård och behandling", ""],
        ["2026-11-24", "10:00:00", "Hjärtmottagningen", "Region Sjöland", "Anna Berg", "Sjuksköterska",
         "Började delta i din vård", "Vård pågår", ""],
    ]  # fmt: skip
    assert response["Content-Disposition"] == 'attachment; filename="vem-har-last-2026-11-25.csv"'


def test_taking_it_out_is_in_the_log(read: World) -> None:
    read.agda.logs_in().get("/vem-har-last/utdrag.csv")
    read.agda.logs_in().get("/vem-har-last/utdrag.pdf")
    assert lines("what", "how", actor_kind="patient") == [("log", "export"), ("log", "pdf")]


@pytest.mark.parametrize("name", ["=1+1", "+46", "-2", "@SUM(A1)", "\t=1", "\r=1"])
def test_no_cell_is_a_formula(world: World, name: str) -> None:
    deed = Deed(Action.READ, "plan", How.PAGE, world.agda.patient.public_id)
    record(Actor(ActorKind.STAFF, name=name, unit_name="Akuten"), deed, now=world.now)
    rows = read_log(world.agda.opens_own(), wanted=Wanted(since=world.now)).rows
    assert table_of(log_in_file(rows, now=world.now))[1][4] == f"'{name}"


def test_quotes_and_semicolons_stay_in_their_cell(world: World) -> None:
    deed = Deed(Action.READ, "plan", How.PAGE, world.agda.patient.public_id)
    record(Actor(ActorKind.STAFF, name='Olle "O"; Gran', unit_name="Akuten"), deed, now=world.now)
    rows = read_log(world.agda.opens_own(), wanted=Wanted(since=world.now)).rows
    assert table_of(log_in_file(rows, now=world.now))[1][4] == 'Olle "O"; Gran'


def test_a_table_and_a_sheet_that_are_cut_say_so(read: World) -> None:
    client = read.agda.logs_in()
    with patch("access.log_extract.IN_FILE", 2), patch("access.log_views.IN_FILE", 2):
        table = table_of(client.get("/vem-har-last/utdrag.csv"))
    assert (len(table), table[-1]) == (4, ["Det finns fler rader än som får plats. Välj färre dagar."])
    with patch("access.log_extract.ON_PAPER", 2), patch("access.log_views.ON_PAPER", 2):
        said = text_of(client.get("/vem-har-last/utdrag.pdf"))
    assert ("Det finns fler rader än som får plats här." in said, "Anna Berg" in said, "Nils" in said) == (
        True, True, False,
    )  # fmt: skip
    assert "fler rader" not in text_of(client.get("/vem-har-last/utdrag.pdf"))


def test_the_sheet_has_the_lines_and_is_tagged(read: World) -> None:
    response = read.agda.logs_in().get("/vem-har-last/utdrag.pdf")
    assert response["Content-Disposition"] == 'inline; filename="vem-har-last-2026-11-25.pdf"'
    said = text_of(response)
    for words in ("Agda Andersson", "Anna Berg, sjuksköterska", "Hjärtmottagningen, Region Sjöland", "Nils Åberg"):
        assert words in said
    assert "/MarkInfo" in PdfReader(BytesIO(response.content)).trailer["/Root"]


# ---------------------------------------------------------------- a concern


def test_agda_asks_about_a_reading_and_follows_what_becomes_of_it(read: World) -> None:
    page = asks(read, reading_of(read.nils)).content.decode()
    assert "Tack! Din fråga är skickad." in page
    assert ("Jag har inte varit där." in page, "Mottagen" in page) == (True, True)
    assert "Den som granskar läsningar hos Region Sjöland har fått din fråga." in page
    assert [(each.provider, each.status) for each in own_concerns(read.agda.opens_own())] == [
        ("Region Sjöland", "mottagen")
    ]
    assert "Du har frågat: mottagen" in shown(read)
    assert lines("actor_name", "patient", what="concern.reported") == [("Agda Andersson", read.agda.patient.public_id)]


def test_a_question_sent_twice_is_asked_once(read: World) -> None:
    key, line = str(uuid4()), reading_of(read.nils)
    for _ in range(2):
        assert "Mottagen" in asks(read, line, key=key).content.decode()
    asks(read, line, text="En gång till.")
    assert list(Concern.objects.values_list("text", flat=True)) == ["Jag har inte varit där."]
    assert len(lines(what="concern.reported")) == 1


def test_a_question_without_words_is_not_sent(read: World) -> None:
    page = asks(read, reading_of(read.nils), text=" ").content.decode()
    assert ("Skriv vad du undrar över." in page, Concern.objects.count()) == (True, 0)


def test_nobody_asks_about_a_line_of_anothers_log(read: World) -> None:
    line = reading_of(read.nils)
    for method in ("get", "post"):
        client = read.bertil.logs_in()
        assert getattr(client, method)(f"/vem-har-last/{line}/fraga/", {"text": "?"}).status_code == 404
    with pytest.raises(NothingToReport):
        report_concern(access=read.bertil.opens_own(), line=line, text="?", key=uuid4(), now=read.now)
    assert Concern.objects.count() == 0


def test_what_the_program_or_a_relative_did_is_nothing_to_report(read: World) -> None:
    read.karin.opens(read.agda)
    for line in (lines("pk", actor_kind="proxy")[0], lines("pk", what="patient.registered")[0]):
        assert asks(read, line).status_code == 404
        with pytest.raises(NothingToReport):
            report_concern(access=read.agda.opens_own(), line=line, text="?", key=uuid4(), now=read.now)


def test_only_the_patient_asks(read: World) -> None:
    with pytest.raises(NotAllowed):
        report_concern(
            access=read.karin.opens(read.agda), line=reading_of(read.nils), text="?", key=uuid4(), now=read.now
        )


def test_two_questions_at_once_about_a_line_are_one(own_database: None) -> None:
    world = World(NOW)
    world.nils.meets(world.agda)
    access, line = world.agda.opens_own(), reading_of(world.nils)

    def ask() -> object:
        return report_concern(access=access, line=line, text="?", key=uuid4(), now=world.now)

    at_once(ask, ask, ask)
    assert Concern.objects.count() == 1


def test_a_number_that_no_line_can_have_is_no_line(read: World) -> None:
    for number in (0, 2**63 - 1, 2**63, 10**30):
        assert asks(read, number).status_code == 404


def test_a_line_that_nobody_at_a_provider_answers_for_is_not_offered_to_ask_about(world: World) -> None:
    nowhere = Actor(ActorKind.STAFF, name="Någon Utan")
    for deed in (Action.READ, Action.LOGIN):
        record(nowhere, Deed(deed, "plan", How.PAGE, world.agda.patient.public_id), now=world.now)
    rows = [row for row in read_log(world.agda.opens_own()).rows if row.who == "Någon Utan"]
    assert [(row.did, row.can_report) for row in rows] == [("Läste din plan", False)]
