"""Protected identity: places are covered for staff, and nobody near the person reads before it is assessed."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone

from access.grants import NotAllowed
from access.kinds import MandateKind
from access.models import Assessment, Mandate, Opening
from access.services import AssessmentChanged, assess, grant_mandate, show_places
from agreements.models import Agreement
from bookings.models import Booking
from people.models import Patient, Protection
from tests import deeds
from tests.factories import Person, Staff, World
from tests.log import lines
from tests.paper.reading import text_of

PLACE = "Hemliga gatan 5"
QUARTER = timedelta(minutes=15)


@pytest.fixture
def maja(world: World) -> Person:
    """In care at the heart clinic and the eye clinic, with a time at a place and words about it."""
    person = world.patient("Maja Ström", date(1992, 1, 30), protection=Protection.REGISTRATION)
    access = world.anna.meets(person)
    deeds.books(access, now=world.now, place=PLACE)
    deeds.agrees(access, now=world.now, turn_by_day=f"Gå till {PLACE}, entrén.")
    world.nils.meets(person)
    return person


def page_of(whom: Person, staff: Staff) -> str:
    return staff.logs_in().get(f"/patient/{whom.id}/").content.decode()


def asks_for_places(staff: Staff, whom: Person, because: str = "Ska ringa taxi") -> HttpResponse:
    url = reverse("see_places", kwargs={"patient": whom.id})
    return staff.logs_in().post(url, {"because": because, "key": uuid4()})


# ---------------------------------------------------------------- places


def test_no_place_stands_on_staffs_page_and_the_person_is_clearly_marked(world: World, maja: Person) -> None:
    page = page_of(maja, world.nils)
    assert (PLACE in page, "Sjöstads sjukhus" in page) == (False, False)
    assert "Gå till platsen, entrén." in page
    assert ">Skyddade uppgifter<" in page
    assert "Patienten har skyddade uppgifter. Platser visas inte." in page
    assert "Hjärtmottagningen" in page


def test_a_person_who_is_not_protected_has_places_on_the_page(world: World, maja: Person) -> None:
    Patient.objects.update(protection=Protection.NONE)
    page = page_of(maja, world.nils)
    assert PLACE in page
    assert asks_for_places(world.nils, maja).status_code == 302
    assert not Opening.objects.exists()


def test_who_says_why_sees_the_places_for_a_quarter_of_an_hour(world: World, maja: Person) -> None:
    asks_for_places(world.nils, maja)
    assert PLACE in page_of(maja, world.nils)
    assert PLACE not in page_of(maja, world.anna)
    hidden = [world.nils.opens(maja, now=world.now + after).hides_places for after in (QUARTER / 2, QUARTER)]
    assert hidden == [False, True]
    assert lines("actor_name", "because", "emergency", what="opening.places.need") == [
        ("Nils Åberg", "Ska ringa taxi", False)
    ]
    assert "Visade platser i din plan" in maja.logs_in().get("/vem-har-last/").content.decode()


def test_who_does_not_say_why_is_asked(world: World, maja: Person) -> None:
    assert "Skriv varför du behöver se platserna." in asks_for_places(world.nils, maja, " ").content.decode()
    assert PLACE not in page_of(maja, world.nils)


def test_what_is_shown_on_the_screen_is_still_not_printed(world: World, maja: Person) -> None:
    asks_for_places(world.nils, maja)
    sheet = text_of(world.nils.logs_in().get(f"/patient/{maja.id}/utskrift.pdf").content)
    assert (PLACE in sheet, "Hjärtmottagningen" in sheet) == (False, False)


def test_the_database_shows_places_to_one_person_and_not_for_longer(world: World, maja: Person) -> None:
    opening = show_places(access=world.nils.opens(maja), because="Taxi", key=uuid4(), now=world.now)
    for change in (
        {"until": world.now + QUARTER + timedelta(seconds=1)},
        {"professional": None},
        {"ground": "consent"},
    ):
        with pytest.raises(IntegrityError, match="access_opening_places_for_one"), transaction.atomic():
            Opening.objects.filter(pk=opening.pk).update(**change)


def test_protected_persons_themselves_see_their_places(world: World, maja: Person) -> None:
    assert PLACE in maja.logs_in().get("/min-plan/").content.decode()


def test_in_lists_the_person_is_marked_masked_and_not_dropped(world: World, maja: Person) -> None:
    client = world.anna.logs_in()
    for url in ("/patienter/", "/arbetslista/"):
        page = client.get(url).content.decode()
        assert ("Patient med skyddade uppgifter</a>" in page, ">Skyddade uppgifter<" in page) == (True, True)
        assert ("Ström" in page, PLACE in page, "920130" in page) == (False, False, False)


def test_the_place_in_a_list_does_not_tell_the_name(world: World) -> None:
    known = (("Örjan Öst", 1, "none"), ("Ada Ahl", 2, "marked"), ("Bo Berg", 3, "none"))
    for name, day, protection in known:
        world.anna.meets(world.patient(name, date(1960, 1, day), protection=protection))
    page = world.anna.logs_in().get("/patienter/").content.decode()
    names = [page.index(name) for name in ("Berg, Bo", "Öst, Örjan", "Patient med skyddade uppgifter")]
    assert names == sorted(names)


# ---------------------------------------------------------------- those near a protected person


@pytest.fixture
def leo_is_protected(world: World) -> World:
    world.helena.meets(world.leo)
    Patient.objects.filter(pk=world.leo.patient.pk).update(protection=Protection.MARKED)
    return world


def reads(who: Person, whom: Person) -> bool:
    return who.logs_in().get(f"/min-plan/{whom.id}/").status_code == 200


def decides(staff: Staff, who: Person, whom: Person, decision: str, revision: int = 0) -> HttpResponse:
    mandate = Mandate.objects.get(login=who.login, patient=whom.patient)
    url = reverse("assess_relative", kwargs={"patient": whom.id, "mandate": mandate.public_id})
    said = {"decision": decision, "because": "Har talat med socialtjänsten", "revision": revision}
    return staff.logs_in().post(url, said)


def test_a_guardian_reads_after_the_head_of_unit_has_said_yes_and_not_after_a_no(leo_is_protected: World) -> None:
    world = leo_is_protected
    seen = [reads(world.erik, world.leo)]
    decides(world.helena, world.erik, world.leo, "allow")
    seen.append(reads(world.erik, world.leo))
    assert "Planen för Leo Nilsson" in world.erik.logs_in().get("/").content.decode()
    decides(world.helena, world.erik, world.leo, "deny", revision=1)
    seen.append(reads(world.erik, world.leo))
    assert seen == [False, True, False]
    rows = Assessment.objects.order_by("pk").values_list("revision", "is_allowed", "until", "because")
    assert list(rows) == [
        (1, True, world.now, "Har talat med socialtjänsten"),
        (2, False, None, "Har talat med socialtjänsten"),
    ]
    assert lines("what", "actor_name", what__startswith="assessment", action="write") == [
        ("assessment.allowed", "Helena Sjö"),
        ("assessment.denied", "Helena Sjö"),
    ]


def test_after_several_decisions_the_start_page_names_the_plan_once(leo_is_protected: World) -> None:
    for revision in range(3):
        decides(leo_is_protected.helena, leo_is_protected.erik, leo_is_protected.leo, "allow", revision)
    assert leo_is_protected.erik.logs_in().get("/").content.decode().count("Planen för Leo Nilsson") == 1


def test_who_was_not_first_sees_what_the_first_decided(leo_is_protected: World) -> None:
    world = leo_is_protected
    decides(world.helena, world.erik, world.leo, "deny")
    page = decides(world.helena, world.erik, world.leo, "allow").content.decode()
    assert "Någon annan hann före." in page
    assert "Får inte läsa." in page
    assert not reads(world.erik, world.leo)
    mandate = Mandate.objects.get(login=world.erik.login)
    for stale in (0, 2):
        with pytest.raises(AssessmentChanged):
            assess(
                access=world.helena.opens(world.leo), mandate=mandate, is_allowed=True, because="x", revision=stale,
                now=world.now,
            )  # fmt: skip


def test_a_nurse_decides_nothing(leo_is_protected: World) -> None:
    world = leo_is_protected
    world.anna.meets(world.leo)
    assert decides(world.anna, world.erik, world.leo, "allow").status_code == 403
    mandate = Mandate.objects.get(login=world.erik.login)
    with pytest.raises(NotAllowed):
        assess(
            access=world.anna.opens(world.leo), mandate=mandate, is_allowed=True, because="x", revision=0,
            now=world.now,
        )  # fmt: skip
    assert not Assessment.objects.exists()


def test_a_head_of_unit_who_does_not_care_for_the_child_decides_nothing(world: World) -> None:
    assert world.erik.login
    Patient.objects.filter(pk=world.leo.patient.pk).update(protection=Protection.MARKED)
    assert decides(world.helena, world.erik, world.leo, "allow").status_code == 404
    assert not reads(world.erik, world.leo)


def test_where_one_parent_is_protected_the_other_waits_for_a_decision(world: World) -> None:
    """The threat may be the other parent: the child's plan would tell where both are."""
    world.helena.meets(world.leo)
    mother = world.patient("Maja Ström", date(1992, 1, 30), protection=Protection.REGISTRATION)
    assert reads(world.erik, world.leo)
    grant_mandate(
        access=world.decides(world.leo), login=mother.login, kind=MandateKind.GUARDIAN, because="Vårdnadshavare",
        now=world.now,
    )  # fmt: skip
    assert (reads(world.erik, world.leo), reads(mother, world.leo)) == (False, True)
    with pytest.raises(Http404):
        world.erik.opens(world.leo)
    decides(world.helena, world.erik, world.leo, "allow")
    assert reads(world.erik, world.leo)


def test_the_page_tells_who_waits_and_what_is_decided(leo_is_protected: World) -> None:
    world = leo_is_protected
    url = reverse("relatives", kwargs={"patient": world.leo.id})
    assert "Just nu är det ingen." in world.helena.logs_in().get(url).content.decode()
    assert world.erik.login
    assert "Inte bedömd, läser inte" in world.helena.logs_in().get(url).content.decode()
    decides(world.helena, world.erik, world.leo, "deny")
    page = world.helena.logs_in().get(url).content.decode()
    assert ("Erik Nilsson" in page, "Får inte läsa" in page, "Har talat med socialtjänsten" in page) == (True,) * 3


def test_what_was_decided_of_one_danger_does_not_hold_for_another(world: World) -> None:
    """The father was found safe for a child who was marked; then the protected mother became its guardian."""
    world.helena.meets(world.leo)
    Patient.objects.filter(pk=world.leo.patient.pk).update(protection=Protection.MARKED)
    decides(world.helena, world.erik, world.leo, "allow")
    assert reads(world.erik, world.leo)
    mother = world.patient("Maja Ström", date(1992, 1, 30), protection=Protection.REGISTRATION)
    grant_mandate(
        access=world.decides(world.leo), login=mother.login, kind=MandateKind.GUARDIAN, because="Vårdnadshavare",
        now=world.now,
    )  # fmt: skip
    assert not reads(world.erik, world.leo)
    assert lines("what", what="assessment.closed") == ["assessment.closed"]
    decides(world.helena, world.erik, world.leo, "allow", revision=1)
    assert reads(world.erik, world.leo)


@pytest.mark.parametrize("page", ["move_time", "cancel_time"])
def test_a_place_is_hidden_where_its_time_is_changed_too(world: World, maja: Person, page: str) -> None:
    booking = Booking.objects.get()
    url = reverse(page, kwargs={"patient": maja.id, "booking": booking.public_id})
    client = world.anna.logs_in()
    assert PLACE not in client.get(url).content.decode()
    client.post(reverse("see_places", kwargs={"patient": maja.id}), {"because": "Ska ringa taxi", "key": uuid4()})
    assert PLACE in client.get(url).content.decode()


def test_a_time_that_is_moved_unseen_keeps_its_place(world: World, maja: Person) -> None:
    booking = Booking.objects.get()
    url = reverse("move_time", kwargs={"patient": maja.id, "booking": booking.public_id})
    said = {
        "day": "2026-12-03", "clock": "10.00", "minutes": "30", "agreed": "dialogue", "performer": "",
        "preparation": "", "revision": booking.revision, "place": "Annan plats",
    }  # fmt: skip
    assert world.anna.logs_in().post(url, said).status_code == 302
    booking.refresh_from_db()
    assert (booking.place, timezone.localtime(booking.starts_at).hour) == (PLACE, 10)


def test_the_words_of_an_agreement_are_changed_once_the_places_are_shown(world: World, maja: Person) -> None:
    url = reverse("revise_agreement", kwargs={"patient": maja.id, "agreement": Agreement.objects.get().public_id})
    client = world.anna.logs_in()
    led = client.get(url, follow=True)
    assert (led.redirect_chain, PLACE in led.content.decode()) == (
        [(reverse("see_places", kwargs={"patient": maja.id}), 302)], False,
    )  # fmt: skip
    assert "Visa platserna först" in led.content.decode()
    client.post(reverse("see_places", kwargs={"patient": maja.id}), {"because": "Ska ändra", "key": uuid4()})
    assert PLACE in client.get(url).content.decode()
