"""The patient sees who has read the plan, when, and at which unit."""

import ast
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.http import Http404

from access.gate import log_list, open_system
from access.grants import May
from access.kinds import BlockKind, ConsentKind, OpeningGround, Opens
from access.log_lines import LogRow, read_log
from access.log_words import WHAT
from access.models import Concern
from access.services import merge_patients, report_concern
from audit.models import Action, Entry, How
from bookings.models import BookingStatus
from steps.models import ALIVE, StepStatus
from tests import deeds
from tests.factories import World
from tests.guards.tree import sources
from tests.log import lines

IN_THE_MAKING = {
    "f'consent.{kind}.given'": {f"consent.{kind}.given" for kind in ConsentKind},
    "f'consent.{consent.kind}.withdrawn'": {f"consent.{kind}.withdrawn" for kind in ConsentKind},
    "f'block.{kind}'": {f"block.{kind}" for kind in BlockKind},
    "f'block.{block.kind}.lifted'": {f"block.{kind}.lifted" for kind in BlockKind},
    "f'opening.care.{asked.ground}'": {"opening.care.consent", "opening.care.emergency"},
    "f'opening.{opens}.{asked.ground}'": {
        f"opening.{each}.{ground}"
        for each in Opens
        for ground in OpeningGround
        if (each == Opens.PLACES) == (ground == OpeningGround.NEED)
    },
    "f'opening.{opening.opens}.closed'": {f"opening.{each}.closed" for each in Opens},
    "f'booking.{status}'": {f"booking.{status}" for status in BookingStatus if status != BookingStatus.BOOKED},
    "f'agreement.{said.status}'": {"agreement.agreed", "agreement.proposed", "agreement.disagreed"},
    "f'step.{status}'": {f"step.{status}" for status in StepStatus if status not in ALIVE},
    "what": {"commitment.accepted", "commitment.declined"},
}


def page_of(world: World) -> str:
    return world.agda.logs_in().get("/vem-har-last/").content.decode()


def rows(world: World) -> list[LogRow]:
    return list(read_log(world.agda.opens_own()).rows)


def test_patient_sees_who_has_read_when_and_at_which_unit(world: World) -> None:
    world.anna.meets(world.agda, now=world.now - timedelta(days=1))
    read = rows(world)[0]
    assert (read.at, read.who, read.title, read.unit, read.provider, read.did) == (
        world.now - timedelta(days=1),
        "Anna Berg",
        "Sjuksköterska",
        "Hjärtmottagningen",
        "Region Sjöland",
        "Läste din plan",
    )
    page = page_of(world)
    for word in ("Anna Berg, sjuksköterska", "Hjärtmottagningen, Region Sjöland", "tisdag", "24 november", "10.00"):
        assert word in page


def test_the_trustee_who_has_read_is_named_with_their_right(world: World) -> None:
    world.karin.opens(world.agda)
    assert (rows(world)[0].who, rows(world)[0].title) == ("Karin Andersson", "god man eller förvaltare")


def test_newest_first(world: World) -> None:
    for hours in (9, 3, 5):
        world.anna.meets(world.agda, now=world.now - timedelta(hours=hours))
    read = [row.at for row in rows(world) if row.did == "Läste din plan"]
    assert read == [world.now - timedelta(hours=hours) for hours in (3, 5, 9)]


def test_what_the_patient_does_and_refusals_are_left_out(world: World) -> None:
    world.agda.opens_own()
    with pytest.raises(Http404):
        world.nils.opens(world.agda)
    assert {row.who for row in rows(world)} == {"Patientkontrakt, automatiskt"}
    assert "Nils" not in page_of(world)


def test_what_is_read_about_another_patient_is_not_shown(world: World) -> None:
    world.anna.meets(world.bertil)
    assert "Anna Berg" not in page_of(world)


def test_reading_the_log_is_in_the_log(world: World) -> None:
    page_of(world)
    assert lines("what", "actor_kind", action=Action.READ) == [("log", "patient")]


def test_only_the_patient_reads_who_has_read(world: World) -> None:
    world.anna.meets(world.agda)
    for who in (world.anna, world.rita, world.karin):
        assert who.logs_in().get("/vem-har-last/").status_code == 404


def test_what_another_patient_asks_about_is_not_shown_beside_ones_own_line(world: World) -> None:
    world.anna.meets(world.agda)
    line = Entry.objects.filter(action=Action.READ, actor_name="Anna Berg").get()
    Concern.objects.create(
        patient=world.bertil.patient, provider=world.region, line=line.pk, line_at=line.at, text="Vem?",
        reported_at=world.now,
    )  # fmt: skip
    assert next((row.concern, row.can_report) for row in rows(world) if row.who == "Anna Berg") == ("", True)


def test_what_was_asked_before_two_patients_became_one_stands_beside_the_line(world: World) -> None:
    duplicate = world.patient("Agda Anderson", date(1941, 3, 13))
    world.anna.meets(duplicate)
    line = Entry.objects.filter(action=Action.READ, actor_name="Anna Berg").get().pk
    report_concern(access=duplicate.opens_own(), line=line, text="Vem?", key=uuid4(), now=world.now)
    register = open_system("Register", world.agda.patient, frozenset({May.MERGE}), How.IMPORT)
    merge_patients(access=register, duplicate=duplicate.patient, now=world.now)
    assert next((row.concern, row.can_report) for row in rows(world) if row.who == "Anna Berg") == ("mottagen", False)


def test_every_write_is_told_in_words(world: World) -> None:
    """No line falls back on its action alone."""
    access = world.helena.meets(world.agda)
    deeds.agrees(access, now=world.now)
    deeds.books(access, now=world.now)
    deeds.plans(access, now=world.now)
    deeds.appoints(access, world.anna.professional, now=world.now)
    deeds.records_sip(access, now=world.now)
    world.anna.logs_in().get("/patienter/")
    world.anna.logs_in().post("/patienter/sok/", {"number": "194103122380"})
    assert {row.did for row in rows(world)} == {
        "Skrev en överenskommelse med dig",
        "Antecknade ditt samtycke till en samordnad plan",
        "Bokade en tid",
        "Planerade ett steg",
        "Utsåg en fast kontakt",
        "Skrev en samordnad plan",
        "Läste din plan",
        "Började delta i din vård",
        "Lade upp dig i Patientkontrakt",
        "Gav någon rätt att läsa eller göra saker för dig",
        "Såg dig i enhetens lista över patienter",
        "Sökte upp dig med ditt nummer",
    }


def log_words() -> set[tuple[str, str]]:
    """What the code gives to the log: the words themselves, and where a word is in the making, all it can become."""
    found = set()
    for source in sources().values():
        for call in (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)):
            name = getattr(call.func, "id", "")
            if name == "log_write" or (name == "Deed" and ast.unparse(call.args[0]) == "Action.WRITE"):
                found |= {("write", word) for word in words_of(call.args[1])}
    return found


def words_of(node: ast.expr) -> set[str]:
    if isinstance(node, ast.IfExp):
        return words_of(node.body) | words_of(node.orelse)
    if isinstance(node, ast.Constant):
        return {node.value}
    return IN_THE_MAKING[ast.unparse(node)]


def test_every_word_that_a_verb_logs_is_told_in_words() -> None:
    words = log_words()
    assert {("write", "reminder.sent"), ("write", "relation.began"), ("write", "booking.booked")} <= words
    assert sorted(words - set(WHAT)) == []


def test_a_long_log_comes_in_pages(world: World) -> None:
    for minutes in range(60):
        world.anna.meets(world.agda, now=world.now - timedelta(minutes=59 - minutes))
    client = world.agda.logs_in()
    first, second = (client.get("/vem-har-last/", {"sida": page}).content.decode() for page in (1, 2))
    assert (first.count("Läste din plan"), second.count("Läste din plan")) == (50, 10)
    assert ("Sida 1 av 2" in first, "Sida 2 av 2" in second, "Lade upp dig" in second) == (True, True, True)


def test_who_sees_the_patient_in_a_list_all_day_is_told_once_a_day(world: World) -> None:
    for staff in (world.anna, world.lena):
        staff.meets(world.agda)
    for hours in (0, 1, 2, 24):
        log_list(
            world.anna.opens_unit(), [world.agda.patient.public_id], "work", now=world.now - timedelta(hours=hours)
        )
    log_list(world.lena.opens_unit(), [world.agda.patient.public_id], "work", now=world.now)
    seen = [(row.who, row.at) for row in rows(world) if row.did == "Såg dig i enhetens arbetslista"]
    assert sorted(seen) == [
        ("Anna Berg", world.now - timedelta(days=1)), ("Anna Berg", world.now), ("Lena Holm", world.now),
    ]  # fmt: skip


def test_a_patient_whom_nobody_has_read_is_told_so(world: World) -> None:
    assert "Lade upp dig i Patientkontrakt" in page_of(world)
