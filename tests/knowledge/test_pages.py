"""The library as patients, relatives and staff find it, and the pages of those who write it."""

import logging
import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client

from access.kinds import ALL_SCOPES, MandateKind
from knowledge import editor_views
from knowledge.models import EditorialTeam, Kind, Phase, Resource
from knowledge.services import revise_resource, withdraw_resource
from tests.factories import World
from tests.knowledge.deeds import edits, expires, forms_team, publishes, reviews, text, writes
from tests.log import lines
from tests.plans.test_statements import statements

TITLES = re.compile(r'resource__title"[^>]*><a[^>]*>([^<]*)<')


@pytest.fixture
def team(world: World) -> EditorialTeam:
    return forms_team(world)


def read(client: Client, url: str) -> str:
    return client.get(url).content.decode()


def finds(client: Client, **wanted: str) -> list[str]:
    return TITLES.findall(client.post("/kunskap/", wanted).content.decode())


def test_patient_relative_and_staff_find_what_is_offered_and_nothing_else(world: World, team: EditorialTeam) -> None:
    publishes(world, team, title="Visas")
    expires(world, team, title="Utgången")
    writes(world.edda, team, title="Utkast")
    for who in (world.agda, world.karin, world.anna, world.edda, world.rita):
        assert TITLES.findall(read(who.logs_in(), "/kunskap/")) == ["Visas"], who
    assert Client().get("/kunskap/").headers["Location"] == "/?next=/kunskap/"


def test_languages_are_called_by_their_names(world: World, team: EditorialTeam) -> None:
    for code in ("prs", "kmr", "fi"):
        publishes(world, team, title=code, language=code)
    page = read(world.agda.logs_in(), "/kunskap/")
    told = dict(re.findall(r'<option value="(prs|kmr|fi)">([^<]*)<', page))
    assert told == {"prs": "dari", "kmr": "nordkurdiska (kurmanji)", "fi": "finska"}


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("", ["Andas lugnt", "Hjärtsvikt och vätska", "Sova gott"]),
        ("hjärtsvikt", ["Hjärtsvikt och vätska"]),
        ("hjärt", ["Hjärtsvikt och vätska"]),
        ("HJÄRTAT", ["Hjärtsvikt och vätska"]),
        ("sömnen", ["Sova gott"]),  # sömn, in the words of the diagnosis
        ("andning kol", ["Andas lugnt"]),
        ("andning hjärtsvikt", []),
        ("och", []),
        ("'); DROP TABLE x; --", []),
        ("& | ! :* <->", []),
        ("🙂", []),
        ("قلب", []),
        ("x" * 100, []),
    ],
)
def test_words_are_found_in_swedish_also_by_their_beginning(
    world: World, team: EditorialTeam, words: str, found: list[str]
) -> None:
    publishes(world, team)
    publishes(world, team, title="Sova gott", diagnoses="sömn, sömnproblem", body="Lägg undan telefonen.")
    publishes(world, team, title="Andas lugnt", diagnoses="KOL", body="En övning i andning.")
    assert finds(world.agda.logs_in(), words=words) == found


def test_what_cannot_be_looked_for_is_said_at_the_field(world: World) -> None:
    page = world.agda.logs_in().post("/kunskap/", {"words": "\x07\x1b"}).content.decode()
    assert 'href="#id_words"' in page
    assert "ett tecken som inte syns och inte kan sparas" in page


def test_what_fits_the_words_best_comes_first(world: World, team: EditorialTeam) -> None:
    publishes(world, team, title="Annat", diagnoses="", body="Sömn nämns här.")
    publishes(world, team, title="Om sömn", diagnoses="sömn")
    assert finds(world.agda.logs_in(), words="sömn") == ["Om sömn", "Annat"]


def test_one_chooses_by_phase_kind_language_and_easy_read(world: World, team: EditorialTeam) -> None:
    publishes(world, team, title="Film", kind=Kind.FILM)
    publishes(world, team, title="Möte", phase=Phase.MEETING)
    publishes(world, team, title="English", language="en")
    publishes(world, team, title="Lätt", easy_read=True)
    client = world.agda.logs_in()
    assert finds(client, kind="film") == ["Film"]
    assert finds(client, phase="meeting") == ["Möte"]
    assert finds(client, language="en") == ["English"]
    assert finds(client, easy_read="on") == ["Lätt"]
    page = client.post("/kunskap/", {"kind": "song", "words": "x" * 101}).content.decode()
    assert ("Välj i listan." in page, "Skriv högst 100 tecken. Nu är det 101." in page) == (True, True)


def test_what_agda_looks_for_is_in_no_address_log_or_title(
    world: World, team: EditorialTeam, caplog: pytest.LogCaptureFixture
) -> None:
    resource, client = publishes(world, team), world.agda.logs_in()
    before = len(lines("what"))
    with caplog.at_level(logging.DEBUG):
        found = client.post("/kunskap/", {"words": "hjärtsvikt"}).content.decode()
        shown = read(client, f"/kunskap/{resource.public_id}/")
    titles = [re.findall("<title>(.*?)</title>", page) for page in (found, shown)]
    assert titles == [["Kunskap – Patientkontrakt"], ["Läs mer – Patientkontrakt"]]
    assert "hjärtsvikt" not in caplog.text.lower()
    assert "hjärtsvikt" not in " ".join(re.findall(r'(?:href|action)="([^"]*)"', found)).lower()
    assert (len(lines("what")), client.session.get("words")) == (before, None)


def test_many_are_found_a_page_at_a_time_with_the_words_kept(world: World, team: EditorialTeam) -> None:
    for n in range(21):
        publishes(world, team, title=f"Sömn {n:02}")
    publishes(world, team, title="Annat", diagnoses="")
    client = world.agda.logs_in()
    first = client.post("/kunskap/", {"words": "sömn"}).content.decode()
    assert (len(TITLES.findall(first)), "21 träffar" in first, "Sida 1 av 2" in first) == (20, True, True)
    assert 'form="search" name="sida" value="2"' in first
    assert len(finds(client, words="sömn", sida="2")) == 1
    assert len(finds(client, words="sömn", sida="-9")) == 1  # past the end: the last


def test_the_library_asks_as_much_for_three_as_for_one(world: World, team: EditorialTeam) -> None:
    client = world.agda.logs_in()
    publishes(world, team)
    one = statements(client, "/kunskap/")
    for n in range(2):
        publishes(world, team, title=f"{n}")
    assert (one, statements(client, "/kunskap/")) == (5, 5)


def test_a_text_is_read_with_its_headings_lists_and_link_and_is_never_html(world: World, team: EditorialTeam) -> None:
    body = "Första stycket\ngår vidare.\n\n## Gör så här\n- Väg dig\n- <script>alert(1)</script>\n\nSist."
    resource = publishes(world, team, body=body, link="https://www.1177.se/hjarta", language="en")
    page = read(world.agda.logs_in(), f"/kunskap/{resource.public_id}/")
    for words in (
        "<p>Första stycket går vidare.</p>", "<h2>Gör så här</h2>", "<li>Väg dig</li>",
        "<li>&lt;script&gt;alert(1)&lt;/script&gt;</li>", 'href="https://www.1177.se/hjarta" rel="noopener noreferrer"',
        "Fortsätt till www.1177.se", 'lang="en" dir="auto"', "Engelska",
    ):  # fmt: skip
        assert words in page, words


def test_a_link_goes_when_its_host_is_no_longer_trusted(world: World, team: EditorialTeam) -> None:
    resource, client = publishes(world, team, link="https://1177.se/hjarta"), world.agda.logs_in()
    assert "https://1177.se/hjarta" in read(client, f"/kunskap/{resource.public_id}/")
    EditorialTeam.objects.update(hosts=["exempel.se"])
    assert "1177.se/hjarta" not in read(client, f"/kunskap/{resource.public_id}/")


def test_an_expired_text_says_so_and_shows_what_replaces_it_but_not_itself(world: World, team: EditorialTeam) -> None:
    client, access = world.agda.logs_in(), edits(world.edda)
    old, new = publishes(world, team, title="Gammal", body="Drick mycket."), publishes(world, team, title="Ny")
    withdraw_resource(
        access=access, resource=old, revision=old.revision, because="Hemligt", now=world.now, replaced_by=new
    )
    gone = expires(world, team, title="Utgången", body="Drick mer.")
    changed = publishes(world, team, title="Ändrad", body="Drick mest.")
    revise_resource(
        access=access, resource=changed, revision=changed.revision, text=text(title="Ändrad", body="Nytt"),
        now=world.now,
    )  # fmt: skip
    for resource in (old, gone, changed):
        page = read(client, f"/kunskap/{resource.public_id}/")
        assert "Den här texten är inte längre granskad." in page
        assert [words for words in ("Drick", "Nytt", "Hemligt", "Spara i min plan") if words in page] == []
    assert "Läs det här i stället" in read(client, f"/kunskap/{old.public_id}/")
    assert TITLES.findall(read(client, f"/kunskap/{old.public_id}/")) == ["Ny"]


def test_what_was_never_reviewed_is_not_there(world: World, team: EditorialTeam) -> None:
    draft = writes(world.edda, team)
    assert world.agda.logs_in().get(f"/kunskap/{draft.public_id}/").status_code == 404
    assert world.agda.logs_in().get(f"/kunskap/{uuid4()}/").status_code == 404
    assert "Väg dig på morgonen" in read(world.edda.logs_in(), f"/kunskap/redaktion/{draft.public_id}/")


def test_a_relative_looks_for_another_under_their_name_and_only_with_leave(world: World, team: EditorialTeam) -> None:
    resource = publishes(world, team)
    helper = world.let_in("Hjälp Sam", world.agda, MandateKind.TRUSTEE, scopes=ALL_SCOPES)
    page = read(helper.logs_in(), f"/min-plan/{world.agda.id}/kunskap/")
    assert ("Du ser planen för" in page, f"/min-plan/{world.agda.id}/kunskap/{resource.public_id}/" in page) == (
        True, True,
    )  # fmt: skip
    assert world.karin.logs_in().get(f"/min-plan/{world.agda.id}/kunskap/").status_code == 403
    assert world.bertil.logs_in().get(f"/min-plan/{world.agda.id}/kunskap/").status_code == 404


# ---------------------------------------------------------------- the editors' own

SENT = {
    "title": "Sova gott", "kind": "text", "summary": "Om sömn.", "body": "Lägg undan telefonen.", "link": "",
    "diagnoses": "sömn", "phase": "home", "life_phase": "any", "language": "sv", "source": "Redaktionen",
}  # fmt: skip


def test_edda_writes_and_ebbe_reviews_on_their_pages(world: World, team: EditorialTeam) -> None:
    edda, ebbe, sent = world.edda.logs_in(), world.ebbe.logs_in(), {**SENT, "team": str(team.public_id)}
    answer = edda.post("/kunskap/redaktion/ny/", {**sent, "key": uuid4()})
    resource = Resource.objects.get()
    own = f"/kunskap/redaktion/{resource.public_id}/"
    assert (answer.status_code, answer.headers["Location"]) == (302, own)
    assert "Någon annan i redaktionen granskar det." in read(edda, f"{own}granska/")
    assert "1 behöver granskas." in read(ebbe, "/kunskap/redaktion/")
    assert ebbe.post(f"{own}granska/", {"revision": 1, "expires_on": "2027-11-25"}).status_code == 302
    assert finds(world.agda.logs_in(), words="sömn") == ["Sova gott"]
    assert ebbe.post(f"{own}andra/", {**sent, "title": "Sova", "revision": 2}).status_code == 302
    assert finds(world.agda.logs_in(), words="sömn") == []
    assert edda.post(f"{own}aterkalla/", {"revision": 3, "because": "Fel", "instead": ""}).status_code == 302
    resource.refresh_from_db()
    assert (resource.title, resource.withdrawn_because) == ("Sova", "Fel")


def test_what_is_wrong_is_said_at_the_field_and_nothing_typed_is_lost(world: World, team: EditorialTeam) -> None:
    client, own = world.edda.logs_in(), {"team": str(team.public_id), "key": uuid4()}
    for wrong, said in (
        ({"title": ""}, "Skriv en rubrik."),
        ({"title": "x" * 10_000}, "Skriv högst 120 tecken. Nu är det 10000."),
        ({"body": ""}, "Skriv en text, eller en länk till den."),
        ({"body": "\x00"}, "Texten har ett tecken som inte syns"),
        ({"link": "http://1177.se/"}, "Skriv en hel adress som börjar med https://"),
        ({"link": "https://[1177"}, "Skriv en hel adress som börjar med https://"),
        ({"link": "https://ondska.example/"}, "Länken får bara gå till: 1177.se, exempel.se."),
        ({"language": "xx"}, "Välj i listan."),
        ({"team": "x"}, "Välj i listan."),
    ):
        page = client.post("/kunskap/redaktion/ny/", {**SENT, **own, **wrong}).content.decode()
        assert said in page, wrong
        assert "sömn" in page
    assert Resource.objects.count() == 0
    assert client.post("/kunskap/redaktion/ny/", {**SENT, **own, "title": "قلب 🙂"}).status_code == 302
    assert Resource.objects.get().title == "قلب 🙂"


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("1899-01-01", "Skriv ett datum mellan år 1900 och 2199"),
        ("2026-11-25", "Välj en dag från i morgon"),
        ("2029-12-31", "Välj en dag från i morgon"),
        ("i morgon", "Skriv ett datum som finns"),
        ("", "Skriv ett datum som finns"),
    ],
)
def test_a_day_that_a_review_cannot_last_to_is_refused_in_words(
    world: World, team: EditorialTeam, day: str, said: str
) -> None:
    resource = writes(world.edda, team)
    url = f"/kunskap/redaktion/{resource.public_id}/granska/"
    page = world.ebbe.logs_in().post(url, {"revision": 1, "expires_on": day}).content.decode()
    assert said in page
    assert Resource.objects.get().reviewed_on is None


def test_of_two_editors_at_once_the_second_sees_both_texts(world: World, team: EditorialTeam) -> None:
    resource = writes(world.edda, team)
    url = f"/kunskap/redaktion/{resource.public_id}/andra/"
    sent = {**SENT, "team": str(team.public_id), "revision": 1}
    world.ebbe.logs_in().post(url, {**sent, "body": "Ebbes text"})
    edda = world.edda.logs_in()
    page = edda.post(url, {**sent, "body": "Eddas text"}).content.decode()
    assert ["En kollega har ändrat" in page, "Ebbes text" in page, "Eddas text" in page] == [True] * 3
    assert 'name="revision" value="2"' in page
    assert edda.post(url, {**sent, "revision": 2, "body": "Eddas text"}).status_code == 302


@pytest.mark.parametrize(
    ("address", "verb"),
    [
        ("andra", "revise_resource"),
        ("granska", "review_resource"),
        ("skicka-tillbaka", "send_back"),
        ("aterkalla", "withdraw_resource"),
    ],
)
def test_of_two_editors_in_the_same_moment_the_second_reads_what_stands_and_saves_over_that(
    world: World, team: EditorialTeam, monkeypatch: pytest.MonkeyPatch, address: str, verb: str
) -> None:
    """Edda's words are committed when Ebbe's page has read the text, and has not written."""
    resource = writes(world.edda, team)
    real = getattr(editor_views, verb)

    def a_moment_late(**given: object) -> None:
        now = text(body="Eddas andra text")
        revise_resource(access=edits(world.edda), resource=resource, revision=1, text=now, now=world.now)
        real(**given)

    monkeypatch.setattr(editor_views, verb, a_moment_late)
    sent = {**SENT, "team": str(team.public_id), "revision": 1, "because": "Fel", "expires_on": "2027-01-15"}
    page = world.ebbe.logs_in().post(f"/kunskap/redaktion/{resource.public_id}/{address}/", sent).content.decode()
    assert ("En kollega har ändrat texten." in page, "Eddas andra text" in page) == (True, True)
    assert 'name="revision" value="2"' in page


def test_a_review_does_not_hide_that_a_colleague_wrote_anew_before_it(world: World, team: EditorialTeam) -> None:
    resource, client = writes(world.edda, team), world.ebbe.logs_in()
    url = f"/kunskap/redaktion/{resource.public_id}/granska/"
    reviews(world.ebbe, resource)
    told = client.post(url, {"revision": 1, "expires_on": "2027-01-15"}).content.decode()
    assert ("Texten är redan granskad." in told, "skrivits om" in told) == (True, False)
    revise_resource(access=edits(world.edda), resource=resource, revision=2, text=text(body="Ny"), now=world.now)
    resource.refresh_from_db()
    reviews(world.ebbe, resource)
    told = client.post(url, {"revision": 2, "expires_on": "2027-01-15"}).content.decode()
    assert "Texten är redan granskad. Den som gäller nu står på sidan. Den kan också ha skrivits om" in told


def test_the_list_of_the_editors_begins_with_what_must_be_looked_at(world: World, team: EditorialTeam) -> None:
    publishes(world, team, title="Visas")
    publishes(world, team, title="Snart", until=world.now.date() + timedelta(days=10))
    writes(world.edda, team, title="Utkast")
    expires(world, team, title="Utgången")
    client = world.ebbe.logs_in()
    page = read(client, "/kunskap/redaktion/")
    assert re.findall(r'redaktion/[0-9a-f-]{36}/">([^<]*)<', page) == ["Utgången", "Utkast", "Snart", "Visas"]
    assert ["Har gått ut och visas inte" in page, "Går snart ut" in page, "3 behöver granskas" in page] == [True] * 3
    asked = statements(client, "/kunskap/redaktion/")
    publishes(world, team, title="En till")
    assert (asked, statements(client, "/kunskap/redaktion/")) == (7, 7)


def test_editors_of_another_provider_do_not_see_it(world: World, team: EditorialTeam) -> None:
    hillevi = world.staff("Hillevi Höft", world.hips, world.edda.assignment.role)
    resource, client = writes(world.edda, team), hillevi.logs_in()
    forms_team(world, world.other_region, name="Bergslands redaktion")
    assert "Hjärtsvikt" not in read(client, "/kunskap/redaktion/")
    for page in ("", "andra/", "granska/", "aterkalla/"):
        assert client.get(f"/kunskap/redaktion/{resource.public_id}/{page}").status_code == 404
