"""Whose plan a login may open when it is not staff's: a mandate, and for how long it holds."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.http import Http404

from access.grants import May, NotAllowed
from access.kinds import MandateKind, Scope
from access.mandates import ways_in
from access.models import Mandate
from access.services import NoLongerChild, grant_mandate
from people.models import Patient, Protection
from tests.factories import World, swedish_midnight
from tests.log import lines

SECOND = timedelta(seconds=1)


def may_open(world: World, who: str, whose: str, at: datetime) -> bool:
    try:
        getattr(world, who).opens(getattr(world, whose), now=at)
    except Http404:
        return False
    return True


def test_patient_opens_their_own_plan(world: World) -> None:
    access = world.agda.opens_own()
    assert (access.patient, access.is_own, access.is_staff, access.mandate) == (
        world.agda.patient,
        True,
        False,
        MandateKind.SELF,
    )
    assert lines("action", "actor_kind", "actor_name", "mandate", action="read") == [
        ("read", "patient", "Agda Andersson", "self")
    ]


def test_trustee_opens_the_plan_of_the_one_they_help_and_only_reads(world: World) -> None:
    access = world.karin.opens(world.agda)
    assert (access.patient, access.is_own, access.mandate) == (world.agda.patient, False, MandateKind.TRUSTEE)
    assert access.may == {May.LEAVE}
    assert lines("actor_kind", "actor_name", "mandate", action="read") == [("proxy", "Karin Andersson", "trustee")]


def test_trustee_has_no_plan_of_their_own(world: World) -> None:
    assert world.karin
    with pytest.raises(Http404):
        world.karin.opens_own()


@pytest.mark.parametrize(("who", "whose"), [("karin", "bertil"), ("erik", "agda"), ("bertil", "agda"), ("agda", "leo")])
def test_nobody_opens_the_plan_of_a_stranger(world: World, who: str, whose: str) -> None:
    assert not may_open(world, who, whose, world.now)
    patient = getattr(world, whose).patient.public_id
    assert lines("patient", "actor_name", action="refused") == [(patient, getattr(world, who).login.name)]


def test_father_reads_until_his_son_is_thirteen_at_swedish_midnight(world: World) -> None:
    """Leo is born on 15 January 2017. In winter, Swedish midnight is 23.00 UTC the day before."""
    midnight = datetime(2030, 1, 14, 23, 0, tzinfo=UTC)
    opened = [may_open(world, "erik", "leo", at) for at in (world.now, midnight - SECOND, midnight, midnight + SECOND)]
    assert opened == [True, True, False, False]


def test_a_birthday_in_summer_begins_an_hour_earlier_by_utc(world: World) -> None:
    child = world.patient("Maj Sommar", date(2020, 7, 1))
    mother = world.let_in("Ulla Sommar", child, MandateKind.GUARDIAN)
    midnight = datetime(2033, 6, 30, 22, 0, tzinfo=UTC)
    assert mother.opens(child, now=midnight - SECOND).mandate == MandateKind.GUARDIAN
    with pytest.raises(Http404):
        mother.opens(child, now=midnight)


def test_a_child_of_leap_day_is_thirteen_on_the_first_of_march(world: World) -> None:
    child = world.patient("Maj Skott", date(2016, 2, 29))
    mother = world.let_in("Ulla Skott", child, MandateKind.GUARDIAN)
    midnight = swedish_midnight(2029, 3, 1)
    assert mother.opens(child, now=midnight - SECOND).patient == child.patient
    with pytest.raises(Http404):
        mother.opens(child, now=midnight)


@pytest.mark.parametrize(("years", "ends"), [(None, (2034, 3, 1)), (1, None), (40, (2034, 3, 1))])
def test_a_guardian_is_one_until_the_child_is_of_age(
    world: World, years: int | None, ends: tuple[int, int, int] | None
) -> None:
    child = world.patient("Maj Skott", date(2016, 2, 29))
    asked = world.now + timedelta(days=365 * years) if years else None
    world.let_in("Ulla Skott", child, MandateKind.GUARDIAN, until=asked)
    assert Mandate.objects.get(kind=MandateKind.GUARDIAN).until == (swedish_midnight(*ends) if ends else asked)


def test_nobody_becomes_guardian_of_who_is_of_age(world: World) -> None:
    with pytest.raises(NoLongerChild):
        grant_mandate(
            access=world.decides(world.agda), login=world.erik.login, kind=MandateKind.GUARDIAN, because="x",
            now=world.now,
        )  # fmt: skip
    assert not Mandate.objects.filter(patient=world.agda.patient, kind=MandateKind.GUARDIAN).exists()


@pytest.mark.parametrize("protection", [Protection.MARKED, Protection.REGISTRATION])
def test_who_acts_for_a_protected_person_is_denied_until_it_is_assessed(world: World, protection: str) -> None:
    """A parent may be the threat (domain.md 6.6). The patient's own way in stays."""
    assert (may_open(world, "erik", "leo", world.now), may_open(world, "karin", "agda", world.now)) == (True, True)
    Patient.objects.update(protection=protection)
    for who, whose in (("erik", "leo"), ("karin", "agda")):
        relative, patient = getattr(world, who), getattr(world, whose)
        assert relative.logs_in().get(f"/min-plan/{patient.id}/").status_code == 404
        assert ways_in(relative.viewer, now=world.now) == ()
        assert lines("actor_name", action="refused", patient=patient.patient.public_id) == [relative.login.name]
        assert patient.opens_own().patient == patient.patient


def test_mother_of_a_fourteen_year_old_no_longer_reads(world: World) -> None:
    assert not may_open(world, "sara", "alva", world.now)
    assert ways_in(world.sara.viewer, now=world.now) == ()
    page = world.sara.logs_in().get("/").content.decode()
    assert "Du har ingen plan att läsa just nu." in page
    assert "Alva" not in page


def test_an_ended_mandate_opens_nothing_from_that_moment(world: World) -> None:
    assert world.karin
    Mandate.objects.filter(login=world.karin.login).update(until=world.now)
    assert [may_open(world, "karin", "agda", world.now - SECOND), may_open(world, "karin", "agda", world.now)] == [
        True,
        False,
    ]


def test_a_mandate_to_come_opens_nothing_yet(world: World) -> None:
    assert world.karin
    Mandate.objects.filter(login=world.karin.login).update(since=world.now + SECOND)
    assert not may_open(world, "karin", "agda", world.now)


def test_the_start_page_shows_the_ways_in_ones_own_first(world: World) -> None:
    world.lets_proxies_in()
    access = world.decides(world.agda)
    grant_mandate(access=access, login=world.bertil.login, kind=MandateKind.PROXY, because="Ombud", now=world.now)
    ways = ways_in(world.bertil.viewer, now=world.now)
    assert [(way.name, way.is_own) for way in ways] == [("Bertil Olsson", True), ("Agda Andersson", False)]
    page = world.bertil.logs_in().get("/").content.decode()
    assert "Planen för Agda Andersson" in page
    assert f'href="/min-plan/{world.agda.id}/"' in page


def test_in_whose_name_one_reads_is_in_sight(world: World) -> None:
    page = world.karin.logs_in().get(f"/min-plan/{world.agda.id}/").content.decode()
    assert "Plan för Agda Andersson" in page
    assert "som god man eller förvaltare." in page


def test_staff_cannot_grant_a_mandate(world: World) -> None:
    access = world.anna.meets(world.agda)
    with pytest.raises(NotAllowed):
        grant_mandate(access=access, login=world.bertil.login, kind=MandateKind.PROXY, because="x", now=world.now)
    assert not Mandate.objects.filter(login=world.bertil.login, kind=MandateKind.PROXY).exists()


def test_a_granted_mandate_is_in_the_log(world: World) -> None:
    assert world.karin
    told = lines("object", "because", what="mandate.granted", patient=world.agda.patient.public_id)
    mandate = Mandate.objects.get(login=world.karin.login)
    assert told[-1] == (mandate.public_id, "Prövad rätt")


def test_the_database_keeps_mandates_in_order(world: World) -> None:
    assert world.karin
    row = {"patient": world.agda.patient, "since": world.now, "because": "x", "scopes": Scope.values}
    for more, constraint in (
        ({"login": world.karin.login, "kind": MandateKind.PROXY}, "access_mandate_one_open"),
        ({"login": world.bertil.login, "kind": "friend"}, "access_mandate_kind"),
        ({"login": world.bertil.login, "kind": "proxy", "until": world.now - SECOND}, "access_mandate_period"),
        ({"login": world.bertil.login, "kind": "proxy", "scopes": ["everything"]}, "access_mandate_scopes"),
        ({"login": world.bertil.login, "kind": "proxy", "scopes": []}, "access_mandate_scopes"),
        ({"login": world.bertil.login, "kind": "self", "scopes": ["times"]}, "access_mandate_self_has_all"),
        ({"login": world.bertil.login, "kind": "proxy", "state": "sleeping"}, "access_mandate_state"),
        ({"login": world.bertil.login, "kind": "trustee", "because": ""}, "access_mandate_right_is_shown"),
        ({"login": None, "kind": "proxy"}, "access_mandate_somebody_has_it"),
        ({"login": None, "kind": "proxy", "state": "requested"}, "access_mandate_code_while_requested"),
        ({"login": world.bertil.login, "kind": "proxy", "state": "ended"}, "access_mandate_over_when"),
    ):
        with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
            Mandate.objects.create(**{**row, **more})


def test_swedish_midnight_of_the_tests_is_midnight_in_sweden() -> None:
    assert swedish_midnight(2030, 1, 15) == datetime(2030, 1, 14, 23, 0, tzinfo=UTC)
