"""Versions of an agreement, and what changed from one to the next."""

from datetime import date
from uuid import uuid4

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from agreements.services import NOTHING_YET, Does, answer_commitment, end, save_draft
from agreements.versions import pieces_of, versions_of
from people.models import Protection
from tests.deeds import agrees
from tests.factories import World


@pytest.fixture
def world(world: World) -> World:
    world.anna.meets(world.agda)
    return world


def test_the_patient_reads_what_was_taken_away_and_what_came_instead(world: World) -> None:
    access = world.anna.opens(world.agda)
    first = agrees(access, now=world.now, patient_does=(Does("går varje dag"),))
    second = agrees(access, now=world.now, patient_does=(Does("går varje vecka"),), replaces=first)
    newest, oldest = versions_of(world.agda.opens_own(), second, world.now)
    assert (newest.row.version, oldest.row.version, oldest.changes) == (2, 1, None)
    (change,) = newest.changes or ()
    assert (change.heading, [(piece.how, piece.words) for piece in change.pieces]) == (
        "Jag",
        [("same", "går varje"), ("removed", "dag"), ("added", "vecka")],
    )
    page = world.agda.logs_in().get(reverse("agreement_versions", kwargs={"agreement": second.public_id}))
    text = page.content.decode()
    assert (
        "<strong>Ändrat från:</strong> går varje <del>dag</del> <br><strong>till:</strong> går varje <ins>vecka" in text
    )
    assert "Version 1: Ersatt av en nyare" in text
    assert text.count(f"av Anna Berg, {world.heart.name}.") == 2


def test_a_row_that_has_gone_stands_as_a_whole_apart_from_one_that_has_come(world: World) -> None:
    access = world.anna.opens(world.agda)
    does = (Does("väger mig varje morgon"), Does("går till kören"), Does("ringer min dotter"))
    first = agrees(access, now=world.now, patient_does=does, turn_by_day="Ring Anna")
    does = (Does("ringer min dotter"), Does("skriver upp vikten"), Does("väger mig varje kväll"))
    second = agrees(access, now=world.now, patient_does=does, turn_by_day="Gå till akuten", replaces=first)
    newest, _oldest = versions_of(access, second, world.now)
    told = [(each.heading, each.how, " ".join(piece.words for piece in each.before)) for each in newest.changes or ()]
    assert told == [
        ("Jag", "added", ""),
        ("Jag", "changed", "väger mig varje morgon"),
        ("Jag", "removed", "går till kören"),
        ("Hit vänder jag mig", "added", ""),
        ("Hit vänder jag mig", "removed", "Dagtid: Ring Anna"),
    ]
    client, where = world.anna.logs_in(), {"patient": world.agda.id, "agreement": second.public_id}
    page = client.get(reverse("agreement_versions_here", kwargs=where)).content.decode()
    assert "<strong>Borttaget:</strong> <del>går till kören</del>" in page


def test_the_patient_reads_that_somebody_else_is_to_do_the_same_but_not_who_has_said_yes_to_it(world: World) -> None:
    access = world.anna.opens(world.agda)
    first = agrees(access, now=world.now, care_does=(Does("ringer på fredag"),))
    second = agrees(access, now=world.now, care_does=(Does("ringer på fredag", unit=world.eyes),), replaces=first)
    answer_commitment(
        access=world.nils.comes_to_answer(world.agda), commitment=second.commitments.get(who="care"), accepts=True,
        now=world.now,
    )  # fmt: skip
    third = agrees(access, now=world.now, care_does=(Does("ringer på fredag", unit=world.eyes),), replaces=second)
    newest, newer, _oldest = versions_of(world.agda.opens_own(), third, world.now)
    (change,) = newer.changes or ()
    assert newest.changes == ()
    assert (change.heading, [(piece.how, piece.words) for piece in change.pieces]) == (
        "Vården",
        [("same", "ringer på fredag"), ("removed", "(Hjärtmottagningen)"), ("added", "(Ögonmottagningen)")],
    )


def test_what_was_proposed_and_taken_back_is_for_staff_to_remember(world: World) -> None:
    access = world.anna.opens(world.agda)
    first = agrees(access, now=world.now)
    taken_back = agrees(access, now=world.now, said=NOTHING_YET, title="Ångrat", replaces=first)
    end(access=access, agreement=taken_back, because="Fel", now=world.now)
    assert [each.row.title for each in versions_of(world.agda.opens_own(), first, world.now)] == ["Hjärtsvikt"]
    assert [each.row.title for each in versions_of(access, first, world.now)] == ["Ångrat", "Hjärtsvikt"]


def test_a_version_that_is_not_for_the_patient_is_not_told_of(world: World) -> None:
    access = world.anna.opens(world.agda)
    first = agrees(access, now=world.now)
    agrees(access, now=world.now, approved=False, title="Dold", replaces=first)
    assert [each.row.version for each in versions_of(world.agda.opens_own(), first, world.now)] == [1]


def test_words_that_may_tell_where_a_protected_person_is_are_asked_for_with_a_reason(world: World) -> None:
    pia = world.patient("Pia Gömd", date(1980, 3, 1), protection=Protection.REGISTRATION)
    access = world.anna.meets(pia)
    agreement = agrees(access, now=world.now, turn_by_day="Sjöstads sjukhus, entré 3")
    draft = save_draft(
        access=access,
        key=uuid4(),
        typed={"title": ["Sjöstads sjukhus"]},
        now=world.now,
    )
    client, places = world.anna.logs_in(), reverse("see_places", kwargs={"patient": pia.id})
    rows = {"agreement_versions_here": {"agreement": agreement.public_id}, "draft": {"draft": draft.public_id}}
    for name, row in rows.items():
        assert client.get(reverse(name, kwargs={"patient": pia.id, **row})).url == places


@pytest.mark.parametrize("number", [1, 3])
def test_it_asks_as_little_for_three_versions_as_for_one(
    world: World, number: int, django_assert_num_queries: object
) -> None:
    access = world.anna.opens(world.agda)
    agreement = agrees(access, now=world.now)
    for _ in range(number - 1):
        agreement = agrees(access, now=world.now, replaces=agreement)
    own = world.agda.opens_own()
    with django_assert_num_queries(1):
        assert len(versions_of(own, agreement, world.now)) == number


@given(before=st.text(), after=st.text())
def test_the_words_that_stand_and_came_are_the_new_text_and_those_that_went_the_old(before: str, after: str) -> None:
    pieces = pieces_of(before, after)

    def words(*hows: str) -> list[str]:
        return [word for piece in pieces if piece.how in hows for word in piece.words.split()]

    assert words("same", "added") == after.split()
    assert words("same", "removed") == before.split()
