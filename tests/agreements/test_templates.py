"""Versions of templates: immutable, dated, withdrawn in the open, and each unit's choice which to use."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.db import DatabaseError, IntegrityError, transaction
from django.http import Http404

from access.gate import open_templates
from access.grants import NotAllowed, TemplateAccess
from agreements.models import AgreementTemplate, TemplateInUse
from agreements.services import (
    KeyIsTaken,
    TemplateChanged,
    add_version,
    take_into_use,
    take_out_of_use,
    withdraw_version,
)
from agreements.template_content import GENERIC, TemplateContent
from agreements.templates import find_offered, offered_to
from audit.models import How
from tests.factories import NOW, Staff, World
from tests.log import lines

TODAY = date(2026, 11, 25)
DAY = timedelta(days=1)

pytestmark = pytest.mark.django_db


def keeps(who: Staff) -> TemplateAccess:
    return open_templates(who.viewer, How.FORM, now=NOW, what="templates")


def knee(**more: Any) -> TemplateContent:
    return TemplateContent(**{"key": "knee", "name": "Knä", "title": "Mitt knä", **more})


def adds(who: Staff, since: date = TODAY, **more: Any) -> AgreementTemplate:
    return add_version(access=keeps(who), content=knee(**more), effective_from=since, now=NOW)


def withdraws(who: Staff, template: AgreementTemplate, on: date = TODAY) -> None:
    withdraw_version(access=keeps(who), template=template, on=on, because="Fel telefontid", now=NOW)


def offered(world: World, today: date = TODAY) -> list[str]:
    return [str(each) for each in offered_to(world.heart.pk, today)]


def test_a_new_version_takes_over_on_its_day(world: World) -> None:
    adds(world.evert)
    take_into_use(access=keeps(world.helena), template=adds(world.evert, TODAY + DAY, about="Ny"), now=NOW)
    assert (offered(world, TODAY - DAY), offered(world), offered(world, TODAY + DAY)) == ([], ["knee 1"], ["knee 2"])


def test_the_same_words_from_the_same_day_are_the_same_version(world: World) -> None:
    first = adds(world.evert)
    assert (adds(world.evert), AgreementTemplate.objects.count()) == (first, 1)
    assert lines("what", "object", "patient") == [("template.version", first.public_id, None)]


def test_the_same_words_from_another_day_hold_from_that_day(world: World) -> None:
    later = adds(world.evert, TODAY + 2 * DAY)
    take_into_use(access=keeps(world.helena), template=later, now=NOW)
    assert offered(world) == []
    assert (adds(world.evert).version, offered(world), offered(world, TODAY + 2 * DAY)) == (2, ["knee 2"], ["knee 2"])


def test_a_version_says_what_it_said(world: World) -> None:
    template = adds(world.evert, about="För dig.")
    template.refresh_from_db()
    assert (template.text, template.name) == (knee(about="För dig."), "Knä")
    for change in ({"content": {}}, {"name": "Annat"}, {"effective_from": TODAY - DAY}, {"version": 7}):
        with pytest.raises(DatabaseError, match="agreements_template_frozen"), transaction.atomic():
            AgreementTemplate.objects.filter(pk=template.pk).update(**change)
    with pytest.raises(DatabaseError, match="agreements_template_frozen"), transaction.atomic():
        template.delete()


def test_one_who_writes_at_the_unit_is_offered_the_generic_one_first_and_what_the_unit_uses(world: World) -> None:
    for key, name in (("ankle", "Ankel"), (GENERIC, "Övrigt"), ("knee", "Knä")):
        template = adds(world.evert, key=key, name=name)
        if key != GENERIC:
            take_into_use(access=keeps(world.helena), template=template, now=NOW)
    adds(world.evert, key="unused")
    assert offered(world) == ["generic 1", "ankle 1", "knee 1"]
    assert [str(each) for each in offered_to(world.eyes.pk, TODAY)] == ["generic 1"]


@pytest.mark.parametrize("number", [1, 3])
def test_what_is_offered_is_one_statement(world: World, number: int, django_assert_num_queries: Any) -> None:
    for n in range(number):
        take_into_use(access=keeps(world.helena), template=adds(world.evert, key=f"knee{n}"), now=NOW)
    unit = world.heart.pk
    with django_assert_num_queries(1):
        assert len(offered_to(unit, TODAY)) == number


def test_a_template_is_found_by_those_it_is_offered_to(world: World) -> None:
    template = adds(world.evert)
    use = take_into_use(access=keeps(world.helena), template=template, now=NOW)
    assert find_offered(world.heart.pk, template.public_id, TODAY) == template
    for unit, which in ((world.eyes.pk, template.public_id), (world.heart.pk, uuid4())):
        with pytest.raises(Http404):
            find_offered(unit, which, TODAY)
    take_out_of_use(access=keeps(world.helena), template=template, now=NOW + DAY)
    use.refresh_from_db()
    assert (use.until, offered(world)) == (NOW + DAY, [])


def test_a_template_is_in_use_once_and_may_be_taken_into_use_again(world: World) -> None:
    access, template = keeps(world.helena), adds(world.evert)
    assert take_into_use(access=access, template=template, now=NOW) == take_into_use(
        access=access, template=template, now=NOW
    )
    take_out_of_use(access=access, template=template, now=NOW)
    take_out_of_use(access=access, template=template, now=NOW + DAY)
    take_into_use(access=access, template=template, now=NOW + DAY)
    assert list(TemplateInUse.objects.order_by("pk").values_list("until", flat=True)) == [NOW, None]
    assert lines("what", action="write", object=template.public_id)[1:] == [
        "template.taken_into_use", "template.taken_out_of_use", "template.taken_into_use"
    ]  # fmt: skip
    with pytest.raises(IntegrityError, match="agreements_templateinuse_one_open"), transaction.atomic():
        TemplateInUse.objects.create(unit=world.heart, key="knee", since=NOW)


def test_when_a_version_is_withdrawn_the_one_before_it_holds_again(world: World) -> None:
    first, second = adds(world.evert), adds(world.evert, about="Ny")
    take_into_use(access=keeps(world.helena), template=first, now=NOW)
    withdraws(world.evert, second, TODAY + DAY)
    assert (offered(world), offered(world, TODAY + DAY)) == (["knee 2"], ["knee 1"])
    withdraws(world.evert, first, TODAY + DAY)
    assert offered(world, TODAY + DAY) == []
    assert lines("because", what="template.withdrawn", object=first.public_id) == ["Fel telefontid"]


def test_withdrawn_is_the_last_word(world: World) -> None:
    template = adds(world.evert)
    withdraws(world.evert, template)
    with pytest.raises(TemplateChanged):
        withdraws(world.evert, template, TODAY + DAY)
    with pytest.raises(DatabaseError, match="agreements_template_frozen"), transaction.atomic():
        AgreementTemplate.objects.filter(pk=template.pk).update(withdrawn_on=None, withdrawn_because="")
    assert adds(world.evert).version == 2, "the same words may come back, as a version of their own"


def test_a_head_of_unit_writes_the_units_own_and_nobody_elses(world: World) -> None:
    adds(world.evert)
    with pytest.raises(KeyIsTaken):
        adds(world.helena, about="Vår")
    with pytest.raises(KeyIsTaken):  # loaded or not: it is the program's
        adds(world.helena, key=GENERIC)
    ours = adds(world.helena, key="our_knee")
    with pytest.raises(KeyIsTaken):
        adds(world.evert, key="our_knee", about="Allas")
    take_into_use(access=keeps(world.helena), template=ours, now=NOW)
    assert (ours.unit, ours.made_by, offered(world)) == (world.heart, world.helena.professional, ["our_knee 1"])
    TemplateInUse.objects.create(unit=world.eyes, key="our_knee", since=NOW)
    assert offered_to(world.eyes.pk, TODAY) == []


def test_one_key_has_one_owner_in_the_database_too(world: World) -> None:
    row = AgreementTemplate.objects.filter(pk=adds(world.evert).pk).values().get()
    theirs = {**row, "id": None, "public_id": uuid4(), "version": 2, "unit_id": world.eyes.pk}
    with pytest.raises(DatabaseError, match="agreements_template_one_owner"), transaction.atomic():
        AgreementTemplate.objects.create(**theirs)


def test_each_works_with_what_is_theirs(world: World) -> None:
    shared, own = adds(world.evert), adds(world.helena, key="our_knee")
    boss = world.staff("Eyvind Ek", world.eyes, world.helena.assignment.role)
    for refused in (
        lambda: withdraws(world.helena, shared),
        lambda: withdraws(world.evert, own),
        lambda: withdraws(boss, own),
        lambda: take_into_use(access=keeps(world.evert), template=shared, now=NOW),
        lambda: take_into_use(access=keeps(boss), template=own, now=NOW),
        lambda: take_out_of_use(access=keeps(world.evert), template=shared, now=NOW),
    ):
        with pytest.raises(NotAllowed):
            refused()


def test_nobody_else_comes_to_the_templates(world: World) -> None:
    for who in (world.anna, world.lena, world.johan, world.samira, world.rita):
        with pytest.raises(Http404):
            keeps(who)
    with pytest.raises(Http404):
        open_templates(world.agda.viewer, How.PAGE, now=NOW, what="templates")
    assert lines("actor_name", action="refused", what="templates") == [
        "Anna Berg", "Lena Holm", "Johan Ek", "Samira Khan", "Rita Lund", "Agda Andersson"
    ]  # fmt: skip


def test_two_who_add_at_once_do_not_lose_each_others_words(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    adds(world.evert)
    monkeypatch.setattr("agreements.services.templates._newest", {}.get)
    with pytest.raises(TemplateChanged):
        adds(world.evert, about="Samtidigt")
    assert AgreementTemplate.objects.get().text.about == ""


def test_what_comes_with_the_program_is_loaded_once_and_not_over_what_others_wrote(world: World) -> None:
    call_command("load_templates")
    loaded = {each.key: each for each in AgreementTemplate.objects.all()}
    assert {(each.version, each.unit, each.made_by) for each in loaded.values()} == {(1, None, None)}
    adds(world.evert, key=GENERIC, about="Regionens egen")
    call_command("load_templates")
    assert AgreementTemplate.objects.count() == len(loaded) + 1
    assert AgreementTemplate.objects.in_force(TODAY + 400 * DAY).get(key=GENERIC).text.about == "Regionens egen"


def test_what_was_withdrawn_does_not_come_back_by_itself(world: World) -> None:
    call_command("load_templates")
    template = AgreementTemplate.objects.get(key=GENERIC)
    withdraws(world.evert, template)
    call_command("load_templates")
    assert AgreementTemplate.objects.filter(key=GENERIC).get() == template
