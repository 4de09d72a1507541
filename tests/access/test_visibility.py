"""What one may see of a patient's rows, part by part: blocks, consent, approval. And what is passed over in silence."""

from collections.abc import Callable
from datetime import timedelta
from types import ModuleType

import pytest

import agreements.section
import bookings.section
import contacts.section
import plans.section
import steps.section
import surveys.section
from access.grants import Access
from access.kinds import ALL_SCOPES, ConsentKind, MandateKind
from access.models import Block, Consent
from access.seen import Silence
from access.services import block_provider, block_unit, give_consent
from agreements.models import Agreement
from bookings.models import Booking
from contacts.models import FixedContact
from plans.models import StatutoryPlan
from steps.models import Step
from surveys.models import Survey
from surveys.services import ask
from tests import deeds
from tests.factories import Person, World

BLOCKED_HEART = frozenset({Silence("blocked", "Hjärtmottagningen")})
HINT = frozenset({Silence("other provider")})
NOTHING: frozenset[Silence] = frozenset()

Writes = Callable[[World], object]


def as_unit_manager(world: World) -> Access:
    return world.helena.meets(world.agda)


# Each part: where it is read, its rows, and how Helena, who heads the heart clinic, writes one about Agda.
PARTS: dict[str, tuple[ModuleType, type, Writes]] = {
    "agreement": (agreements.section, Agreement, lambda w: deeds.agrees(as_unit_manager(w), now=w.now)),
    "booking": (bookings.section, Booking, lambda w: deeds.books(as_unit_manager(w), now=w.now)),
    "contact": (
        contacts.section,
        FixedContact,
        lambda w: deeds.appoints(as_unit_manager(w), w.anna.professional, now=w.now),
    ),
    "plan": (plans.section, StatutoryPlan, lambda w: deeds.records_sip(as_unit_manager(w), now=w.now)),
    "step": (steps.section, Step, lambda w: deeds.plans(as_unit_manager(w), now=w.now)),
    "survey": (surveys.section, Survey, lambda w: ask(access=as_unit_manager(w), now=w.now)),
}


@pytest.fixture(params=PARTS)
def part(request: pytest.FixtureRequest, world: World) -> str:
    """One row of the part, written at the heart clinic about Agda."""
    name: str = request.param
    PARTS[name][2](world)
    return name


def sees(part: str, access: Access, world: World) -> tuple[int, frozenset[Silence]]:
    """How many rows, and what is hidden. The verbs' way of asking gives the same rows."""
    module, model, _ = PARTS[part]
    section = module.section(access, world.now)
    written = model.objects.visible_to(access).values_list("public_id", flat=True)
    assert sorted(row.id for row in section.rows) == sorted(written)
    return len(section.rows), section.silences


def blocks_heart_clinic(world: World) -> Block:
    return block_unit(access=world.decides(world.agda), unit=world.heart, now=world.now)


def consents(world: World, kind: ConsentKind = ConsentKind.SHARED_DOCUMENTATION, *, unit: str = "hips") -> Consent:
    access = world.decides(world.agda)
    return give_consent(access=access, unit=getattr(world, unit), kind=kind, because="Sa ja", now=world.now)


def test_patient_and_their_trustee_see_it(part: str, world: World) -> None:
    assert sees(part, world.agda.opens_own(), world) == (1, NOTHING)
    trustee = world.let_in("Lars Andersson", world.agda, MandateKind.TRUSTEE, scopes=ALL_SCOPES)
    assert sees(part, trustee.opens(world.agda), world) == (1, NOTHING)


def test_another_patient_does_not_see_it(part: str, world: World) -> None:
    assert sees(part, world.bertil.opens_own(), world) == (0, NOTHING)


def test_the_unit_and_other_units_of_the_same_provider_see_it(part: str, world: World) -> None:
    assert sees(part, world.anna.meets(world.agda), world) == (1, NOTHING)
    assert sees(part, world.nils.meets(world.agda), world) == (1, NOTHING)


def test_a_blocked_unit_is_named_to_the_same_provider_and_its_rows_are_hidden(part: str, world: World) -> None:
    blocks_heart_clinic(world)
    assert sees(part, world.nils.meets(world.agda), world) == (0, BLOCKED_HEART)


def test_a_blocked_unit_still_sees_what_it_has_written(part: str, world: World) -> None:
    blocks_heart_clinic(world)
    assert sees(part, world.anna.meets(world.agda), world) == (1, NOTHING)


def test_patient_sees_what_they_have_blocked_for_others(part: str, world: World) -> None:
    blocks_heart_clinic(world)
    assert sees(part, world.agda.opens_own(), world) == (1, NOTHING)


def test_another_provider_gets_a_hint_without_consent(part: str, world: World) -> None:
    assert sees(part, world.olle.meets(world.agda), world) == (0, HINT)


def test_another_provider_reads_with_consent(part: str, world: World) -> None:
    consents(world)
    assert sees(part, world.olle.meets(world.agda), world) == (1, NOTHING)


@pytest.mark.parametrize("kind", [ConsentKind.SIP, ConsentKind.SMS])
def test_a_consent_to_something_else_opens_nothing(part: str, world: World, kind: ConsentKind) -> None:
    consents(world, kind)
    assert sees(part, world.olle.meets(world.agda), world) == (0, HINT)


def test_a_consent_to_another_unit_opens_nothing(part: str, world: World) -> None:
    consents(world, unit="home_care")
    assert sees(part, world.olle.meets(world.agda), world) == (0, HINT)


def test_a_consent_that_has_ended_opens_nothing(part: str, world: World) -> None:
    consent = consents(world)
    Consent.objects.filter(pk=consent.pk).update(until=world.now)
    assert sees(part, world.olle.meets(world.agda), world) == (0, HINT)


def test_a_blocked_unit_is_not_even_hinted_at_to_another_provider(part: str, world: World) -> None:
    """An inner block is outer too, and consent does not lift it."""
    blocks_heart_clinic(world)
    assert sees(part, world.olle.meets(world.agda), world) == (0, NOTHING)
    consents(world)
    assert sees(part, world.olle.meets(world.agda), world) == (0, NOTHING)


def test_a_blocked_provider_is_not_even_hinted_at_and_consent_does_not_lift_it(part: str, world: World) -> None:
    block_provider(access=world.decides(world.agda), provider=world.region, now=world.now)
    assert sees(part, world.olle.meets(world.agda), world) == (0, NOTHING)
    consents(world)
    assert sees(part, world.olle.meets(world.agda), world) == (0, NOTHING)


def test_an_outer_block_hides_nothing_inside_the_provider(part: str, world: World) -> None:
    block_provider(access=world.decides(world.agda), provider=world.region, now=world.now)
    assert sees(part, world.nils.meets(world.agda), world) == (1, NOTHING)


def test_a_block_that_has_ended_or_not_begun_hides_nothing(part: str, world: World) -> None:
    block = blocks_heart_clinic(world)
    for change in ({"until": world.now}, {"until": None, "since": world.now + timedelta(seconds=1)}):
        Block.objects.filter(pk=block.pk).update(**change)
        assert sees(part, world.nils.meets(world.agda), world) == (1, NOTHING)


def test_somebody_elses_block_and_consent_change_nothing(part: str, world: World) -> None:
    bertil = world.decides(world.bertil)
    block_unit(access=bertil, unit=world.heart, now=world.now)
    give_consent(access=bertil, unit=world.hips, kind=ConsentKind.SHARED_DOCUMENTATION, because="Sa ja", now=world.now)
    assert sees(part, world.nils.meets(world.agda), world) == (1, NOTHING)
    assert sees(part, world.olle.meets(world.agda), world) == (0, HINT)


def test_what_is_not_approved_for_the_patient_is_seen_by_staff_alone(part: str, world: World) -> None:
    PARTS[part][1].objects.update(approved_for_patient=False)
    assert sees(part, world.anna.meets(world.agda), world) == (1, NOTHING)
    assert sees(part, world.nils.meets(world.agda), world) == (1, NOTHING)
    for whose in (world.agda.opens_own(), world.karin.opens(world.agda)):
        assert sees(part, whose, world) == (0, NOTHING)


@pytest.fixture
def unapproved(world: World) -> World:
    """All that Helena has written about Agda is for her colleagues alone; it comes from a unit of its own."""
    access = as_unit_manager(world)
    step = {"kind": "action", "what": "hemligt steg"}
    deeds.agrees(access, now=world.now, title="hemlig överenskommelse", what_matters="hemliga ord", approved=False)
    deeds.books(access, now=world.now, what="hemlig tid", approved=False)
    deeds.plans(access, now=world.now, **step)
    deeds.appoints(access, world.anna.professional, now=world.now, does="hemlig hjälp")
    deeds.records_sip(access, now=world.now, title="hemlig plan")
    for model in (Step, FixedContact, StatutoryPlan):
        model.objects.update(approved_for_patient=False)
    return world


def reads(who: Person, url: str) -> str:
    return who.logs_in().get(url).content.decode()


def test_what_is_not_approved_is_nowhere_on_the_patients_page_or_in_their_data(unapproved: World) -> None:
    agda, karin = unapproved.agda, unapproved.karin
    told = [
        reads(agda, "/min-plan/"),
        reads(agda, f"/min-plan/{agda.id}/"),
        reads(karin, f"/min-plan/{agda.id}/"),
        reads(agda, "/api/v1/plans/me/"),
    ]
    assert [("heml" in text.lower(), "Hjärtmottagningen" in text) for text in told] == [(False, False)] * 4
    assert "mottagning</strong>" not in told[0]
    assert unapproved.anna.logs_in().get(f"/patient/{agda.id}/").content.decode().count("hemlig") >= 5


def test_the_next_step_of_an_unapproved_agreement_is_not_approved_either(world: World) -> None:
    access = world.anna.meets(world.agda)
    deeds.agrees(access, now=world.now, approved=False, next_step=deeds.StepPlan(kind="action", what="hemligt steg"))
    assert "hemligt steg" not in reads(world.agda, "/min-plan/")
    assert sees("step", world.agda.opens_own(), world) == (0, NOTHING)
