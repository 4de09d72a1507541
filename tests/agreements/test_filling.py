"""Who has begun to write fetches a template: nothing typed is lost, and nothing comes twice."""

import re
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.urls import reverse

from access.gate import open_templates
from agreements.models import Agreement, AgreementTemplate, Draft
from agreements.services import ship_templates, take_into_use
from audit.models import How
from tests.agreements.test_writing import filled_in
from tests.deeds import agrees
from tests.factories import PROGRAM, World
from tests.paper.reading import text_of

VALUE = re.compile(
    r'<textarea name="([\w-]+)"[^>]*>\n?(.*?)</textarea>|<input type="\w+" name="([\w-]+)"[^>]*? value="(.*?)"',
    re.DOTALL,
)


@pytest.fixture
def world(world: World) -> World:
    world.anna.meets(world.agda)
    ship_templates(actor=PROGRAM, now=world.now - timedelta(days=30))
    opened = open_templates(world.helena.viewer, How.FORM, now=world.now, what="templates")
    for key in ("heart_failure", "hip_knee"):
        take_into_use(access=opened, template=template(key), now=world.now)
    return world


def template(key: str) -> AgreementTemplate:
    return AgreementTemplate.objects.get(key=key)


def fetches(world: World, key: str, typed: dict[str, Any], where: str = "") -> str:
    url = where or reverse("write_agreement", kwargs={"patient": world.agda.id})
    sent = {**typed, "mall": str(template(key).public_id), "choose": "1"}
    return world.anna.logs_in().post(url, sent).content.decode()


def boxes(page: str) -> dict[str, str]:
    form = page.split("data-draft", 1)[1]
    found = {a or c: unescape(b or d) for a, b, c, d in VALUE.findall(form)}
    return {name: words for name, words in found.items() if name not in {"csrfmiddlewaretoken", "window", "dag"}}


def rows(page: str, prefix: str, name: str = "what") -> list[str]:
    there = boxes(page)
    return [words for number in range(20) if (words := there.get(f"{prefix}-{number}-{name}", ""))]


def test_what_was_typed_stays_and_the_templates_rows_come_after(world: World) -> None:
    typed = filled_in(world, relatives="Karin följer med")
    page = fetches(world, "heart_failure", typed)
    content = template("heart_failure").text
    there = boxes(page)
    for name in ("title", "what_matters", "relatives", "turn_by_day", "next_what", "next_latest", "key"):
        assert there[name] == typed[name]
    assert rows(page, "patient") == [
        "väger mig varje morgon", "  går till gympan  ", *(each.what for each in content.patient_does),
    ]  # fmt: skip
    assert rows(page, "care")[0] == "ringer på fredag"
    assert there["coordination"] == content.coordination
    assert there["template"] == str(template("heart_failure").public_id)
    assert "Mallen Hjärtsvikt är hämtad." in page
    assert "rader är tillagda. Det du har skrivit står kvar." in page
    assert "Något behöver rättas" not in page
    assert not Agreement.objects.exists()


def test_the_first_step_of_a_template_comes_further_on_for_who_has_a_next_step(world: World) -> None:
    first = template("heart_failure").text.steps[0]
    assert rows(fetches(world, "heart_failure", filled_in(world)), "steps")[0] == first.what
    page = fetches(world, "heart_failure", filled_in(world, next_what="", next_latest="", next_who=""))
    assert (boxes(page)["next_what"], first.what in rows(page, "steps")) == (first.what, False)


def test_a_day_of_follow_up_comes_with_its_words_or_not_at_all(world: World) -> None:
    page = fetches(world, "heart_failure", filled_in(world, follow_up_on="", follow_up_how="Anna ringer i mars"))
    assert (boxes(page)["follow_up_how"], boxes(page).get("follow_up_on", "")) == ("Anna ringer i mars", "")


def test_the_same_template_again_adds_nothing_twice_and_keeps_the_days(world: World) -> None:
    once = boxes(fetches(world, "heart_failure", {}))
    again = fetches(world, "heart_failure", once)
    assert boxes(again) == once
    assert "rader fanns redan." in again
    assert "tillagd" not in again


def test_days_counted_from_a_day_that_has_been_are_told_of_and_the_draft_names_its_template(world: World) -> None:
    today = world.now.date()
    been = fetches(world, "hip_knee", {"dag": (today - timedelta(days=1)).isoformat()})
    ahead = fetches(world, "hip_knee", {"dag": today.isoformat()})
    warned = [re.findall(r'data-color="warning"[^>]*><p class="notice__text">([^<]+)', page) for page in (been, ahead)]
    yesterday = today - timedelta(days=1)
    assert warned == [[f"Dagarna är räknade från {yesterday}, som har varit."], []]
    assert [boxes(page)["next_what"] for page in (been, ahead)] == ["Samtal om hur det går hemma", "Operation"]
    typed = boxes(ahead)
    again = fetches(world, "hip_knee", {**boxes(been), "dag": yesterday.isoformat()})
    assert "som har varit." not in again
    kept = world.anna.logs_in().post(reverse("keep_draft", kwargs={"patient": world.agda.id}), typed)
    page = world.anna.logs_in().get(kept["Location"]).content.decode()
    assert "Utgår från mallen Operation av höft eller knä." in page


def test_of_a_second_template_no_row_of_the_first_is_lost(world: World) -> None:
    first = fetches(world, "heart_failure", {})
    second = fetches(world, "hip_knee", boxes(first))
    for prefix in ("patient", "network", "care"):
        assert rows(second, prefix)[: len(rows(first, prefix))] == rows(first, prefix)
    assert set(rows(second, "patient")) >= {each.what for each in template("hip_knee").text.patient_does}
    assert boxes(second)["title"] == boxes(first)["title"]


def test_rows_that_there_is_no_room_for_are_told_of(world: World) -> None:
    many = {f"patient-{number}-what": f"promenad {number}" for number in range(19)}
    page = fetches(world, "heart_failure", filled_in(world, **{**many, "patient-TOTAL_FORMS": "19"}))
    assert len(rows(page, "patient")) == 20
    assert "fick inte plats" in page


def test_an_odd_form_is_no_hindrance(world: World) -> None:
    for changes in (
        {"patient-TOTAL_FORMS": "x"},
        {"title": "Ö" * 10_000},
        {"title": "x\x00y"},
        {"next_latest": "1899"},
    ):
        page = fetches(world, "heart_failure", filled_in(world, **changes))
        assert "Mallen Hjärtsvikt är hämtad." in page


def test_without_a_template_chosen_what_was_typed_stands_there_still(world: World) -> None:
    url = reverse("write_agreement", kwargs={"patient": world.agda.id})
    page = world.anna.logs_in().post(url, {**filled_in(world), "choose": "1"}).content.decode()
    assert ("Välj en mall i listan först." in page, boxes(page)["title"]) == (True, "Hjärtsvikt")
    page = world.anna.logs_in().post(url, {**filled_in(world), "choose": "1", "mall": "nej"}).content.decode()
    assert ("Utgå från en mall: Mallen används inte längre här. Välj en annan." in page, boxes(page)["title"]) == (
        True,
        "Hjärtsvikt",
    )


def test_the_same_draft_goes_on_when_a_template_is_fetched_into_it(world: World) -> None:
    typed, client = filled_in(world), world.anna.logs_in()
    keep = reverse("keep_draft", kwargs={"patient": world.agda.id})
    where = client.post(keep, typed).url
    fetched = boxes(fetches(world, "heart_failure", {**typed, "draft_revision": "1"}, where))
    assert (fetched["key"], fetched["draft_revision"]) == (typed["key"], "1")
    client.post(keep, fetched)
    assert [(str(each.public_id), each.typed["title"]) for each in Draft.objects.all()] == [
        (typed["key"], ["Hjärtsvikt"])
    ]


def test_the_printing_button_says_that_they_agree_and_asks_when_something_else_is_chosen(world: World) -> None:
    url = reverse("write_agreement", kwargs={"patient": world.agda.id})
    client = world.anna.logs_in()
    for how in ("proposal", "disagreed"):
        sent = filled_in(world, how=how, disagreed_because="Tiden", print="1")
        page = client.post(url, sent).content.decode()
        assert "Är ni överens: Du tryckte på ”Vi är överens”, men här står något annat." in unescape(page)
        assert (boxes(page)["what_matters"], "Tiden" in page) == ("Att orka gå till kören.", True)
    assert not Agreement.objects.exists()
    assert client.post(url, filled_in(world, how="disagreed", disagreed_because="Tiden")).status_code == 302
    agrees(world.anna.opens(world.agda), now=world.now, title="Hälsan")
    sheet = client.get(client.post(url, filled_in(world, print="1", title="Promenader")).url)
    said = " ".join(text_of(sheet.content).split())
    first, step, other = map(said.index, ("överens om nu Promenader", "Nästa steg", "också kommit överens om Hälsan"))
    assert first < step < other
    assert said.count("Promenader") == 1


def test_a_fault_in_a_row_says_which_row_and_leads_to_its_box(world: World) -> None:
    url = reverse("write_agreement", kwargs={"patient": world.agda.id})
    rows_typed = {"care-1-what": "mäter", "watch-0-sign": "", "patient-2-latest": "1899-01-01"}
    page = world.anna.logs_in().post(url, filled_in(world, follow_up_on="1899-01-01", **rows_typed)).content.decode()
    for link in (
        '<a href="#care-1-who">Vården gör, rad 2: Välj vem som ansvarar.</a>',
        '<a href="#watch-0-sign">Hålla koll på, rad 1: Skriv vad patienten ska hålla koll på.</a>',
        '<a href="#patient-2-latest">Patienten gör, rad 3: Datumet ska vara i dag eller senare, och inom tio år.</a>',
        '<a href="#follow_up_on">Uppföljning, dag: Datumet ska vara i dag eller senare, och inom tio år.</a>',
    ):
        assert link in page


def test_what_is_only_recommended_is_folded_while_it_is_empty_and_open_when_it_says_something(world: World) -> None:
    def opened(page: str) -> set[str]:
        return set(re.findall(r'<details class="ds-details fold" open>\s*<summary id="fold-(\w+)"', page))

    url = reverse("write_agreement", kwargs={"patient": world.agda.id})
    client = world.anna.logs_in()
    assert opened(client.get(url).content.decode()) == set()
    assert opened(client.post(url, {**filled_in(world), "add_row": "steps"}).content.decode()) == {"steps", "watch"}
    empty = {"watch-0-sign": "", "watch-0-by_day": "", "watch-0-at_night": "", "title": ""}
    assert opened(client.post(url, filled_in(world, coordination="SIP", **empty)).content.decode()) == {"rest"}


def test_what_is_missing_leads_to_where_it_is_written_and_stands_before_the_reading(world: World) -> None:
    page = world.anna.logs_in().get(reverse("write_agreement", kwargs={"patient": world.agda.id})).content.decode()
    for field in (
        "title",
        "what_matters",
        "patient-0-what",
        "care-0-what",
        "next_what",
        "follow_up_on",
        "watch-0-sign",
    ):
        assert (f'<a href="#{field}">' in page, f'id="{field}"' in page) == (True, True)
    assert page.index('id="help"') < page.index('id="reading"')
