"""Agreed is one thing, signed in the record another (PDL 3 kap. 10 §)."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from access.grants import NotAllowed
from agreements.models import Agreement
from agreements.section import section
from agreements.services import NOTHING_YET, AgreementChanged, leave_unsigned, say_yes, sign
from agreements.work import matters
from tests.deeds import agrees
from tests.factories import NOW, World


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
    assert unsigned(world) == [("Överenskommelse att signera, Anna Berg", "Hjärtsvikt, version 1")]
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


def test_a_proposal_is_neither_signed_nor_left_unsigned_and_what_is_agreed_then_is_listed(world: World) -> None:
    access = world.anna.opens(world.agda)
    proposal = agrees(access, now=world.now, said=NOTHING_YET)
    (row,) = section(access, world.now).rows
    assert row.can_sign is False
    client, where = world.anna.logs_in(), {"patient": world.agda.id, "agreement": proposal.public_id}
    for name in ("sign_agreement", "leave_unsigned"):
        sent = {"revision": proposal.revision, "because": "Anna slutar"}
        told = client.post(reverse(name, kwargs=where), sent).content.decode()
        assert "Patienten har inte svarat på förslaget än." in told
        asked = client.get(reverse(name, kwargs=where)).content.decode()
        assert ("Patienten har inte svarat" in asked, "<form class" in asked) == (True, False)
    proposal.refresh_from_db()
    assert (proposal.signed_at, proposal.unsigned_because) == (None, "")
    say_yes(access=world.agda.opens_own(), agreement=proposal, now=world.now)
    (row,) = section(access, world.now).rows
    told = [("Överenskommelse att signera, Anna Berg", "Hjärtsvikt, version 1")]
    assert (unsigned(world), row.can_sign) == (told, True)


@pytest.mark.parametrize("change", [{"signed_at": NOW, "signed_by": 1}, {"unsigned_because": "Anna slutar"}])
def test_the_database_lets_nobody_sign_a_proposal(world: World, change: dict[str, Any]) -> None:
    agrees(world.anna.opens(world.agda), now=world.now, said=NOTHING_YET)
    if "signed_by" in change:
        change = {**change, "signed_by": world.anna.professional}
    with pytest.raises(IntegrityError, match="agreements_signed_when_answered"), transaction.atomic():
        Agreement.objects.update(**change)


def test_what_was_agreed_is_to_be_signed_also_when_it_has_been_replaced(world: World, agreement: Agreement) -> None:
    """Its number is told, on the list and on the page that signs: it is not what holds."""
    access, later = world.anna.opens(world.agda), world.now + timedelta(minutes=1)
    second = agrees(access, now=later, title="Den andra", replaces=agreement)
    agrees(access, now=later, said=NOTHING_YET, replaces=second)
    told = ["Hjärtsvikt, version 1, ersatt av version 2", "Den andra, version 2"]
    assert [about for _what, about in unsigned(world)] == told
    client, where = world.anna.logs_in(), {"patient": world.agda.id, "agreement": agreement.public_id}
    page = client.get(reverse("sign_agreement", kwargs=where)).content.decode()
    assert (told[0] in page, f'{reverse("agreement_versions_here", kwargs=where)}#version-1"' in page) == (True, True)


def test_who_signs_or_says_what_hinders_in_an_old_window_is_told_what_is_done_already(
    world: World, agreement: Agreement
) -> None:
    client, where = world.anna.logs_in(), {"patient": world.agda.id, "agreement": agreement.public_id}
    leave, sign_it = reverse("leave_unsigned", kwargs=where), reverse("sign_agreement", kwargs=where)
    client.post(leave, {"revision": "1", "because": "Anna är sjuk"})
    again = client.post(leave, {"revision": "1", "because": "Anna är sjuk"}, follow=True).content.decode()
    assert "Skälet är redan sparat." in again
    page = client.post(leave, {"revision": "1", "because": "Annat"}).content.decode()
    assert ("Något har ändrats sedan" in page, "”Anna är sjuk”" in page) == (True, True)
    assert 'name="revision" value="2"' in page
    client.post(sign_it, {"revision": "2"})
    for url in (sign_it, leave):
        told = client.post(url, {"revision": "2", "because": "Annat"}, follow=True).content.decode()
        assert "Överenskommelsen är redan signerad." in told
    agreement.refresh_from_db()
    assert (agreement.unsigned_because, agreement.signed_at) == ("", world.now)
