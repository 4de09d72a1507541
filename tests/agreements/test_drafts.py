"""What is typed is kept: right or wrong, through a logout, and when two write at once."""

import re
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.urls import reverse

from access.grants import Access
from agreements.models import Agreement, Draft, DraftStatus
from agreements.services import DraftChanged, DraftRead, discard_draft, save_draft
from audit.models import Entry
from tests.agreements.test_filling import boxes
from tests.agreements.test_writing import filled_in
from tests.deeds import agrees
from tests.factories import Staff, World
from tests.together import at_once


@pytest.fixture
def world(world: World) -> World:
    world.anna.meets(world.agda)
    return world


def keeps(world: World, who: Staff, typed: dict[str, Any], *, live: bool = False, client: Client | None = None) -> Any:
    url = reverse("keep_draft", kwargs={"patient": world.agda.id})
    headers = {"HX-Request": "true"} if live else {}
    return (client or who.logs_in()).post(url, typed, headers=headers)


def draft_url(world: World, key: object) -> str:
    return reverse("draft", kwargs={"patient": world.agda.id, "draft": key})


def save(access: Access, key: UUID, title: str, *, seen: int, window: str = "", now: Any) -> Draft:
    typed = {"title": [title], "window": [window]}
    return save_draft(access=access, key=key, typed=typed, read=DraftRead(seen, window), now=now)


def test_what_was_typed_is_there_after_a_logout_right_or_wrong(world: World) -> None:
    typed = filled_in(world, follow_up_on="31 februari", how="", **{"care-0-who": ""})
    page = keeps(world, world.anna, typed)
    assert (page.status_code, page.url) == (302, draft_url(world, typed["key"]))
    again = world.anna.logs_in().get(page.url).content.decode()
    for words in ("31 februari", "väger mig varje morgon", "ringer på fredag", "Ring Anna på dagen."):
        assert words in again
    assert "Något behöver rättas" not in again
    assert not Agreement.objects.exists()


def test_the_page_that_keeps_as_one_writes_shows_the_patients_reading_and_the_next_revision(world: World) -> None:
    typed = filled_in(world, what_matters="Att sjunga i kören")
    first = keeps(world, world.anna, typed, live=True).content.decode()
    assert ("Att sjunga i kören" in first, 'id="draft_revision" value="1"' in first, "<html" in first) == (
        True,
        True,
        False,
    )
    second = keeps(world, world.anna, {**typed, "draft_revision": "1"}, live=True).content.decode()
    assert 'id="draft_revision" value="2"' in second


def test_what_is_missing_and_what_is_hard_to_read_is_told_and_hinders_nobody_from_keeping_it(world: World) -> None:
    typed = filled_in(world, fixed_contacts="", next_latest="", coordination="Pat har hypertoni enligt anamnes.")
    told = keeps(world, world.anna, typed, live=True).content.decode()
    assert "Mina fasta kontakter" in told
    assert "Nästa steg: när senast?" in told
    assert "hypertoni" in told
    assert Draft.objects.get().status == DraftStatus.OPEN


def test_the_patients_own_words_are_not_judged(world: World) -> None:
    typed = filled_in(world, what_matters="Min hypertoni och min anamnes.", coordination="")
    told = keeps(world, world.anna, typed, live=True).content.decode()
    assert "Lättare att läsa" not in told


def test_a_colleague_goes_on_with_a_draft_and_it_becomes_one_agreement(world: World) -> None:
    typed = filled_in(world)
    keeps(world, world.anna, typed)
    client = world.maria.logs_in()
    assert "Fortsätt: Hjärtsvikt" in client.get(f"/patient/{world.agda.id}/overenskommelser/ny/").content.decode()
    maria = str(world.maria.professional.public_id)
    changed = {**typed, "draft_revision": "1", "care-0-who": maria, "next_who": maria}
    done = client.post(draft_url(world, typed["key"]), changed)
    assert (done.status_code, str(Agreement.objects.get().public_id)) == (302, typed["key"])
    draft = Draft.objects.get()
    assert (draft.status, draft.typed) == (DraftStatus.USED, {})
    assert client.post(draft_url(world, typed["key"]), changed).status_code == 302
    assert Agreement.objects.count() == 1


def test_the_second_of_two_who_write_in_a_draft_sees_both_texts_and_loses_nothing(world: World) -> None:
    typed = filled_in(world)
    keeps(world, world.anna, typed)
    keeps(world, world.maria, {**typed, "title": "Marias rubrik", "draft_revision": "1", "window": str(uuid4())})
    late = {**typed, "title": "Annas rubrik", "draft_revision": "1", "window": str(uuid4())}
    live = keeps(world, world.anna, late, live=True)
    assert (live.status_code, "Det du skriver sparas inte" in live.content.decode()) == (409, True)
    page = keeps(world, world.anna, late).content.decode()
    assert "Maria Lind har skrivit i utkastet medan du skrev." in page
    for words in ("Marias rubrik", "Annas rubrik", "Det här står i utkastet nu"):
        assert words in page
    assert 'id="draft_revision" value="2"' in page
    keeps(world, world.anna, {**late, "draft_revision": "2"})
    assert Draft.objects.get().typed["title"] == ["Annas rubrik"]


def test_to_agree_on_a_draft_that_a_colleague_has_written_in_shows_both(world: World) -> None:
    typed = filled_in(world)
    keeps(world, world.anna, typed)
    keeps(world, world.maria, {**typed, "title": "Marias rubrik", "draft_revision": "1", "window": str(uuid4())})
    page = world.anna.logs_in().post(draft_url(world, typed["key"]), {**typed, "draft_revision": "1"})
    assert ("Marias rubrik" in page.content.decode(), Agreement.objects.count()) == (True, 0)


def test_an_answer_that_was_lost_is_no_colleague(world: World) -> None:
    access, key, window = world.anna.opens(world.agda), uuid4(), str(uuid4())
    save(access, key, "En", seen=0, window=window, now=world.now)
    again = save(access, key, "En rad till", seen=0, window=window, now=world.now)
    assert (again.revision, again.typed["title"]) == (2, ["En rad till"])


def test_what_ones_own_window_keeps_while_the_agreement_is_sent_stops_nothing(world: World) -> None:
    typed = filled_in(world, window=str(uuid4()))
    keeps(world, world.anna, {**typed, "draft_revision": "0"})
    keeps(world, world.anna, {**typed, "draft_revision": "0"})
    world.anna.logs_in().post(draft_url(world, typed["key"]), {**typed, "draft_revision": "1"})
    assert (str(Agreement.objects.get().public_id), Draft.objects.open().count()) == (typed["key"], 0)


def test_what_is_kept_a_moment_too_late_is_no_draft_beside_the_agreement(world: World) -> None:
    access, key = world.anna.opens(world.agda), uuid4()
    world.anna.logs_in().post(
        f"/patient/{world.agda.id}/overenskommelser/ny/", filled_in(world, key=str(key), draft_revision="0")
    )
    assert Agreement.objects.get().public_id == key
    with pytest.raises(DraftChanged):
        save(access, key, "För sent", seen=0, now=world.now)
    assert not Draft.objects.open().exists()


def test_a_draft_is_thrown_away_once_and_with_all_that_stood_in_it(world: World) -> None:
    access, key = world.anna.opens(world.agda), uuid4()
    draft = save(access, key, "Hemligt", seen=0, now=world.now)
    client = world.anna.logs_in()
    url = reverse("discard_draft", kwargs={"patient": world.agda.id, "draft": key})
    assert "Hemligt" in client.get(url).content.decode()
    client.post(url, {"revision": draft.revision})
    draft.refresh_from_db()
    assert (draft.status, draft.typed) == (DraftStatus.DISCARDED, {})
    with pytest.raises(DraftChanged):
        discard_draft(access=access, draft=draft, now=world.now)
    assert client.get(draft_url(world, key)).url == reverse("patient_plan", kwargs={"patient": world.agda.id})


def test_another_unit_neither_sees_nor_writes_in_a_draft(world: World) -> None:
    key = uuid4()
    save(world.anna.opens(world.agda), key, "Vårt", seen=0, now=world.now)
    nils = world.nils.meets(world.agda)
    assert world.nils.logs_in().get(draft_url(world, key)).status_code == 404
    with pytest.raises(DraftChanged):
        save(nils, key, "Deras", seen=1, now=world.now)
    assert Draft.objects.get().typed["title"] == ["Vårt"]


def test_the_patient_never_sees_a_draft_and_each_keeping_is_in_the_log(world: World) -> None:
    keeps(world, world.anna, filled_in(world, what_matters="Bara utkast"))
    plan = world.agda.logs_in().get("/min-plan/").content.decode()
    assert "Bara utkast" not in plan
    written = Entry.objects.filter(actor_name="Anna Berg", what="draft.saved")
    assert [(entry.patient, entry.action) for entry in written] == [(world.agda.patient.public_id, "write")]


@pytest.mark.parametrize("typed", ["", "x" * 10_000, "a\x00b\x07", "👵🏽 💙", "שלום مرحبا", "1899-01-01"])
def test_anything_that_can_be_typed_can_be_kept_and_read_again(world: World, typed: str) -> None:
    sent = filled_in(world, what_matters=typed, next_latest=typed[:20], **{"patient-0-what": typed})
    page = keeps(world, world.anna, sent)
    again = world.anna.logs_in().get(page.url)
    assert again.status_code == 200
    assert Draft.objects.get().typed["what_matters"] == [typed.replace("\x00", "")]


def test_two_windows_that_begin_the_same_draft_at_once_make_one(own_database: None, now: Any) -> None:
    world = World(now)
    anna, maria, key = world.anna.meets(world.agda), world.maria.meets(world.agda), uuid4()
    answers = at_once(
        lambda: save(anna, key, "A", seen=0, window="a", now=now).revision,
        lambda: save(maria, key, "B", seen=0, window="b", now=now).revision,
    )
    assert sorted(map(str, answers)) == sorted(["1", str(DraftChanged)])


def test_a_draft_of_a_new_version_is_judged_by_what_its_writer_had_read(world: World) -> None:
    access = world.anna.opens(world.agda)
    first = agrees(access, now=world.now)
    typed = filled_in(world, replaces=str(first.public_id), revision=str(first.revision))
    page = keeps(world, world.anna, typed)
    agrees(world.maria.meets(world.agda), now=world.now, title="Marias version", replaces=first)
    changed = world.anna.logs_in().post(page.url, {**typed, "draft_revision": "1"}).content.decode()
    assert ("En kollega har ändrat överenskommelsen." in changed, "Marias version" in changed) == (True, True)


def test_what_is_kept_again_and_again_is_one_row_to_the_patient_and_each_line_in_the_extract(world: World) -> None:
    typed, client = filled_in(world, window=str(uuid4())), world.anna.logs_in()
    for revision in range(4):
        keeps(world, world.anna, {**typed, "draft_revision": str(revision)}, live=True, client=client)
    own = world.agda.logs_in()
    page = own.get("/vem-har-last/").content.decode()
    assert (page.count("Skrev uppgifter om dig"), "8 gånger sedan" in page) == (1, True)
    table = b"".join(own.get("/vem-har-last/utdrag.csv")).decode()
    assert table.count("Skrev uppgifter om dig") == 8


def test_ones_own_other_window_is_no_colleague_and_what_is_done_with_leads_on(world: World) -> None:
    typed, client = filled_in(world), world.anna.logs_in()
    keeps(world, world.anna, typed)
    other = {**typed, "title": "I ett annat fönster", "window": str(uuid4())}
    page = keeps(world, world.anna, other).content.decode()
    assert "Du har skrivit i utkastet i ett annat fönster. Den texten står bredvid." in page
    assert "Du har skrivit i utkastet i ett annat" in keeps(world, world.anna, other, live=True).content.decode()
    client.post(draft_url(world, typed["key"]), {**typed, "draft_revision": "1"})
    world.maria.meets(world.agda)
    marias = world.maria.logs_in().post(draft_url(world, typed["key"]), {**other, "title": "Marias"}).content.decode()
    assert ("En kollega har redan sparat överenskommelsen." in marias, 'value="Marias"' in marias) == (True, True)
    action = re.search(r'method="post" action="(/patient/[^"]+/andra/)"', marias)[1]
    sent = {**typed, **{name: boxes(marias)[name] for name in ("key", "title", "revision", "draft_revision")}}
    world.maria.logs_in().post(action, sent)
    assert list(Agreement.objects.order_by("version").values_list("version", "title", "status")) == [
        (1, "Hjärtsvikt", "replaced"),
        (2, "Marias", "agreed"),
    ]


def test_what_is_written_in_a_draft_that_was_thrown_away_is_saved_all_the_same(world: World) -> None:
    typed = filled_in(world)
    keeps(world, world.anna, typed)
    discard_draft(access=world.anna.opens(world.agda), draft=Draft.objects.get(), now=world.now)
    page = world.anna.logs_in().post(draft_url(world, typed["key"]), typed).content.decode()
    assert "Utkastet är kastat. Det du har skrivit står kvar här" in page
    url = reverse("write_agreement", kwargs={"patient": world.agda.id})
    assert f'action="{url}"' in page
    world.anna.logs_in().post(url, {**typed, "key": boxes(page)["key"]})
    assert Agreement.objects.get().title == "Hjärtsvikt"
