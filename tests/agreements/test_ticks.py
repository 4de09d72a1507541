"""Ticking off what one has done: the patient what is the patient's, care what it has promised."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse

from access.grants import NotAllowed
from agreements.models import Agreement, Commitment, Repeat, Tick
from agreements.section import section
from agreements.services import AgreementChanged, Does, answer_commitment, end, take_back, tick
from agreements.services.carried import carry_ticks
from agreements.work import matters
from tests.deeds import agrees
from tests.factories import World
from tests.programs import CHANGED, Program, told

DAY = timedelta(days=1)


@pytest.fixture
def world(world: World) -> World:
    world.anna.meets(world.agda)
    return world


@pytest.fixture
def agreement(world: World) -> Agreement:
    return agrees(
        world.anna.opens(world.agda),
        now=world.now - 3 * DAY,
        patient_does=(Does("väger mig", repeat=Repeat.DAILY), Does("köper en våg")),
        network_does=(Does("Karin följer med"),),
        care_does=(Does("ringer", latest=(world.now - DAY).date()),),
    )


def of(agreement: Agreement, what: str) -> Commitment:
    return agreement.commitments.get(what=what)


def done(world: World, *, now: object = None) -> dict[str, bool]:
    (row,) = section(world.agda.opens_own(), now or world.now).rows
    return {each.what: each.is_done for each in (*row.patient_does, *row.network_does, *row.care_does)}


def test_the_patient_ticks_off_with_a_note_and_takes_it_back(world: World, agreement: Agreement) -> None:
    client = world.agda.logs_in()
    url = reverse("tick_commitment", kwargs={"commitment": of(agreement, "köper en våg").public_id})
    client.post(url, {"key": uuid4(), "note": "På rean"})
    plan = client.get("/min-plan/").content.decode()
    assert ("Klart" in plan, "På rean" in plan, done(world)["köper en våg"]) == (True, True, True)
    assert "På rean" in world.anna.logs_in().get(f"/patient/{world.agda.id}/").content.decode()
    client.post(reverse("untick_commitment", kwargs={"tick": Tick.objects.get().public_id}))
    assert (done(world)["köper en våg"], Tick.objects.get().taken_back_at) == (False, world.now)


def test_what_is_done_every_day_is_to_be_done_again_tomorrow(world: World, agreement: Agreement) -> None:
    own, weighs = world.agda.opens_own(), of(agreement, "väger mig")
    tick(access=own, commitment=weighs, on=world.now.date(), note="", key=uuid4(), now=world.now)
    assert (done(world)["väger mig"], done(world, now=world.now + DAY)["väger mig"]) == (True, False)


def test_ticked_twice_the_same_day_it_is_ticked_once(world: World, agreement: Agreement) -> None:
    own, weighs = world.agda.opens_own(), of(agreement, "väger mig")
    ticks = [
        tick(access=own, commitment=weighs, on=world.now.date(), note="", key=uuid4(), now=world.now) for _ in range(2)
    ]
    assert (ticks[0], Tick.objects.count()) == (ticks[1], 1)


def test_ticked_off_again_from_the_same_page_after_taking_back_it_is_done(world: World, agreement: Agreement) -> None:
    client, scale = world.agda.logs_in(), of(agreement, "köper en våg")
    url, sent = reverse("tick_commitment", kwargs={"commitment": scale.public_id}), {"key": uuid4(), "note": ""}
    client.post(url, sent)
    client.post(reverse("untick_commitment", kwargs={"tick": Tick.objects.get().public_id}))
    assert done(world)["köper en våg"] is False
    for _ in range(2):
        client.post(url, sent)
    assert (done(world)["köper en våg"], Tick.objects.standing().count()) == (True, 1)


def test_the_patient_sees_what_care_has_promised_and_when_it_is_late_and_done(
    world: World, agreement: Agreement
) -> None:
    client = world.agda.logs_in()
    assert "Skulle ha varit klart" in client.get("/min-plan/").content.decode()
    (promised,) = [each for each in matters(world.anna.opens_unit()) if each.act == "Pricka av"]
    assert (promised.what, promised.about, promised.due) == (
        "Ni har lovat något som inte är gjort",
        "ringer",
        (world.now - DAY).date(),
    )
    world.maria.logs_in().post(promised.url, {"key": uuid4(), "note": "Gick bra"})
    plan = client.get("/min-plan/").content.decode()
    assert ("Skulle ha varit klart" in plan, "Gick bra" in plan) == (False, True)
    assert not [each for each in matters(world.anna.opens_unit()) if each.act == "Pricka av"]


def test_nobody_ticks_off_what_is_anothers(world: World, agreement: Agreement) -> None:
    today, mine, cares = world.now.date(), of(agreement, "väger mig"), of(agreement, "ringer")
    asked = {"on": today, "note": "", "key": uuid4(), "now": world.now}
    with pytest.raises(AgreementChanged):
        tick(access=world.agda.opens_own(), commitment=cares, **asked)
    with pytest.raises(AgreementChanged):
        tick(access=world.anna.opens(world.agda), commitment=mine, **asked)
    with pytest.raises(NotAllowed):
        tick(access=world.lena.opens(world.agda), commitment=cares, **asked)
    made = tick(access=world.agda.opens_own(), commitment=mine, **asked)
    with pytest.raises(AgreementChanged):
        take_back(access=world.anna.opens(world.agda), tick=made, now=world.now)
    with pytest.raises(NotAllowed):
        take_back(access=world.lena.opens(world.agda), tick=made, now=world.now)
    assert Tick.objects.get().taken_back_at is None


def test_what_has_ended_is_not_ticked(world: World, agreement: Agreement) -> None:
    end(access=world.anna.opens(world.agda), agreement=agreement, because="Frisk", now=world.now)
    with pytest.raises(AgreementChanged):
        tick(
            access=world.agda.opens_own(), commitment=of(agreement, "väger mig"), on=world.now.date(), note="",
            key=uuid4(), now=world.now,
        )  # fmt: skip


def test_what_was_done_stays_done_in_the_next_version(world: World, agreement: Agreement) -> None:
    own = world.agda.opens_own()
    for what in ("väger mig", "köper en våg"):
        tick(access=own, commitment=of(agreement, what), on=world.now.date(), note="Ja", key=uuid4(), now=world.now)
    take_back(access=own, tick=of(agreement, "köper en våg").ticks.get(), now=world.now)
    does = (Does("väger mig", repeat=Repeat.DAILY), Does("köper en våg"), Does("går ut"))
    agreement.refresh_from_db()
    second = agrees(world.anna.opens(world.agda), now=world.now, patient_does=does, replaces=agreement)
    assert done(world) == {"väger mig": True, "köper en våg": False, "går ut": False, "svarar på frågor": False}
    take_back(access=own, tick=of(second, "väger mig").ticks.get(), now=world.now)
    assert done(world)["väger mig"] is False


def test_the_test_agda_has_taken_is_done_and_the_one_in_three_months_is_not(world: World) -> None:
    today = world.now.date()
    soon, far = Does("tar blodprov", latest=today + DAY), Does("tar blodprov", latest=today + 90 * DAY)
    access, own = world.anna.opens(world.agda), world.agda.opens_own()
    first = agrees(access, now=world.now, patient_does=(soon, far))
    taken = first.commitments.get(latest=soon.latest)
    tick(access=own, commitment=taken, on=today, note="", key=uuid4(), now=world.now)
    agrees(access, now=world.now, patient_does=(far, soon), replaces=first)
    (row,) = section(own, world.now).rows
    assert [(each.latest, each.is_done) for each in row.patient_does] == [(far.latest, False), (soon.latest, True)]


def test_what_is_ticked_off_on_a_page_that_stayed_open_is_done_in_the_version_that_holds(
    world: World, agreement: Agreement
) -> None:
    """Agda and Maria have their pages open while Anna writes the next version, which leaves out the scale."""
    hers, ours = world.agda.logs_in(), world.maria.logs_in()
    weighs, scale, calls = (of(agreement, what).public_id for what in ("väger mig", "köper en våg", "ringer"))
    does = (Does("väger mig", repeat=Repeat.DAILY), Does("vilar"))
    cares = (Does("ringer", latest=(world.now - DAY).date()),)
    agrees(world.anna.opens(world.agda), now=world.now, patient_does=does, care_does=cares, replaces=agreement)
    url = reverse("tick_commitment", kwargs={"commitment": weighs})
    assert "väger mig" in hers.get(url).content.decode()
    for client, old in (
        (hers, url),
        (ours, reverse("tick_here", kwargs={"patient": world.agda.id, "commitment": calls})),
    ):
        client.post(old, {"key": uuid4(), "note": ""})
    assert done(world) == {"väger mig": True, "vilar": False, "ringer": True}
    gone = reverse("tick_commitment", kwargs={"commitment": scale})
    for page in (hers.get(gone, follow=True), hers.post(gone, {"key": uuid4(), "note": ""}, follow=True)):
        assert page.redirect_chain == [("/min-plan/", 302)]
        assert "Överenskommelsen har ändrats sedan du öppnade sidan." in page.content.decode()
    assert world.karin.logs_in().post(gone, {"key": uuid4()}).status_code == 404
    assert Tick.objects.count() == 2


def test_what_is_taken_back_on_a_page_that_stayed_open_is_taken_back_where_it_holds(
    world: World, agreement: Agreement
) -> None:
    """On the page she read before Anna wrote the next version. A program says which version it means."""
    own, mine = world.agda.opens_own(), of(agreement, "väger mig")
    made = tick(access=own, commitment=mine, on=world.now.date(), note="", key=uuid4(), now=world.now)
    does = (Does("väger mig", repeat=Repeat.DAILY),)
    agrees(world.anna.opens(world.agda), now=world.now, patient_does=does, replaces=agreement)
    client = world.agda.logs_in()
    program = Program(client)
    assert told(program.post("api_untick_own", tick=made.public_id)) == (412, CHANGED)
    assert told(program.post("api_tick_own", commitment=mine.public_id)) == (412, CHANGED)
    with pytest.raises(AgreementChanged):
        take_back(access=own, tick=made, now=world.now)
    assert (done(world)["väger mig"], Tick.objects.standing().count()) == (True, 2)
    for _ in range(2):
        page = client.post(reverse("untick_commitment", kwargs={"tick": made.public_id}), follow=True).content.decode()
        assert "Avprickningen är borttagen." in page
    assert done(world)["väger mig"] is False


def test_of_two_that_are_alike_one_is_done_and_stays_one(world: World) -> None:
    access, own, walks = world.anna.opens(world.agda), world.agda.opens_own(), Does("går en sväng")
    first = agrees(access, now=world.now, patient_does=(walks, walks))
    second_walk = first.commitments.filter(who="patient").last()
    tick(access=own, commitment=second_walk, on=world.now.date(), note="", key=uuid4(), now=world.now)
    agrees(access, now=world.now, patient_does=(walks, walks, walks), replaces=first)
    (row,) = section(own, world.now).rows
    assert [each.is_done for each in row.patient_does] == [False, True, False]


def test_what_one_unit_has_done_is_not_done_by_another(world: World) -> None:
    nils, access = world.nils.meets(world.agda), world.anna.opens(world.agda)
    ours, theirs = Does("ringer"), Does("ringer", unit=world.eyes)
    first = agrees(access, now=world.now, care_does=(ours,))
    today = world.now.date()
    tick(access=access, commitment=of(first, "ringer"), on=today, note="", key=uuid4(), now=world.now)
    second = agrees(access, now=world.now, care_does=(theirs,), replaces=first)
    answer_commitment(access=nils, commitment=of(second, "ringer"), accepts=True, now=world.now)
    assert done(world)["ringer"] is False


@pytest.mark.parametrize("number", [1, 3])
def test_what_was_done_is_carried_in_four_statements(world: World, number: int, django_assert_num_queries: Any) -> None:
    does = tuple(Does(f"går {n}") for n in range(number))
    first = agrees(world.anna.opens(world.agda), now=world.now, patient_does=does)
    own, today = world.agda.opens_own(), world.now.date()
    for each in first.commitments.filter(who="patient"):
        tick(access=own, commitment=each, on=today, note="", key=uuid4(), now=world.now)
    second = agrees(world.anna.opens(world.agda), now=world.now, patient_does=does)
    with django_assert_num_queries(4):
        carry_ticks(first, second)
    assert Tick.objects.filter(commitment__agreement=second).count() == number
