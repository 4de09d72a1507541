"""What is shared with whom, part by part: on the page, on paper and in what may be done."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from access.grants import Access, NotAllowed
from access.kinds import ALL_SCOPES, READING, MandateKind, Scope
from access.services import make_age_exception
from agreements.models import Agreement, Question
from agreements.services import agree, ask_question, say_yes
from bookings.models import AgreedHow, Booking
from bookings.services import Time, ask_for_another_time, confirm, move
from plans.page import plan_page
from plans.printing import sheet
from plans.sharing import PerPart
from surveys.models import Survey
from surveys.services import answer, ask
from tests import deeds
from tests.factories import Person, World
from tests.log import lines

LARS = "Lars Andersson (ombud som patienten har valt)"
PARTS = {Scope.TIMES: "Hjärtkontroll", Scope.CONTACTS: "Berg", Scope.AGREEMENTS: "Att orka gå till kören."}


@pytest.fixture
def full(world: World) -> World:
    """Agda has something in each part."""
    world.lets_proxies_in()
    access = world.helena.meets(world.agda)
    deeds.agrees(access, now=world.now)
    deeds.books(access, now=world.now, what="Hjärtkontroll", agreed=AgreedHow.NOT_YET)
    deeds.appoints(access, world.anna.professional, now=world.now)
    ask(access=access, now=world.now)
    return world


def proxy(world: World, *scopes: Scope) -> Person:
    return world.let_in("Lars Andersson", world.agda, MandateKind.PROXY, scopes=scopes)


def asks(access: Access, agreement: Agreement, world: World) -> Question:
    return ask_question(access=access, agreement=agreement, text="Varför?", key=uuid4(), now=world.now)


@pytest.mark.parametrize("scope", [Scope.TIMES, Scope.CONTACTS, Scope.AGREEMENTS])
def test_a_proxy_sees_the_part_that_is_shared_and_is_told_of_the_others(full: World, scope: Scope) -> None:
    lars = proxy(full, scope)
    page = plan_page(lars.opens(full.agda), full.now)
    assert [bool(rows) for rows in (page.timeline, page.contacts, page.agreements)] == [each == scope for each in PARTS]
    told = [page.withheld.times, page.withheld.contacts, page.withheld.agreements]
    assert [bool(sentence) for sentence in told] == [each != scope for each in PARTS]
    assert page.surveys == ()
    html = lars.logs_in().get(f"/min-plan/{full.agda.id}/").content.decode()
    paper = sheet(lars.opens(full.agda), page)
    for text in (html, paper):
        assert {each for each, words in PARTS.items() if words in text} == {scope}
        assert all(sentence in text for sentence in told)
    assert ("Inget är planerat" in html, "Ingen är utsedd än" in html, "ingen överenskommelse än" in html) == (
        False, False, False,
    )  # fmt: skip


def test_with_answering_alone_one_sees_the_seven_questions_and_nothing_else(full: World) -> None:
    page = plan_page(proxy(full, Scope.ANSWER).opens(full.agda), full.now)
    assert ([row.can_answer for row in page.surveys], page.timeline, page.contacts, page.agreements) == (
        [True], (), (), (),
    )  # fmt: skip


def test_the_patient_and_staff_are_told_of_nothing_that_is_not_shared(full: World) -> None:
    for access in (full.agda.opens_own(), full.anna.opens(full.agda)):
        assert plan_page(access, full.now).withheld == PerPart()


def test_a_proxy_answers_a_time_under_their_own_name(full: World) -> None:
    lars, booking = proxy(full, Scope.TIMES, Scope.BOOK), Booking.objects.get()
    client = lars.logs_in()
    address = reverse("answer_time", kwargs={"patient": full.agda.id, "booking": booking.public_id})
    assert address in client.get(f"/min-plan/{full.agda.id}/").content.decode()
    form = client.get(address).content.decode()
    assert ("Du ser planen för" in form, "Agda Andersson" in form) == (True, True)
    answered = client.post(address, {"suits": "1", "revision": booking.revision})
    assert answered.headers["Location"] == f"/min-plan/{full.agda.id}/"
    assert Booking.objects.values_list("agreed", "by_proxy").get() == ("confirmed", LARS)
    assert lines("actor_kind", "actor_name", "mandate", what="booking.confirmed") == [
        ("proxy", "Lars Andersson", "proxy")
    ]
    for access in (full.agda.opens_own(), full.anna.opens(full.agda)):
        assert plan_page(access, full.now).timeline[0].status == f"Tiden passar, svarar {LARS}"
    assert f"Tiden passar, svarar {LARS}" in sheet(full.agda.opens_own(), plan_page(full.agda.opens_own(), full.now))


def test_a_proxys_wish_for_another_time_is_told_as_theirs(full: World) -> None:
    lars, booking = proxy(full, Scope.TIMES, Scope.BOOK), Booking.objects.get()
    ask_for_another_time(
        access=lars.opens(full.agda), booking=booking, revision=booking.revision, text="Helst sent", now=full.now
    )
    for access in (full.agda.opens_own(), full.anna.opens(full.agda), lars.opens(full.agda)):
        assert plan_page(access, full.now).timeline[0].status == f"{LARS} har bett om en annan tid"
    assert LARS in full.lena.logs_in().get("/arbetslista/").content.decode()


def test_the_patients_own_wish_is_the_patients_to_whoever_reads(full: World) -> None:
    lars, booking = proxy(full, Scope.TIMES, Scope.BOOK), Booking.objects.get()
    ask_for_another_time(
        access=full.agda.opens_own(), booking=booking, revision=booking.revision, text="", now=full.now
    )
    told = [plan_page(who, full.now).timeline[0].status for who in (full.agda.opens_own(), lars.opens(full.agda))]
    assert told == ["Du har bett om en annan tid", "Patienten har bett om en annan tid"]


def test_a_new_time_is_answered_by_nobody_yet(full: World) -> None:
    lars, booking = proxy(full, Scope.TIMES, Scope.BOOK), Booking.objects.get()
    confirm(access=lars.opens(full.agda), booking=booking, revision=booking.revision, now=full.now)
    again, later = Booking.objects.get(), full.now + timedelta(days=9)
    time = Time(what=again.what, starts_at=later, ends_at=later + deeds.HOUR, place="", preparation="", performer=None)
    access = full.helena.opens(full.agda)
    move(access=access, booking=again, revision=again.revision, time=time, agreed=AgreedHow.NOT_YET, now=full.now)
    assert Booking.objects.values_list("agreed", "by_proxy").get() == ("not_yet", "")


def test_a_trustee_says_yes_and_asks_under_their_own_name(full: World) -> None:
    trustee = full.let_in("Lars Andersson", full.agda, MandateKind.TRUSTEE, scopes={Scope.AGREEMENTS, Scope.ANSWER})
    access, signed = trustee.opens(full.agda), "Lars Andersson (god man eller förvaltare)"
    agreement = Agreement.objects.get()
    asks(access, agreement, full)
    assert Question.objects.get().by_proxy == signed
    page = plan_page(full.agda.opens_own(), full.now)
    assert page.agreements[0].questions[0].by_proxy == signed
    assert signed in full.agda.logs_in().get("/min-plan/").content.decode()
    assert signed in full.anna.logs_in().get("/arbetslista/").content.decode()


def test_a_trustee_says_yes_to_a_proposal_and_the_plan_says_who(full: World) -> None:
    trustee = full.let_in("Lars Andersson", full.agda, MandateKind.TRUSTEE, scopes={Scope.AGREEMENTS, Scope.ANSWER})
    text = deeds.whole(title="Rehabilitering", what_matters="Att gå.")
    proposed = agree(access=full.helena.opens(full.agda), text=text, now=full.now)
    say_yes(access=trustee.opens(full.agda), agreement=proposed, now=full.now)
    row = next(each for each in plan_page(full.agda.opens_own(), full.now).agreed if each.title == "Rehabilitering")
    assert row.by_proxy == "Lars Andersson (god man eller förvaltare)"
    assert f"av {row.by_proxy}" in full.agda.logs_in().get("/min-plan/").content.decode()


def test_a_proxy_answers_the_seven_questions_once_and_staff_see_who(full: World) -> None:
    lars, survey = proxy(full, Scope.ANSWER), Survey.objects.get()
    answer(access=lars.opens(full.agda), survey=survey, answers={1: "yes"}, now=full.now)
    assert Survey.objects.get().by_proxy == LARS
    for who, url in (
        (full.anna, f"/patient/{full.agda.id}/fragor/{survey.public_id}/"),
        (full.agda, "/min-plan/"),
        (lars, f"/min-plan/{full.agda.id}/fragor/{survey.public_id}/"),
    ):
        assert f"{LARS} svarade" in who.logs_in().get(url).content.decode()


@pytest.mark.parametrize("lacks", [Scope.TIMES, Scope.BOOK, Scope.ANSWER, Scope.AGREEMENTS])
def test_without_its_scope_nothing_is_done_for_the_patient(full: World, lacks: Scope) -> None:
    access = proxy(full, *(ALL_SCOPES - {lacks})).opens(full.agda)
    booking, agreement, survey = Booking.objects.get(), Agreement.objects.get(), Survey.objects.get()
    deeds_of = {
        "time": lambda: confirm(access=access, booking=booking, revision=booking.revision, now=full.now),
        "wish": lambda: ask_for_another_time(
            access=access, booking=booking, revision=booking.revision, text="", now=full.now
        ),
        "question": lambda: asks(access, agreement, full),
        "survey": lambda: answer(access=access, survey=survey, answers={1: "yes"}, now=full.now),
    }
    needs = {
        "time": {Scope.TIMES, Scope.BOOK}, "wish": {Scope.TIMES, Scope.BOOK},
        "question": {Scope.AGREEMENTS, Scope.ANSWER}, "survey": {Scope.ANSWER},
    }  # fmt: skip
    for name in (name for name, needed in needs.items() if lacks in needed):
        with pytest.raises(NotAllowed):
            deeds_of[name]()
    assert (Question.objects.count(), Booking.objects.get().agreed, Survey.objects.get().answered_at) == (
        0, AgreedHow.NOT_YET, None,
    )  # fmt: skip


def test_an_answer_to_another_patients_time_is_not_to_be_had_through_ones_own_mandate(full: World) -> None:
    lars = proxy(full, *ALL_SCOPES)
    theirs = deeds.books(full.helena.meets(full.bertil), now=full.now, agreed=AgreedHow.NOT_YET)
    url = reverse("answer_time", kwargs={"patient": full.agda.id, "booking": theirs.public_id})
    assert lars.logs_in().post(url, {"suits": "1", "revision": 1}).status_code == 404
    assert Booking.objects.get(pk=theirs.pk).agreed == AgreedHow.NOT_YET


def test_the_patient_sees_beside_each_part_who_else_sees_it(full: World) -> None:
    assert plan_page(full.agda.opens_own(), full.now).seen_by == PerPart()
    proxy(full, Scope.TIMES)
    assert full.karin
    told = plan_page(full.agda.opens_own(), full.now).seen_by
    assert told == PerPart(
        times=f"Det här ser även Karin Andersson (god man eller förvaltare) och {LARS}.",
        contacts="Det här ser även Karin Andersson (god man eller förvaltare).",
        agreements="Det här ser även Karin Andersson (god man eller förvaltare).",
    )
    assert full.agda.logs_in().get("/min-plan/").content.decode().count(told.times) == 1
    assert plan_page(full.karin.opens(full.agda), full.now).seen_by == PerPart()
    assert plan_page(full.anna.opens(full.agda), full.now).seen_by == PerPart()


def test_a_teenager_sees_that_nobody_else_reads_and_who_does_by_the_heads_decision(full: World) -> None:
    access = full.helena.meets(full.alva)
    deeds.books(access, now=full.now)
    full.let_in("Sara", full.alva, MandateKind.GUARDIAN, scopes=READING)
    alone = "Bara du och de som ger dig vård ser det här."
    assert plan_page(full.alva.opens_own(), full.now).seen_by == PerPart(alone, alone, alone, alone)
    assert alone in full.alva.logs_in().get("/min-plan/").content.decode()
    make_age_exception(access=access, kind=MandateKind.GUARDIAN, because="Svår sjukdom", key=uuid4(), now=full.now)
    told = plan_page(full.alva.opens_own(), full.now).seen_by
    sentence = "Det som Hjärtmottagningen har skrivit här ser även Sara (vårdnadshavare)."
    assert told == PerPart(sentence, sentence, sentence, alone)


def test_a_child_sees_that_the_father_reads(full: World) -> None:
    assert full.erik
    told = plan_page(full.leo.opens_own(), full.now).seen_by
    assert told.agreements == "Det här ser även Erik Nilsson (vårdnadshavare)."
    grown = full.patient("Ung Vuxen", date(2008, 1, 1))
    assert plan_page(grown.opens_own(), full.now).seen_by == PerPart()
