"""Pia is protected. What others have written of her may say where she is, and is shown to who says why."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from access.grants import Access
from access.services import show_places
from agreements.models import Agreement, Draft, Question, Who, Wish
from agreements.services import Does, ask_question, save_draft
from people.models import Protection
from tests.agreements.test_writing import filled_in
from tests.deeds import agrees
from tests.factories import Person, World

SECRET = "Hemliga gatan 5"
PAGES = ("end_agreement", "record_answer", "sign_agreement", "leave_unsigned", "pin_to_heading", "revise_agreement")


@pytest.fixture
def pia(world: World) -> Person:
    return world.patient("Pia Gömd", date(1980, 3, 1), protection=Protection.REGISTRATION)


@pytest.fixture
def anna(world: World, pia: Person) -> Access:
    return world.anna.meets(pia)


@pytest.fixture
def agreement(world: World, anna: Access) -> Agreement:
    does = (Does(f"möter vid {SECRET}"), Does(f"mäter vid {SECRET}", unit=world.eyes))
    return agrees(anna, now=world.now, title=f"Träning, {SECRET}", care_does=does)


@pytest.fixture
def draft(world: World, anna: Access) -> Draft:
    return save_draft(access=anna, key=uuid4(), typed={"title": [f"Vid {SECRET}"]}, now=world.now)


@pytest.fixture
def question(world: World, pia: Person, agreement: Agreement) -> Question:
    own = pia.opens_own()
    return ask_question(
        access=own, agreement=agreement, wish=Wish.QUESTION, text=f"När vid {SECRET}?", key=uuid4(), now=world.now
    )


def read(client: Client, pia: Person, name: str, **where: object) -> Any:
    return client.get(reverse(name, kwargs={"patient": pia.id, **where}))


def sends(client: Client, pia: Person, name: str, data: dict[str, Any], **where: object) -> str:
    page = client.post(reverse(name, kwargs={"patient": pia.id, **where}), data)
    assert page.status_code == 200
    return page.content.decode()


def rows_of(agreement: Agreement, draft: Draft, question: Question) -> list[tuple[str, dict[str, object]]]:
    own = agreement.commitments.get(unit=agreement.unit, who=Who.CARE)
    return [
        *((name, {"agreement": agreement.public_id}) for name in PAGES),
        ("discard_draft", {"draft": draft.public_id}),
        ("answer_question", {"question": question.public_id}),
        ("tick_here", {"commitment": own.public_id}),
    ]


def test_each_page_that_names_what_is_written_of_pia_asks_for_a_reason_first(
    world: World, pia: Person, agreement: Agreement, draft: Draft, question: Question
) -> None:
    client, places = world.anna.logs_in(), reverse("see_places", kwargs={"patient": pia.id})
    rows = rows_of(agreement, draft, question)
    assert {(name, read(client, pia, name, **where).url) for name, where in rows} == {
        (name, places) for name, _where in rows
    }
    show_places(access=world.anna.opens(pia), because="Ska ringa", key=uuid4(), now=world.now)
    told = {name: SECRET in read(client, pia, name, **where).content.decode() for name, where in rows}
    assert told == {name: True for name, _where in rows}


def test_nils_who_is_asked_reads_what_he_is_asked_once_he_says_why(
    world: World, pia: Person, agreement: Agreement
) -> None:
    asked = agreement.commitments.get(unit=world.eyes)
    nils = world.nils.meets(pia)
    client, where = world.nils.logs_in(), {"commitment": asked.public_id}
    assert read(client, pia, "answer_commitment", **where).url == reverse("see_places", kwargs={"patient": pia.id})
    assert SECRET not in sends(client, pia, "answer_commitment", {"answer": ""}, **where)
    show_places(access=nils, because="Ska svara", key=uuid4(), now=world.now)
    assert SECRET in read(client, pia, "answer_commitment", **where).content.decode()


def test_to_send_a_form_wrongly_filled_in_shows_nothing_either(
    world: World, pia: Person, agreement: Agreement, draft: Draft, question: Question
) -> None:
    client = world.anna.logs_in()
    for name, where in rows_of(agreement, draft, question):
        if name != "revise_agreement":
            page = sends(client, pia, name, {"note": "x" * 10_000, "revision": "x"}, **where)
            assert (name, SECRET in page) == (name, False)


def test_the_drafts_of_pia_are_offered_without_their_titles(world: World, pia: Person, draft: Draft) -> None:
    client = world.anna.logs_in()
    page = read(client, pia, "write_agreement").content.decode()
    assert ("Fortsätt med utkastet" in page, SECRET in page) == (True, False)
    show_places(access=world.anna.opens(pia), because="Ska ringa", key=uuid4(), now=world.now)
    assert f"Fortsätt: Vid {SECRET}" in read(client, pia, "write_agreement").content.decode()


def test_a_draft_of_pia_that_a_colleague_wrote_in_is_neither_shown_nor_written_over(
    world: World, pia: Person, draft: Draft
) -> None:
    client = world.maria.logs_in()
    world.maria.meets(pia)
    typed = filled_in(world, key=str(draft.public_id), title="Marias rubrik", draft_revision="0", window=str(uuid4()))
    for _again in range(2):
        page = sends(client, pia, "keep_draft", typed)
        assert (SECRET in page, "Marias rubrik" in page, "Visa platserna först" in page) == (False, True, True)
        assert 'id="draft_revision" value="0"' in page
    assert Draft.objects.get().typed == {"title": [f"Vid {SECRET}"]}
    show_places(access=world.maria.opens(pia), because="Ska skriva", key=uuid4(), now=world.now)
    assert SECRET in sends(client, pia, "keep_draft", typed)


@pytest.mark.usefixtures("question")
def test_what_is_in_force_for_pia_is_not_shown_to_who_sends_an_old_revision(
    world: World, pia: Person, anna: Access, agreement: Agreement
) -> None:
    agrees(anna, now=world.now, title=f"Nytt vid {SECRET}", replaces=agreement)
    client, where = world.anna.logs_in(), {"agreement": agreement.public_id}
    typed = filled_in(world, title="Min rubrik", revision="1")
    page = sends(client, pia, "revise_agreement", typed, **where)
    assert (SECRET in page, "Min rubrik" in page, "Visa platserna först" in page) == (False, True, True)
    show_places(access=anna, because="Ska skriva", key=uuid4(), now=world.now)
    assert SECRET in sends(client, pia, "revise_agreement", typed, **where)
