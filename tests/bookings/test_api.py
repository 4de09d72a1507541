"""Programs prepare a visit, and note that what was prepared is read."""

from datetime import timedelta

import pytest
import time_machine

from access.grants import Access
from audit.models import How
from bookings.models import Booking, Preparation
from bookings.services import cancel
from tests.deeds import books
from tests.factories import World
from tests.log import lines
from tests.programs import CHANGED, Program, told

WORDS = {"matters": "Att orka till kören.", "questions": "Får jag flyga?"}


@pytest.fixture
def access(world: World) -> Access:
    return world.anna.meets(world.agda)


@pytest.fixture
def booking(access: Access, world: World) -> Booking:
    return books(access, now=world.now)


@pytest.fixture
def agda(world: World) -> Program:
    return Program(world.agda.logs_in())


def puts(program: Program, booking: Booking, words: object, match: str = "") -> object:
    return program.sends("PUT", program.url("api_own_preparation", {"booking": booking.public_id}), words, match=match)


def test_what_agda_prepares_is_read_by_anna_and_agda_sees_that(world: World, agda: Program, booking: Booking) -> None:
    where = {"booking": booking.public_id}
    first = agda.get("api_own_preparation", **where)
    assert (first.json()["can_prepare"], first.json()["prepared"]) == (True, None)
    written = puts(agda, booking, WORDS, first["ETag"])
    assert (written.status_code, written.json()["prepared"]["matters"]) == (200, "Att orka till kören.")
    anna = Program(world.anna.logs_in(), world.agda.id)
    assert [each["prepared"]["questions"] for each in anna.get("api_times").json()["times"]] == ["Får jag flyga?"]
    read = anna.get("api_preparation", **where)
    noted = anna.post("api_note_preparation_read", match=read["ETag"], **where)
    assert (noted.status_code, noted.json()["can_note_read"]) == (200, False)
    then = agda.get("api_own_preparation", **where)
    assert (then.json()["prepared"]["seen_by"], then["ETag"] == written["ETag"]) == ("Anna Berg", False)
    # What Anna noted is no new text: what Agda read of her own still holds.
    assert puts(agda, booking, {"questions": "Får jag dansa?"}, written["ETag"]).status_code == 200
    assert lines("what", action="write", how=How.API) == [
        "preparation.written", "preparation.read", "preparation.written"
    ]  # fmt: skip


def test_anna_does_not_note_as_read_what_agda_has_written_since(world: World, agda: Program, booking: Booking) -> None:
    where = {"booking": booking.public_id}
    puts(agda, booking, WORDS, f'"{booking.public_id}-0"')
    anna = Program(world.anna.logs_in(), world.agda.id)
    read = anna.get("api_preparation", **where)
    puts(agda, booking, {"matters": "Något annat"}, f'"{booking.public_id}-1"')
    late = anna.post("api_note_preparation_read", match=read["ETag"], **where)
    assert (*told(late), late["ETag"], Preparation.objects.get().seen_at) == (
        412, CHANGED, f'"{booking.public_id}-2"', None,
    )  # fmt: skip


def test_what_cannot_be_written_is_told_where_it_is_wrong(agda: Program, booking: Booking) -> None:
    match = f'"{booking.public_id}-0"'
    assert puts(agda, booking, WORDS).status_code == 428
    assert told(puts(agda, booking, {}, match)) == (400, {"matters": ["Skriv något i minst en ruta."]})
    assert told(puts(agda, booking, {"matters": "x" * 3000}, match)) == (
        400, {"matters": ["Skriv högst 2000 tecken. Nu är det 3000."]},
    )  # fmt: skip
    assert Preparation.objects.count() == 0


def test_it_is_too_late_when_the_visit_has_begun_or_is_cancelled(
    world: World, access: Access, agda: Program, booking: Booking
) -> None:
    match = f'"{booking.public_id}-0"'
    with time_machine.travel(booking.starts_at + timedelta(minutes=1), tick=False):
        begun = Program(world.agda.logs_in())
        assert told(puts(begun, booking, WORDS, match)) == (
            412, "Besöket har redan börjat, så det går inte att spara."
        )  # fmt: skip
    cancel(access=access, booking=booking, revision=1, because="Sjuk", now=world.now)
    assert told(puts(agda, booking, WORDS, match)) == (412, "Tiden är avbokad, så det går inte att spara.")
    assert Preparation.objects.count() == 0
