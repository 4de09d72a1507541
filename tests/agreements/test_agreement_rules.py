"""The verbs of agreements, and the rules that the database keeps when a verb is passed by."""

from datetime import datetime
from functools import partial
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from access.grants import Access, NotAllowed
from agreements.models import AgreedHow, Agreement, Commitment, Standing
from agreements.section import section
from agreements.services import AgreementChanged, AgreementText, CareDoes, agree, end
from people.shown import Source
from steps.models import Step, StepKind
from steps.services import StepPlan
from tests.deeds import agrees
from tests.factories import NOW, World
from tests.together import at_once

TEXT = AgreementText(title="Hjärtsvikt", what_matters="Att orka.", no_next_step_because="Inget behövs")


@pytest.fixture
def anna(world: World) -> Access:
    return world.anna.meets(world.agda)


def replaces(access: Access, earlier: Agreement, *, now: datetime) -> Agreement:
    return agree(access=access, text=TEXT, how=AgreedHow.BY_PHONE, now=now, replaces=earlier)


def test_what_was_agreed_stands_in_the_plan_with_who_and_where(anna: Access, world: World) -> None:
    agreement = agrees(
        anna, now=world.now, patient_does=("går",), network_does=("Karin följer med",),
        care_does=(CareDoes("ringer", world.anna.professional),), where_to_turn="Ring Anna.",
        next_step=StepPlan(kind=StepKind.ACTION, what="Anna ringer"),
    )  # fmt: skip
    (row,) = section(world.agda.opens_own(), world.now).rows
    told = {
        "id": agreement.public_id,
        "title": "Hjärtsvikt",
        "version": 1,
        "what_matters": "Att orka gå till kören.",
        "where_to_turn": "Ring Anna.",
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
    does = (CareDoes("träffar mig", world.anna.professional), CareDoes("undersöker ögonen", unit=world.eyes))
    agrees(anna, now=world.now, care_does=does)
    assert list(Commitment.objects.values_list("what", "standing", "unit__name")) == [
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
    rows = [agree(access=anna, text=TEXT, how=AgreedHow.ON_PAPER, now=world.now, key=key) for _ in range(2)]
    assert (rows[0], rows[0].public_id, Agreement.objects.count()) == (rows[1], key, 1)


@pytest.mark.parametrize("who", ["lena"])
def test_a_scheduler_does_not_document(world: World, who: str) -> None:
    with pytest.raises(NotAllowed):
        agrees(getattr(world, who).meets(world.agda), now=world.now)
    assert not Agreement.objects.exists()


def test_an_agreement_without_a_next_step_says_why(anna: Access, world: World) -> None:
    with pytest.raises(IntegrityError, match="agreements_next_step_said"), transaction.atomic():
        agrees(anna, now=world.now, no_next_step_because="")
    assert not Agreement.objects.exists()


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ({"status": "x", "ended_at": NOW}, "agreements_(status|agreed)"),
        ({"agreed_how": "x"}, "agreements_agreed_how"),
        ({"status": "ended"}, "agreements_ended"),
        ({"ended_at": NOW}, "agreements_ended"),
    ],
)
def test_the_database_keeps_the_rules_of_agreements(anna: Access, world: World, change: dict, constraint: str) -> None:
    agrees(anna, now=world.now)
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Agreement.objects.update(**change)


def test_one_version_is_in_force_and_each_has_a_number_of_its_own(anna: Access, world: World) -> None:
    first = agrees(anna, now=world.now)
    second = replaces(anna, first, now=world.now)
    for change, constraint in (
        ({"status": "agreed", "ended_at": None}, "agreements_one_current_version"),
        ({"version": second.version}, "agreements_version"),
    ):
        with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
            Agreement.objects.filter(pk=first.pk).update(**change)


@pytest.mark.parametrize(
    ("who", "change", "constraint"),
    [
        ("patient", {"who": "x"}, "agreements_commitment_who"),
        ("care", {"standing": "x"}, "agreements_commitment_standing"),
        ("care", {"responsible": None, "unit": None}, "agreements_commitment_care_is_named"),
        ("patient", {"standing": "asked"}, "agreements_commitment_care_is_named"),
        ("patient", {"position": 2}, "agreements_commitment_position"),
    ],
)
def test_the_database_keeps_the_rules_of_commitments(
    anna: Access, world: World, who: str, change: dict, constraint: str
) -> None:
    agrees(anna, now=world.now, patient_does=("går",), care_does=(CareDoes("ringer"),))
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Commitment.objects.filter(who=who).update(**change)


def test_the_patients_own_words_stand_once_newest_first(anna: Access, world: World) -> None:
    for words in ("Att sjunga", "Att gå", "Att sjunga"):
        agrees(anna, now=world.now, what_matters=words)
    assert section(world.agda.opens_own(), world.now).what_matters == ("Att sjunga", "Att gå")
