"""Who reads a child's plan at which age: dated rules, a unit's exception, cut at Swedish midnight (domain.md 6.7)."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.http import Http404

from access.grants import Access, May, NotAllowed
from access.kinds import ALL_SCOPES, READING, MandateKind, Scope
from access.mandates import ways_in
from access.models import AgeException
from access.services import TooOld, decide_age, end_age_exception, make_age_exception
from agreements.section import section as agreements_of
from agreements.services import LaterStep
from bookings.section import section
from steps.models import Step, StepKind
from steps.services import StepPlan, ask_to_take_over, take_over
from surveys.section import section as surveys_of
from surveys.services import ask
from tests import deeds
from tests.factories import PROGRAM, Person, World, swedish_midnight
from tests.log import lines

SECOND = timedelta(seconds=1)
GUARDIAN, SELF = MandateKind.GUARDIAN, MandateKind.SELF


def decides(world: World, kind: MandateKind, scope: Scope, ages: tuple[int, int | None], since: date) -> None:
    decide_age(actor=PROGRAM, kind=kind, scope=scope, ages=ages, valid_from=since, because="Regionen", now=world.now)


def excepts(world: World, kind: MandateKind = GUARDIAN) -> AgeException:
    """The head of the heart clinic lets Alva's mother read on."""
    access = world.helena.meets(world.alva)
    return make_age_exception(access=access, kind=kind, because="Svår sjukdom", key=uuid4(), now=world.now)


def mother_of(child: Person, world: World) -> Person:
    return world.let_in("Mor", child, GUARDIAN, scopes=ALL_SCOPES)


@pytest.mark.parametrize(("age", "reads"), [(0, True), (12, True), (13, False), (15, False), (16, False), (17, False)])
def test_a_guardian_reads_books_and_answers_until_thirteen(world: World, age: int, reads: bool) -> None:
    child = world.patient("Barn Ett", date(2026 - age, 1, 15))
    mother = mother_of(child, world)
    if not reads:
        with pytest.raises(Http404):
            mother.opens(child)
        return
    access = mother.opens(child)
    assert (access.scopes, access.may) == (ALL_SCOPES, {May.ANSWER, May.AGREE, May.ANSWER_TIMES})


def test_a_teenager_logs_in_and_answers_for_what_is_theirs(world: World) -> None:
    access = world.alva.opens_own()
    assert access.scopes == ALL_SCOPES - {Scope.MEDICATION}
    assert access.may == {May.ANSWER, May.AGREE, May.ANSWER_TIMES, May.DECIDE, May.LET_IN}


def test_medicines_are_the_teenagers_own_from_the_day_they_are_of_age(world: World) -> None:
    midnight = swedish_midnight(2030, 1, 15)
    before, after = (world.alva.opens_own(now=at).scopes for at in (midnight - SECOND, midnight))
    assert (Scope.MEDICATION in before, Scope.MEDICATION in after) == (False, True)


def test_a_new_rule_holds_from_its_day_at_swedish_midnight_and_for_its_scope_alone(world: World) -> None:
    mother = mother_of(world.alva, world)
    decides(world, GUARDIAN, Scope.BOOK, (0, 16), date(2027, 1, 20))
    decides(world, GUARDIAN, Scope.TIMES, (0, 15), date(2027, 1, 20))
    child = world.patient("Barn Tretton", date(2013, 6, 1))
    father = world.let_in("Far", child, GUARDIAN, scopes=ALL_SCOPES)
    midnight = swedish_midnight(2027, 1, 20)
    with pytest.raises(Http404):
        father.opens(child, now=midnight - SECOND)
    access = father.opens(child, now=midnight)
    assert (access.scopes, access.may) == ({Scope.TIMES, Scope.BOOK}, {May.ANSWER_TIMES})
    assert mother.opens(world.alva, now=midnight).scopes == {Scope.BOOK}


def test_a_rule_that_is_replaced_holds_no_more(world: World) -> None:
    assert world.erik.opens(world.leo).scopes == READING
    decides(world, GUARDIAN, Scope.AGREEMENTS, (0, 7), date(2026, 11, 25))
    assert world.erik.opens(world.leo).scopes == READING - {Scope.AGREEMENTS}
    assert world.erik.opens(world.leo, now=world.now - timedelta(days=1)).scopes == READING


def test_by_the_heads_decision_a_mother_reads_on_what_that_unit_has_written_and_does_nothing(world: World) -> None:
    mother = mother_of(world.alva, world)
    for staff, what in ((world.anna, "Hjärtat"), (world.nils, "Ögat")):
        deeds.books(staff.meets(world.alva), now=world.now, what=what)
    exception = excepts(world)
    access = mother.opens(world.alva)
    assert [row.what for row in section(access, world.now).rows] == ["Hjärtat"]
    assert (access.scopes, access.may) == (READING, frozenset())
    assert [way.name for way in ways_in(mother.viewer, now=world.now)] == ["Alva Lindqvist"]
    assert lines("actor_name", "because", object=exception.public_id) == [("Helena Sjö", "Svår sjukdom")]
    page = mother.logs_in().get(f"/min-plan/{world.alva.id}/").content.decode()
    assert ("Hjärtat" in page, "Ögat" in page) == (True, False)
    assert [row.what for row in section(world.alva.opens_own(), world.now).rows] == ["Hjärtat", "Ögat"]


def test_the_exception_ends_when_the_child_is_sixteen_and_when_the_head_says_so(world: World) -> None:
    mother, exception = mother_of(world.alva, world), excepts(world)
    sixteen = swedish_midnight(2028, 1, 15)
    assert mother.opens(world.alva, now=sixteen - SECOND).patient == world.alva.patient
    with pytest.raises(Http404):
        mother.opens(world.alva, now=sixteen)
    end_age_exception(access=world.helena.opens(world.alva), exception=exception.public_id, now=world.now)
    with pytest.raises(Http404):
        mother.opens(world.alva)
    assert lines("actor_name", what="age_exception.ended") == ["Helena Sjö"]


def test_the_exception_is_about_one_child(world: World) -> None:
    excepts(world)
    other = world.patient("Barn Två", date(2012, 3, 1))
    with pytest.raises(Http404):
        mother_of(other, world).opens(other)


def test_a_unit_lets_a_child_read_earlier_what_it_has_written(world: World) -> None:
    for scope in READING:
        decides(world, SELF, scope, (16, None), date(2026, 11, 1))
    assert world.alva.opens_own().scopes == {Scope.ANSWER, Scope.BOOK}
    deeds.books(world.nils.meets(world.alva), now=world.now, what="Ögat")
    deeds.books(world.anna.meets(world.alva), now=world.now, what="Hjärtat")
    excepts(world, SELF)
    assert [row.what for row in section(world.alva.opens_own(), world.now).rows] == ["Hjärtat"]


def test_only_the_head_of_unit_decides_and_only_about_those_under_sixteen(world: World) -> None:
    for who in (world.anna, world.johan):
        with pytest.raises(NotAllowed):
            make_age_exception(access=who.meets(world.alva), kind=GUARDIAN, because="x", key=uuid4(), now=world.now)
    with pytest.raises(TooOld):
        make_age_exception(
            access=world.helena.meets(world.agda), kind=GUARDIAN, because="x", key=uuid4(), now=world.now
        )
    assert AgeException.objects.count() == 0


def test_a_decision_sent_twice_is_one(world: World) -> None:
    access, key = world.helena.meets(world.alva), uuid4()
    first, second = (
        make_age_exception(access=access, kind=GUARDIAN, because="x", key=key, now=world.now) for _ in range(2)
    )
    assert first == second
    assert lines("what", object=first.public_id) == ["age_exception.made"]


def test_two_heads_who_decide_the_same_decide_it_once(world: World) -> None:
    """Else what one takes back would hold by the other's row."""
    first = excepts(world)
    assert excepts(world) == first
    mother = mother_of(world.alva, world)
    end_age_exception(access=world.helena.opens(world.alva), exception=first.public_id, now=world.now)
    with pytest.raises(Http404):
        mother.opens(world.alva)
    assert excepts(world) != first
    last = AgeException.objects.get(until__gt=world.now)
    with pytest.raises(IntegrityError, match="access_ageexception_one_open"), transaction.atomic():
        AgeException.objects.create(
            patient=last.patient, unit=last.unit, kind=last.kind, decided_by=last.decided_by, because="x",
            since=world.now, until=last.until,
        )  # fmt: skip


def test_an_exception_takes_nothing_away_that_the_age_opens(world: World) -> None:
    """From 13 a child answers, and from 16 it reads; one unit lets it read its own words."""
    for scope in READING:
        decides(world, SELF, scope, (16, None), date(2026, 11, 1))
    asked = [ask(access=who.meets(world.alva), now=world.now) for who in (world.anna, world.nils)]
    excepts(world, SELF)
    own = world.alva.opens_own()
    assert own.scopes == READING | {Scope.ANSWER, Scope.BOOK}
    assert {row.id for row in surveys_of(own, world.now).rows} == {each.public_id for each in asked}


def test_a_mother_who_reads_one_units_words_is_not_told_of_a_unit_that_has_the_step_now(world: World) -> None:
    excepts(world)
    mother, anna, nils = mother_of(world.alva, world), world.anna.meets(world.alva), world.nils.meets(world.alva)
    plan = StepPlan(kind=StepKind.VISIT, what="Ögonbotten", when="i vår")
    deeds.agrees(anna, now=world.now, later_steps=(LaterStep(plan, world.eyes),))
    skin = world._unit(12, world.region, "Hudmottagningen")
    sven = world.staff("Sven Hud", skin).meets(world.alva)

    def holder(access: Access) -> str:
        (row,) = agreements_of(access, world.now).rows
        return row.later_steps[0].who

    take_over(access=nils, step=Step.objects.get(), now=world.now)
    assert holder(mother.opens(world.alva)) == "Ögonmottagningen"  # named in what the heart clinic has written
    ask_to_take_over(access=nils, step=Step.objects.get(), unit=skin, now=world.now)
    take_over(access=sven, step=Step.objects.get(), now=world.now)
    assert (holder(mother.opens(world.alva)), holder(world.alva.opens_own())) == ("", "Hudmottagningen")
