"""The unified plan: one frozen object, made of parts that do not know each other."""

from dataclasses import FrozenInstanceError, fields, is_dataclass
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db.models import Model, QuerySet

from access.kinds import ConsentKind
from access.services import block_unit, give_consent
from agreements.services import Does
from people.shown import Ask
from plans.page import Origin, PatientFacts, PlanPage, plan_page
from steps.models import StepKind
from tests import deeds
from tests.factories import World


def page_of(world: World) -> PlanPage:
    return plan_page(world.agda.opens_own(), world.now)


@pytest.fixture
def full(world: World) -> World:
    """Something of everything, from three principals."""
    now = world.now
    for unit in ("heart", "hips", "home_care"):
        give_consent(
            access=world.decides(world.agda), unit=getattr(world, unit), kind=ConsentKind.SHARED_DOCUMENTATION,
            because="Sa ja", now=now,
        )  # fmt: skip
    helena = world.helena.meets(world.agda)
    does = (Does("ringer", world.anna.professional), Does("ser över", unit=world.eyes))
    deeds.agrees(helena, now=now, patient_does=(Does("går"),), care_does=does)
    deeds.books(helena, now=now, performer=world.anna.professional)
    deeds.appoints(helena, world.anna.professional, now=now)
    deeds.plans(helena, now=now, kind=StepKind.REFERRAL, waits_since=date(2026, 11, 14), guarantee_days=90)
    deeds.books(world.olle.meets(world.agda), now=now, days=20)
    deeds.records_sip(world.samira.meets(world.agda), now=now)
    return world


def everything_in(value: Any) -> list[Any]:
    if is_dataclass(value):
        inside = [getattr(value, field.name) for field in fields(value)]
    elif isinstance(value, tuple | list | set | frozenset):
        inside = list(value)
    elif isinstance(value, dict):
        inside = [*value, *value.values()]
    else:
        inside = []
    return [value, *(each for one in inside for each in everything_in(one))]


def test_the_page_holds_decided_values_and_nothing_that_can_ask_the_database(full: World) -> None:
    found = everything_in(page_of(full))
    assert len(found) > 100
    assert [each for each in found if isinstance(each, Model | QuerySet | list | dict | set)] == []


def test_the_page_and_all_its_rows_are_frozen(full: World) -> None:
    rows = [each for each in everything_in(page_of(full)) if is_dataclass(each)]
    assert {type(each).__name__ for each in rows} >= {
        "PlanPage", "PatientFacts", "AgreementRow", "CommitmentRow", "ContactRow", "StatutoryPlanRow",
        "InterventionRow", "TimelineRow", "Guarantee", "Ask", "Source", "Origin",
    }  # fmt: skip
    for row in rows:
        with pytest.raises(FrozenInstanceError):
            setattr(row, fields(row)[0].name, None)


def test_the_same_plan_read_twice_is_equal(full: World) -> None:
    assert page_of(full) == page_of(full)


def test_patient_and_trustee_read_the_same_facts(full: World) -> None:
    own, hers = page_of(full), plan_page(full.karin.opens(full.agda), full.now)
    assert (own.mandate, hers.mandate) == ("", "god man eller förvaltare")
    for page in (own, hers):
        assert [row.title for row in page.agreements] == ["Hjärtsvikt"]
        assert [row.what for row in page.timeline] == ["Återbesök", "Återbesök", "Sköterskan ringer"]
    same = ("patient", "what_matters", "contacts", "plans", "origin", "turn_to")
    assert [name for name in same if getattr(own, name) != getattr(hers, name)] == []


def test_a_plan_is_gathered_from_units_of_regions_and_from_municipalities(full: World) -> None:
    assert page_of(full).origin == Origin(units=2, municipalities=("Sjöstads kommun",))


def test_who_the_plan_is_about(full: World) -> None:
    assert page_of(full).patient == PatientFacts(
        full.agda.patient.public_id, "Agda Andersson", "Agda", date(1941, 3, 12), 85
    )


def test_a_sip_says_what_each_principal_does(full: World) -> None:
    (sip,) = page_of(full).plans
    assert (sip.kind, sip.kind_label, sip.responsible, sip.goals) == (
        "SIP", "Samordnad individuell plan", "kommunen", ("Kunna gå till brevlådan själv",),
    )  # fmt: skip
    assert [(each.what, each.principal, each.unit) for each in sip.interventions] == [
        ("Hemtjänst", "kommunen", "Hemtjänsten")
    ]


def test_an_empty_plan_says_so_and_turns_to_nobody(world: World) -> None:
    page = page_of(world)
    told = {
        "next_step": None, "turn_to": None, "what_matters": (), "agreements": (), "contacts": (), "plans": (),
        "timeline": (), "origin": Origin(0, ()), "silences": (),
    }  # fmt: skip
    assert {name: getattr(page, name) for name in told} == told


def test_without_a_next_step_one_turns_to_the_fixed_contact_else_to_the_unit_last_seen(world: World) -> None:
    helena = world.helena.meets(world.agda)
    deeds.books(helena, now=world.now, days=-7)
    page = page_of(world)
    assert page.next_step is None
    assert page.turn_to == Ask("Mottagningssköterskan", "Hjärtmottagningen", "+46846500401", "vardagar 8–10")
    deeds.appoints(helena, world.anna.professional, now=world.now)
    assert page_of(world).turn_to == Ask("Anna Berg", "Hjärtmottagningen", "+46846500401", "vardagar 8–10")


def test_what_is_hidden_is_told_to_staff_in_sentences_and_to_the_patient_not_at_all(full: World) -> None:
    block_unit(access=full.decides(full.agda), unit=full.heart, now=full.now)
    told = plan_page(full.nils.meets(full.agda), full.now).silences
    assert told == (
        "Det finns spärrade uppgifter från Hjärtmottagningen.",
        "Det finns uppgifter hos en annan vårdgivare. Patientens samtycke krävs för att läsa dem.",
    )
    assert page_of(full).silences == ()


def test_a_page_made_later_tells_the_later_day(full: World) -> None:
    later = full.now + timedelta(days=1)
    before, after = page_of(full), plan_page(full.agda.opens_own(now=later), later)
    days = [next(row.guarantee.day for row in page.timeline if row.guarantee) for page in (before, after)]
    assert (days, after.made_at) == ([11, 12], later)


def test_the_page_as_data_is_the_page(full: World) -> None:
    told = full.agda.logs_in().get("/api/v1/plans/me/").json()
    page = page_of(full)
    assert told["patient"]["name"] == page.patient.name
    assert [row["what"] for row in told["timeline"]] == [row.what for row in page.timeline]
    assert [row["id"] for row in told["agreements"]] == [str(row.id) for row in page.agreements]
    assert datetime.fromisoformat(told["made_at"]) == page.made_at
    assert set(told) == {field.name for field in fields(PlanPage)}
