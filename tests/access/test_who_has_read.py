"""The patient sees who has read the plan, when, and at which unit."""

from datetime import timedelta

import pytest
from django.http import Http404

from access.log_lines import LogRow, read_log
from audit.models import Action
from tests import deeds
from tests.factories import World
from tests.log import lines


def page_of(world: World) -> str:
    return world.agda.logs_in().get("/vem-har-last/").content.decode()


def rows(world: World) -> list[LogRow]:
    return list(read_log(world.agda.opens_own()))


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
        "Skrev er överenskommelse",
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


def test_a_patient_whom_nobody_has_read_is_told_so(world: World) -> None:
    assert "Lade upp dig i Patientkontrakt" in page_of(world)
