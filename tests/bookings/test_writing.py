"""Staff book, move and cancel from the patient's page."""

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from access.grants import NotAllowed
from audit.models import Action
from bookings.models import AgreedHow, Booking, BookingStatus, TimeWish
from bookings.services import BookingChanged, Time, VisitHasBegun, ask_for_another_time, cancel, conclude, move
from people.models import Assignment
from steps.services import finish_step
from tests.deeds import HOUR, books, plans
from tests.factories import Staff, World
from tests.log import lines

WRITTEN = {
    "what": "Besök hos Anna Berg",
    "day": "2026-12-01",
    "clock": "09:20",
    "minutes": "45",
    "performer": "",
    "step": "",
    "place": "Hiss B, plan 4",
    "preparation": "Ta med din viktlista.",
    "agreed": "dialogue",
}


@pytest.fixture
def clinic(world: World) -> World:
    """Agda is in care at the heart clinic."""
    world.anna.meets(world.agda)
    return world


def address(name: str, world: World, booking: Booking | None = None) -> str:
    more = {"booking": booking.public_id} if booking else {}
    return reverse(name, kwargs={"patient": world.agda.id, **more})


def sends(world: World, who: Staff | None = None, **changes: str) -> HttpResponse:
    """The form for a new time, as filled in by Anna."""
    client = (who or world.anna).logs_in()
    return client.post(address("book_time", world), {"key": str(uuid4()), **WRITTEN, **changes})


def moves(world: World, booking: Booking, who: Staff | None = None, **changes: str) -> HttpResponse:
    client = (who or world.anna).logs_in()
    return client.post(address("move_time", world, booking), {"revision": str(booking.revision), **WRITTEN, **changes})


def cancels(world: World, booking: Booking, because: str = "Patienten har fått förhinder", **more: str) -> HttpResponse:
    told = {"revision": str(booking.revision), "because": because, **more}
    return world.anna.logs_in().post(address("cancel_time", world, booking), told)


def page(response: HttpResponse) -> str:
    return response.content.decode()


def is_done(response: HttpResponse, world: World) -> bool:
    return (response.status_code, response.url) == (302, reverse("patient_plan", kwargs={"patient": world.agda.id}))


def writes() -> list[str]:
    return lines("what", action=Action.WRITE, what__startswith="booking.")


# ---------------------------------------------------------------- a new time


def test_a_time_that_anna_books_stands_in_agdas_plan_and_in_the_log(clinic: World) -> None:
    assert is_done(sends(clinic, performer=str(clinic.anna.professional.public_id)), clinic)
    booking = Booking.objects.get()
    # A quarter past eight in UTC is twenty past nine in Sweden in winter.
    assert booking.starts_at.isoformat() == "2026-12-01T08:20:00+00:00"
    assert (booking.ends_at - booking.starts_at, booking.performer) == (timedelta(minutes=45), clinic.anna.professional)
    assert (booking.agreed, booking.agreed_at, booking.unit) == (AgreedHow.IN_DIALOGUE, clinic.now, clinic.heart)
    plan = page(clinic.agda.logs_in().get("/min-plan/"))
    for words in ("Besök hos Anna Berg", "Hiss B, plan 4", "Ta med din viktlista.", "Överenskommen"):
        assert words in plan
    assert writes() == ["booking.booked"]


def test_what_was_done_is_said_once_on_the_next_page(clinic: World) -> None:
    client = clinic.anna.logs_in()
    client.post(address("book_time", clinic), {"key": str(uuid4()), **WRITTEN})
    first, second = (page(client.get(address("patient_plan", clinic))) for _ in range(2))
    assert 'role="status"' in first
    assert "Tiden är bokad." in first
    assert "Tiden är bokad." not in second


def test_a_form_sent_twice_books_once(clinic: World) -> None:
    key = str(uuid4())
    for _ in range(2):
        assert is_done(sends(clinic, key=key), clinic)
    assert [str(each.public_id) for each in Booking.objects.all()] == [key]
    assert writes() == ["booking.booked"]


def test_a_time_may_fulfil_an_open_step_of_the_unit(clinic: World) -> None:
    step = plans(clinic.anna.opens(clinic.agda), what="Kontroll av vikten", now=clinic.now)
    form = page(clinic.anna.logs_in().get(address("book_time", clinic)))
    assert "Kontroll av vikten" in form
    assert is_done(sends(clinic, step=str(step.public_id)), clinic)
    assert Booking.objects.get().step == step


def test_a_step_that_is_fulfilled_ended_or_anothers_is_not_offered(clinic: World) -> None:
    anna = clinic.anna.opens(clinic.agda)
    books(anna, step=plans(anna, what="Har en tid", now=clinic.now), now=clinic.now)
    finish_step(access=anna, step=plans(anna, what="Är klart", now=clinic.now), how="Klart", now=clinic.now)
    foreign = plans(clinic.nils.meets(clinic.agda), what="Ögonens steg", now=clinic.now)
    form = page(clinic.anna.logs_in().get(address("book_time", clinic)))
    for words in ("Är klart", "Ögonens steg", "Vilket planerat steg"):
        assert words not in form
    response = sends(clinic, step=str(foreign.public_id))
    assert (response.status_code, Booking.objects.count()) == (200, 1)


def test_a_cancelled_time_leaves_its_step_to_be_booked_again(clinic: World) -> None:
    anna = clinic.anna.opens(clinic.agda)
    step = plans(anna, what="Kontroll av vikten", now=clinic.now)
    cancels(clinic, books(anna, step=step, now=clinic.now))
    assert is_done(sends(clinic, step=str(step.public_id)), clinic)


def test_only_those_who_work_at_the_unit_now_can_be_booked(clinic: World) -> None:
    left = clinic.staff("Ulla Borta", clinic.heart)
    Assignment.objects.filter(pk=left.assignment.pk).update(until=clinic.now)
    assert clinic.rita
    assert clinic.nils
    form = page(clinic.anna.logs_in().get(address("book_time", clinic)))
    assert "Anna Berg, sjuksköterska" in form
    for name in ("Ulla Borta", "Rita Lund", "Nils Åberg"):
        assert name not in form
    assert sends(clinic, performer=str(left.professional.public_id)).status_code == 200
    assert Booking.objects.count() == 0


def test_the_form_reminds_of_the_interpreter(world: World) -> None:
    aino = world.patient("Aino Virtanen", datetime(1947, 12, 6).date(), language="fi", needs_interpreter=True)
    world.anna.meets(aino)
    form = page(world.anna.logs_in().get(reverse("book_time", kwargs={"patient": aino.id})))
    assert "Patienten behöver tolk i finska." in form


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"what": ""}, "Skriv vad tiden gäller."),
        ({"day": ""}, "Skriv ett datum som finns, till exempel 2027-03-14."),
        ({"day": "2027-02-29"}, "Skriv ett datum som finns, till exempel 2027-03-14."),
        ({"day": "1899-12-31"}, "Skriv ett datum mellan år 1900 och 2199, till exempel 2027-03-14."),
        ({"day": "i morgon"}, "Skriv ett datum som finns, till exempel 2027-03-14."),
        ({"day": "2026-11-24"}, "Dagen har redan varit. Välj i dag eller en dag längre fram."),
        ({"day": "2062-12-01"}, "Dagen är mer än fem år bort. Stämmer året?"),
        ({"day": "2026-11-25", "clock": "10:00"}, "Klockslaget har redan varit i dag."),
        ({"clock": "25:00"}, "Skriv ett klockslag, till exempel 09:20."),
        ({"day": "2027-03-28", "clock": "02:30"}, "Klockslaget finns inte den natten"),
        ({"day": "2027-10-31", "clock": "02:30"}, "Klockslaget kommer två gånger den natten"),
        ({"minutes": "0"}, "Skriv antalet minuter med siffror, från 5 till 480."),
        ({"minutes": "en timme"}, "Skriv antalet minuter med siffror, från 5 till 480."),
        ({"agreed": ""}, "Välj om tiden är överenskommen."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(clinic: World, changes: dict[str, str], said: str) -> None:
    response = sends(clinic, **changes)
    form = page(response)
    assert (response.status_code, Booking.objects.count()) == (200, 0)
    assert "<title>Fel: Boka tid" in form
    assert form.count(said) == 2  # in the summary, and at the field
    for typed in {**WRITTEN, **changes}.values():
        assert typed in form


def test_a_colleague_who_has_a_visit_then_cannot_be_booked_again(clinic: World) -> None:
    anna = str(clinic.anna.professional.public_id)
    sends(clinic, performer=anna)
    response = sends(clinic, performer=anna, clock="09:50", what="Ett annat besök")
    form = page(response)
    assert "Anna Berg har redan en tid då. Välj en annan tid, eller någon annan." in form
    assert 'aria-describedby="id_clock-error id_clock-help"' in form
    assert 'value="Ett annat besök"' in form
    assert Booking.objects.count() == 1
    assert is_done(sends(clinic, performer=anna, clock="10:05"), clinic)


def test_a_time_may_be_booked_without_asking_and_then_the_patient_is_asked(clinic: World) -> None:
    sends(clinic, agreed="not_yet")
    booking = Booking.objects.get()
    assert (booking.agreed, booking.agreed_at) == (AgreedHow.NOT_YET, None)
    assert "Svara om tiden passar" in page(clinic.agda.logs_in().get("/min-plan/"))


# ---------------------------------------------------------------- moving


def test_a_moved_time_keeps_its_row_and_the_plan_says_the_new_one(clinic: World) -> None:
    booking = books(clinic.anna.opens(clinic.agda), now=clinic.now)
    assert is_done(moves(clinic, booking, clock="14:00"), clinic)
    moved = Booking.objects.get()
    assert (moved.pk, moved.revision, moved.what) == (booking.pk, 2, "Återbesök")
    assert moved.starts_at.isoformat() == "2026-12-01T13:00:00+00:00"
    assert "kl. 14.00" in page(clinic.agda.logs_in().get("/min-plan/"))
    assert writes() == ["booking.booked", "booking.moved"]


def test_how_it_is_agreed_is_asked_again(clinic: World) -> None:
    booking = books(clinic.anna.opens(clinic.agda), agreed=AgreedHow.CHOSEN, now=clinic.now)
    form = page(clinic.anna.logs_in().get(address("move_time", clinic, booking)))
    assert " checked" not in form
    assert 'value="2026-12-02"' in form
    assert 'value="10:00"' in form
    moves(clinic, booking, agreed="not_yet")
    moved = Booking.objects.get()
    assert (moved.agreed, moved.agreed_at) == (AgreedHow.NOT_YET, None)


def test_the_same_move_sent_twice_is_one(clinic: World) -> None:
    booking = books(clinic.anna.opens(clinic.agda), now=clinic.now)
    for _ in range(2):
        assert is_done(moves(clinic, booking), clinic)
    assert Booking.objects.get().revision == 2
    assert writes() == ["booking.booked", "booking.moved"]


def test_who_comes_after_a_colleague_sees_both_times_and_may_save_again(clinic: World) -> None:
    booking = books(clinic.anna.opens(clinic.agda), now=clinic.now)
    moves(clinic, booking, clock="14:00")
    late = moves(clinic, booking, clinic.maria, clock="15:15")
    form = page(late)
    assert (late.status_code, Booking.objects.get().revision) == (200, 2)
    assert "Någon har ändrat tiden sedan du öppnade sidan." in form
    assert "<title>Fel: Flytta tiden" in form
    assert "kl. 14.00" in form
    assert 'value="15:15"' in form
    assert 'name="revision" value="2"' in form
    booking.revision = 2
    assert is_done(moves(clinic, booking, clinic.maria, clock="15:15"), clinic)


def test_a_mistake_in_a_stale_form_does_not_hide_that_it_is_stale(clinic: World) -> None:
    booking = books(clinic.anna.opens(clinic.agda), now=clinic.now)
    moves(clinic, booking, clock="14:00")
    assert 'name="revision" value="1"' in page(moves(clinic, booking, clinic.maria, clock=""))


def test_a_move_onto_another_visit_is_refused_at_the_field(clinic: World) -> None:
    anna, access = clinic.anna.professional, clinic.anna.opens(clinic.agda)
    books(access, performer=anna, days=1, now=clinic.now)
    booking = books(access, performer=anna, days=2, now=clinic.now)
    form = page(moves(clinic, booking, day="2026-11-26", clock="10:30", performer=str(anna.public_id)))
    assert form.count("Anna Berg har redan en tid då.") == 2
    assert Booking.objects.get(pk=booking.pk).revision == 1


def test_moving_within_its_own_hour_does_not_collide_with_itself(clinic: World) -> None:
    anna = clinic.anna.professional
    booking = books(clinic.anna.opens(clinic.agda), performer=anna, days=1, now=clinic.now)
    changes = {"day": "2026-11-26", "clock": "10:30", "performer": str(anna.public_id)}
    assert is_done(moves(clinic, booking, **changes), clinic)


def test_a_visit_that_has_begun_cannot_be_moved_or_cancelled(clinic: World) -> None:
    access = clinic.anna.opens(clinic.agda)
    booking = books(access, now=clinic.now - timedelta(days=8), days=8)
    later = clinic.now + 8 * HOUR
    time = Time(what="Återbesök", starts_at=later, ends_at=later + HOUR)
    with pytest.raises(VisitHasBegun):
        move(access=access, booking=booking, revision=1, time=time, agreed=AgreedHow.IN_DIALOGUE, now=clinic.now)
    with pytest.raises(VisitHasBegun):
        cancel(access=access, booking=booking, revision=1, because="Förhinder", now=clinic.now)
    for response in (moves(clinic, booking), cancels(clinic, booking)):
        assert "Besöket har börjat eller redan varit." in page(response)
    assert Booking.objects.get().revision == 1


# ---------------------------------------------------------------- cancelling


def test_a_cancelled_time_is_told_so_and_why(clinic: World) -> None:
    booking = books(clinic.anna.opens(clinic.agda), now=clinic.now)
    assert is_done(cancels(clinic, booking), clinic)
    cancelled = Booking.objects.get()
    told = (cancelled.status, cancelled.ended_at, cancelled.ended_because, cancelled.revision)
    assert told == (BookingStatus.CANCELLED, clinic.now, "Patienten har fått förhinder", 2)
    plan = page(clinic.agda.logs_in().get("/min-plan/"))
    assert ("Avbokad" in plan, plan.count("Frågor: Mottagningssköterskan")) == (True, 1)
    assert writes() == ["booking.booked", "booking.cancelled"]


@pytest.mark.parametrize("clock", ["120", "130", "9.5", "9", "25:00", "2460"])
def test_a_clock_that_may_mean_another_is_asked_about(clinic: World, clock: str) -> None:
    form = page(sends(clinic, clock=clock))
    assert ("Skriv ett klockslag" in form, f'value="{clock}"' in form, Booking.objects.count()) == (True, True, 0)


@pytest.mark.parametrize("clock", ["09:20", "9.20", "0920", "9:20"])
def test_a_clock_may_be_written_as_people_write_it(clinic: World, clock: str) -> None:
    assert is_done(sends(clinic, clock=clock), clinic)
    assert timezone.localtime(Booking.objects.get().starts_at).strftime("%H:%M") == "09:20"


def test_a_time_is_not_cancelled_without_a_reason(clinic: World) -> None:
    booking = books(clinic.anna.opens(clinic.agda), now=clinic.now)
    form = page(cancels(clinic, booking, because="  "))
    assert form.count("Skriv varför tiden avbokas.") == 2
    assert Booking.objects.get().status == BookingStatus.BOOKED


def test_the_same_cancellation_sent_twice_is_one(clinic: World) -> None:
    booking = books(clinic.anna.opens(clinic.agda), now=clinic.now)
    for _ in range(2):
        assert is_done(cancels(clinic, booking), clinic)
    assert writes() == ["booking.booked", "booking.cancelled"]


def test_what_a_colleague_has_cancelled_can_neither_be_moved_nor_cancelled_again(clinic: World) -> None:
    booking = books(clinic.anna.opens(clinic.agda), now=clinic.now)
    cancels(clinic, booking)
    for response in (moves(clinic, booking), cancels(clinic, booking, because="Något annat")):
        assert (response.status_code, "Tiden är redan avbokad." in page(response)) == (200, True)
    assert Booking.objects.get().revision == 2


# ---------------------------------------------------------------- what has been


def concludes(clinic: World, booking: Booking, outcome: str, **more: str) -> HttpResponse:
    told = {"revision": str(booking.revision), "outcome": outcome, **more}
    return clinic.anna.logs_in().post(address("conclude_time", clinic, booking), told)


@pytest.mark.parametrize(("outcome", "label"), [("done", "Klart"), ("missed", "Blev inte av")])
def test_staff_say_whether_a_visit_that_has_been_took_place(clinic: World, outcome: str, label: str) -> None:
    booking = books(clinic.anna.opens(clinic.agda), days=-1, now=clinic.now)
    plan = page(clinic.lena.logs_in().get(address("patient_plan", clinic)))
    for words in ("Har varit", "Besöket blev av", "Det blev inte av", address("conclude_time", clinic, booking)):
        assert words in plan
    assert is_done(concludes(clinic, booking, outcome), clinic)
    assert Booking.objects.get().status == outcome
    plan = page(clinic.anna.logs_in().get(address("patient_plan", clinic)))
    assert label in plan
    assert address("conclude_time", clinic, booking) not in plan
    assert writes() == ["booking.booked", f"booking.{outcome}"]


def test_the_patient_is_not_asked_to_conclude(clinic: World) -> None:
    books(clinic.anna.opens(clinic.agda), days=-1, now=clinic.now)
    plan = page(clinic.agda.logs_in().get("/min-plan/"))
    assert "Har varit" in plan
    assert "Det blev inte av" not in plan


def test_a_visit_is_concluded_once_after_it_has_been_and_in_words_that_are_known(clinic: World) -> None:
    access = clinic.anna.opens(clinic.agda)
    coming, past = books(access, now=clinic.now), books(access, days=-1, now=clinic.now)
    for booking, told in (
        (coming, {"outcome": "done"}),
        (past, {"outcome": "cancelled"}),
        (past, {"outcome": "done", "revision": "7"}),
    ):
        assert is_done(concludes(clinic, booking, **told), clinic)
    assert not Booking.objects.exclude(status=BookingStatus.BOOKED).exists()
    for outcome in ("missed", "done"):
        assert is_done(concludes(clinic, past, outcome), clinic)
    assert Booking.objects.get(pk=past.pk).status == BookingStatus.MISSED


def test_another_units_visit_is_not_there_to_conclude(clinic: World) -> None:
    booking = books(clinic.nils.meets(clinic.agda), days=-1, now=clinic.now)
    assert concludes(clinic, booking, "done").status_code == 404
    assert address("conclude_time", clinic, booking) not in page(
        clinic.anna.logs_in().get(address("patient_plan", clinic))
    )


# ---------------------------------------------------------------- who may


def test_a_time_of_another_unit_is_not_there_to_change(clinic: World) -> None:
    booking = books(clinic.nils.meets(clinic.agda), now=clinic.now)
    assert "Återbesök" in page(clinic.anna.logs_in().get(address("patient_plan", clinic)))
    for name in ("move_time", "cancel_time"):
        assert clinic.anna.logs_in().get(address(name, clinic, booking)).status_code == 404
    access = clinic.anna.opens(clinic.agda)
    with pytest.raises(BookingChanged):
        cancel(access=access, booking=booking, revision=1, because="Förhinder", now=clinic.now)


def test_a_patient_moves_nothing(clinic: World) -> None:
    booking = books(clinic.anna.opens(clinic.agda), now=clinic.now)
    with pytest.raises(NotAllowed):
        cancel(access=clinic.agda.opens_own(), booking=booking, revision=1, because="Förhinder", now=clinic.now)


def test_the_plan_offers_what_the_viewer_may_do_with_rows_of_their_own_unit(clinic: World) -> None:
    ours = books(clinic.anna.opens(clinic.agda), now=clinic.now)
    theirs = books(clinic.nils.meets(clinic.agda), days=8, now=clinic.now)
    plan = page(clinic.lena.logs_in().get(address("patient_plan", clinic)))
    assert address("book_time", clinic) in plan
    for name in ("move_time", "cancel_time"):
        assert address(name, clinic, ours) in plan
        assert address(name, clinic, theirs) not in plan


def test_the_plan_offers_nothing_to_do_about_what_is_over(clinic: World) -> None:
    access = clinic.anna.opens(clinic.agda)
    past = books(access, days=-1, now=clinic.now)
    cancelled = books(access, now=clinic.now)
    conclude(access=access, booking=cancelled, status=BookingStatus.CANCELLED, now=clinic.now)
    plan = page(clinic.anna.logs_in().get(address("patient_plan", clinic)))
    for booking in (past, cancelled):
        assert address("move_time", clinic, booking) not in plan


def test_the_patients_own_data_says_nothing_of_what_staff_may_do(clinic: World) -> None:
    books(clinic.anna.opens(clinic.agda), now=clinic.now)
    told = clinic.agda.logs_in().get("/api/v1/plans/me/").json()
    (row,) = told["timeline"]
    assert row["can_wish"] is True
    keys = set(keys_in(told))
    assert not keys & {"is_ours", "can_move", "can_conclude", "can_end"}
    assert "can_answer" in keys


def keys_in(data: Any) -> list[str]:
    if isinstance(data, dict):
        return [*data, *(key for value in data.values() for key in keys_in(value))]
    return [key for each in data for key in keys_in(each)] if isinstance(data, list) else []


# ---------------------------------------------------------------- the wish is answered


def wished(clinic: World, text: str = "Helst efter tre") -> Booking:
    booking = books(clinic.anna.opens(clinic.agda), agreed=AgreedHow.NOT_YET, now=clinic.now)
    ask_for_another_time(access=clinic.agda.opens_own(), booking=booking, revision=1, text=text, now=clinic.now)
    booking.refresh_from_db()
    return booking


def test_who_moves_sees_what_the_patient_wished_and_the_wish_is_answered(clinic: World) -> None:
    booking = wished(clinic)
    form = page(clinic.anna.logs_in().get(address("move_time", clinic, booking)))
    assert "Patienten har bett om en annan tid" in form
    assert "Helst efter tre" in form
    assert is_done(moves(clinic, booking, clock="15:00"), clinic)
    assert TimeWish.objects.get().answered_at == clinic.now
    plan = page(clinic.agda.logs_in().get("/min-plan/"))
    assert "Du har bett om en annan tid" not in plan
    assert "Överenskommen" in plan


@pytest.mark.parametrize("status", [BookingStatus.CANCELLED, BookingStatus.DONE, BookingStatus.MISSED])
def test_a_visit_that_ends_leaves_no_wish_open(clinic: World, status: BookingStatus) -> None:
    booking = wished(clinic)
    conclude(access=clinic.anna.opens(clinic.agda), booking=booking, status=status, now=clinic.now)
    assert not TimeWish.objects.open().exists()


def test_a_cancelled_visit_answers_the_wish(clinic: World) -> None:
    cancels(clinic, wished(clinic))
    assert not TimeWish.objects.open().exists()
