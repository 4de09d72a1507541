"""The patient answers about a time: from the plan in one press, or on the page of the time."""

from datetime import timedelta

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from access.grants import NotAllowed
from audit.models import Action
from bookings.models import AgreedHow, Booking, BookingStatus, TimeWish
from bookings.services import AlreadyAnswered, BookingChanged, VisitHasBegun, ask_for_another_time, conclude, confirm
from tests.deeds import books
from tests.factories import World
from tests.log import lines


@pytest.fixture
def booking(world: World) -> Booking:
    """A time that Agda has not been asked about."""
    return books(world.anna.meets(world.agda), agreed=AgreedHow.NOT_YET, now=world.now)


def address(booking: Booking) -> str:
    return reverse("answer_time", kwargs={"booking": booking.public_id})


def says_yes(world: World, booking: Booking, revision: int = 1) -> HttpResponse:
    return world.agda.logs_in().post(address(booking), {"suits": "1", "revision": str(revision)})


def asks(world: World, booking: Booking, text: str = "", revision: int = 1) -> HttpResponse:
    return world.agda.logs_in().post(address(booking), {"another": "1", "revision": str(revision), "text": text})


def page(response: HttpResponse) -> str:
    return response.content.decode()


def plan(world: World) -> str:
    return page(world.agda.logs_in().get("/min-plan/"))


def is_done(response: HttpResponse) -> bool:
    return (response.status_code, getattr(response, "url", "")) == (302, "/min-plan/")


def writes() -> list[str]:
    return lines("what", action=Action.WRITE, what__startswith="booking.")


# ---------------------------------------------------------------- the time suits


def test_one_press_in_the_plan_says_that_the_time_suits(world: World, booking: Booking) -> None:
    client = world.agda.logs_in()
    before = page(client.get("/min-plan/"))
    assert f'<form method="post" action="{address(booking)}">' in before
    assert '<input type="hidden" name="revision" value="1"><button class="ds-button" name="suits" value="1">' in before
    assert is_done(client.post(address(booking), {"suits": "1", "revision": "1"}))
    first, second = (page(client.get("/min-plan/")) for _ in range(2))
    assert "Tack! Nu vet mottagningen att tiden passar." in first
    assert "Tack!" not in second
    for words in ("Svara om tiden passar", 'name="suits"'):
        assert words not in second
    assert "Tiden passar" in second
    answered = Booking.objects.get()
    assert (answered.agreed, answered.agreed_at, answered.revision) == (AgreedHow.CONFIRMED, world.now, 2)
    assert writes() == ["booking.booked", "booking.confirmed"]


def test_the_unit_sees_the_answer_at_once(world: World, booking: Booking) -> None:
    url = reverse("patient_plan", kwargs={"patient": world.agda.id})
    assert "Patienten har inte svarat" in page(world.anna.logs_in().get(url))
    says_yes(world, booking)
    seen = page(world.anna.logs_in().get(url))
    assert "Tiden passar" in seen
    assert "Patienten har inte svarat" not in seen


def test_the_page_of_the_time_says_when_where_and_whom_to_ask(world: World, booking: Booking) -> None:
    told = page(world.agda.logs_in().get(address(booking)))
    assert "<title>Passar tiden?" in told
    for words in ("Återbesök", "onsdag", "kl. 10.00", "Hjärtmottagningen", "Mottagningssköterskan", "08-465"):
        assert words in told
    assert 'name="suits"' in told
    assert 'name="another"' in told


# ---------------------------------------------------------------- another time


def test_a_wish_for_another_time_leaves_the_booking_and_tells_the_plan(world: World, booking: Booking) -> None:
    assert is_done(asks(world, booking, "Helst efter tre"))
    wish = TimeWish.objects.get()
    assert (wish.booking, wish.text, wish.asked_at, wish.answered_at) == (booking, "Helst efter tre", world.now, None)
    kept = Booking.objects.get()
    assert (kept.status, kept.starts_at, kept.revision) == (BookingStatus.BOOKED, booking.starts_at, 2)
    assert "Du har bett om en annan tid" in plan(world)
    assert 'name="suits"' not in plan(world)
    told = page(world.agda.logs_in().get(address(booking)))
    assert "Helst efter tre" in told
    assert 'name="another"' not in told
    assert writes() == ["booking.booked", "booking.wish"]


def test_nothing_has_to_be_written(world: World, booking: Booking) -> None:
    assert is_done(asks(world, booking))
    assert TimeWish.objects.get().text == ""


def test_staff_see_the_wish_as_the_patients(world: World, booking: Booking) -> None:
    asks(world, booking, "Helst efter tre")
    seen = page(world.anna.logs_in().get(reverse("patient_plan", kwargs={"patient": world.agda.id})))
    assert "Patienten har bett om en annan tid" in seen


def test_a_time_that_was_agreed_may_stop_suiting(world: World) -> None:
    booking = books(world.anna.meets(world.agda), agreed=AgreedHow.IN_DIALOGUE, now=world.now)
    before = plan(world)
    assert address(booking) in before
    assert 'name="suits"' not in before
    assert is_done(asks(world, booking, "Har fått förhinder"))
    assert "Du har bett om en annan tid" in plan(world)


def test_a_long_wish_is_said_to_be_too_long_and_is_kept(world: World, booking: Booking) -> None:
    text = "Hellre en annan dag. " * 30
    form = page(asks(world, booking, text))
    assert form.count("Skriv högst 500 tecken.") == 2
    assert text.strip() in form
    assert "<title>Fel: Passar tiden?" in form
    assert not TimeWish.objects.exists()


def test_the_same_wish_sent_twice_is_one(world: World, booking: Booking) -> None:
    for _ in range(2):
        assert is_done(asks(world, booking, "Helst efter tre"))
    assert TimeWish.objects.count() == 1
    assert writes() == ["booking.booked", "booking.wish"]


# ---------------------------------------------------------------- too late, twice, stale


def test_who_answers_twice_is_told_so(world: World, booking: Booking) -> None:
    says_yes(world, booking)
    again = says_yes(world, booking)
    assert (again.status_code, "Tiden är redan överenskommen." in page(again)) == (200, True)
    assert "<title>Fel: Din tid" in page(again)
    assert Booking.objects.get().revision == 2


def test_who_has_asked_for_another_time_does_not_also_say_yes(world: World, booking: Booking) -> None:
    asks(world, booking)
    assert "Det finns redan ett önskemål om en annan tid." in page(says_yes(world, booking))
    assert "Det finns redan ett önskemål om en annan tid." in page(says_yes(world, booking, revision=2))
    assert "Det finns redan ett önskemål om en annan tid." in page(asks(world, booking, "Nu ett annat ord", revision=2))
    assert (Booking.objects.get().agreed, TimeWish.objects.count()) == (AgreedHow.NOT_YET, 1)


def test_an_answer_to_a_time_that_has_moved_shows_the_new_one(world: World, booking: Booking) -> None:
    three_hours = timedelta(hours=3)
    Booking.objects.update(starts_at=booking.starts_at + three_hours, ends_at=booking.ends_at + three_hours, revision=2)
    for response in (says_yes(world, booking), asks(world, booking, "Helst efter tre")):
        told = page(response)
        assert "Tiden har ändrats sedan du öppnade sidan. Så här är den nu." in told
        assert "kl. 13.00" in told
        assert 'name="revision" value="2"' in told
    assert "Helst efter tre" in told
    assert (Booking.objects.get().agreed, TimeWish.objects.count()) == (AgreedHow.NOT_YET, 0)
    assert is_done(says_yes(world, booking, revision=2))


def test_a_cancelled_time_cannot_be_answered(world: World, booking: Booking) -> None:
    conclude(access=world.anna.opens(world.agda), booking=booking, status=BookingStatus.CANCELLED, now=world.now)
    for response in (says_yes(world, booking), asks(world, booking)):
        told = page(response)
        assert "Tiden är avbokad." in told
        assert 'name="suits"' not in told
        assert 'name="another"' not in told


def test_a_visit_that_has_begun_cannot_be_answered(world: World) -> None:
    access = world.anna.meets(world.agda)
    begun = books(access, days=-0.02, agreed=AgreedHow.NOT_YET, now=world.now)
    for response in (says_yes(world, begun), asks(world, begun)):
        assert "Besöket har redan börjat." in page(response)
    assert Booking.objects.get().agreed == AgreedHow.NOT_YET


def test_the_verbs_refuse_each_with_a_name(world: World, booking: Booking) -> None:
    mine = world.agda.opens_own()
    with pytest.raises(BookingChanged):
        confirm(access=mine, booking=booking, revision=7, now=world.now)
    with pytest.raises(VisitHasBegun):
        ask_for_another_time(access=mine, booking=booking, revision=1, text="", now=booking.starts_at)
    confirm(access=mine, booking=booking, revision=1, now=world.now)
    with pytest.raises(AlreadyAnswered):
        confirm(access=mine, booking=booking, revision=2, now=world.now)


@pytest.mark.parametrize("revision", ["", "ett", "-1", "99999999999999999999"])
def test_a_form_that_somebody_has_tampered_with_changes_nothing(world: World, booking: Booking, revision: str) -> None:
    response = world.agda.logs_in().post(address(booking), {"suits": "1", "revision": revision})
    assert response.status_code == 200
    assert Booking.objects.get().revision == 1


# ---------------------------------------------------------------- who may


def test_nobody_answers_for_another(world: World, booking: Booking) -> None:
    for who in (world.bertil.logs_in(), world.karin.logs_in(), world.anna.logs_in(), world.nils.logs_in()):
        assert who.post(address(booking), {"suits": "1", "revision": "1"}).status_code == 404
    assert Client().post(address(booking), {"suits": "1", "revision": "1"}).status_code == 302
    assert Booking.objects.get().revision == 1
    for access in (world.karin.opens(world.agda), world.anna.opens(world.agda)):
        with pytest.raises(NotAllowed):
            confirm(access=access, booking=booking, revision=1, now=world.now)


def test_a_trustee_reads_and_is_offered_no_answer(world: World, booking: Booking) -> None:
    seen = page(world.karin.logs_in().get(reverse("my_plan", kwargs={"patient": world.agda.id})))
    assert "Återbesök" in seen
    assert address(booking) not in seen


def test_what_is_not_for_the_patient_cannot_be_answered(world: World) -> None:
    hidden = books(world.anna.meets(world.agda), agreed=AgreedHow.NOT_YET, approved=False, now=world.now)
    assert says_yes(world, hidden).status_code == 404
    assert world.agda.logs_in().get(address(hidden)).status_code == 404
