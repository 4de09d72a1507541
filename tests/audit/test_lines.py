"""What is written down: reads, lists, searches, refusals and writes; and that a write and its line go together."""

import pytest
from django.db import transaction

from access.grants import NotAllowed
from access.kinds import ConsentKind
from access.services import begin_relation, block_provider, block_unit, give_consent
from agreements.services import end
from audit.models import Entry
from bookings.models import BookingStatus
from bookings.services import conclude
from steps.services import cancel_step, finish_step
from surveys.models import AnswerValue
from surveys.services import answer, ask
from tests import deeds
from tests.factories import World
from tests.log import lines


def test_a_list_writes_a_line_for_each_patient_it_shows(world: World) -> None:
    for whom in (world.agda, world.bertil):
        world.helena.meets(whom)
    world.nils.meets(world.leo)
    world.anna.logs_in().get("/patienter/")
    assert sorted(lines("actor_name", "what", "how", "patient", action="list")) == sorted(
        ("Anna Berg", "patients", "list", whom.patient.public_id) for whom in (world.agda, world.bertil)
    )


def test_each_write_has_its_line_with_the_row_and_the_one_who_wrote(world: World) -> None:
    now, access = world.now, world.helena.meets(world.agda)
    agreement = deeds.agrees(access, now=now)
    booking = deeds.books(access, now=now)
    done, cancelled = deeds.plans(access, now=now), deeds.plans(access, now=now)
    contact = deeds.appoints(access, world.anna.professional, now=now)
    sip = deeds.records_sip(access, now=now)
    survey = ask(access=access, now=now)
    conclude(access=access, booking=booking, status=BookingStatus.CANCELLED, because="Sjuk", now=now)
    finish_step(access=access, step=done, how="Klart", now=now)
    cancel_step(access=access, step=cancelled, how="Behövs inte", now=now)
    end(access=access, agreement=agreement, because="Frisk", now=now)
    rows = [
        ("agreement.agreed", agreement, ""), ("booking.booked", booking, ""), ("step.planned", done, ""),
        ("step.planned", cancelled, ""), ("contact.appointed", contact, ""), ("plan.recorded", sip, ""),
        ("survey.asked", survey, ""), ("booking.cancelled", booking, "Sjuk"), ("step.done", done, "Klart"),
        ("step.cancelled", cancelled, "Behövs inte"), ("agreement.ended", agreement, "Frisk"),
    ]  # fmt: skip
    told = lines("what", "object", "because", action="write", actor_name="Helena Sjö")
    told = [line for line in told if line[0] != "consent.sip.given"]
    assert told[1:] == [(what, row.public_id, because) for what, row, because in rows]
    assert told[0][0] == "relation.began"


def test_what_the_patient_writes_has_its_line_too(world: World) -> None:
    survey = ask(access=world.anna.meets(world.agda), now=world.now)
    answer(access=world.agda.opens_own(), survey=survey, answers={1: AnswerValue.YES}, now=world.now)
    assert lines("actor_kind", "actor_name", "object", what="survey.answered") == [
        ("patient", "Agda Andersson", survey.public_id)
    ]


def test_consents_and_blocks_are_written_down(world: World) -> None:
    access = world.decides(world.agda)
    give_consent(access=access, unit=world.hips, kind=ConsentKind.SMS, because="Sa ja", now=world.now)
    block_unit(access=access, unit=world.heart, now=world.now)
    block_provider(access=access, provider=world.region, now=world.now)
    assert lines("what", patient=world.agda.patient.public_id)[-3:] == [
        "consent.sms.given",
        "block.inner",
        "block.outer",
    ]


def test_a_relation_that_has_begun_begins_only_once(world: World) -> None:
    unit = world.anna.opens_unit()
    relations = [
        begin_relation(access=unit, patient=world.agda.patient, because=because, now=world.now)
        for because in ("Remiss", "Besök")
    ]
    assert relations[0] == relations[1]
    assert lines("because", what="relation.began") == ["Remiss"]


def test_the_line_of_a_write_is_undone_with_the_write(world: World) -> None:
    access = world.anna.meets(world.agda)
    before = lines("pk")
    with transaction.atomic():
        deeds.books(access, now=world.now)
        assert lines("what")[-1] == "booking.booked"
        transaction.set_rollback(True)
    assert lines("pk") == before


def test_what_is_not_allowed_leaves_no_line_of_a_write(world: World) -> None:
    access = world.lena.meets(world.agda)
    before = lines("pk", action="write")
    with pytest.raises(NotAllowed):
        deeds.agrees(access, now=world.now)
    assert lines("pk", action="write") == before


def test_the_log_holds_no_number_of_identity_and_no_word_of_care(world: World) -> None:
    access = world.anna.meets(world.agda)
    deeds.agrees(access, now=world.now, title="Hjärtsvikt", what_matters="Att orka gå till kören.")
    client = world.anna.logs_in()
    client.post("/patienter/sok/", {"number": "19410312-2380"})
    client.post("/patienter/sok/", {"number": "19550520-2399"})
    told = str(lines(*(field.name for field in Entry._meta.local_fields)))
    assert [word for word in ("2380", "410312", "Hjärtsvikt", "kören") if word in told] == []
