"""The verbs of agreements, and the rules that the database keeps when a verb is passed by."""

from datetime import datetime
from functools import partial
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.db.models import Model

from access.grants import Access, NotAllowed
from agreements.headings import Heading
from agreements.models import AgreedHow, Agreement, Commitment, Question, Standing, Watch
from agreements.section import section
from agreements.services import (
    NOTHING_YET,
    AgreementChanged,
    Does,
    HeadingsMissing,
    Said,
    WatchFor,
    agree,
    answer_commitment,
    ask_question,
    end,
    say_no,
)
from people.shown import Source
from steps.models import Step, StepKind
from steps.services import StepPlan
from tests.deeds import agrees, whole
from tests.factories import LONG_AGO, NOW, World
from tests.together import at_once

TEXT = whole(what_matters="Att orka.")


@pytest.fixture
def anna(world: World) -> Access:
    return world.anna.meets(world.agda)


def replaces(access: Access, earlier: Agreement, *, now: datetime) -> Agreement:
    return agree(access=access, text=TEXT, said=Said(AgreedHow.BY_PHONE), now=now, replaces=earlier)


def test_what_was_agreed_stands_in_the_plan_with_who_and_where(anna: Access, world: World) -> None:
    agreement = agrees(
        anna, now=world.now, patient_does=(Does("går"),), network_does=(Does("Karin följer med"),),
        care_does=(Does("ringer", world.anna.professional),), turn_by_day="Ring Anna.",
        next_step=StepPlan(kind=StepKind.ACTION, what="Anna ringer"),
    )  # fmt: skip
    (row,) = section(world.agda.opens_own(), world.now).rows
    told = {
        "id": agreement.public_id,
        "title": "Hjärtsvikt",
        "version": 1,
        "what_matters": "Att orka gå till kören.",
        "turn_by_day": "Ring Anna.",
        "next_step": "Anna ringer",
        "next_step_id": Step.objects.get().public_id,
        "agreed_at": world.now,
        "agreed_with": "Anna Berg",
        "agreed_how": "vid mötet",
        "status": "Gäller",
        "source": Source("Hjärtmottagningen", "Sjöstads sjukhus", "Region Sjöland", "region", world.now),
    }
    assert {name: getattr(row, name) for name in told} == told
    assert [[each.what for each in does] for does in (row.patient_does, row.network_does, row.care_does)] == [
        ["går"],
        ["Karin följer med"],
        ["ringer"],
    ]


def test_what_another_unit_is_to_do_waits_for_its_answer(anna: Access, world: World) -> None:
    does = (Does("träffar mig", world.anna.professional), Does("undersöker ögonen", unit=world.eyes))
    agrees(anna, now=world.now, care_does=does)
    assert list(Commitment.objects.filter(who="care").values_list("what", "standing", "unit__name")) == [
        ("träffar mig", Standing.BINDS, "Hjärtmottagningen"),
        ("undersöker ögonen", Standing.ASKED, "Ögonmottagningen"),
    ]
    (row,) = section(world.agda.opens_own(), world.now).rows
    assert [(each.responsible, each.waits_for) for each in row.care_does] == [
        ("Anna Berg", ""),
        ("Ögonmottagningen", "Ögonmottagningen"),
    ]


def test_agreed_text_is_never_edited_only_replaced(anna: Access, world: World) -> None:
    first = agrees(anna, now=world.now, what_matters="Det första")
    second = replaces(anna, first, now=world.now)
    first.refresh_from_db()
    assert (first.status, first.what_matters, first.ended_at) == ("replaced", "Det första", world.now)
    assert (second.series, second.version, second.status) == (first.series, 2, "agreed")
    assert [row.version for row in section(anna, world.now).rows] == [2]


def test_the_second_of_two_who_replace_it_is_told(anna: Access, world: World) -> None:
    first = agrees(anna, now=world.now)
    replaces(world.maria.meets(world.agda), first, now=world.now)
    for deed in (replaces, partial(end, because="Frisk")):
        with pytest.raises(AgreementChanged):
            deed(anna, first, now=world.now) if deed is replaces else deed(access=anna, agreement=first, now=world.now)
    assert Agreement.objects.count() == 2


def test_of_two_who_replace_it_at_the_same_moment_one_is_told(own_database: None, now: datetime) -> None:
    world = World(now)
    anna, maria = world.anna.meets(world.agda), world.maria.meets(world.agda)
    first = agrees(anna, now=now)
    answers = at_once(lambda: replaces(anna, first, now=now).version, lambda: replaces(maria, first, now=now).version)
    assert sorted(map(str, answers)) == sorted(["2", str(AgreementChanged)])
    assert list(Agreement.objects.order_by("version").values_list("version", "status")) == [
        (1, "replaced"),
        (2, "agreed"),
    ]


def test_an_agreement_that_has_ended_is_gone_from_the_plan_and_ends_once(anna: Access, world: World) -> None:
    agreement = agrees(anna, now=world.now)
    end(access=anna, agreement=agreement, because="Frisk", now=world.now)
    assert section(world.agda.opens_own(), world.now).rows == ()
    with pytest.raises(AgreementChanged):
        end(access=anna, agreement=agreement, because="Igen", now=world.now)
    assert Agreement.objects.get().ended_because == "Frisk"


def test_another_unit_neither_replaces_nor_ends_it(anna: Access, world: World) -> None:
    agreement, nils = agrees(anna, now=world.now), world.nils.meets(world.agda)
    with pytest.raises((AgreementChanged, NotAllowed)):
        replaces(nils, agreement, now=world.now)
    with pytest.raises((AgreementChanged, NotAllowed)):
        end(access=nils, agreement=agreement, because="x", now=world.now)
    assert Agreement.objects.get().status == "agreed"


def test_a_form_sent_twice_agrees_once(anna: Access, world: World) -> None:
    key = uuid4()
    rows = [agree(access=anna, text=TEXT, said=Said(AgreedHow.ON_PAPER), now=world.now, key=key) for _ in range(2)]
    assert (rows[0], rows[0].public_id, Agreement.objects.count()) == (rows[1], key, 1)


@pytest.mark.parametrize("who", ["lena"])
def test_a_scheduler_does_not_document(world: World, who: str) -> None:
    with pytest.raises(NotAllowed):
        agrees(getattr(world, who).meets(world.agda), now=world.now)
    assert not Agreement.objects.exists()


def test_an_agreement_without_a_next_step_says_why(anna: Access, world: World) -> None:
    with pytest.raises(HeadingsMissing) as refused:
        agrees(anna, now=world.now, no_next_step_because="")
    assert (refused.value.headings, Agreement.objects.count()) == ((Heading.NEXT_STEP,), 0)


@pytest.mark.parametrize(
    ("left_out", "heading"),
    [
        ({"what_matters": ""}, Heading.WHAT_MATTERS),
        ({"patient_does": ()}, Heading.SELF_AND_NETWORK),
        ({"care_does": ()}, Heading.CARE_DOES),
        ({"turn_by_day": ""}, Heading.WHERE_TO_TURN),
        ({"no_fixed_contact_because": ""}, Heading.FIXED_CONTACTS),
        ({"follow_up_how": ""}, Heading.FOLLOW_UP),
    ],
)
def test_nothing_is_agreed_or_proposed_while_a_required_heading_is_empty(
    anna: Access, world: World, left_out: dict, heading: Heading
) -> None:
    for said in (NOTHING_YET, Said(AgreedHow.IN_MEETING)):
        with pytest.raises(HeadingsMissing) as refused:
            agrees(anna, now=world.now, said=said, **left_out)
        assert refused.value.headings == (heading,)
    assert not Agreement.objects.exists()


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ({"status": "x", "ended_at": NOW}, "agreements_step"),
        ({"status": "ended", "ended_at": NOW}, "agreements_step"),
        ({"agreed_how": "x"}, "agreements_agreed_how"),
        ({"agreed_how": ""}, "agreements_agreed_by_an_act"),
        ({"status": "proposed"}, "agreements_agreed_by_an_act"),
        ({"status": "disagreed", "agreed_at": None}, "agreements_disagreed"),
        ({"ended_at": NOW}, "agreements_ended"),
        ({"no_next_step_because": ""}, "agreements_next_step_said"),
        ({"signed_at": NOW}, "agreements_signed"),
        ({"title": ""}, "agreements_required_headings"),
        ({"what_matters": ""}, "agreements_required_headings"),
        ({"turn_by_day": ""}, "agreements_required_headings"),
        ({"no_fixed_contact_because": ""}, "agreements_required_headings"),
        ({"follow_up_how": ""}, "agreements_required_headings"),
    ],
)
def test_the_database_keeps_the_rules_of_agreements(anna: Access, world: World, change: dict, constraint: str) -> None:
    agrees(anna, now=world.now)
    other = Agreement(**{**plain(Agreement), "public_id": uuid4(), "series": uuid4(), **change})
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        other.save(force_insert=True)


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"what_matters": "Andra ord"}, "agreements_text_is_never_edited"),
        ({"turn_by_day": "Någon annanstans"}, "agreements_text_is_never_edited"),
        ({"version": 7}, "agreements_text_is_never_edited"),
        ({"status": "proposed"}, "agreements_step"),
        ({"status": "disagreed"}, "agreements_step"),
        ({"agreed_how": "phone"}, "agreements_answered_once"),
        ({"by_proxy": "Någon"}, "agreements_answered_once"),
    ],
)
def test_what_was_agreed_is_neither_edited_nor_unsaid(anna: Access, world: World, change: dict, rule: str) -> None:
    agrees(anna, now=world.now)
    with pytest.raises(IntegrityError, match=rule), transaction.atomic():
        Agreement.objects.update(**change)


def test_nothing_of_an_agreement_is_ever_removed(anna: Access, world: World) -> None:
    agreement = agrees(anna, now=world.now, watch_for=(WatchFor("yrsel", "ring"),))
    ask_question(access=world.agda.opens_own(), agreement=agreement, text="Varför?", key=uuid4(), now=world.now)
    for model in (Question, Watch, Commitment, Agreement):
        with pytest.raises(IntegrityError, match="agreements_never_lost"), transaction.atomic():
            model.objects.all()._raw_delete("default")


def test_one_version_is_in_force_and_each_has_a_number_of_its_own(anna: Access, world: World) -> None:
    first = agrees(anna, now=world.now)
    second = replaces(anna, first, now=world.now)
    for change, constraint in (
        ({"version": 3}, "agreements_one_current_version"),
        ({"version": 2, "status": "proposed", "agreed_at": None, "agreed_how": ""}, "agreements_version"),
    ):
        other = Agreement(**{**plain(Agreement, pk=second.pk), "public_id": uuid4(), **change})
        with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
            other.save(force_insert=True)
    assert (first.version, second.version) == (1, 2)


@pytest.mark.parametrize(
    ("who", "change", "constraint"),
    [
        ("patient", {"who": "x"}, "agreements_commitment_who"),
        ("care", {"standing": "x"}, "agreements_commitment_standing"),
        ("care", {"responsible_id": None, "unit_id": None}, "agreements_commitment_care_is_named"),
        ("patient", {"standing": "asked", "asked_at": NOW}, "agreements_commitment_care_is_named"),
        ("care", {"standing": "asked"}, "agreements_commitment_asked_when"),
        ("patient", {"repeat": "x"}, "agreements_commitment_repeat"),
        ("care", {"not_before": NOW.date(), "latest": (NOW - LONG_AGO).date()}, "agreements_commitment_dates"),
        ("patient", {"position": 2}, "agreements_commitment_position"),
    ],
)
def test_the_database_keeps_the_rules_of_commitments(
    anna: Access, world: World, who: str, change: dict, constraint: str
) -> None:
    agrees(anna, now=world.now, patient_does=(Does("går"),), care_does=(Does("ringer"),))
    other = Commitment(**{**plain(Commitment, who=who), "public_id": uuid4(), "position": 9, **change})
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        other.save(force_insert=True)


@pytest.mark.parametrize(
    "change",
    [
        {"answered_by": None},
        {"declined_because": "Vi har flyttat."},
        {"answered_at": NOW - LONG_AGO},
        {"standing": "binds", "declined_because": ""},
        {"standing": "asked", "answered_at": None, "answered_by": None, "declined_because": ""},
    ],
)
def test_what_nils_answered_stands_with_who_when_and_why(anna: Access, world: World, change: dict[str, Any]) -> None:
    nils = world.nils.meets(world.agda)
    asked = agrees(anna, now=world.now, care_does=(Does("ser över synen", unit=world.eyes),)).commitments.filter(
        who="care"
    )
    answer_commitment(access=nils, commitment=asked.get(), accepts=False, because="Fullt", now=world.now)
    with pytest.raises(IntegrityError, match="agreements_commitment_answered_once"), transaction.atomic():
        asked.update(**change)


@pytest.mark.parametrize("how", ["replaced", "ended", "refused"])
def test_nobody_answers_in_what_holds_no_more(anna: Access, world: World, how: str) -> None:
    world.nils.meets(world.agda)
    does = (Does("ser över synen", unit=world.eyes),)
    agreement = agrees(anna, now=world.now, said=NOTHING_YET, care_does=does)
    asked = agreement.commitments.filter(who="care")
    if how == "replaced":
        replaces(anna, agreement, now=world.now)
    elif how == "ended":
        end(access=anna, agreement=agreement, because="Fel", now=world.now)
    else:
        say_no(access=world.agda.opens_own(), agreement=agreement, because="Nej", now=world.now)
    with pytest.raises(IntegrityError, match="agreements_commitment_asks_no_more"), transaction.atomic():
        asked.update(standing="binds", answered_at=world.now, answered_by=world.nils.professional)


def plain(model: type[Model], **which: object) -> dict:
    """The columns of a row, to make another one from."""
    row = model._default_manager.filter(**which).values().get()
    del row["id"]
    return row


def test_the_patients_own_words_stand_once_newest_first(anna: Access, world: World) -> None:
    for words in ("Att sjunga", "Att gå", "Att sjunga"):
        agrees(anna, now=world.now, what_matters=words)
    assert section(world.agda.opens_own(), world.now).what_matters == ("Att sjunga", "Att gå")
