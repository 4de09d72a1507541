"""Agreed is one thing, signed in the record another (PDL 3 kap. 10 §)."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from access.grants import NotAllowed
from agreements.models import Agreement
from agreements.services import NOTHING_YET, AgreementChanged, leave_unsigned, sign
from agreements.work import matters
from tests.deeds import agrees
from tests.factories import World


@pytest.fixture
def world(world: World) -> World:
    world.anna.meets(world.agda)
    return world


@pytest.fixture
def agreement(world: World) -> Agreement:
    return agrees(world.anna.opens(world.agda), now=world.now)


def unsigned(world: World) -> list[tuple[str, str]]:
    return [(each.what, each.about) for each in matters(world.anna.opens_unit()) if each.act == "Signera"]


def test_who_wrote_it_signs_and_the_patient_reads_when_and_by_whom(world: World, agreement: Agreement) -> None:
    assert unsigned(world) == [("Överenskommelse att signera, Anna Berg", "Hjärtsvikt")]
    url = reverse("sign_agreement", kwargs={"patient": world.agda.id, "agreement": agreement.public_id})
    client = world.anna.logs_in()
    assert "Du svarar för att det som står" in client.get(url).content.decode()
    client.post(url, {"revision": agreement.revision})
    agreement.refresh_from_db()
    assert (agreement.signed_at, agreement.signed_by) == (world.now, world.anna.professional)
    assert (unsigned(world), "Signerad i journalen" in world.agda.logs_in().get("/min-plan/").content.decode()) == (
        [],
        True,
    )


def test_nobody_signs_for_a_colleague(world: World, agreement: Agreement) -> None:
    with pytest.raises(NotAllowed):
        sign(access=world.maria.opens(world.agda), agreement=agreement, now=world.now)
    url = reverse("sign_agreement", kwargs={"patient": world.agda.id, "agreement": agreement.public_id})
    page = world.maria.logs_in().get(url).content.decode()
    assert "Bara den som skrev överenskommelsen signerar den." in page


def test_what_hinders_signing_is_said_and_it_leaves_the_list(world: World, agreement: Agreement) -> None:
    url = reverse("leave_unsigned", kwargs={"patient": world.agda.id, "agreement": agreement.public_id})
    client = world.helena.logs_in()
    assert "Skriv vad som hindrar." in client.post(url, {"because": "", "revision": 1}).content.decode()
    client.post(url, {"because": "Anna har slutat", "revision": agreement.revision})
    agreement.refresh_from_db()
    assert (agreement.unsigned_because, unsigned(world)) == ("Anna har slutat", [])


def test_it_is_signed_once_and_never_unsigned(world: World, agreement: Agreement) -> None:
    access = world.anna.opens(world.agda)
    sign(access=access, agreement=agreement, now=world.now)
    agreement.refresh_from_db()
    for deed in (sign, leave_unsigned):
        with pytest.raises(AgreementChanged):
            deed(access=access, agreement=agreement, now=world.now, **({} if deed is sign else {"because": "x"}))
    with pytest.raises(IntegrityError, match="agreements_signed_once"), transaction.atomic():
        Agreement.objects.update(signed_at=None, signed_by=None)


def test_a_proposal_is_no_entry_to_sign_before_it_is_answered(world: World) -> None:
    agrees(world.anna.opens(world.agda), now=world.now, said=NOTHING_YET)
    assert unsigned(world) == []


def test_what_was_agreed_is_to_be_signed_also_when_it_has_been_replaced(world: World, agreement: Agreement) -> None:
    agrees(world.anna.opens(world.agda), now=world.now, title="Den andra", replaces=agreement)
    assert [about for _what, about in unsigned(world)] == ["Hjärtsvikt", "Den andra"]
