"""Fixed contacts: appointed by those who may, one physician at a time, and never without a name or a team."""

from datetime import datetime, timedelta
from functools import partial
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from access.grants import Access, NotAllowed
from contacts.models import AppointedBecause, ContactKind, FixedContact
from contacts.section import section
from contacts.services import AlreadyAppointed, Appointment, appoint
from contacts.work import coordinating
from people.shown import Source
from plans.bar import bar_of
from tests.deeds import appoints
from tests.factories import World
from tests.together import at_once


@pytest.fixture
def helena(world: World) -> Access:
    return world.helena.meets(world.agda)


def test_a_row_holds_everything_the_page_says(helena: Access, world: World) -> None:
    contact = appoints(helena, world.anna.professional, now=world.now)
    (row,) = section(world.agda.opens_own(), world.now).rows
    told = {
        "id": contact.public_id,
        "role": "fast vårdkontakt",
        "name": "Anna Berg",
        "initials": "AB",
        "title": "Sjuksköterska",
        "does": "Samordnar din vård",
        "phone": "+46846500401",
        "hours": "vardagar 8–10",
        "since": world.now,
        "source": Source("Hjärtmottagningen", "Sjöstads sjukhus", "Region Sjöland", "region", world.now),
    }
    assert {name: getattr(row, name) for name in told} == told


def test_a_team_stands_in_while_a_person_is_being_found(helena: Access, world: World) -> None:
    appoints(helena, now=world.now, team="Hjärtteamet")
    row = section(world.agda.opens_own(), world.now).rows[0]
    assert (row.name, row.initials, row.title) == ("Hjärtteamet", "H", "")


def test_a_number_of_their_own_goes_before_the_units(helena: Access, world: World) -> None:
    contact = appoints(helena, world.anna.professional, now=world.now, phone="+46846500499", phone_hours="alltid")
    assert (contact.phone, contact.phone_hours) == ("+46846500499", "alltid")


@pytest.mark.parametrize("who", ["anna", "lena"])
def test_who_may_not_appoint_does_not(world: World, who: str) -> None:
    with pytest.raises(NotAllowed):
        appoints(getattr(world, who).meets(world.agda), world.anna.professional, now=world.now)
    assert not FixedContact.objects.exists()


@pytest.mark.parametrize("who", ["johan", "helena", "samira"])
def test_head_coordinator_and_care_manager_appoint(world: World, who: str) -> None:
    assert appoints(getattr(world, who).meets(world.agda), world.anna.professional, now=world.now).kind == "1"


@pytest.mark.parametrize("kind", [ContactKind.PHYSICIAN, ContactKind.LEAD])
def test_one_physician_and_one_lead_at_a_time_whichever_unit_appoints(world: World, kind: ContactKind) -> None:
    appoints(world.helena.meets(world.agda), world.maria.professional, now=world.now, kind=kind)
    with pytest.raises(AlreadyAppointed):
        appoints(world.samira.meets(world.agda), world.anna.professional, now=world.now, kind=kind)
    assert FixedContact.objects.count() == 1
    FixedContact.objects.update(ended_at=world.now, ended_because="Slutat")
    assert appoints(world.helena.opens(world.agda), world.anna.professional, now=world.now, kind=kind)


def test_another_patient_may_have_the_same_physician(world: World) -> None:
    for whom in (world.agda, world.bertil):
        appoints(world.helena.meets(whom), world.maria.professional, now=world.now, kind=ContactKind.PHYSICIAN)
    assert FixedContact.objects.count() == 2


def test_a_form_sent_twice_appoints_once(helena: Access, world: World) -> None:
    key = uuid4()
    told = Appointment(
        kind=ContactKind.CARE, does="Samordnar", because=AppointedBecause.NEED, professional=world.anna.professional
    )
    first, again = (appoint(access=helena, appointment=told, now=world.now, key=key) for _ in range(2))
    assert (first, FixedContact.objects.count()) == (again, 1)


def test_a_form_sent_twice_at_the_same_moment_appoints_once(own_database: None, now: datetime) -> None:
    world, key = World(now), uuid4()
    access = world.helena.meets(world.agda)
    told = Appointment(
        kind=ContactKind.PHYSICIAN, does="Läkare", because=AppointedBecause.NEED, professional=world.maria.professional
    )
    send = partial(appoint, access=access, appointment=told, now=now, key=key)
    assert [contact.public_id for contact in at_once(send, send)] == [key, key]
    assert FixedContact.objects.count() == 1


def test_the_lead_comes_first_when_nothing_else_says_whom_to_call(helena: Access, world: World) -> None:
    assert section(helena, world.now).first is None
    kinds = (ContactKind.PHYSICIAN, ContactKind.CARE, ContactKind.LEAD)
    first = []
    for kind in kinds:
        appoints(helena, world.anna.professional, now=world.now, kind=kind)
        first.append(section(helena, world.now).first.kind)
    assert first == ["2", "1", "4"]


def test_an_ended_contact_is_gone_from_the_plan(helena: Access, world: World) -> None:
    appoints(helena, world.anna.professional, now=world.now)
    FixedContact.objects.update(ended_at=world.now, ended_because="Slutat")
    assert section(world.agda.opens_own(), world.now).rows == ()


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ({"kind": "5"}, "contacts_kind"),
        ({"because": "x"}, "contacts_because"),
        ({"phone": "08-1"}, "contacts_phone_e164"),
        ({"team": "Teamet"}, "contacts_person_or_team"),
        ({"professional": None}, "contacts_person_or_team"),
        ({"ended_because": "", "ended_at": "2026-11-25T10:00:00Z"}, "contacts_ended_because"),
        ({"ended_because": "Slutat", "ended_at": "2025-01-01T10:00:00Z"}, "contacts_ended_because"),
    ],
)
def test_the_database_keeps_the_rules_when_the_verb_is_passed_by(
    helena: Access, world: World, change: dict, constraint: str
) -> None:
    appoints(helena, world.anna.professional, now=world.now)
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        FixedContact.objects.update(**change)


def test_one_and_the_same_coordinates_wherever_it_is_told(helena: Access, world: World) -> None:
    """The overall responsibility goes first, then who has been fixed contact longest; never the physician."""

    def told() -> set[str]:
        here = section(world.agda.opens_own(), world.now)
        assert here.first
        bar = bar_of(world.anna.opens(world.agda), world.now)
        return {here.first.name, bar.coordinator, *coordinating(world.anna.opens_unit(), [helena.patient.pk]).values()}

    later = world.now + timedelta(minutes=1)
    appoints(helena, world.maria.professional, now=world.now, kind=ContactKind.PHYSICIAN)
    appoints(helena, world.johan.professional, now=later)
    assert told() == {world.johan.professional.name}
    appoints(helena, world.anna.professional, now=world.now)
    assert told() == {world.anna.professional.name}
    appoints(helena, world.helena.professional, now=later, kind=ContactKind.LEAD)
    assert told() == {world.helena.professional.name}
