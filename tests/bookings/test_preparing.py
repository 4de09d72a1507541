"""The patient prepares a visit: what matters now, questions, what has changed, medicines."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from access.grants import Access, NotAllowed
from access.kinds import MandateKind, Scope
from audit.models import Action
from bookings.models import Booking, BookingStatus, Preparation
from bookings.section import section, upcoming
from bookings.services import (
    BookingChanged,
    PreparationChanged,
    PreparationText,
    Time,
    VisitHasBegun,
    cancel,
    conclude,
    move,
    note_as_read,
    prepare,
)
from people.models import Protection
from plans.page import plan_page
from plans.printing import sheet
from tests.deeds import HOUR, books
from tests.factories import NOW, World
from tests.log import lines
from tests.together import at_once

TEXT = PreparationText(
    matters="Att orka till kören.", questions="Får jag flyga?\nHur länge?", medication="Yr av den nya."
)
SENT = {"matters": "Att orka till kören.", "questions": "", "changes": "", "medication": ""}


@pytest.fixture
def anna(world: World) -> Access:
    return world.anna.meets(world.agda)


@pytest.fixture
def booking(world: World, anna: Access) -> Booking:
    return books(anna, now=world.now)


def address(booking: Booking) -> str:
    return reverse("prepare_visit", kwargs={"booking": booking.public_id})


def prepares(world: World, booking: Booking, text: PreparationText = TEXT, revision: int = 0, **more: Any) -> None:
    told = {"access": world.agda.opens_own(), "now": world.now, **more}
    prepare(booking=booking, text=text, revision=revision, **told)


def sends(world: World, booking: Booking, revision: str = "0", **words: str) -> HttpResponse:
    return world.agda.logs_in().post(address(booking), {**SENT, "revision": revision, **words})


def page(response: HttpResponse) -> str:
    return response.content.decode()


def plan(world: World) -> str:
    return page(world.agda.logs_in().get("/min-plan/"))


def seen_by_staff(world: World, who: Any = None) -> str:
    return page((who or world.anna).logs_in().get(reverse("patient_plan", kwargs={"patient": world.agda.id})))


def writes() -> list[str]:
    return lines("what", action=Action.WRITE, what__startswith="preparation.")


# ---------------------------------------------------------------- the patient


def test_the_plan_leads_to_the_page_and_tells_afterwards_what_was_written(world: World, booking: Booking) -> None:
    before = plan(world)
    assert f'href="{address(booking)}">Förbered besöket' in before
    answer = sends(world, booking, questions="Får jag flyga?")
    assert (answer.status_code, answer["Location"]) == (302, "/min-plan/")
    told = plan(world)
    for words in (
        "Du har förberett besöket",
        "Får jag flyga?",
        "Att orka till kören.",
        "Mottagningen har inte läst det än.",
    ):
        assert words in told
    assert "Ändra det du har förberett" in told
    assert ">Förbered besöket" not in told
    row = Preparation.objects.get()
    assert (row.booking, row.matters, row.questions, row.changes, row.medication) == (
        booking, "Att orka till kören.", "Får jag flyga?", "", "",
    )  # fmt: skip
    assert (row.written_at, row.by_proxy, row.revision, row.seen_at) == (world.now, "", 1, None)
    assert writes() == ["preparation.written"]


def test_the_page_opens_with_what_is_written_and_changes_it(world: World, booking: Booking) -> None:
    prepares(world, booking)
    opened = page(world.agda.logs_in().get(address(booking)))
    assert "Får jag flyga?\nHur länge?" in opened
    assert 'name="revision" value="1"' in opened
    sends(world, booking, "1", matters="Att sova.")
    row = Preparation.objects.get()
    assert (row.matters, row.questions, row.revision) == ("Att sova.", "", 2)


def test_the_same_sent_twice_is_written_once(world: World, booking: Booking) -> None:
    for _ in range(2):
        assert sends(world, booking).status_code == 302
    assert Preparation.objects.get().revision == 1
    assert writes() == ["preparation.written"]


def test_all_of_it_can_be_taken_back(world: World, booking: Booking) -> None:
    prepares(world, booking)
    assert sends(world, booking, "1", matters="").status_code == 302
    assert "Du har förberett besöket" not in plan(world)
    assert "Patienten har förberett besöket" not in seen_by_staff(world)
    assert sends(world, booking, "2", matters="Ändå.").status_code == 302
    assert "Ändå." in plan(world)


def test_something_has_to_be_written_to_begin_with(world: World, booking: Booking) -> None:
    told = page(sends(world, booking, matters="  "))
    assert '<a href="#id_matters">Skriv något i minst en ruta.</a>' in told
    assert "<title>Fel: Förbered besöket" in told
    assert not Preparation.objects.exists()


def test_two_who_write_at_once_see_both_texts_and_lose_nothing(world: World, booking: Booking) -> None:
    prepares(world, booking)
    told = page(sends(world, booking, "0", changes="Jag har ramlat."))
    assert "Någon har ändrat texten sedan du öppnade sidan." in told
    for words in ("Så här står det nu", "Yr av den nya.", "Jag har ramlat.", 'name="revision" value="1"'):
        assert words in told
    assert Preparation.objects.get().changes == ""
    sends(world, booking, "1", changes="Jag har ramlat.")
    assert Preparation.objects.get().changes == "Jag har ramlat."


def test_ten_thousand_characters_are_said_to_be_too_many_and_are_kept(world: World, booking: Booking) -> None:
    long = "å" * 10_000
    told = page(sends(world, booking, changes=long))
    assert "Skriv högst 2000 tecken. Nu är det 10000." in told
    assert long in told
    assert "Att orka till kören." in told
    assert not Preparation.objects.exists()


@pytest.mark.parametrize(
    "words", ["🙂 ont 🙂", "\u202e\u05d1\u05d9\u05ea\u202c", "e\u0301", "<b>fet</b>", "rad\r\nrad", "9999-99-99"]
)
def test_odd_signs_are_kept_as_they_are(world: World, booking: Booking, words: str) -> None:
    assert sends(world, booking, questions=words).status_code == 302
    assert Preparation.objects.get().questions == words
    assert "<b>fet</b>" not in plan(world)


def test_a_sign_that_cannot_be_kept_is_said(world: World, booking: Booking) -> None:
    assert "Texten har ett tecken som inte syns" in page(sends(world, booking, questions="ont\x00"))
    assert not Preparation.objects.exists()


@pytest.mark.parametrize("revision", ["", "ett", "99999999999999999999"])
def test_a_form_that_somebody_has_tampered_with_changes_nothing(world: World, booking: Booking, revision: str) -> None:
    assert sends(world, booking, revision).status_code == 200
    assert not Preparation.objects.exists()


# ---------------------------------------------------------------- until the visit begins


def test_a_visit_that_has_begun_is_not_prepared_and_what_was_written_is_shown(world: World, anna: Access) -> None:
    begun = books(anna, days=-0.02, now=world.now)
    told = page(sends(world, begun, changes="Jag har ramlat."))
    assert "Besöket har redan börjat" in told
    assert "Jag har ramlat." in told
    assert ">Spara<" not in told
    assert not Preparation.objects.exists()


def test_a_cancelled_visit_is_not_prepared(world: World, anna: Access, booking: Booking) -> None:
    cancel(access=anna, booking=booking, revision=1, because="Förhinder", now=world.now)
    assert "Tiden är avbokad, så det går inte att spara." in page(sends(world, booking))
    assert "Tiden är avbokad." in page(world.agda.logs_in().get(address(booking)))
    with pytest.raises(BookingChanged):
        prepares(world, booking)


def test_what_is_prepared_follows_the_visit_to_another_time(world: World, anna: Access, booking: Booking) -> None:
    prepares(world, booking)
    starts_at = world.now + timedelta(days=20)
    time = Time(what="Återbesök", starts_at=starts_at, ends_at=starts_at + HOUR)
    move(access=anna, booking=booking, revision=1, time=time, agreed=booking.agreed, now=world.now)
    (row,) = section(world.agda.opens_own(), world.now).rows
    assert row.prepared is not None
    assert (row.starts_at, row.prepared.matters) == (starts_at, "Att orka till kören.")


def test_the_verbs_refuse_each_with_a_name(world: World, anna: Access, booking: Booking) -> None:
    with pytest.raises(PreparationChanged):
        prepares(world, booking, revision=3)
    with pytest.raises(VisitHasBegun):
        prepares(world, booking, now=booking.starts_at)
    with pytest.raises(PreparationChanged):
        note_as_read(access=anna, booking=booking, revision=1, now=world.now)
    with pytest.raises(NotAllowed):
        prepares(world, booking, access=anna)
    with pytest.raises(NotAllowed):
        note_as_read(access=world.agda.opens_own(), booking=booking, revision=1, now=world.now)
    assert writes() == []


# ---------------------------------------------------------------- staff


def test_staff_read_it_before_the_meeting_and_the_patient_sees_that(world: World, booking: Booking) -> None:
    prepares(world, booking)
    seen = seen_by_staff(world)
    for words in ("Patienten har förberett besöket", "Viktigt för mig nu", "Får jag flyga?", "Yr av den nya."):
        assert words in seen
    url = reverse("note_preparation_read", kwargs={"patient": world.agda.id, "booking": booking.public_id})
    assert f'action="{url}"' in seen
    client = world.anna.logs_in()
    assert client.post(url, {"revision": "1"}).status_code == 302
    row = Preparation.objects.get()
    assert (row.seen_at, row.seen_by) == (world.now, world.anna.professional)
    assert "Läst av Anna Berg" in plan(world)
    assert url not in seen_by_staff(world)
    client.post(url, {"revision": "1"})
    assert writes() == ["preparation.written", "preparation.read"]


def test_what_the_patient_adds_is_new_to_the_unit(world: World, anna: Access, booking: Booking) -> None:
    prepares(world, booking)
    note_as_read(access=anna, booking=booking, revision=1, now=world.now)
    prepares(world, booking, PreparationText(changes="Jag har ramlat."), 1)
    row = Preparation.objects.get()
    assert (row.seen_at, row.seen_by, row.revision) == (None, None, 2)
    url = reverse("note_preparation_read", kwargs={"patient": world.agda.id, "booking": booking.public_id})
    told = page(world.anna.logs_in().post(url, {"revision": "1"}, follow=True))
    assert "Patienten har ändrat det som är förberett. Läs igen." in told
    assert Preparation.objects.get().seen_at is None


def test_another_unit_reads_it_with_the_time_and_notes_nothing(world: World, booking: Booking) -> None:
    prepares(world, booking)
    access = world.nils.meets(world.agda)
    (row,) = section(access, world.now).rows
    assert (row.prepared is not None, row.can_note_read) == (True, False)
    assert upcoming(access, world.now) is None
    url = reverse("note_preparation_read", kwargs={"patient": world.agda.id, "booking": booking.public_id})
    assert world.nils.logs_in().post(url, {"revision": "1"}).status_code == 404
    assert Preparation.objects.get().seen_at is None


def test_the_list_of_patients_and_the_work_list_tell_that_there_is_one(
    world: World, anna: Access, booking: Booking
) -> None:
    """Though the patient's next time is another, or at another unit."""
    books(anna, days=1, what="Blodprov", now=world.now)
    client = world.anna.logs_in()
    told = {"/patienter/": "Har förberett ett besök hos er", "/arbetslista/": "Patienten har förberett besöket"}

    def tell() -> list[int]:
        return [page(client.get(url)).count(words) for url, words in told.items()]

    assert tell() == [0, 0]
    prepares(world, booking)
    assert tell() == [1, 1]
    assert not any("Får jag flyga?" in page(client.get(url)) for url in told)
    note_as_read(access=anna, booking=booking, revision=1, now=world.now)
    assert tell() == [1, 0]


def test_the_list_of_another_unit_tells_of_its_own_visits_alone(world: World, booking: Booking) -> None:
    """The eye clinic sees the time, which is the patient's next, and that it is not theirs."""
    prepares(world, booking)
    world.nils.meets(world.agda)
    seen = page(world.nils.logs_in().get("/patienter/"))
    assert "Återbesök" in seen
    assert "Har förberett ett besök hos er" not in seen
    assert "Patienten har förberett besöket" in seen_by_staff(world, world.nils)


def test_who_writes_an_agreement_is_told_of_the_next_prepared_visit_at_the_unit(
    world: World, anna: Access, booking: Booking
) -> None:
    assert upcoming(anna, world.now) is None
    later = books(anna, days=30, what="Längre fram", now=world.now)
    prepares(world, later, PreparationText(questions="Sen då?"))
    prepares(world, booking)
    for now in (world.now, booking.starts_at, booking.ends_at + HOUR):
        with CaptureQueriesContext(connection) as told:
            found = upcoming(anna, now)
        assert len(told) == 1
        assert found is not None
        assert (found.booking, found.what, found.said[0]) == (
            booking.public_id, "Återbesök", ("Viktigt för mig nu", "Att orka till kören."),
        )  # fmt: skip
    found = upcoming(anna, booking.ends_at + 3 * HOUR)
    assert found is not None
    assert found.said == (("Mina frågor", "Sen då?"),)
    conclude(access=anna, booking=later, status=BookingStatus.CANCELLED, now=world.now)
    assert upcoming(anna, booking.ends_at + 3 * HOUR) is None


# ---------------------------------------------------------------- who may


def test_nobody_prepares_for_another_without_leave(world: World, booking: Booking) -> None:
    for who in (world.bertil.logs_in(), world.karin.logs_in(), world.anna.logs_in()):
        assert who.post(address(booking), {**SENT, "revision": "0"}).status_code == 404
    assert Client().post(address(booking), {**SENT, "revision": "0"}).status_code == 302
    assert not Preparation.objects.exists()


def test_what_is_not_for_the_patient_is_not_prepared(world: World, anna: Access) -> None:
    hidden = books(anna, approved=False, now=world.now)
    assert sends(world, hidden).status_code == 404
    assert not Preparation.objects.exists()


def test_who_may_answer_about_times_prepares_under_their_own_name(world: World, booking: Booking) -> None:
    scopes = (Scope.TIMES, Scope.BOOK)
    siv = world.let_in("Siv Andersson", world.agda, MandateKind.TRUSTEE, scopes=scopes)
    name = f"Siv Andersson ({MandateKind.TRUSTEE.label})"
    url = reverse("prepare_visit", kwargs={"patient": world.agda.id, "booking": booking.public_id})
    assert siv.logs_in().post(url, {**SENT, "revision": "0"}).status_code == 302
    assert Preparation.objects.get().by_proxy == name
    theirs = page(siv.logs_in().get(reverse("my_plan", kwargs={"patient": world.agda.id})))
    for told in (theirs, plan(world)):
        assert "Besöket är förberett" in told
        assert name in told
        assert "Du har förberett besöket" not in told
    assert name in seen_by_staff(world)


def test_the_words_of_a_protected_person_tell_no_place(world: World) -> None:
    maja = world.patient("Maja Gömd", date(1985, 5, 5), protection=Protection.REGISTRATION)
    access = world.anna.meets(maja)
    booking = books(access, place="Hiss B", now=world.now)
    own = maja.opens_own()
    text = PreparationText(questions="Får jag gå till Hiss B bakvägen?")
    prepare(access=own, booking=booking, text=text, revision=0, now=world.now)
    seen = page(world.anna.logs_in().get(reverse("patient_plan", kwargs={"patient": maja.id})))
    paper = sheet(own, plan_page(own, world.now))
    assert "Får jag gå till platsen bakvägen?" in seen
    assert "Får jag gå till vården bakvägen?" in paper
    assert "Hiss B" not in seen + paper
    assert upcoming(access, world.now) is None
    assert "har förberett" not in page(world.anna.logs_in().get("/patienter/")).lower()


# ---------------------------------------------------------------- on paper, and in the database


def test_the_sheet_has_the_patients_words_and_lines_when_there_are_none(world: World, booking: Booking) -> None:
    own = world.agda.opens_own()
    empty = sheet(own, plan_page(own, world.now))
    assert "Mina frågor till nästa besök" in empty
    assert "Det här vill jag ta upp" not in empty
    prepares(world, booking)
    told = sheet(own, plan_page(own, world.now))
    for words in ("Det här vill jag ta upp", "Får jag flyga?", "Yr av den nya."):
        assert words in told
    assert "Mina frågor till nästa besök" not in told


def test_three_prepared_visits_ask_no_more_than_one(world: World, anna: Access) -> None:
    def counted() -> int:
        with CaptureQueriesContext(connection) as told:
            section(anna, world.now)
        return len(told)

    for n in range(3):
        prepares(world, books(anna, days=n + 1, now=world.now))
        assert counted() == 1
    assert [row.prepared is not None for row in section(anna, world.now).rows] == [True] * 3


def test_the_database_knows_who_has_read_it(world: World, booking: Booking) -> None:
    prepares(world, booking)
    with pytest.raises(IntegrityError, match="bookings_preparation_seen"), transaction.atomic():
        Preparation.objects.update(seen_at=world.now)


def test_of_two_who_write_at_the_same_moment_one_is_told(own_database: None) -> None:
    world = World(NOW)
    booking = books(world.anna.meets(world.agda), now=NOW)
    mine = world.agda.opens_own()

    def write(words: str) -> None:
        prepare(access=mine, booking=booking, text=PreparationText(matters=words), revision=0, now=NOW)

    assert sorted(at_once(lambda: write("ett"), lambda: write("två")), key=str) == sorted(
        [None, PreparationChanged], key=str
    )
    assert Preparation.objects.count() == 1
