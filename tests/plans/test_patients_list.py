"""The unit's patients as staff need to see them: what happens next, who coordinates, what is missing."""

from datetime import date, timedelta

import pytest

from access.models import CareRelation
from access.services import block_unit
from people.models import Protection
from plans.work import PatientRow, unit_patients
from tests import deeds
from tests.factories import Staff, World
from tests.log import lines

TODAY = date(2026, 11, 25)


def listed(staff: Staff) -> dict[str, PatientRow]:
    return {row.name: row for row in unit_patients(staff.opens_unit(), page="1", now=staff.now).rows}


@pytest.fixture
def helena(world: World) -> World:
    world.helena.meets(world.agda)
    return world


def test_those_in_the_units_care_stand_by_name(world: World) -> None:
    for whom in (world.bertil, world.leo, world.agda):
        world.anna.meets(whom)
    world.nils.meets(world.alva)
    assert list(listed(world.anna)) == ["Andersson, Agda", "Nilsson, Leo", "Olsson, Bertil"]
    CareRelation.objects.filter(patient=world.leo.patient).update(until=world.now)
    assert list(listed(world.lena)) == ["Andersson, Agda", "Olsson, Bertil"]


def test_a_patient_with_everything_has_no_gap(helena: World) -> None:
    access = helena.helena.opens(helena.agda)
    deeds.appoints(access, helena.anna.professional, now=helena.now)
    deeds.books(access, now=helena.now, what="Återbesök")
    row = listed(helena.anna)["Andersson, Agda"]
    assert (row.number, row.age, row.next_what, row.next_at, row.contact, row.gaps) == (
        "19410312-2380", 85, "Återbesök", helena.now + timedelta(days=7), "Anna Berg", (),
    )  # fmt: skip


def test_what_is_missing_is_said_in_words(helena: World) -> None:
    access = helena.helena.opens(helena.agda)
    assert listed(helena.anna)["Andersson, Agda"].gaps == ("Inget känt nästa steg", "Ingen känd fast vårdkontakt")
    deeds.plans(access, now=helena.now, what="Ring", latest=TODAY - timedelta(days=1))
    deeds.agrees(access, now=helena.now, follow_up_on=TODAY - timedelta(days=30))
    row = listed(helena.anna)["Andersson, Agda"]
    assert (row.next_what, row.next_latest) == ("Ring", TODAY - timedelta(days=1))
    assert row.gaps == ("Steg försenat", "Uppföljning försenad", "Ingen känd fast vårdkontakt")


def test_a_follow_up_today_is_not_late(helena: World) -> None:
    deeds.agrees(helena.helena.opens(helena.agda), now=helena.now, follow_up_on=TODAY)
    assert "Uppföljning försenad" not in listed(helena.anna)["Andersson, Agda"].gaps


def test_what_a_blocked_unit_knows_is_not_in_another_units_list(helena: World) -> None:
    access = helena.helena.opens(helena.agda)
    deeds.appoints(access, helena.anna.professional, now=helena.now)
    deeds.books(access, now=helena.now, what="hemligt besök")
    deeds.plans(access, now=helena.now, what="hemligt steg", latest=TODAY)
    helena.nils.meets(helena.agda)
    assert listed(helena.nils)["Andersson, Agda"].next_what == "hemligt besök"
    block_unit(access=helena.decides(helena.agda), unit=helena.heart, now=helena.now)
    row = listed(helena.nils)["Andersson, Agda"]
    assert (row.next_what, row.contact) == ("", "")
    assert "hemligt" not in helena.nils.logs_in().get("/patienter/").content.decode()
    assert listed(helena.anna)["Andersson, Agda"].next_what == "hemligt besök"


def test_what_another_provider_knows_is_not_in_the_list(helena: World) -> None:
    deeds.books(helena.helena.opens(helena.agda), now=helena.now, what="hemligt besök")
    helena.olle.meets(helena.agda)
    assert listed(helena.olle)["Andersson, Agda"].next_what == ""


def test_a_protected_person_is_masked_and_not_dropped(world: World) -> None:
    maja = world.patient("Maja Ström", date(1992, 1, 30), protection=Protection.REGISTRATION)
    world.anna.meets(maja)
    ((name, row),) = listed(world.anna).items()
    assert (name, row.number, row.age, row.is_protected) == ("Patient med skyddade uppgifter", "", None, True)
    page = world.anna.logs_in().get("/patienter/").content.decode()
    assert [word for word in ("Maja", "Ström", "1992", "9201") if word in page] == []
    assert f'href="/patient/{maja.id}/"' in page


def test_what_happens_next_to_a_protected_person_is_told_in_the_plan_alone(world: World) -> None:
    maja = world.patient("Maja Ström", date(1992, 1, 30), protection=Protection.MARKED)
    access = world.helena.meets(maja)
    deeds.appoints(access, world.anna.professional, now=world.now)
    deeds.plans(access, now=world.now, what="Hembesök på Skogsvägen", latest=TODAY + timedelta(days=1))
    assert masked(world) == ("", None, None, "", "", ())
    deeds.books(access, now=world.now, what="Besök i Skogsbyn")
    assert masked(world) == ("", None, None, "", "", ())
    page = world.anna.logs_in().get("/patienter/").content.decode().partition("<main")[2]
    assert [word for word in ("Skogs", "2 december", "Anna Berg</") if word in page] == []
    assert "Mer står i patientens plan." in page


def masked(world: World) -> tuple[object, ...]:
    (row,) = listed(world.anna).values()
    return row.next_what, row.next_at, row.next_latest, row.next_when, row.contact, row.gaps


def test_a_long_list_comes_in_pages_and_only_the_page_shown_is_logged(world: World) -> None:
    for n in range(51):
        world.anna.meets(world.patient(f"Nr N{n:02}", date(1950, 1, 1) + timedelta(days=n)))
    client = world.anna.logs_in()
    first, second = (client.get("/patienter/", {"sida": page}).content.decode() for page in (1, 2))
    assert ("N00" in first, "N50" in first, "N00" in second, "N50" in second) == (True, False, False, True)
    assert len(lines("pk", action="list")) == 51
    assert "51 personer" in first


@pytest.mark.parametrize("page", ["0", "-1", "99", "x", ""])
def test_a_page_that_is_not_there_is_the_nearest_that_is(world: World, page: str) -> None:
    world.anna.meets(world.agda)
    response = world.anna.logs_in().get("/patienter/", {"sida": page})
    assert (response.status_code, "Andersson, Agda" in response.content.decode()) == (200, True)


def test_an_empty_list_says_so(world: World) -> None:
    assert "Just nu är det ingen." in world.anna.logs_in().get("/patienter/").content.decode()
