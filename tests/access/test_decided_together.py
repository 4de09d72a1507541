"""Two decide at the same moment: one row, or one decision."""

from datetime import datetime
from typing import Any
from uuid import uuid4

from access.kinds import ConsentKind, OpeningGround
from access.models import MOST, Assessment, Block, Consent, Mandate, Opening
from access.services import (
    Asked,
    AssessmentChanged,
    RelationHasEnded,
    assess,
    block_unit,
    end_relation,
    give_consent,
    open_care,
)
from people.models import Patient, Protection
from tests.factories import World
from tests.log import lines
from tests.together import at_once


def test_a_block_and_a_consent_given_twice_at_once_are_one_row_each(own_database: None, now: datetime) -> None:
    world = World(now)
    mine, unit = world.agda.opens_own(), world.heart
    kind = ConsentKind.SMS
    at_once(*[lambda: block_unit(access=mine, unit=unit, key=uuid4(), now=now)] * 2)
    at_once(*[lambda: give_consent(access=mine, unit=unit, kind=kind, because="Ja", key=uuid4(), now=now)] * 2)
    assert (Block.objects.count(), Consent.objects.count()) == (1, 1)
    assert lines("what", actor_kind="patient", action="write") == ["block.inner", "consent.sms.given"]


def test_a_form_sent_twice_at_once_opens_once(own_database: None, now: datetime) -> None:
    world = World(now)
    unit, patient = world.nils.opens_unit(), world.agda.patient
    asked = Asked(ground=OpeningGround.EMERGENCY, because="Akut", lasts=MOST, is_for_unit=False, key=uuid4())
    at_once(*[lambda: open_care(access=unit, patient=patient, asked=asked, now=now)] * 2)
    assert Opening.objects.count() == 1
    assert lines("what", what__startswith="opening", action="write") == ["opening.care.emergency"]


def test_two_heads_who_decide_at_once_make_one_decision(own_database: None, now: datetime) -> None:
    world = World(now)
    access, mandate = world.helena.meets(world.leo), Mandate.objects.get(login=world.erik.login)
    Patient.objects.filter(pk=world.leo.patient.pk).update(protection=Protection.MARKED)

    def decide(revision: int) -> Any:
        return assess(access=access, mandate=mandate, is_allowed=True, because="Ja", revision=revision, now=now)

    for revision in (0, 1):
        made = at_once(*[lambda seen=revision: decide(seen)] * 2)
        assert sum(each is AssessmentChanged for each in made) == 1
    assert list(Assessment.objects.order_by("pk").values_list("revision", flat=True)) == [1, 2]


def test_a_relation_that_two_end_at_once_ends_once(own_database: None, now: datetime) -> None:
    world = World(now)
    access = world.anna.meets(world.agda)
    made = at_once(*[lambda: end_relation(access=access, because="Klart", now=now)] * 2)
    assert set(made) == {None, RelationHasEnded}
    assert lines("what", what="relation.ended") == ["relation.ended"]
