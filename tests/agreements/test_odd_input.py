"""Whatever is typed: a clear message at the field, a summary on top, and nothing typed is lost."""

from datetime import timedelta
from html import unescape
from uuid import uuid4

import pytest
from django.urls import reverse

from agreements.models import Agreement, AgreementTemplate
from agreements.services import Does, ship_templates
from people.models import Assignment
from tests.agreements.test_writing import filled_in, writes
from tests.deeds import agrees
from tests.factories import PROGRAM, World

LONG = "Åäö " * 2500
NEW = "/patient/{}/overenskommelser/ny/"


@pytest.fixture
def world(world: World) -> World:
    world.anna.meets(world.agda)
    return world


FIELDS = (
    "title", "what_matters", "turn_by_day", "turn_by_evening", "turn_in_emergency", "fixed_contacts", "next_what",
    "influence_times", "coordination", "relatives", "follow_up_how", "disagreed_because", "said_by",
    "patient-0-what", "network-0-what", "care-0-what", "watch-0-sign", "watch-0-by_day", "watch-0-at_night",
)  # fmt: skip


@pytest.mark.parametrize("field", FIELDS)
def test_what_is_too_long_is_told_with_how_long_it_is_and_stands_there_still(world: World, field: str) -> None:
    page = unescape(writes(world, **{field: LONG}).content.decode())
    assert "tecken. Nu är det" in page
    assert page.count("Något behöver rättas") == 1
    assert LONG.strip() in page
    assert not Agreement.objects.exists()


@pytest.mark.parametrize("field", FIELDS)
def test_what_cannot_be_kept_is_told_at_its_field(world: World, field: str) -> None:
    page = writes(world, **{field: "Hej\x00 då"}).content.decode()
    assert "ett tecken som inte syns" in page
    assert f'href="#{field}"' in page


@pytest.mark.parametrize("text", ["👵🏽 går 💙", "שלום، مرحبا", "<script>alert(1)</script>", "{{ 7*7 }} %s {0}"])
def test_all_that_people_write_is_kept_as_they_wrote_it(world: World, text: str) -> None:
    words = {field: text for field in FIELDS if field not in {"disagreed_because", "said_by"}}
    assert writes(world, **words).status_code == 302
    kept = Agreement.objects.get()
    assert (kept.title, kept.what_matters, kept.relatives) == (text, text, text)
    assert set(kept.commitments.values_list("what", flat=True)) >= {text}
    plan = world.agda.logs_in().get("/min-plan/").content.decode()
    assert (text in unescape(plan), "<script>alert" in plan) == (True, False)


@pytest.mark.parametrize("field", ["next_latest", "follow_up_on", "patient-0-latest", "care-0-latest"])
@pytest.mark.parametrize("day", ["1899-12-31", "2026-02-30", "imorgon", "9999-12-31"])
def test_a_day_that_nobody_means_is_told_and_stands_there_still(world: World, field: str, day: str) -> None:
    page = writes(world, **{field: day}).content.decode()
    assert ("Datumet ska" in page or "Skriv ett datum som finns" in page, f'value="{day}"' in page) == (True, True)


def test_one_who_has_left_is_no_choice_and_the_writer_is_asked_for_another(world: World) -> None:
    access = world.anna.opens(world.agda)
    agreement = agrees(access, now=world.now, care_does=(Does("ringer", world.maria.professional),))
    Assignment.objects.filter(professional=world.maria.professional).update(until=world.now - timedelta(days=1))
    url = reverse("revise_agreement", kwargs={"patient": world.agda.id, "agreement": agreement.public_id})
    client = world.anna.logs_in()
    assert "Maria Lind" not in client.get(url).content.decode().split("<form")[2].split("</form>")[0]
    for who in ("", str(world.maria.professional.public_id)):
        sent = filled_in(world, revision=agreement.revision, **{"care-0-who": who})
        page = client.post(url, sent).content.decode()
        assert ("Välj vem som ansvarar." in page or "Välj någon i listan." in page, "ringer på fredag" in page) == (
            True,
            True,
        )
    assert Agreement.objects.count() == 1


def test_a_template_that_was_withdrawn_is_no_choice_but_what_was_begun_from_it_is_finished(world: World) -> None:
    ship_templates(actor=PROGRAM, now=world.now - timedelta(days=30))
    generic = AgreementTemplate.objects.get(key="generic")
    client = world.anna.logs_in()
    begun = client.post(NEW.format(world.agda.id), {"mall": str(generic.public_id), "choose": "1"}).content.decode()
    assert generic.text.title in unescape(begun)
    AgreementTemplate.objects.update(withdrawn_on=world.now.date(), withdrawn_because="Ersatt")
    page = client.post(NEW.format(world.agda.id), {"mall": str(generic.public_id), "choose": "1"}).content.decode()
    assert "Mallen används inte längre här. Välj en annan." in page
    chosen = {"template": str(generic.public_id), "key": str(uuid4())}
    told = writes(world, client, **chosen).content.decode()
    assert unescape(told).count(f"Mallen {generic.name} används inte längre: Ersatt.") == 2  # on top, and beside
    assert not Agreement.objects.exists()
    assert writes(world, client, **chosen, told_of=str(generic.public_id)).status_code == 302
    assert Agreement.objects.get().template == generic


def test_rows_that_nobody_can_send_are_no_rows(world: World) -> None:
    for total in ("9999999", "-1", "x", ""):
        page = writes(world, **{"care-TOTAL_FORMS": total})
        assert (page.status_code, "Något behöver rättas" in page.content.decode()) == (200, True)
    assert not Agreement.objects.exists()
