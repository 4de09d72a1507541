"""What is not approved for Agda is not told by the log either: she reads that somebody wrote, and not what."""

from uuid import uuid4

from access.log_lines import read_log
from agreements.headings import Heading
from agreements.models import Agreement
from agreements.services import (
    Does,
    answer_commitment,
    answer_question,
    ask_question,
    pin_to_heading,
    take_back,
    take_up_question,
    tick,
)
from bookings.models import Booking
from bookings.services import PreparationText, note_as_read, prepare
from tests.deeds import agrees, books
from tests.factories import World
from tests.knowledge.deeds import forms_team, publishes

BY_STAFF = {
    "Fäste något att läsa i en överenskommelse",
    "Prickade av något i en överenskommelse",
    "Tog bort en avprickning",
    "Tog på sig något i en överenskommelse",
}
OF_QUESTIONS = {
    "Läste din fråga om en överenskommelse",
    "Svarade på en fråga om en överenskommelse",
}


def parts_of_an_agreement(world: World, *, approved: bool) -> Agreement:
    """Pinned to, ticked off, and taken on by the eye clinic."""
    anna, nils = world.anna.meets(world.agda), world.nils.meets(world.agda)
    does = (Does("ringer"), Does("mäter", unit=world.eyes))
    made = agrees(anna, now=world.now, approved=approved, care_does=does)
    resource = publishes(world, forms_team(world))
    pin_to_heading(access=anna, agreement=made, heading=Heading.CARE_DOES, resource=resource, now=world.now)
    answer_commitment(access=nils, commitment=made.commitments.get(what="mäter"), accepts=True, now=world.now)
    ours = made.commitments.get(what="ringer")
    done = tick(access=anna, commitment=ours, on=world.now.date(), note="", key=uuid4(), now=world.now)
    take_back(access=anna, tick=done, now=world.now)
    return made


def told(world: World) -> set[str]:
    return {row.did for row in read_log(world.agda.opens_own()).rows}


def test_agda_reads_what_was_done_with_the_parts_of_an_agreement(world: World) -> None:
    made, agda = parts_of_an_agreement(world, approved=True), world.agda.opens_own()
    asked = ask_question(access=agda, agreement=made, text="Varför?", key=uuid4(), now=world.now)
    take_up_question(access=world.anna.opens(world.agda), question=asked, now=world.now)
    answer_question(access=world.anna.opens(world.agda), question=asked, answer="Därför", now=world.now)
    assert told(world) >= BY_STAFF | OF_QUESTIONS


def test_of_an_agreement_that_is_kept_back_she_reads_of_no_part(world: World) -> None:
    parts_of_an_agreement(world, approved=False)
    assert told(world) & BY_STAFF == set()
    assert "Skrev uppgifter om dig" in told(world)


def test_of_a_time_that_is_kept_back_she_does_not_read_that_it_was_prepared(world: World) -> None:
    anna = world.anna.meets(world.agda)
    booking = books(anna, now=world.now)
    words = PreparationText(matters="Att orka.")
    prepare(access=world.agda.opens_own(), booking=booking, text=words, revision=0, now=world.now)
    note_as_read(access=anna, booking=booking, revision=1, now=world.now)
    before = told(world)
    Booking.objects.update(approved_for_patient=False)
    assert "Läste det som är förberett inför ett besök" in before - told(world)
