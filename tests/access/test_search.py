"""Finding a patient by exact number. "Not found" and "not yours" look alike."""

import re

import pytest

from people.identities import Number, read_number
from people.models import Identity, IdentityKind
from tests.factories import Staff, World
from tests.log import lines

AGDA, UNKNOWN = "19410312-2380", "19000101-2384"


def looks_for(staff: Staff, number: str, **headers: str):
    return staff.logs_in().post("/patienter/sok/", {"number": number}, headers=headers)


def without_token(page: bytes, number: str) -> bytes:
    """What stands there whoever was looked for: not the form's token, nor what was written in the box."""
    return re.sub(rb'name="csrfmiddlewaretoken" value="\w+"', b"", page).replace(number.encode(), b"")


def test_the_numbers_of_the_tests_are_theirs(world: World) -> None:
    assert list(Identity.objects.filter(patient=world.agda.patient).values_list("value", flat=True)) == ["194103122380"]
    assert read_number(UNKNOWN)


@pytest.mark.parametrize("written", [AGDA, "194103122380", "410312-2380", " 1941 0312 2380 "])
def test_nurse_finds_a_patient_of_the_unit(world: World, written: str) -> None:
    world.anna.meets(world.agda)
    response = looks_for(world.anna, written)
    assert (response.status_code, response["Location"]) == (302, f"/patient/{world.agda.id}/")
    assert lines("what", "how", "patient", action="search") == [("number", "search", world.agda.patient.public_id)]


def test_not_found_and_not_yours_look_alike(world: World) -> None:
    world.nils.meets(world.agda)
    answers = [looks_for(world.anna, number) for number in (AGDA, UNKNOWN)]
    pages = {without_token(page.content, number) for page, number in zip(answers, (AGDA, UNKNOWN), strict=True)}
    assert ([each.status_code for each in answers], len(pages)) == ([200, 200], 1)
    assert "Ingen patient hos er har det numret." in answers[0].content.decode()


def test_looking_for_somebody_elses_patient_is_a_refusal_in_the_log(world: World) -> None:
    world.nils.meets(world.agda)
    looks_for(world.anna, AGDA)
    looks_for(world.anna, UNKNOWN)
    assert lines("actor_name", "what", "patient", action="refused") == [
        ("Anna Berg", "number", world.agda.patient.public_id),
        ("Anna Berg", "number", None),
    ]
    assert lines("pk", action="search") == []


def test_a_number_the_patient_no_longer_goes_by_finds_them_too(world: World) -> None:
    world.anna.meets(world.agda)
    earlier = Number(IdentityKind.COORDINATION, "197010632391")
    Identity.objects.create(
        patient=world.agda.patient, kind=earlier.kind, value=earlier.value, is_current=False, since=world.now
    )
    assert looks_for(world.anna, "19701063-2391")["Location"] == f"/patient/{world.agda.id}/"


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("", "Skriv ett personnummer eller samordningsnummer."),
        ("19410312-2381", "Numret stämmer inte."),
        ("Agda", "Numret stämmer inte."),
        ("Andersson%", "Numret stämmer inte."),
        ("1" * 21, "20 tecken"),
    ],
)
def test_what_is_no_number_is_told_beside_the_field_and_in_the_title(world: World, written: str, told: str) -> None:
    page = looks_for(world.anna, written).content.decode()
    assert told in page
    assert "<title>Fel: Patienter" in page
    assert 'aria-invalid="true"' in page
    assert lines("pk", what="number") == []


def test_the_number_is_in_no_address(world: World) -> None:
    world.anna.meets(world.agda)
    assert world.anna.logs_in().get("/patienter/sok/", {"number": AGDA}).status_code == 405
    assert AGDA not in looks_for(world.anna, AGDA)["Location"]


@pytest.mark.parametrize("who", ["rita", "evert"])
def test_reviewer_and_administrator_find_nobody(world: World, who: str) -> None:
    world.anna.meets(world.agda)
    assert looks_for(getattr(world, who), AGDA).status_code == 404
