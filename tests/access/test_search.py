"""Finding a patient by exact number. "Not found" and "not yours" look alike."""

import re

import pytest

from access.kinds import ConsentKind
from access.search import units_in_care
from access.services import block_provider, block_unit, give_consent
from people.identities import Number, read_number
from people.models import CareUnit, Identity, IdentityKind
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


# ---------------------------------------------------------------- which units take part in the care


def known_to(staff: Staff, world: World) -> list[str]:
    return [unit.name for unit in units_in_care(staff.opens(world.agda), now=world.now)]


@pytest.fixture
def cared_for(world: World) -> World:
    for staff in (world.anna, world.nils, world.olle):
        staff.meets(world.agda)
    return world


def shares(world: World, unit: CareUnit) -> None:
    kind = ConsentKind.SHARED_DOCUMENTATION
    give_consent(access=world.decides(world.agda), unit=unit, kind=kind, because="Sa ja", now=world.now)


def test_without_consent_only_the_units_of_the_own_provider_are_named(cared_for: World) -> None:
    own = [cared_for.heart.name, cared_for.eyes.name]
    assert known_to(cared_for.anna, cared_for) == own
    assert known_to(cared_for.olle, cared_for) == [cared_for.olle.assignment.unit.name]
    shares(cared_for, cared_for.heart)
    assert known_to(cared_for.anna, cared_for) == sorted([*own, cared_for.olle.assignment.unit.name])


def test_a_blocked_unit_is_named_to_nobody_but_itself(cared_for: World) -> None:
    shares(cared_for, cared_for.olle.assignment.unit)
    block_unit(access=cared_for.decides(cared_for.agda), unit=cared_for.eyes, now=cared_for.now)
    for staff in (cared_for.anna, cared_for.olle):
        assert cared_for.eyes.name not in known_to(staff, cared_for)
    assert cared_for.eyes.name in known_to(cared_for.nils, cared_for)


def test_a_blocked_provider_is_named_only_within_itself(cared_for: World) -> None:
    for unit in (cared_for.heart, cared_for.olle.assignment.unit):
        shares(cared_for, unit)
    block_provider(access=cared_for.decides(cared_for.agda), provider=cared_for.region, now=cared_for.now)
    assert known_to(cared_for.olle, cared_for) == [cared_for.olle.assignment.unit.name]
    assert cared_for.eyes.name in known_to(cared_for.anna, cared_for)


def test_the_patient_knows_every_unit(cared_for: World) -> None:
    block_unit(access=cared_for.decides(cared_for.agda), unit=cared_for.eyes, now=cared_for.now)
    assert len(units_in_care(cared_for.agda.opens_own(), now=cared_for.now)) == 3
