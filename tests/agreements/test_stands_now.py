"""Somebody else has made an agreement of what one is still writing: what stands now is shown, and no more."""

import re
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.urls import reverse

from agreements.models import Agreement
from agreements.services import NOTHING_YET, DraftRead, Said, agree, end
from people.models import Protection
from tests.agreements.test_filling import boxes
from tests.agreements.test_writing import filled_in
from tests.deeds import AT_THE_MEETING, agrees, whole
from tests.factories import Person, World


@pytest.fixture
def typed(world: World) -> dict[str, Any]:
    """Maria's form, and the draft that it is kept as."""
    return filled_in(world, key=str(uuid4()), title="Marias")


@pytest.fixture
def maria(world: World) -> Client:
    world.anna.meets(world.agda)
    world.maria.meets(world.agda)
    return world.maria.logs_in()


def keeps(client: Client, whose: Person, typed: dict[str, Any]) -> str:
    kept = client.post(reverse("keep_draft", kwargs={"patient": whose.id}), typed)
    return str(kept["Location"])


def finishes(world: World, whose: Person, typed: dict[str, Any], title: str) -> Agreement:
    """Anna makes an agreement of her own words, of the draft in which Maria writes."""
    access = world.anna.opens(whose)
    draft, key = DraftRead(1, ""), UUID(typed["key"])
    return agree(access=access, text=whole(title=title), said=AT_THE_MEETING, now=world.now, key=key, draft=draft)


def sends(client: Client, whose: Person, typed: dict[str, Any]) -> str:
    url = reverse("write_agreement", kwargs={"patient": whose.id})
    return client.post(url, {**typed, "draft_revision": "1"}).content.decode()


def again(page: str, typed: dict[str, Any]) -> dict[str, Any]:
    """The form as the page has it now."""
    names = ("key", "title", "revision", "draft_revision", "replaces")
    return {**typed, **{name: boxes(page).get(name, "") for name in names}}


def stands(page: str) -> str:
    found = re.search(r'id="current".*?</section>', page, re.DOTALL)
    return found[0] if found else ""


def test_what_stands_now_is_the_newest_and_not_what_the_draft_became(
    world: World, maria: Client, typed: dict[str, Any]
) -> None:
    keeps(maria, world.agda, typed)
    first = finishes(world, world.agda, typed, "Annas första")
    agrees(world.anna.opens(world.agda), now=world.now, title="Annas andra", replaces=first)
    page = sends(maria, world.agda, typed)
    assert ("Annas andra" in stands(page), "Annas första" in stands(page)) == (True, False)
    action = re.search(r'method="post" action="(/patient/[^"]+/andra/)"', page)
    assert action
    maria.post(action[1], again(page, typed))
    assert list(Agreement.objects.order_by("version").values_list("title", "status")) == [
        ("Annas första", "replaced"), ("Annas andra", "replaced"), ("Marias", "agreed"),
    ]  # fmt: skip


def test_what_has_ended_stands_no_more(world: World, maria: Client, typed: dict[str, Any]) -> None:
    keeps(maria, world.agda, typed)
    first = finishes(world, world.agda, typed, "Annas första")
    end(access=world.anna.opens(world.agda), agreement=first, because="Klart", now=world.now)
    page = sends(maria, world.agda, typed)
    assert (stands(page), "har avslutats medan du skrev" in page) == ("", True)
    maria.post(reverse("write_agreement", kwargs={"patient": world.agda.id}), again(page, typed))
    assert dict(Agreement.objects.values_list("title", "status")) == {"Annas första": "ended", "Marias": "agreed"}


def test_kept_as_a_draft_it_replaces_the_same_all_the_same(world: World, maria: Client, typed: dict[str, Any]) -> None:
    keeps(maria, world.agda, typed)
    finishes(world, world.agda, typed, "Annas")
    sent = again(sends(maria, world.agda, typed), typed)
    maria.post(keeps(maria, world.agda, sent), {**sent, "draft_revision": "1"})
    assert dict(Agreement.objects.values_list("title", "status")) == {"Annas": "replaced", "Marias": "agreed"}
    assert Agreement.objects.values("series").distinct().count() == 1


def test_what_is_not_shown_of_the_protected_is_not_replaced_either(world: World, typed: dict[str, Any]) -> None:
    pia = world.patient("Pia Gömd", date(1980, 3, 1), protection=Protection.REGISTRATION)
    world.anna.meets(pia)
    world.maria.meets(pia)
    maria = world.maria.logs_in()
    keeps(maria, pia, typed)
    finishes(world, pia, typed, "Annas, Hemliga gatan 5")
    page = sends(maria, pia, typed)
    assert ("Hemliga gatan" in page, "Visa platserna först, och spara sedan igen." in page) == (False, True)
    assert "Visa platserna först" in sends(maria, pia, again(page, typed))
    assert Agreement.objects.get().status == "agreed"


@pytest.mark.parametrize(
    ("to", "sent"),
    [("end_agreement", {"because": "Hon har flyttat."}), ("record_answer", {"answer": "no", "because": "Inte ensam."})],
)
def test_what_is_ended_or_answered_from_an_old_page_is_read_anew_and_then_done(
    world: World, to: str, sent: dict[str, str]
) -> None:
    world.maria.meets(world.agda)
    old = agrees(world.anna.meets(world.agda), now=world.now, said=NOTHING_YET)
    agrees(world.maria.opens(world.agda), now=world.now, said=NOTHING_YET, title="Marias version", replaces=old)
    client, url = world.anna.logs_in(), reverse(to, kwargs={"patient": world.agda.id, "agreement": old.public_id})
    sent |= {"on": world.now.date().isoformat(), "revision": str(old.revision)}
    page = client.post(url, sent).content.decode()
    newest = Agreement.objects.get(title="Marias version")
    assert ("Marias version" in page, "har ändrats. Läs" in page, sent["because"] in page) == (True, True, True)
    assert newest.status == "proposed"
    found = re.search(r'<form class="stack" method="post" action="([^"]+)"', page)
    assert found
    assert client.post(found[1], {**sent, "revision": str(newest.revision)}).status_code == 302
    newest.refresh_from_db()
    assert newest.status == {"end_agreement": "ended", "record_answer": "disagreed"}[to]


def test_who_ends_what_holds_ends_that_and_not_the_proposal_that_came_after(world: World) -> None:
    """A series may have two alive. Also when the one that is ended has been replaced by what holds now."""
    access = world.anna.meets(world.agda)
    first = agrees(access, now=world.now, title="Första")
    holds = agrees(access, now=world.now, title="Gäller", replaces=first)
    proposed = agrees(access, now=world.now, said=NOTHING_YET, title="Förslag", replaces=holds)
    client = world.anna.logs_in()
    for read, revision in ((first, first.revision), (holds, holds.revision - 1)):
        url = reverse("end_agreement", kwargs={"patient": world.agda.id, "agreement": read.public_id})
        page = client.post(url, {"because": "Hon har flyttat.", "revision": str(revision)}).content.decode()
        assert ('<p class="lede">Gäller</p>' in page, "slutar gälla" in page) == (True, True)
        assert reverse("end_agreement", kwargs={"patient": world.agda.id, "agreement": holds.public_id}) in page
    for each in (holds, proposed):
        each.refresh_from_db()
    assert (holds.status, proposed.status) == ("agreed", "proposed")


@pytest.mark.parametrize(
    ("to", "told"),
    [
        ("end_agreement", "Överenskommelsen är redan avslutad. Det du skrev står kvar här."),
        ("record_answer", "Förslaget är redan besvarat eller avslutat. Det du skrev står kvar här."),
    ],
)
def test_what_has_ended_is_told_to_be_so_and_no_word_is_lost(world: World, to: str, told: str) -> None:
    old = agrees(world.anna.meets(world.agda), now=world.now, said=NOTHING_YET)
    revision = old.revision
    end(access=world.anna.opens(world.agda), agreement=old, because="Flyttat", now=world.now)
    url = reverse(to, kwargs={"patient": world.agda.id, "agreement": old.public_id})
    words = "Hon vill inte ha hemtjänst."
    sent = {"because": words, "answer": "no", "on": world.now.date().isoformat(), "revision": str(revision)}
    page = world.anna.logs_in().post(url, sent).content.decode()
    assert (told in page, words in page, "slutar gälla" in page) == (True, True, False)
    assert not re.search(r'<button class="ds-button"[^>]*>(Avsluta|Spara svaret)<', page)
    old.refresh_from_db()
    assert (old.status, old.ended_because) == ("ended", "Flyttat")


def test_what_you_do_not_agree_on_is_ended_and_what_holds_holds_on(world: World) -> None:
    access = world.anna.meets(world.agda)
    holds = agrees(access, now=world.now)
    refused = agrees(access, now=world.now, said=Said(disagreed_because="Inte ensam."), replaces=holds)
    client = world.anna.logs_in()
    url = reverse("end_agreement", kwargs={"patient": world.agda.id, "agreement": refused.public_id})
    assert "fortsätter att gälla" in client.get(url).content.decode()
    page = client.post(url, {"because": "Vi släpper det.", "revision": str(refused.revision)}, follow=True)
    assert "Det som ni inte är överens om är avslutat." in page.content.decode()
    holds.refresh_from_db()
    assert holds.status == "agreed"


def test_who_changes_an_agreement_reads_that_a_colleague_has_begun_to(world: World) -> None:
    agreed = agrees(world.anna.meets(world.agda), now=world.now)
    other = agrees(world.anna.opens(world.agda), now=world.now, title="En annan")
    world.maria.meets(world.agda)
    typed = filled_in(world, replaces=str(agreed.public_id), revision=str(agreed.revision), title="Marias ändring")
    kept = keeps(world.maria.logs_in(), world.agda, typed)
    client = world.anna.logs_in()
    pages = [
        client.get(reverse("revise_agreement", kwargs={"patient": world.agda.id, "agreement": each.public_id}))
        for each in (agreed, other)
    ]
    told = [("Fortsätt: Marias ändring" in page.content.decode(), kept in page.content.decode()) for page in pages]
    assert told == [(True, True), (False, False)]
