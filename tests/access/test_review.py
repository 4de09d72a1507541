"""Rita reviews the log of Region Sjöland: what is drawn, what she sees beside it, and what she says of it."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from typing import Any
from unittest.mock import patch
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.http import Http404, HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader

from access.gate import open_log, open_unit
from access.grants import Access, LogAccess, NotAllowed
from access.kinds import OpeningGround
from access.models import CareRelation, Concern, Outcome, Review, ReviewMonth, Rule
from access.review.readings import ReviewRow, find_review, is_asked, read_reviews
from access.services import (
    Asked,
    ConcernChanged,
    ReviewChanged,
    answer_concern,
    ask_to_draw,
    begin_relation,
    draw_for,
    examine_concern,
    judge,
    open_care,
    report_concern,
)
from access.services.reviews import draw_day
from access.tasks import draw_asked, draw_reviews
from audit.models import Action, ActorKind, Entry, How
from audit.services import Actor, Deed, record
from patientkontrakt.celery import app
from people.models import Assignment, CareProvider, Identity, Login, Protection, Role
from tests import deeds
from tests.factories import NOW, Person, Staff, World
from tests.log import lines
from tests.together import at_once

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def enters(staff: Staff, *, now: datetime | None = None) -> LogAccess:
    return open_log(staff.viewer, How.LIST, now=now or staff.now, what="log.review")


def reads(staff: Staff, whom: Person, at: datetime, *, emergency: bool = False) -> None:
    """Without asking whether they may: as an emergency would, or a fault of ours."""
    a = staff.assignment
    actor = Actor(
        ActorKind.STAFF, staff.professional.public_id, staff.professional.name, staff.professional.title,
        assignment=a.public_id, unit=a.unit.hsa_id, unit_name=a.unit.name, provider=a.unit.provider.hsa_id,
        provider_name=a.unit.provider.name, purpose=a.purpose,
    )  # fmt: skip
    record(actor, Deed(Action.READ, "plan", How.PAGE, whom.patient.public_id, emergency=emergency), now=at)


def begins(staff: Staff, whom: Person, *, now: datetime) -> None:
    begin_relation(access=staff.opens_unit(now=now), patient=whom.patient, because="Vård pågår", now=now)


def cares(staff: Staff, whom: Person, *, now: datetime | None = None) -> Access:
    """The unit has cared for the patient for long, and the plan is opened."""
    begins(staff, whom, now=staff.now - 40 * DAY)
    return staff.opens(whom, now=now)


def drawn(world: World) -> dict[str, set[str]]:
    """By reader: the rules that found them, and `sample`."""
    draw_for(provider=world.region, now=world.now)
    found: dict[str, set[str]] = {}
    for review in Review.objects.filter(provider=world.region):
        name = Entry.objects.get(pk=review.line).actor_name
        found.setdefault(name, set()).update([*review.rules, *["sample"] * review.is_sample])
    return found


def listed(world: World, *, done: bool = False, month: date = date(2026, 11, 1)) -> tuple[ReviewRow, ...]:
    return read_reviews(enters(world.rita), month=month, done=done, page="1", now=world.now).rows


@pytest.fixture
def one(world: World) -> Review:
    """Anna read Agda's plan without a care relation, an hour ago."""
    reads(world.anna, world.agda, world.now - HOUR)
    draw_for(provider=world.region, now=world.now)
    return Review.objects.get()


# ---------------------------------------------------------------- what is drawn


def test_a_reading_in_ones_own_work_today_is_not_drawn(world: World) -> None:
    cares(world.anna, world.agda)
    assert drawn(world) == {}


def test_a_reading_without_a_relation_at_the_time_is_drawn(world: World) -> None:
    reads(world.anna, world.agda, world.now - HOUR)
    begins(world.anna, world.agda, now=world.now)
    assert drawn(world) == {"Anna Berg": {Rule.NO_RELATION}}


def test_a_relation_that_has_ended_since_was_a_relation(world: World) -> None:
    cares(world.anna, world.agda, now=world.now - HOUR)
    CareRelation.objects.update(until=world.now)
    assert drawn(world) == {}


def takes_in(staff: Staff, whom: Person) -> Client:
    number, client = Identity.objects.get(patient=whom.patient).value, staff.logs_in()
    client.post("/patienter/ny-kontakt/", {"number": number, "because": "Vi har fått en remiss", "begin": "1"})
    return client


def test_a_scheduler_who_takes_in_a_stranger_with_a_remiss_nobody_has_seen_is_drawn(world: World) -> None:
    client = takes_in(world.staff("Bo Kvist", world.heart, Role.SCHEDULER), world.agda)
    assert client.get(f"/patient/{world.agda.id}/").status_code == 200
    assert drawn(world) == {"Bo Kvist": {Rule.SELF_BEGUN}}
    assert [row.reasons for row in listed(world)] == [("Vårdrelation som läsaren nyss började själv",)]


def test_who_takes_in_a_stranger_and_waits_before_reading_is_drawn_for_that(world: World) -> None:
    takes_in(world.staff("Bo Kvist", world.heart, Role.SCHEDULER), world.agda)
    assert drawn(world) == {"Bo Kvist": {Rule.SELF_BEGUN}}


def test_a_relation_that_a_colleague_began_or_that_is_more_than_a_day_old_is_ones_work(world: World) -> None:
    cares(world.anna, world.agda, now=world.now - HOUR)
    world.maria.opens(world.agda)
    CareRelation.objects.update(since=world.now - DAY - HOUR)
    assert drawn(world) == {}
    CareRelation.objects.update(since=world.now - 2 * HOUR)
    Review.objects.all().delete()
    assert drawn(world) == {"Anna Berg": {Rule.SELF_BEGUN}}


def test_an_emergency_is_drawn(world: World) -> None:
    cares(world.anna, world.agda, now=world.now - HOUR)
    reads(world.anna, world.agda, world.now, emergency=True)
    assert drawn(world) == {"Anna Berg": {Rule.EMERGENCY}}


def test_the_reason_of_an_emergency_stands_beside_the_reading_of_whoever_wrote_it(world: World) -> None:
    """A colleague at the same unit has one of their own, written later."""
    told = ((world.anna, "Medvetslös, okända läkemedel", 2), (world.maria, "En kollegas skäl", 1))
    for who, why, minutes in told:
        at = world.now - timedelta(minutes=minutes)
        access = open_unit(who.viewer, How.PAGE, now=at, what="x")
        asked = Asked(ground=OpeningGround.EMERGENCY, because=why, lasts=HOUR, is_for_unit=False, key=uuid4())
        open_care(access=access, patient=world.agda.patient, asked=asked, now=at)
    world.anna.opens(world.agda)
    drawn(world)
    page = world.rita.logs_in().get("/granska/").content.decode()
    assert ("Medvetslös, okända läkemedel" in page, "En kollegas skäl" in page) == (True, False)


def test_who_has_the_patients_family_name_is_drawn_however_it_is_written(world: World) -> None:
    cares(world.staff("Bo ANDERSSON", world.heart), world.agda)
    cares(world.staff("Bo Anders", world.heart), world.agda)
    assert drawn(world) == {"Bo ANDERSSON": {Rule.SAME_FAMILY_NAME}}


def test_who_has_the_patients_whole_name_is_drawn(world: World) -> None:
    cares(world.staff("AGDA Andersson", world.heart), world.agda)
    assert drawn(world) == {"AGDA Andersson": {Rule.OWN_RECORD, Rule.SAME_FAMILY_NAME}}


def test_the_login_says_that_reader_and_patient_are_one(world: World) -> None:
    me = world.patient("Annan Person", date(1980, 1, 1))
    Login.objects.filter(pk=world.anna.login.pk).update(professional=None)
    Login.objects.filter(pk=me.login.pk).update(professional=world.anna.professional)
    cares(world.anna, me)
    cares(world.maria, me)
    assert drawn(world) == {"Anna Berg": {Rule.OWN_RECORD}, "Maria Lind": {Rule.COLLEAGUE}}


def test_a_patient_named_as_a_colleague_at_the_unit_then_is_drawn(world: World) -> None:
    assert world.maria
    patient = world.patient("Maria LIND", date(1980, 1, 1))
    cares(world.anna, patient)
    cares(world.nils, patient)
    assert drawn(world) == {"Anna Berg": {Rule.COLLEAGUE}}
    Assignment.objects.filter(pk=world.maria.assignment.pk).update(until=world.now - DAY)
    Review.objects.all().delete()
    assert drawn(world) == {}


def test_a_reading_of_a_protected_person_is_drawn(world: World) -> None:
    cares(world.anna, world.patient("Maja Ström", date(1992, 1, 30), protection=Protection.MARKED))
    assert drawn(world) == {"Anna Berg": {Rule.PROTECTED}}


def test_who_reads_far_more_patients_than_usual_is_drawn_once(world: World) -> None:
    patients = [world.agda, world.bertil, world.leo]
    for whom in patients:
        cares(world.anna, whom)
        cares(world.nils, whom)
        for days in range(1, 21):  # nils does this every day
            for _ in range(3):
                reads(world.nils, whom, world.now - days * DAY)
    with patch("access.review.rules.MANY", 3):
        draw_day(provider=world.region, day=world.now.date(), now=world.now)
    volume = Review.objects.filter(rules=[Rule.VOLUME])
    assert [Entry.objects.get(pk=each.line).actor_name for each in volume] == ["Anna Berg"]
    with patch("access.review.rules.MANY", 4):
        Review.objects.all().delete()
        draw_day(provider=world.region, day=world.now.date(), now=world.now)
    assert not Review.objects.filter(rules=[Rule.VOLUME]).exists()


def test_a_day_that_is_over_gives_a_random_sample_that_can_be_drawn_again(world: World) -> None:
    yesterday = world.now - DAY
    staff = [world.staff(f"Namn{n} Efternamn{n}", world.heart) for n in range(12)]
    for each in staff:
        cares(each, world.agda, now=yesterday)
    first = {name for name, rules in drawn(world).items() if rules == {"sample"}}
    assert len(first) == 2
    Review.objects.all().delete()
    ReviewMonth.objects.update(drawn_through=None)
    assert set(drawn(world)) == first
    Review.objects.all().delete()
    ReviewMonth.objects.update(drawn_through=None, seed="another")
    others = set(drawn(world))
    Review.objects.all().delete()
    ReviewMonth.objects.update(drawn_through=None, seed="a third")
    assert {frozenset(first), frozenset(others), frozenset(drawn(world))} != {frozenset(first)}


def test_today_gives_no_sample_yet(world: World) -> None:
    for n in range(5):
        cares(world.staff(f"Namn{n} Efternamn{n}", world.heart), world.agda)
    assert drawn(world) == {}


def test_a_reading_that_a_rule_found_by_day_is_counted_in_the_sample_of_the_night(world: World) -> None:
    reads(world.anna, world.agda, world.now)
    assert drawn(world) == {"Anna Berg": {Rule.NO_RELATION}}
    judge(
        access=enters(world.rita), review=Review.objects.get(), outcome=Outcome.FINE, note="", revision=1, now=world.now
    )
    draw_for(provider=world.region, now=world.now + DAY)
    (review,) = Review.objects.all()
    assert (review.is_sample, review.rules, review.outcome) == (True, [Rule.NO_RELATION], Outcome.FINE)
    draw_for(provider=world.region, now=world.now + DAY)
    assert Review.objects.get().is_sample


def test_what_is_written_just_after_midnight_of_the_day_before_is_drawn_too(world: World) -> None:
    midnight = datetime(2026, 11, 25, 23, tzinfo=UTC)
    draw_for(provider=world.region, now=midnight + timedelta(minutes=1))
    reads(world.anna, world.agda, midnight - timedelta(seconds=1))
    draw_for(provider=world.region, now=midnight + 2 * HOUR)
    assert Review.objects.get().day == date(2026, 11, 25)


def days_drawn() -> list[str]:
    return lines("because", what="review.drawn")


def test_the_log_says_which_days_the_program_has_drawn_and_none_that_is_done_is_drawn_again(world: World) -> None:
    draw_for(provider=world.region, now=world.now)
    assert (len(days_drawn()), days_drawn()[0], days_drawn()[-1]) == (32, "2026-10-25", "2026-11-25")
    for hours in (1, 24):
        draw_for(provider=world.region, now=world.now + hours * HOUR)
    assert days_drawn()[32:] == ["2026-11-25", "2026-11-25", "2026-11-26"]
    said = ("actor_kind", "actor_name", "how", "provider")
    assert set(lines(*said, what="review.drawn")) == {("system", "Granskningen", "task", world.region.hsa_id)}


def statements_to_draw(world: World) -> int:
    with CaptureQueriesContext(connection) as told, patch("access.review.rules.MANY", 2):
        draw_day(provider=world.region, day=world.now.date(), now=world.now)
    return len(told)


def test_drawing_a_day_asks_no_more_for_many_readers_than_for_one(world: World) -> None:
    def read_many(*staff: Staff) -> None:
        for who in staff:
            for whom in (world.agda, world.bertil, world.leo):
                reads(who, whom, world.now)

    read_many(world.anna)
    statements_to_draw(world)  # the first in a month makes its seed
    one = statements_to_draw(world)
    read_many(*[world.staff(f"Namn{n} Efternamn{n}", world.heart) for n in range(6)])
    assert (one, statements_to_draw(world)) == (14, 14)
    assert Review.objects.filter(rules=[Rule.VOLUME]).count() == 7


def test_reading_again_on_the_same_grounds_that_day_is_one_and_drawing_twice_is_drawing_once(world: World) -> None:
    for minutes in (0, 1, 2):
        reads(world.anna, world.agda, world.now - timedelta(minutes=minutes))
    for _ in range(2):
        draw_for(provider=world.region, now=world.now)
    (review,) = Review.objects.all()
    assert review.line_at == world.now - timedelta(minutes=2)
    reads(world.anna, world.agda, world.now - DAY)
    ReviewMonth.objects.update(drawn_through=None)
    draw_for(provider=world.region, now=world.now)
    assert Review.objects.count() == 2


def test_nights_that_were_missed_are_drawn_later(world: World) -> None:
    reads(world.anna, world.agda, world.now)
    for days in (1, 5, 9):
        draw_for(provider=world.region, now=world.now + days * DAY)
    assert Review.objects.count() == 1
    reads(world.anna, world.bertil, world.now + 10 * DAY)
    draw_for(provider=world.region, now=world.now + 30 * DAY)
    assert Review.objects.count() == 2


def test_two_who_draw_at_once_draw_once(own_database: None) -> None:
    world = World(NOW)
    reads(world.anna, world.agda, world.now)
    provider = world.region
    assert at_once(*[lambda: draw_for(provider=provider, now=NOW)] * 3) == [None] * 3
    assert Review.objects.count() == 1


def test_two_who_draw_at_once_do_not_do_the_same_work(own_database: None) -> None:
    world = World(NOW)
    provider = world.region
    with transaction.atomic():
        CareProvider.objects.select_for_update(no_key=True).get(pk=provider.pk)
        assert at_once(lambda: draw_day(provider=provider, day=NOW.date(), now=NOW)) == [False]
        at_once(lambda: draw_for(provider=provider, now=NOW))
    assert days_drawn() == []


@pytest.fixture
def at_work() -> Iterator[None]:
    """The task that another wakes is done at once."""
    app.conf.task_always_eager = True
    yield
    app.conf.task_always_eager = False


def test_the_night_draws_for_every_provider(world: World, at_work: None) -> None:
    reads(world.anna, world.agda, world.now)
    reads(world.olle, world.agda, world.now)
    draw_reviews()
    assert set(Review.objects.values_list("provider", flat=True)) == {world.region.pk, world.other_region.pk}


def test_the_patients_own_reading_a_relatives_and_a_list_are_not_drawn(world: World) -> None:
    world.agda.opens_own()
    world.karin.opens(world.agda)
    cares(world.anna, world.bertil)
    world.anna.logs_in().get("/patienter/")
    assert drawn(world) == {}


# ---------------------------------------------------------------- who sees it, and what


@pytest.mark.parametrize("role", ["anna", "helena", "evert", "johan"])
def test_only_a_reviewer_opens_the_log(world: World, role: str) -> None:
    with pytest.raises(Http404):
        enters(getattr(world, role))
    assert lines("actor_name", "what", action=Action.REFUSED) == [(getattr(world, role).login.name, "log.review")]


def test_rita_sees_nothing_of_another_provider(world: World) -> None:
    reads(world.olle, world.agda, world.now)
    draw_for(provider=world.other_region, now=world.now)
    assert listed(world) == ()
    with pytest.raises(Http404):
        find_review(enters(world.rita), Review.objects.get().public_id)
    page = world.rita.logs_in().post(f"/granska/{Review.objects.get().public_id}/", {"outcome": "fine", "revision": 1})
    assert page.status_code == 404
    assert Review.objects.get().outcome == Outcome.OPEN


def test_the_relation_stands_beside_the_reading(world: World) -> None:
    reads(world.anna, world.agda, world.now - HOUR)
    begins(world.maria, world.agda, now=world.now)
    reads(world.anna, world.agda, world.now, emergency=True)
    draw_for(provider=world.region, now=world.now)
    during, before = listed(world)
    assert (during.reading.relation.because, during.reading.relation.since) == ("Vård pågår", world.now)
    assert (before.reading.relation.since, before.reading.relation.began_later) == (None, world.now)
    page = world.rita.logs_in().get("/granska/").content.decode()
    for words in ("Anna Berg", "Agda Andersson", "född 1941", "Vård pågår", "Ingen då", "Nödåtkomst"):
        assert words in page


def test_rita_sees_nothing_of_the_care(world: World) -> None:
    access = world.anna.meets(world.agda)
    deeds.agrees(access, now=world.now, title="Hjärtsvikt", what_matters="Att orka gå till kören.")
    deeds.books(access, now=world.now, what="Ultraljud")
    reads(world.anna, world.agda, world.now, emergency=True)
    draw_for(provider=world.region, now=world.now)
    client = world.rita.logs_in()
    said = client.get("/granska/").content.decode() + text_of(client.get("/granska/rapport.pdf"))
    assert "Agda Andersson" in said
    assert [word for word in ("Hjärtsvikt", "kören", "Ultraljud", "0312", "2380") if word in said] == []


def test_protected_persons_are_masked(world: World) -> None:
    world.anna.meets(world.patient("Maja Ström", date(1992, 1, 30), protection=Protection.REGISTRATION))
    draw_for(provider=world.region, now=world.now)
    (row,) = listed(world)
    assert (row.reading.patient, row.reading.born) == ("Patient med skyddade uppgifter", None)
    page = world.rita.logs_in().get("/granska/").content.decode()
    assert ("Maja" in page, "Ström" in page, "1992" in page) == (False, False, False)


def test_what_rita_sees_is_in_the_log_and_the_patient_is_told(world: World, one: Review) -> None:
    world.rita.logs_in().get("/granska/")
    assert lines("action", "what", "patient", actor_name="Rita Lund") == [
        ("read", "log.review", None),
        ("list", "log.review", world.agda.patient.public_id),
    ]
    told = world.agda.logs_in().get("/vem-har-last/").content.decode()
    assert "Såg vem som har läst din plan, för att granska loggen" in told


def test_another_month_is_another_list(world: World, one: Review) -> None:
    client = world.rita.logs_in()
    assert "Anna Berg" in client.get("/granska/", {"manad": "2026-11"}).content.decode()
    assert "Anna Berg" not in client.get("/granska/", {"manad": "2026-10"}).content.decode()
    assert "Anna Berg" in client.get("/granska/", {"manad": "x"}).content.decode()


def statements_of(world: World) -> int:
    client = world.rita.logs_in()
    client.get("/granska/")
    with CaptureQueriesContext(connection) as told:
        assert client.get("/granska/").status_code == 200
    return len(told)


def test_the_list_asks_no_more_for_many_than_for_one(world: World, one: Review) -> None:
    little = statements_of(world)
    for number in range(6):
        reads(world.staff(f"Namn{number} Efternamn{number}", world.heart), world.bertil, world.now)
    draw_for(provider=world.region, now=world.now)
    assert (little, statements_of(world)) == (14, 14)


# ---------------------------------------------------------------- what she says of it


def judges(world: World, review: Review, **said: Any) -> HttpResponse:
    said = {"outcome": "fine", "note": "", "revision": review.revision, **said}
    return world.rita.logs_in().post(f"/granska/{review.public_id}/", said)


def test_one_press_says_that_there_is_nothing_to_remark(world: World, one: Review) -> None:
    page = world.rita.logs_in().get("/granska/").content.decode()
    assert page.count("autofocus") == 1
    assert 'value="fine" autofocus>' in page
    response = judges(world, one)
    assert (response.status_code, response["Location"]) == (302, "/granska/?manad=2026-11")
    one.refresh_from_db()
    assert (one.outcome, one.decided_by, one.revision) == (Outcome.FINE, world.rita.professional, 2)
    assert listed(world) == ()
    assert [row.decided_by for row in listed(world, done=True)] == ["Rita Lund"]
    assert lines("patient", "object", what="review.judged") == [(world.agda.patient.public_id, one.public_id)]


@pytest.mark.parametrize("outcome", ["examine", "breach"])
def test_what_is_not_fine_needs_a_note(world: World, one: Review, outcome: str) -> None:
    page = judges(world, one, outcome=outcome).content.decode()
    assert "Skriv en anteckning om vad som ska utredas" in page
    assert not lines(what="review.judged")
    judges(world, one, outcome=outcome, note="Chefen frågar Anna.")
    one.refresh_from_db()
    assert (one.outcome, one.note) == (outcome, "Chefen frågar Anna.")


def test_who_comes_late_sees_the_colleagues_outcome_and_loses_nothing(world: World, one: Review) -> None:
    judges(world, one, outcome="breach", note="Kollegans ord")
    page = judges(world, one, outcome="examine", note="Mina ord", visa="klara").content.decode()
    assert ("En kollega hann före" in page, "Kollegans ord" in page, "Mina ord" in page) == (True, True, True)
    one.refresh_from_db()
    assert (one.outcome, one.note) == ("breach", "Kollegans ord")
    assert 'name="revision" value="2"' in page


def test_two_who_judge_at_once_do_not_write_over_each_other(own_database: None) -> None:
    world = World(NOW)
    reads(world.anna, world.agda, world.now)
    draw_for(provider=world.region, now=NOW)
    review, access = Review.objects.select_related("patient").get(), enters(world.rita)

    def say(outcome: Outcome) -> None:
        judge(access=access, review=review, outcome=outcome, note="x", revision=1, now=NOW)

    said = at_once(lambda: say(Outcome.EXAMINE), lambda: say(Outcome.BREACH))
    assert sorted(map(str, said)) == sorted([str(None), str(ReviewChanged)])
    assert len(lines(what="review.judged")) == 1


def test_nobody_judges_their_own_reading(world: World) -> None:
    rita = world.rita
    Assignment.objects.create(
        professional=rita.professional, unit=world.heart, role=Role.CLINICIAN, since=world.now - DAY
    )
    reads(rita, world.agda, world.now)
    draw_for(provider=world.region, now=world.now)
    review = Review.objects.get()
    with pytest.raises(NotAllowed):
        judge(access=enters(rita), review=review, outcome=Outcome.FINE, note="", revision=1, now=world.now)
    assert "Din egen läsning" in rita.logs_in().get("/granska/").content.decode()


FETCHED, FETCH = "De senaste läsningarna hämtas.", "Hämta de senaste läsningarna"


def test_rita_need_not_wait_for_the_night(world: World, at_work: None) -> None:
    reads(world.anna, world.agda, world.now - HOUR)
    reads(world.olle, world.agda, world.now - HOUR)
    client = world.rita.logs_in()
    for _ in range(2):
        page = client.post("/granska/hamta/", follow=True).content.decode()
        assert (FETCHED in page, FETCH in page, "Anna Berg" in page) == (True, False, False)
    assert lines("actor_name", what="review.asked") == ["Rita Lund"]
    assert not Review.objects.exists()
    draw_asked()
    page = client.get("/granska/").content.decode()
    assert (FETCHED in page, FETCH in page, "Anna Berg" in page) == (False, True, True)
    assert set(Review.objects.values_list("provider", flat=True)) == {world.region.pk}
    draw_asked()
    assert days_drawn().count("2026-11-25") == 1


def test_two_presses_at_once_ask_once(own_database: None) -> None:
    access = enters(World(NOW).rita)
    assert at_once(*[lambda: ask_to_draw(access=access, now=NOW)] * 3) == [None] * 3
    assert len(lines(what="review.asked")) == 1


def test_what_is_asked_while_a_drawing_runs_is_drawn_after_it(world: World) -> None:
    ask_to_draw(access=enters(world.rita, now=world.now + HOUR), now=world.now + HOUR)
    draw_for(provider=world.region, now=world.now)
    assert is_asked(enters(world.rita))
    draw_for(provider=world.region, now=world.now + 2 * HOUR)
    assert not is_asked(enters(world.rita))


# ---------------------------------------------------------------- what patients ask


@pytest.fixture
def asked(world: World) -> Concern:
    world.anna.meets(world.agda, now=world.now - HOUR)
    line = Entry.objects.filter(action=Action.READ, actor_name="Anna Berg").latest("pk").pk
    return report_concern(access=world.agda.opens_own(), line=line, text="Vem är Anna?", key=uuid4(), now=world.now)


def test_what_a_patient_asks_stands_first_and_the_answer_comes_back(world: World, asked: Concern) -> None:
    client, url = world.rita.logs_in(), f"/granska/fraga/{asked.public_id}/"
    page = client.get("/granska/").content.decode()
    assert ("Patienter frågar" in page, url in page) == (True, True)
    page = client.get(url).content.decode()
    assert ("Vem är Anna?" in page, "Anna Berg" in page, "Vård pågår" in page) == (True, True, True)
    client.post(url, {"begin": "1", "revision": 1})
    assert "Utreds" in own_page(world, asked)
    client.post(url, {"answer": "Anna ringde dig om provet.", "revision": 2})
    page = own_page(world, asked)
    assert ("Besvarad" in page, "Anna ringde dig om provet." in page) == (True, True)
    assert "Patienter frågar" not in client.get("/granska/").content.decode()
    assert lines("what", actor_name="Rita Lund", action=Action.WRITE) == ["concern.examined", "concern.answered"]


def own_page(world: World, concern: Concern) -> str:
    return world.agda.logs_in().get(f"/vem-har-last/{concern.line}/fraga/").content.decode()


def test_a_question_goes_to_the_provider_whose_reading_it_is_and_to_no_other(world: World, asked: Concern) -> None:
    other = world.staff("Ove Dahl", world.hips, Role.REVIEWER).logs_in()
    assert "Patienter frågar" not in other.get("/granska/").content.decode()
    for method in ("get", "post"):
        assert getattr(other, method)(f"/granska/fraga/{asked.public_id}/").status_code == 404


def test_an_answer_is_given_once(world: World, asked: Concern) -> None:
    access = enters(world.rita)
    answer_concern(access=access, concern=asked, answer="Ja", revision=1, now=world.now)
    for revision in (1, 2):
        with pytest.raises(ConcernChanged):
            answer_concern(access=access, concern=asked, answer="Nej", revision=revision, now=world.now)
        with pytest.raises(ConcernChanged):
            examine_concern(access=access, concern=asked, revision=revision, now=world.now)
    page = world.rita.logs_in().post(f"/granska/fraga/{asked.public_id}/", {"answer": "Nej", "revision": 1})
    assert "En kollega hann före" in page.content.decode()
    asked.refresh_from_db()
    assert (asked.answer, asked.state) == ("Ja", "answered")


def test_nobody_answers_for_their_own_reading(world: World) -> None:
    rita, otto = world.rita, world.staff("Otto Blom", world.heart, Role.REVIEWER)
    reads(rita, world.agda, world.now - HOUR)
    line = Entry.objects.get(actor_name="Rita Lund").pk
    asked = report_concern(access=world.agda.opens_own(), line=line, text="Vem?", key=uuid4(), now=world.now)
    client, url = rita.logs_in(), f"/granska/fraga/{asked.public_id}/"
    assert "Din egen läsning. En annan granskare svarar patienten." in client.get("/granska/").content.decode()
    page = client.get(url).content.decode()
    assert ("Frågan gäller din egen läsning." in page, 'name="answer"' in page) == (True, False)
    for said in ({"begin": "1", "revision": 1}, {"answer": "Det var rätt.", "revision": 1}):
        assert client.post(url, said).status_code == 403
    asked.refresh_from_db()
    assert (asked.state, asked.revision) == ("received", 1)
    other = otto.logs_in()
    assert 'name="answer"' in other.get(url).content.decode()
    other.post(url, {"answer": "Vi har utrett det.", "revision": 1})
    asked.refresh_from_db()
    assert (asked.answer, asked.answered_by) == ("Vi har utrett det.", otto.professional)


def test_questions_come_in_pages_and_only_those_shown_are_logged(world: World) -> None:
    world.anna.meets(world.agda, now=world.now - HOUR)
    entry = Entry.objects.filter(action=Action.READ, actor_name="Anna Berg").latest("pk")
    whose = [world.patient(f"Namn{n} Efternamn{n}", date(1980, 1, 1 + n)) for n in range(12)]
    for minutes, each in enumerate(whose):
        Concern.objects.create(
            patient=each.patient, provider=world.region, line=entry.pk, line_at=entry.at, text="Vem?",
            reported_at=world.now - DAY + timedelta(minutes=minutes),
        )  # fmt: skip
    client = world.rita.logs_in()
    for number, shown in ((1, whose[:10]), (2, whose[10:])):
        before = Entry.objects.latest("pk").pk
        page = client.get("/granska/", {"fragor": number}).content.decode()
        assert (page.count("/granska/fraga/"), f"Sida {number} av 2" in page) == (len(shown), True)
        logged = lines("patient", action=Action.LIST, what="log.review", pk__gt=before)
        assert sorted(logged) == sorted(each.patient.public_id for each in shown)


def test_an_answer_without_words_is_not_sent(world: World, asked: Concern) -> None:
    page = world.rita.logs_in().post(f"/granska/fraga/{asked.public_id}/", {"answer": " ", "revision": 1})
    assert "Skriv ett svar till patienten." in page.content.decode()
    asked.refresh_from_db()
    assert asked.state == "received"


# ---------------------------------------------------------------- the report


def text_of(response: HttpResponse) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(response.content)).pages).split())


def test_the_report_counts_the_month_and_names_no_patient(world: World, one: Review, asked: Concern) -> None:
    reads(world.maria, world.bertil, datetime(2026, 10, 31, 22, 30, tzinfo=UTC))  # October in Sweden
    judges(world, one, outcome="breach", note="Anna ska tala med chefen.")
    response = world.rita.logs_in().get("/granska/rapport.pdf", {"manad": "2026-11"})
    said = text_of(response)
    for words in (
        "Region Sjöland", "November 2026", "läste eller sökte 2 gånger", "1 läsningar togs fram", "Otillåten läsning 1",
        "Ingen vårdrelation då 1", "Stickprov 0", "Mottagen 1", "Anna Berg", "Anna ska tala med chefen.",
    ):  # fmt: skip
        assert words in said
    assert ("Agda" in said, "Maria Lind" in said) == (False, False)
    assert response["Content-Disposition"] == 'inline; filename="granskning-2026-11.pdf"'
    assert lines("what", "how", what="log.report") == [("log.report", "pdf")]
