"""What a patient keeps from the library, and who else sees that they do."""

import re
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from access.gate import open_system
from access.grants import May, NotAllowed
from access.kinds import ALL_SCOPES, MandateKind, Scope
from access.services import merge_patients
from audit.models import How
from knowledge.models import EditorialTeam, Pin, Resource
from knowledge.services import NotOffered, PinIsGone, pin, unpin, withdraw_resource
from plans.page import plan_page
from tests.factories import Person, World
from tests.knowledge.deeds import edits, expires, forms_team, publishes, writes
from tests.log import lines
from tests.paper.reading import squashed, text_of
from tests.plans.test_statements import MY_PLAN, statements

FLAG = "Den här texten är inte längre granskad"


@pytest.fixture
def team(world: World) -> EditorialTeam:
    return forms_team(world)


def kept(who: Person, *, whose: Person | None = None) -> list[tuple[str, bool]]:
    access = who.opens(whose) if whose else who.opens_own()
    return [(row.title, row.is_offered) for row in plan_page(access, who.now).knowledge]


def test_agda_keeps_a_text_finds_it_in_her_plan_and_takes_it_back(world: World, team: EditorialTeam) -> None:
    resource, client = publishes(world, team), world.agda.logs_in()
    url = f"/min-plan/kunskap/{resource.public_id}"
    assert "Spara i min plan" in client.get(f"/kunskap/{resource.public_id}/").content.decode()
    answer = client.post(f"{url}/spara/", follow=True).content.decode()
    assert ["Sparat." in answer, f'href="/kunskap/{resource.public_id}/"' in answer] == [True, True]
    client.post(f"{url}/spara/")  # pressed twice
    assert kept(world.agda) == [("Hjärtsvikt och vätska", True)]
    client.post(f"{url}/ta-bort/")
    client.post(f"{url}/ta-bort/")
    assert (kept(world.agda), Pin.objects.count()) == ([], 1)
    assert lines("what", "actor_kind", action="write", what__endswith="pinned") == [
        ("knowledge.pinned", "patient"), ("knowledge.unpinned", "patient"),
    ]  # fmt: skip


def test_only_what_is_offered_can_be_kept(world: World, team: EditorialTeam) -> None:
    own = world.agda.opens_own()
    for resource in (expires(world, team), writes(world.edda, team)):
        with pytest.raises(NotOffered):
            pin(access=own, resource=resource, now=world.now)
    old = expires(world, team)
    answer = world.agda.logs_in().post(f"/min-plan/kunskap/{old.public_id}/spara/", follow=True)
    assert "inte längre granskad" in answer.content.decode()
    assert Pin.objects.count() == 0


def test_what_expires_after_it_was_kept_is_flagged_and_leads_nowhere(world: World, team: EditorialTeam) -> None:
    resource = publishes(world, team, until=world.now.date() + timedelta(days=1))
    pin(access=world.agda.opens_own(), resource=resource, now=world.now)
    client = world.agda.logs_in()
    assert FLAG not in client.get("/min-plan/").content.decode()
    withdraw_resource(
        access=edits(world.edda), resource=resource, revision=resource.revision, because="Fel", now=world.now
    )
    page = client.get("/min-plan/").content.decode()
    assert (FLAG in page, "Hjärtsvikt och vätska" in page, f'href="/kunskap/{resource.public_id}/"' in page) == (
        True, True, False,
    )  # fmt: skip
    assert kept(world.agda) == [("Hjärtsvikt och vätska", False)]


def test_the_day_after_the_last_it_is_flagged(world: World, team: EditorialTeam) -> None:
    resource = publishes(world, team, until=world.now.date() + timedelta(days=1))
    pin(access=world.agda.opens_own(), resource=resource, now=world.now)
    access = world.agda.opens_own()
    flagged = [
        [row.is_offered for row in plan_page(access, world.now + timedelta(days=days)).knowledge] for days in (1, 2)
    ]
    assert flagged == [[True], [False]]


def test_who_acts_for_agda_keeps_it_under_their_own_name(world: World, team: EditorialTeam) -> None:
    resource = publishes(world, team)
    sam = world.let_in("Hjälp Sam", world.agda, MandateKind.TRUSTEE, scopes=ALL_SCOPES)
    url = f"/min-plan/{world.agda.id}/kunskap/{resource.public_id}"
    client = sam.logs_in()
    assert "Spara i planen" in client.get(f"{url}/").content.decode()
    assert client.post(f"{url}/spara/").headers["Location"] == f"/min-plan/{world.agda.id}/"
    assert Pin.objects.get().by_proxy == "Hjälp Sam (god man eller förvaltare)"
    assert kept(sam, whose=world.agda) == kept(world.agda) == [("Hjärtsvikt och vätska", True)]
    # Karin may read, and no more.
    assert kept(world.karin, whose=world.agda) == [("Hjärtsvikt och vätska", True)]
    with pytest.raises(NotAllowed):
        unpin(access=world.karin.opens(world.agda), resource=resource, now=world.now)
    assert world.karin.logs_in().post(f"{url}/ta-bort/").status_code == 403
    assert len(kept(world.agda)) == 1


def test_who_may_see_times_alone_does_not_see_what_agda_reads_about(world: World, team: EditorialTeam) -> None:
    pin(access=world.agda.opens_own(), resource=publishes(world, team), now=world.now)
    world.lets_proxies_in()
    proxy = world.let_in("Ombud Tid", world.agda, MandateKind.PROXY, scopes=[Scope.TIMES])
    assert kept(proxy, whose=world.agda) == []
    assert "Hjärtsvikt" not in proxy.logs_in().get(f"/min-plan/{world.agda.id}/").content.decode()


def test_staff_see_it_neither_on_their_page_nor_on_the_sheet_that_they_print(world: World, team: EditorialTeam) -> None:
    resource = publishes(world, team, title="Om våld hemma")
    pin(access=world.agda.opens_own(), resource=resource, now=world.now)
    anna, client = world.anna.meets(world.agda), world.anna.logs_in()
    assert plan_page(anna, world.now).knowledge == ()
    assert "Om våld" not in client.get(f"/patient/{world.agda.id}/").content.decode()
    assert "Om våld" not in squashed(text_of(client.get(f"/patient/{world.agda.id}/utskrift.pdf").content))
    with pytest.raises(NotAllowed):
        pin(access=anna, resource=resource, now=world.now)


def test_agdas_own_sheet_says_what_she_has_kept_and_what_no_longer_holds(world: World, team: EditorialTeam) -> None:
    own, gone = world.agda.opens_own(), publishes(world, team, title="Gammalt råd")
    for resource in (gone, publishes(world, team, title="Sova gott")):
        pin(access=own, resource=resource, now=world.now)
    withdraw_resource(access=edits(world.edda), resource=gone, revision=gone.revision, because="Fel", now=world.now)
    sheet = squashed(text_of(world.agda.logs_in().get("/min-plan/utskrift.pdf").content))
    assert squashed(f"Gammalt råd (text). {FLAG}.") in sheet
    assert squashed("Sova gott (text)") in sheet
    assert squashed(f"Sova gott (text). {FLAG}") not in sheet


def test_nobody_keeps_or_takes_back_for_somebody_else(world: World, team: EditorialTeam) -> None:
    resource = publishes(world, team)
    pin(access=world.agda.opens_own(), resource=resource, now=world.now)
    with pytest.raises(PinIsGone):
        unpin(access=world.bertil.opens_own(), resource=resource, now=world.now)
    url = f"/min-plan/{world.agda.id}/kunskap/{resource.public_id}/ta-bort/"
    assert world.bertil.logs_in().post(url).status_code == 404
    assert (kept(world.agda), kept(world.bertil)) == ([("Hjärtsvikt och vätska", True)], [])


def test_a_text_is_kept_once_at_a_time(world: World, team: EditorialTeam) -> None:
    resource = publishes(world, team)
    first = pin(access=world.agda.opens_own(), resource=resource, now=world.now)
    with pytest.raises(IntegrityError, match="knowledge_pin_once"), transaction.atomic():
        Pin.objects.create(patient=world.agda.patient, resource=resource, at=world.now)
    unpin(access=world.agda.opens_own(), resource=resource, now=world.now)
    assert pin(access=world.agda.opens_own(), resource=resource, now=world.now) != first


def test_two_who_turn_out_to_be_one_keep_once_what_both_have_kept(world: World, team: EditorialTeam) -> None:
    both, hers = publishes(world, team, title="Båda"), publishes(world, team, title="Dubbletten")
    for who, resource in ((world.agda, both), (world.bertil, both), (world.bertil, hers)):
        pin(access=who.opens_own(), resource=resource, now=world.now)
    register = open_system("Register", world.agda.patient, frozenset({May.MERGE}), How.IMPORT)
    merge_patients(access=register, duplicate=world.bertil.patient, now=world.now)
    assert sorted(kept(world.agda)) == [("Båda", True), ("Dubbletten", True)]


def test_the_plan_asks_as_much_for_three_as_for_one(world: World, team: EditorialTeam) -> None:
    client, counted = world.agda.logs_in(), []
    for n in range(3):
        pin(access=world.agda.opens_own(), resource=publishes(world, team, title=f"Text {n}"), now=world.now)
        counted.append(statements(client, "/min-plan/"))
    assert counted == [MY_PLAN] * 3
    assert len(re.findall("Text [012]</a>", client.get("/min-plan/").content.decode())) == 3
    assert Resource.objects.count() == 3
