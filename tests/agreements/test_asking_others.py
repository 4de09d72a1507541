"""A unit that does not know the patient is asked to do something: it may read to answer, and no longer."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.http import Http404
from django.urls import reverse

from access.grants import NotAllowed
from access.kinds import ConsentKind
from access.models import CareRelation
from access.services import block_provider, block_unit, give_consent
from agreements.models import Agreement, Commitment
from agreements.responsible import responsibles
from agreements.services import NOTHING_YET, Does, Said, answer_commitment, end, say_no
from agreements.work import matters
from audit.models import Entry
from people.models import CareUnit
from tests.agreements.test_writing import filled_in
from tests.deeds import agrees
from tests.factories import Staff, World

DAY = timedelta(days=1)
EYES = "ser över synen"


@pytest.fixture
def world(world: World) -> World:
    world.anna.meets(world.agda)
    assert world.nils.unit == world.eyes
    return world


def asks(world: World, *, said: Said = NOTHING_YET, what: str = EYES, replaces: Agreement | None = None) -> Agreement:
    """Anna asks the eye clinic, which does not know Agda."""
    does = (Does(what, unit=world.eyes),)
    return agrees(world.anna.opens(world.agda), now=world.now, said=said, care_does=does, replaces=replaces)


def reads(staff: Staff, world: World) -> bool:
    try:
        staff.opens(world.agda)
    except Http404:
        return False
    return True


def leave(world: World) -> list[tuple[str, bool]]:
    """Why the eye clinic may read, and whether for a while only."""
    relations = CareRelation.objects.current(world.now).filter(unit=world.eyes)
    return [(each.because, each.until is not None) for each in relations.order_by("pk")]


def test_a_unit_that_does_not_know_the_patient_is_asked_in_the_form_and_answers_from_its_list(world: World) -> None:
    page = world.anna.logs_in().get(reverse("write_agreement", kwargs={"patient": world.agda.id})).content.decode()
    assert "Ögonmottagningen (tillfrågas, är inte med i vården än)" in page
    assert not reads(world.nils, world)
    written = filled_in(world, **{"care-0-what": EYES, "care-0-who": str(world.eyes.public_id), "key": uuid4()})
    world.anna.logs_in().post(reverse("write_agreement", kwargs={"patient": world.agda.id}), written)
    assert "Väntar på svar från Ögonmottagningen" in world.agda.logs_in().get("/min-plan/").content.decode()
    (asked,) = matters(world.nils.opens_unit())
    assert (asked.what, asked.about) == ("Ni är tillfrågade", EYES)
    client = world.nils.logs_in()
    request = client.get(asked.url).content.decode()
    assert [each in request for each in (EYES, "Hjärtmottagningen frågar", "Agda Andersson")] == [True] * 3
    client.post(asked.url, {"answer": "yes"})
    assert Commitment.objects.get(what=EYES).standing == "binds"
    assert leave(world) == [("Enheten har sagt ja till ett åtagande", False)]
    assert reads(world.nils, world)


def test_who_says_no_reads_no_more_and_is_led_to_the_list(world: World) -> None:
    asks(world)
    assert (reads(world.nils, world), leave(world)) == (True, [("Enheten är tillfrågad om ett åtagande", True)])
    (asked,) = matters(world.nils.opens_unit())
    client = world.nils.logs_in()
    answered = client.post(asked.url, {"answer": "no", "because": "Vi har ingen tid."})
    assert (answered["Location"], reads(world.nils, world), leave(world)) == (reverse("start"), False, [])
    assert "Ni har sagt nej." in client.get(reverse("start"), follow=True).content.decode()
    assert client.get(f"/patient/{world.agda.id}/").status_code == 404
    assert "Vi har ingen tid." in world.agda.logs_in().get("/min-plan/").content.decode()


def test_who_cares_for_the_patient_already_reads_on_after_a_no(world: World) -> None:
    world.nils.meets(world.agda)
    asks(world)
    (asked,) = [each for each in matters(world.nils.opens_unit()) if each.act == "Svara"]
    answered = world.nils.logs_in().post(asked.url, {"answer": "no", "because": "Nej"})
    assert answered["Location"] == reverse("patient_plan", kwargs={"patient": world.agda.id})
    assert leave(world) == [("Vård pågår", False)]


def test_who_begins_to_care_while_it_is_asked_reads_on_after_a_no(world: World) -> None:
    asked = asks(world).commitments.get(who="care")
    nils = world.nils.meets(world.agda)
    answer_commitment(access=nils, commitment=asked, accepts=False, because="Nej", now=world.now)
    assert leave(world) == [("Vård pågår", False)]


@pytest.mark.parametrize("how", ["no", "end", "other words", "other unit's no"])
def test_who_is_asked_no_more_reads_no_more(world: World, how: str) -> None:
    agreement = asks(world)
    access = world.anna.opens(world.agda)
    if how == "no":
        say_no(access=world.agda.opens_own(), agreement=agreement, because="Nej", now=world.now)
    elif how == "end":
        end(access=access, agreement=agreement, because="Fel", now=world.now)
    elif how == "other words":
        agrees(access, now=world.now, said=NOTHING_YET, replaces=agreement)
    else:
        agrees(access, now=world.now, said=Said(disagreed_because="Nej"), replaces=agreement)
    assert (reads(world.nils, world), leave(world)) == (False, [])


def test_who_is_asked_twice_and_says_no_once_may_read_to_answer_the_other(world: World) -> None:
    does = (Does(EYES, unit=world.eyes), Does("ringer", unit=world.eyes))
    agreement = agrees(world.anna.opens(world.agda), now=world.now, care_does=does)
    first = agreement.commitments.get(what=EYES)
    access = world.nils.opens(world.agda)
    answer_commitment(access=access, commitment=first, accepts=False, because="Nej", now=world.now)
    assert reads(world.nils, world)


def test_the_leave_ends_by_itself_and_comes_back_when_it_is_asked_again(world: World) -> None:
    first = asks(world)
    later = world.now + 31 * DAY
    with pytest.raises(Http404):
        world.nils.opens(world.agda, now=later)
    does = (Does(EYES, unit=world.eyes),)
    agrees(world.anna.opens(world.agda, now=later), now=later, said=NOTHING_YET, care_does=does, replaces=first)
    world.nils.opens(world.agda, now=later)
    assert CareRelation.objects.filter(unit=world.eyes).count() == 2


def test_what_was_not_agreed_lets_nobody_in(world: World) -> None:
    asks(world, said=Said(disagreed_because="Nej"))
    assert (reads(world.nils, world), leave(world)) == (False, [])


def test_who_is_only_asked_owes_the_patient_no_more_than_an_answer(world: World) -> None:
    asks(world)
    page = world.nils.logs_in().get(reverse("worklist")).content.decode()
    assert ("Ni är tillfrågade" in page, "Saknas" in page) == (True, False)


def test_the_patient_reads_in_the_log_that_a_unit_was_let_in_and_is_so_no_more(world: World) -> None:
    asked = asks(world).commitments.get(who="care")
    access = world.nils.opens(world.agda)
    answer_commitment(access=access, commitment=asked, accepts=False, because="Nej", now=world.now)
    lines = Entry.objects.filter(what__startswith="relation.").exclude(what="relation.began").order_by("id")
    assert list(lines.values_list("what", "actor_name")) == [
        ("relation.asked", "Anna Berg"),
        ("relation.answered", "Nils Åberg"),
    ]
    page = world.agda.logs_in().get(reverse("who_has_read")).content.decode()
    assert "får läsa din plan för att kunna svara" in page


# ---------------------------------------------------------------- who may be asked


def shares(world: World, unit: CareUnit) -> None:
    kind = ConsentKind.SHARED_DOCUMENTATION
    give_consent(access=world.decides(world.agda), unit=unit, kind=kind, because="Sa ja", now=world.now)


def offered(world: World) -> list[str]:
    here = responsibles(world.anna.opens(world.agda), now=world.now)
    return sorted(each.name for each in (*here.units.values(), *here.more.values()) if each != world.heart)


def test_another_provider_is_asked_only_where_the_patient_lets_both_read(world: World) -> None:
    world.olle.meets(world.agda)
    assert offered(world) == ["Ögonmottagningen"]
    shares(world, world.heart)
    assert offered(world) == ["Ögonmottagningen"]
    shares(world, world.hips)
    assert offered(world) == ["Ortopedmottagningen", "Ögonmottagningen"]
    agrees(world.anna.opens(world.agda), now=world.now, care_does=(Does("opererar", unit=world.hips),))
    commitment = Commitment.objects.get(what="opererar")
    url = reverse("answer_commitment", kwargs={"patient": world.agda.id, "commitment": commitment.public_id})
    world.olle.logs_in().post(url, {"answer": "yes"})
    commitment.refresh_from_db()
    assert commitment.standing == "binds"


def test_a_unit_of_another_provider_that_does_not_know_the_patient_is_not_asked(world: World) -> None:
    shares(world, world.heart)
    shares(world, world.hips)
    assert offered(world) == ["Ögonmottagningen"]
    with pytest.raises(NotAllowed):
        agrees(world.anna.opens(world.agda), now=world.now, care_does=(Does("opererar", unit=world.hips),))
    assert (Agreement.objects.count(), reads(world.olle, world)) == (0, False)


@pytest.mark.parametrize(("blocked", "left"), [("heart", []), ("eyes", []), ("region", ["Ögonmottagningen"])])
def test_nobody_is_asked_across_a_block(world: World, blocked: str, left: list[str]) -> None:
    world.olle.meets(world.agda)
    shares(world, world.heart)
    shares(world, world.hips)
    access = world.decides(world.agda)
    if blocked == "region":
        block_provider(access=access, provider=world.region, now=world.now)
    else:
        block_unit(access=access, unit=getattr(world, blocked), now=world.now)
    hips = ["Ortopedmottagningen"] if blocked == "eyes" else []
    assert offered(world) == [*hips, *left]
