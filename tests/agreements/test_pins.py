"""Knowledge that staff pin to a heading of an agreement, and the patient finds there."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from access.grants import Access, NotAllowed
from access.services import block_unit
from agreements.models import Agreement, Heading, HeadingPin
from agreements.section import section
from agreements.services import AgreementChanged, agree, end, pin_to_heading, unpin_from_heading
from knowledge.models import EditorialTeam, Resource
from knowledge.services import NotOffered, PinIsGone, withdraw_resource
from tests.deeds import AT_THE_MEETING, agrees, whole
from tests.factories import World
from tests.knowledge.deeds import edits, expires, forms_team, publishes, writes
from tests.log import lines
from tests.paper.reading import squashed, text_of
from tests.plans.test_statements import MY_PLAN, statements

FLAG = "Den här texten är inte längre granskad"
CARE = Heading.CARE_DOES


@pytest.fixture
def team(world: World) -> EditorialTeam:
    return forms_team(world)


@pytest.fixture
def anna(world: World) -> Access:
    return world.anna.meets(world.agda)


def pinned(access: Access, world: World) -> list[tuple[str, str, bool]]:
    rows = section(access, world.now).rows
    return [(each.heading, each.title, each.is_offered) for row in rows for each in row.pins]


def beneath(page: str, heading: str) -> list[str]:
    """What there is to read under one heading of the card."""
    found = re.search(rf"<dt>{heading}</dt>(.*?)</dd>", page, re.DOTALL)
    return re.findall(r'<a href="/kunskap/[^>]*>([^<]*)</a>', found[1]) if found else []


# What each heading is called on the card and on paper. What matters stands for itself, above the others.
CALLED = {
    Heading.SELF_AND_NETWORK: "Jag",
    Heading.CARE_DOES: "Vården",
    Heading.NEXT_STEP: "Nästa steg",
    Heading.WATCH_FOR: "Det här håller jag koll på",
    Heading.WHERE_TO_TURN: "Hit vänder jag mig",
    Heading.FIXED_CONTACTS: "Mina fasta kontakter",
    Heading.INFLUENCE_TIMES: "Så kan jag påverka tider",
    Heading.COORDINATION: "Samordning",
    Heading.RELATIVES: "Närstående",
    Heading.FOLLOW_UP: "Följs upp",
}


def test_what_is_pinned_stands_under_its_own_heading_on_page_and_paper(
    world: World, team: EditorialTeam, anna: Access
) -> None:
    agreement = agrees(anna, now=world.now, coordination="", relatives="")  # nothing is written under these two
    for heading in Heading:
        resource = publishes(world, team, title=f"Om {heading}")
        pin_to_heading(access=anna, agreement=agreement, heading=heading, resource=resource, now=world.now)
    client = world.agda.logs_in()
    page = client.get("/min-plan/").content.decode()
    assert {heading: beneath(page, called) for heading, called in CALLED.items()} == {
        heading: [f"Om {heading}"] for heading in CALLED
    }
    assert re.findall(
        r'blockquote>\s*<div class="pinned">\s*<p class="eyebrow">Läs mer</p>\s*<ul.*?<a[^>]*>([^<]*)</a>',
        page,
        re.DOTALL,
    ) == ["Om what_matters"]
    paper = squashed(text_of(client.get("/min-plan/utskrift.pdf").content))
    places = [paper.index(squashed(f"Läs mer: Om {heading}")) for heading in (Heading.WHAT_MATTERS, *CALLED)]
    assert (places, len(set(places))) == (sorted(places), len(Heading))
    for heading in (Heading.COORDINATION, Heading.RELATIVES):
        assert squashed(f"{CALLED[heading]} Läs mer: Om {heading}") in paper


def test_anna_pins_a_text_to_a_heading_and_agda_reads_it_in_her_plan(
    world: World, team: EditorialTeam, anna: Access
) -> None:
    agreement, resource = agrees(anna, now=world.now), publishes(world, team)
    publishes(world, team, title="Annat", diagnoses="")
    url, client = f"/patient/{world.agda.id}/overenskommelser/{agreement.public_id}/kunskap/", world.anna.logs_in()
    found = client.post(url, {"heading": "watch_for", "words": "hjärtsvikt"}).content.decode()
    assert re.findall(r'resource__title"[^>]*><a[^>]*>([^<]*)<', found) == ["Hjärtsvikt och vätska"]
    assert '<option value="watch_for" selected>' in found
    sent = {"heading": "watch_for", "words": "hjärtsvikt", "pin": str(resource.public_id)}
    for _ in range(2):  # pressed twice
        assert client.post(url, sent).headers["Location"] == f"/patient/{world.agda.id}/"
    assert pinned(world.agda.opens_own(), world) == [("watch_for", "Hjärtsvikt och vätska", True)]
    page = world.agda.logs_in().get("/min-plan/").content.decode()
    assert f'href="/kunskap/{resource.public_id}/"' in page
    assert beneath(page, "Det här håller jag koll på") == ["Hjärtsvikt och vätska"]
    assert lines("what", "actor_name", what__startswith="agreement.knowledge") == [
        ("agreement.knowledge_pinned", "Anna Berg")
    ]


def test_what_is_pinned_stays_with_the_next_version_and_can_be_taken_away(
    world: World, team: EditorialTeam, anna: Access
) -> None:
    agreement, resource = agrees(anna, now=world.now), publishes(world, team)
    pin = pin_to_heading(access=anna, agreement=agreement, heading=CARE, resource=resource, now=world.now)
    agree(access=anna, text=whole(title="Nytt"), said=AT_THE_MEETING, now=world.now, replaces=agreement)
    assert [(row.version, row.title) for row in section(anna, world.now).rows] == [(2, "Nytt")]
    assert pinned(anna, world) == [("care_does", "Hjärtsvikt och vätska", True)]
    client, url = world.anna.logs_in(), f"/patient/{world.agda.id}/overenskommelser/kunskap/{pin.public_id}/ta-bort/"
    assert url in client.get(f"/patient/{world.agda.id}/").content.decode()
    for _ in range(2):
        assert client.post(url).status_code == 302
    assert (pinned(anna, world), len(lines("what", what="agreement.knowledge_unpinned"))) == ([], 1)


def test_only_what_is_offered_is_shown_to_staff_and_pinned(world: World, team: EditorialTeam, anna: Access) -> None:
    agreement, client = agrees(anna, now=world.now), world.anna.logs_in()
    url = f"/patient/{world.agda.id}/overenskommelser/{agreement.public_id}/kunskap/"
    for resource in (expires(world, team, title="Utgången"), writes(world.edda, team, title="Utkast")):
        assert resource.title not in client.get(url).content.decode()
        with pytest.raises(NotOffered):
            pin_to_heading(access=anna, agreement=agreement, heading=CARE, resource=resource, now=world.now)
        assert client.post(url, {"heading": "care_does", "pin": str(resource.public_id)}).status_code == 404
    assert client.post(url, {"heading": "care_does", "pin": str(uuid4())}).status_code == 404
    assert HeadingPin.objects.count() == 0


def test_a_pinned_text_that_has_been_withdrawn_is_flagged_on_page_and_paper(
    world: World, team: EditorialTeam, anna: Access
) -> None:
    agreement, resource = agrees(anna, now=world.now), publishes(world, team)
    pin_to_heading(access=anna, agreement=agreement, heading=CARE, resource=resource, now=world.now)
    client = world.agda.logs_in()
    fresh = squashed(text_of(client.get("/min-plan/utskrift.pdf").content))
    assert (squashed("Hjärtsvikt och vätska") in fresh, squashed(FLAG) in fresh) == (True, False)
    withdraw_resource(
        access=edits(world.edda), resource=resource, revision=resource.revision, because="Fel", now=world.now
    )
    page = client.get("/min-plan/").content.decode()
    assert (FLAG in page, f'href="/kunskap/{resource.public_id}/"' in page) == (True, False)
    assert squashed(f"Läs mer: Hjärtsvikt och vätska {FLAG}") in squashed(
        text_of(client.get("/min-plan/utskrift.pdf").content)
    )


def test_the_day_after_the_last_it_is_flagged(world: World, team: EditorialTeam, anna: Access) -> None:
    agreement = agrees(anna, now=world.now)
    resource = publishes(world, team, until=world.now.date() + timedelta(days=1))
    pin_to_heading(access=anna, agreement=agreement, heading=CARE, resource=resource, now=world.now)
    days = [section(anna, world.now + timedelta(days=days)).rows[0].pins[0].is_offered for days in (1, 2)]
    assert days == [True, False]


def test_nobody_pins_to_the_agreement_of_another_unit_nor_without_leave_to_document(
    world: World, team: EditorialTeam, anna: Access
) -> None:
    agreement, resource = agrees(anna, now=world.now), publishes(world, team)
    pin = pin_to_heading(access=anna, agreement=agreement, heading=CARE, resource=resource, now=world.now)
    nils, lena = world.nils.meets(world.agda), world.lena.opens(world.agda)
    for access in (nils, lena, world.agda.opens_own()):
        with pytest.raises(NotAllowed):
            pin_to_heading(access=access, agreement=agreement, heading=CARE, resource=resource, now=world.now)
    with pytest.raises(PinIsGone):
        unpin_from_heading(access=nils, pin=pin, now=world.now)
    with pytest.raises(NotAllowed):
        unpin_from_heading(access=lena, pin=pin, now=world.now)
    assert len(pinned(anna, world)) == 1


def test_nothing_is_pinned_to_what_has_ended(world: World, team: EditorialTeam, anna: Access) -> None:
    agreement, resource = agrees(anna, now=world.now), publishes(world, team)
    end(access=anna, agreement=agreement, because="Klart", now=world.now)
    with pytest.raises(AgreementChanged):
        pin_to_heading(access=anna, agreement=agreement, heading=CARE, resource=resource, now=world.now)


def test_what_is_pinned_to_a_blocked_agreement_is_hidden_with_it(
    world: World, team: EditorialTeam, anna: Access
) -> None:
    agreement = agrees(anna, now=world.now)
    resource = publishes(world, team, title="Om ångest")
    pin_to_heading(access=anna, agreement=agreement, heading=CARE, resource=resource, now=world.now)
    world.nils.meets(world.agda)
    client, url = world.nils.logs_in(), f"/patient/{world.agda.id}/"
    assert "Om ångest" in client.get(url).content.decode()
    block_unit(access=world.agda.opens_own(), unit=world.heart, now=world.now)
    assert "Om ångest" not in client.get(url).content.decode()


def test_the_database_keeps_one_pin_of_each_and_only_known_headings(
    world: World, team: EditorialTeam, anna: Access
) -> None:
    agreement, resource = agrees(anna, now=world.now), publishes(world, team)
    pin_to_heading(access=anna, agreement=agreement, heading=CARE, resource=resource, now=world.now)
    for heading, rule in ((CARE, "agreements_pin_once"), ("moon", "agreements_pin_heading")):
        with pytest.raises(IntegrityError, match=rule), transaction.atomic():
            HeadingPin.objects.create(
                patient=world.agda.patient, series=agreement.series, heading=heading, resource=resource,
                pinned_by=world.anna.professional, at=world.now,
            )  # fmt: skip


def test_what_is_wrong_is_said_and_nothing_is_pinned(world: World, team: EditorialTeam, anna: Access) -> None:
    agreement, client = agrees(anna, now=world.now), world.anna.logs_in()
    publishes(world, team)
    url = f"/patient/{world.agda.id}/overenskommelser/{agreement.public_id}/kunskap/"
    for wrong, said in (
        ({"heading": ""}, "Välj i listan."),
        ({"heading": "moon"}, "Välj i listan."),
        ({"heading": "care_does", "pin": "x"}, "Välj vad som ska fästas."),
        ({"heading": "care_does", "words": "ö" * 10_000}, "Skriv högst 100 tecken."),
    ):
        page = client.post(url, wrong).content.decode()
        assert ("Något behöver rättas" in page, said in page) == (True, True), wrong
    assert (HeadingPin.objects.count(), Agreement.objects.count()) == (0, 1)


def test_the_plan_asks_as_much_for_three_pins_as_for_one(world: World, team: EditorialTeam, anna: Access) -> None:
    agreement, client, counted = agrees(anna, now=world.now), world.agda.logs_in(), []
    for n in range(3):
        resource = publishes(world, team, title=f"Text {n}")
        pin_to_heading(access=anna, agreement=agreement, heading=CARE, resource=resource, now=world.now)
        counted.append(statements(client, "/min-plan/"))
    assert counted == [MY_PLAN] * 3
    assert (len(pinned(anna, world)), Resource.objects.count()) == (3, 3)
