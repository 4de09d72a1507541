"""Two agreements about the same thing are told of before the second is written, to those who may see the first."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse

from agreements.alike import alike
from agreements.forms.whole import WholeForm
from agreements.models import Agreement, AgreementTemplate
from agreements.responsible import responsibles
from agreements.services import agree, end, ship_templates
from tests.agreements.test_drafts import keeps
from tests.agreements.test_writing import filled_in
from tests.deeds import AT_THE_MEETING, agrees, whole
from tests.factories import PROGRAM, World

TOLD = "Ni har redan en överenskommelse om"


@pytest.fixture
def world(world: World) -> World:
    world.anna.meets(world.agda)
    world.maria.meets(world.agda)
    return world


def told(world: World, **typed: Any) -> str:
    page: str = keeps(world, world.anna, filled_in(world, key=str(uuid4()), **typed), live=True).content.decode()
    return page.split('id="alike"')[1].split("</div>", maxsplit=1)[0]


def change(world: World, there: Agreement) -> str:
    return reverse("revise_agreement", kwargs={"patient": world.agda.id, "agreement": there.public_id})


@pytest.mark.parametrize("title", ["Hjärtsvikt", "  hjärtsvikt ", "Hjärtsvikten"])
def test_one_with_a_title_alike_is_told_of_with_a_link_to_change_it(world: World, title: str) -> None:
    there = agrees(world.maria.opens(world.agda), title="Hjärtsvikt", now=world.now)
    said = told(world, title=title)
    assert (f"{TOLD} ”Hjärtsvikt”." in said, f'href="{change(world, there)}"' in said) == (True, True)


@pytest.mark.parametrize("title", ["Promenader", "", "💙" * 10_000, "\u202eabc"])
def test_about_another_thing_nothing_is_told(world: World, title: str) -> None:
    agrees(world.anna.opens(world.agda), title="Hjärtsvikt", now=world.now)
    assert TOLD not in told(world, title=title)


def test_one_from_the_same_template_is_told_of_but_the_generic_one_is_about_anything(world: World) -> None:
    ship_templates(actor=PROGRAM, now=world.now - timedelta(days=30))
    for key, is_told in (("heart_failure", True), ("generic", False)):
        template = AgreementTemplate.objects.get(key=key)
        text = whole(title=f"Den första om {key}")
        agree(access=world.anna.opens(world.agda), text=text, said=AT_THE_MEETING, now=world.now, template=template)
        assert (TOLD in told(world, title="Helt annat", template=str(template.public_id))) is is_told


def test_what_has_ended_and_what_another_unit_wrote_is_not_told_of(world: World) -> None:
    access = world.anna.opens(world.agda)
    ended = agrees(access, title="Hjärtsvikt", now=world.now)
    end(access=access, agreement=ended, because="Målet är nått", now=world.now)
    agrees(world.nils.meets(world.agda), title="Hjärtsvikt", now=world.now)
    assert TOLD not in told(world)


def test_the_next_version_is_about_the_same_thing_and_is_not_told_so(world: World) -> None:
    there = agrees(world.anna.opens(world.agda), title="Hjärtsvikt", now=world.now)
    assert TOLD not in told(world, replaces=str(there.public_id))
    assert TOLD not in world.anna.logs_in().get(change(world, there)).content.decode()


@pytest.mark.parametrize("number", [1, 3])
def test_it_is_looked_for_in_one_statement(world: World, number: int, django_assert_num_queries: Any) -> None:
    access = world.anna.opens(world.agda)
    for _ in range(number):
        agrees(access, title="Hjärtsvikt", now=world.now)
    form = WholeForm(None, responsibles(access, now=world.now), {"title": "Hjärtsvikt"})
    judged = WholeForm(form.started(), form.responsibles)
    judged.is_valid()
    with django_assert_num_queries(1):
        assert len(alike(access, judged, None)) == number
