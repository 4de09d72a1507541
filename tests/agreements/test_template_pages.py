"""The pages of those who keep templates: what is there, how the patient would see it, and reading one in."""

import json
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.urls import reverse

from access.gate import open_templates
from agreements.models import AgreementTemplate, TemplateInUse
from agreements.services import add_version, ship_templates, take_into_use, withdraw_version
from agreements.template_content import TemplateContent, to_json
from agreements.template_list import templates_of
from agreements.template_preview import preview_of
from agreements.template_reading import parse
from audit.models import How
from tests.agreements.test_template_reading import WHOLE
from tests.factories import NOW, PROGRAM, Staff, World

TODAY = date(2026, 11, 25)
DAY = timedelta(days=1)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


@pytest.fixture
def today() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


def keeps(who: Staff) -> Any:
    return open_templates(who.viewer, How.FORM, now=NOW, what="templates")


def adds(who: Staff, since: date = TODAY, **more: Any) -> AgreementTemplate:
    content = TemplateContent(**{"key": "knee", "name": "Knä", "title": "Mitt knä", **more})
    return add_version(access=keeps(who), content=content, effective_from=since, now=NOW)


def imports(who: Staff, text: str = "", since: str = "2026-11-25", **more: Any) -> HttpResponse:
    return who.logs_in().post(reverse("import_template"), {"text": text, "since": since, **more})


def page_of(who: Staff, name: str, template: AgreementTemplate | None = None, query: str = "") -> str:
    url = reverse(name, kwargs={"template": template.public_id} if template else {})
    return who.logs_in().get(url + query).content.decode()


# ---------------------------------------------------------------- the list


def test_the_list_shows_each_template_with_its_versions_and_whether_the_unit_uses_it(world: World) -> None:
    ship_templates(actor=PROGRAM, now=NOW - 9 * DAY)
    adds(world.evert, TODAY + DAY, key="heart_failure", name="Hjärtsvikt", about="Ny")
    rehab = AgreementTemplate.objects.get(key="heart_rehab")
    take_into_use(access=keeps(world.helena), template=rehab, now=NOW)
    withdraw_version(
        access=keeps(world.evert),
        template=AgreementTemplate.objects.get(key="cancer"),
        on=TODAY,
        because="Fel",
        now=NOW,
    )
    rows = {row.key: row for row in templates_of(keeps(world.helena))}
    assert list(rows)[:2] == ["generic", "heart_rehab"]
    failure, cancer = rows["heart_failure"], rows["cancer"]
    assert [(each.version, each.state, each.made_by) for each in failure.versions] == [
        (2, "Gäller senare", "Evert Strand"),
        (1, "Gäller", ""),
    ]
    assert (failure.shown.version, failure.can_use, failure.can_stop) == (1, True, False)
    assert (rows["heart_rehab"].can_use, rows["heart_rehab"].can_stop) == (False, True)
    assert (cancer.shown.state, cancer.shown.withdrawn_because, cancer.can_use) == ("Tillbakadragen", "Fel", False)
    assert (rows["generic"].is_always, rows["generic"].can_use, rows["generic"].can_stop) == (True, False, False)


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_asks_as_much_of_one_template_as_of_three(
    world: World, number: int, django_assert_num_queries: Any
) -> None:
    for n in range(number):
        adds(world.evert, key=f"knee{n}")
    access = keeps(world.helena)
    with django_assert_num_queries(1):
        assert len(templates_of(access)) == number


def test_a_unit_does_not_see_what_is_another_units_own(world: World) -> None:
    adds(world.helena, key="ours", name="Bara vår")
    hedda = world.staff("Hedda Chef", world.eyes, world.helena.assignment.role)
    assert ("Bara vår" in page_of(world.helena, "templates"), "Bara vår" in page_of(hedda, "templates")) == (
        True,
        False,
    )


def test_the_head_of_the_unit_takes_a_template_into_use_and_out_of_it(world: World) -> None:
    template, client = adds(world.evert), world.helena.logs_in()
    where = {"template": template.public_id}
    client.post(reverse("use_template", kwargs=where))
    page = client.get(reverse("templates")).content.decode()
    assert ("Knä används nu på enheten." in page, "Sluta använda" in page) == (True, True)
    client.post(reverse("stop_using_template", kwargs=where))
    page = client.get(reverse("templates")).content.decode()
    assert ("Knä används inte längre på enheten." in page, "Sluta använda" in page) == (True, False)
    assert list(TemplateInUse.objects.values_list("unit", "key", "until")) == [(world.heart.pk, "knee", NOW)]


def test_the_way_to_the_templates_is_shown_to_those_who_keep_them(world: World) -> None:
    shown = {
        who.login.name: 'href="/mallar/"' in who.logs_in().get("/").content.decode()
        for who in (world.helena, world.evert, world.anna, world.rita)
    }
    assert shown == {"Helena Sjö": True, "Evert Strand": True, "Anna Berg": False, "Rita Lund": False}


# ---------------------------------------------------------------- the preview


def test_a_preview_is_the_card_that_the_patient_reads(world: World) -> None:
    preview = preview_of(parse(WHOLE), anchor=date(2026, 12, 20), unit=world.heart, now=NOW)
    card = preview.agreement
    assert (card.title, card.what_matters) == (
        "Min knäoperation",
        "Här står det som är viktigt för dig, med dina egna ord.",
    )
    (mine,), (cares,) = card.patient_does, card.care_does
    assert (mine.what, mine.how_often, mine.latest) == ("tränar hemma", "varje dag", date(2027, 1, 10))
    assert (cares.what, cares.responsible, cares.latest) == ("tar bort stygnen", "vårdcentralen", date(2027, 1, 10))
    assert (card.turn_by_day, card.turn_by_evening, card.turn_in_emergency) == ("Ring oss.", "Ring 1177.", "Ring 112.")
    assert (card.next_step, card.next_step_latest, card.follow_up_on) == (
        "Besök hos fysioterapeut",
        date(2027, 1, 10),
        date(2027, 1, 10),
    )
    assert [(each.owner, each.first, each.last) for each in preview.steps] == [
        ("Hjärtmottagningen", date(2027, 1, 3), date(2027, 1, 10))
    ]
    assert (card.can_answer, card.can_ask) == (False, False)


def test_the_page_counts_from_the_day_one_chooses_and_says_when_it_is_none(world: World) -> None:
    content = parse(WHOLE)
    template = add_version(access=keeps(world.evert), content=content, effective_from=TODAY, now=NOW)
    assert "3 januari 2027" in page_of(world.helena, "template", template, "?dag=2026-12-20")
    page = page_of(world.helena, "template", template, "?dag=1899-12-20")
    assert ("Skriv ett datum mellan år 1900 och 2199" in page, "9 december" in page) == (True, True)
    assert "Vad vill du kunna göra igen?" in page
    assert ("Såret vätskar" in page, "Din son får vara med." in page) == (True, True)


def test_every_template_that_comes_with_the_program_can_be_looked_at(world: World) -> None:
    ship_templates(actor=PROGRAM, now=NOW)
    for template in AgreementTemplate.objects.all():
        page = page_of(world.evert, "template", template)
        assert (template.text.title in page, template.text.watch_for[0].sign in page) == (True, True)


def test_a_template_with_nothing_but_names_can_be_looked_at(world: World) -> None:
    page = page_of(world.helena, "template", adds(world.helena))
    assert ("Mitt knä" in page, "Steg för steg" in page, "Att prata om" in page) == (True, False, False)


# ---------------------------------------------------------------- files


def test_what_is_exported_can_be_read_in_again_and_is_the_same(world: World) -> None:
    template = add_version(access=keeps(world.evert), content=parse(WHOLE), effective_from=TODAY, now=NOW)
    response = world.helena.logs_in().get(reverse("export_template", kwargs={"template": template.public_id}))
    assert response.headers["Content-Disposition"] == 'attachment; filename="knee-1.json"'
    assert json.loads(response.content) == WHOLE
    for since in ("2026-11-25", "2026-12-01"):
        sent = {"text": response.content.decode(), "since": since}
        page = world.evert.logs_in().post(reverse("import_template"), sent, follow=True)
        assert page.redirect_chain == [(reverse("template", kwargs={"template": template.public_id}), 302)]
        assert "Filen säger samma sak som den version som finns." in page.content.decode()
    assert AgreementTemplate.objects.get() == template


@pytest.mark.parametrize("as_file", [True, False])
def test_a_template_is_read_in_from_a_file_or_from_text(world: World, as_file: bool) -> None:
    text = "\ufeff" * as_file + json.dumps(WHOLE)
    given = {"file": SimpleUploadedFile("mall.json", text.encode())} if as_file else {"text": text}
    response = imports(world.helena, since="2026-12-01", **given)
    made = AgreementTemplate.objects.get()
    assert response.url == reverse("template", kwargs={"template": made.public_id})
    assert (made.content, made.effective_from, made.unit, made.made_by) == (
        to_json(parse(WHOLE)),
        date(2026, 12, 1),
        world.heart,
        world.helena.professional,
    )


@pytest.mark.parametrize("as_file", [True, False])
def test_what_is_wrong_is_told_at_the_field_and_nothing_is_lost(world: World, as_file: bool) -> None:
    text = json.dumps({**WHOLE, "name": "", "steps": [{"what": "Åka hem"}]}, ensure_ascii=False)
    given = {"file": SimpleUploadedFile("mall.json", text.encode())} if as_file else {"text": text}
    response = imports(world.helena, **given)
    page = response.content.decode()
    for told in ("name: Det här måste finnas med.", "steps, rad 1, after: Det här måste finnas med."):
        assert page.count(told) == 2, "in the summary and at the field"
    assert "Åka hem" in page
    assert not AgreementTemplate.objects.exists()


def test_what_is_wrong_in_one_place_is_told_once(world: World) -> None:
    steps = [{**WHOLE["steps"][0], "after": {"from_days": 0, "to_days": -5, "words": "sen"}}]
    for text, told in (
        (json.dumps({**WHOLE, "steps": steps}), "steps, rad 1, after, to_days:"),
        ("{}\x00\x01", "Texten har ett tecken som inte syns"),
    ):
        page = imports(world.helena, text).content.decode()
        assert page.count(told) == 2, "in the summary and at the field"


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({}, "Välj en fil eller klistra in en mall."),
        ({"text": "  \n"}, "Välj en fil eller klistra in en mall."),
        ({"text": "x" * 10_000}, "rad 1, tecken 1: Här slutar texten att vara JSON."),
        ({"text": "[" * 100_000}, "Texten går inte att läsa som JSON."),
        ({"text": "👩🏽‍⚕️ مرحبا"}, "rad 1, tecken 1: Här slutar texten att vara JSON."),
        ({"text": "{}\x00"}, "Texten har ett tecken som inte syns och inte kan sparas."),
        ({"text": '"' + "å" * 150_000 + '"'}, "Mallen är för stor. Den får vara högst 200 kB."),
        ({"text": '"' + "a" * 200_000 + '"'}, "Skriv högst 200000 tecken."),
        ({"text": json.dumps({str(n): n for n in range(50)})}, "Och 33 fel till."),
        ({"text": json.dumps(WHOLE), "since": "1899-01-01"}, "Skriv ett datum mellan år 1900 och 2199"),
        ({"text": json.dumps(WHOLE), "since": "2026-11-24"}, "Välj i dag eller en senare dag."),
        ({"file": SimpleUploadedFile("mall.json", b"\xff\xfe\x00")}, "Filen går inte att läsa som text."),
        ({"file": SimpleUploadedFile("mall.json", b"x" * 200_001)}, "Mallen är för stor."),
        ({"file": SimpleUploadedFile("mall.json", b"")}, "Välj en fil eller klistra in en mall."),
    ],
    ids=lambda each: each if isinstance(each, str) else "",
)
def test_bad_input_is_answered_in_plain_words(world: World, given: dict[str, Any], told: str) -> None:
    response = imports(world.helena, **given)
    assert (response.status_code, told in response.content.decode()) == (200, True)
    assert not AgreementTemplate.objects.exists()


def test_a_head_of_unit_who_reads_in_what_is_everybodys_is_told_to_give_it_a_key_of_its_own(world: World) -> None:
    adds(world.evert)
    text = json.dumps({"key": "knee", "name": "Vårt knä", "title": "Mitt knä"}, ensure_ascii=False)
    page = imports(world.helena, text).content.decode()
    assert ("key: Namnet används av en annan mall." in page, "Vårt knä" in page) == (True, True)
    assert AgreementTemplate.objects.count() == 1


# ---------------------------------------------------------------- withdrawing


def test_a_version_is_withdrawn_with_a_reason_that_the_others_read(world: World) -> None:
    template, client = adds(world.evert), world.evert.logs_in()
    url = reverse("withdraw_template", kwargs={"template": template.public_id})
    page = client.post(url, {"because": "", "since": "2026-11-24"}).content.decode()
    assert ("Skriv varför mallen dras tillbaka." in page, "Välj i dag eller en senare dag." in page) == (True, True)
    client.post(url, {"because": "Fel nummer", "since": "2026-11-25"})
    assert "Fel nummer" in page_of(world.helena, "template", template)
    client.post(url, {"because": "Igen", "since": "2026-11-26"})
    template.refresh_from_db()
    assert (template.withdrawn_on, template.withdrawn_because) == (TODAY, "Fel nummer")
