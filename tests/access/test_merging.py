"""A coordination number becomes a personal number; two patients turn out to be one. Nothing is lost."""

from datetime import date, timedelta
from threading import Event
from time import sleep

import pytest
from django.db import IntegrityError, models, transaction
from django.http import Http404
from django.utils import timezone

from access.gate import open_system
from access.grants import Access, May, NotAllowed
from access.kinds import ConsentKind, MandateKind
from access.log_lines import read_log
from access.models import Block, CareRelation, Consent, Mandate, Review
from access.search import find_by_number
from access.services import CannotMerge, PatientsCollide, block_unit, draw_for, give_consent, merge_patients
from agreements.models import Agreement
from audit.models import How
from bookings.models import Booking
from people.identities import Number, read_number
from people.merged import PatientIsMerged
from people.models import Identity, IdentityKind, Patient, Protection
from people.services import NotABetterNumber, NumberTaken, merge_number
from plans.page import plan_page
from surveys.services import ask
from tests import deeds
from tests.factories import PROGRAM, Person, World
from tests.log import lines
from tests.together import at_once

COORDINATION = Number(IdentityKind.COORDINATION, "197010632391")
PERSONAL = Number(IdentityKind.PERSONAL, "197010032394")


def numbers(whom: Person) -> list[tuple[str, bool]]:
    return list(whom.patient.identities.order_by("since", "pk").values_list("value", "is_current"))


def gets(whom: Person, number: Number, world: World) -> Identity:
    return merge_number(actor=PROGRAM, patient=whom.patient, number=number, now=world.now)


def registers(world: World, into: Person) -> Access:
    return open_system("Register", into.patient, frozenset({May.MERGE}), How.IMPORT)


def merges(world: World, duplicate: Person, into: Person) -> None:
    merge_patients(access=registers(world, into), duplicate=duplicate.patient, now=world.now)


@pytest.fixture
def amina(world: World) -> Person:
    """Has a coordination number."""
    person = world.patient("Amina Noor", date(1970, 10, 3))
    Identity.objects.filter(patient=person.patient).update(kind=COORDINATION.kind, value=COORDINATION.value)
    return person


# ---------------------------------------------------------------- numbers


def test_a_new_number_is_the_one_the_patient_goes_by_and_the_old_one_finds_them_still(
    world: World, amina: Person
) -> None:
    world.anna.meets(amina)
    gets(amina, PERSONAL, world)
    assert numbers(amina) == [(COORDINATION.value, False), (PERSONAL.value, True)]
    assert world.anna.opens(amina).identity == PERSONAL.value
    for number in (COORDINATION, PERSONAL):
        assert find_by_number(world.anna.opens_unit(), number, now=world.now) == amina.patient.public_id
    assert lines("how", patient=amina.patient.public_id, what="patient.number") == ["import"]


def test_the_same_number_again_changes_nothing(world: World, amina: Person) -> None:
    assert gets(amina, PERSONAL, world) == gets(amina, PERSONAL, world)
    assert lines("how", what="patient.number") == ["import"]


def test_a_number_of_somebody_else_is_not_given(world: World, amina: Person) -> None:
    hers = read_number("19410312-2380")
    assert world.agda
    with pytest.raises(NumberTaken):
        gets(amina, hers, world)
    assert numbers(amina) == [(COORDINATION.value, True)]


@pytest.mark.parametrize("worse", [COORDINATION, Number(IdentityKind.LOCAL_RESERVE, "991981000010")])
def test_a_personal_number_is_not_replaced_by_a_worse_one(world: World, worse: Number) -> None:
    with pytest.raises(NotABetterNumber):
        gets(world.agda, worse, world)
    assert numbers(world.agda) == [("194103122380", True)]


def test_a_patient_with_a_reserve_number_is_found_by_it(world: World, amina: Person) -> None:
    world.anna.meets(amina)
    for value in ("98240301AA06", "991981000010", "19810829M071"):
        number = read_number(value)
        Identity.objects.filter(patient=amina.patient).update(kind=number.kind, value=number.value)
        page = world.anna.logs_in().post("/patienter/sok/", {"number": value})
        assert page.headers["Location"] == f"/patient/{amina.id}/"


# ---------------------------------------------------------------- patients


def test_two_who_are_one_have_one_plan_and_are_found_by_all_their_numbers(world: World, amina: Person) -> None:
    deeds.books(world.anna.meets(amina), now=world.now, what="Hjärtat")
    deeds.agrees(world.anna.opens(amina), now=world.now)
    deeds.books(world.nils.meets(world.agda), now=world.now, what="Ögat")
    rows = Booking.objects.count(), Agreement.objects.count()
    merges(world, amina, world.agda)
    page = plan_page(world.agda.opens_own(), world.now)
    assert ({row.what for row in page.timeline}, len(page.agreements)) == ({"Hjärtat", "Ögat"}, 1)
    assert (Booking.objects.count(), Agreement.objects.count()) == rows
    assert sorted(numbers(world.agda)) == [("194103122380", True), (COORDINATION.value, False)]
    assert find_by_number(world.anna.opens_unit(), COORDINATION, now=world.now) == world.agda.patient.public_id
    told = lines("patient", "object", "actor_name", what="patient.merged")
    assert told == [(world.agda.patient.public_id, amina.patient.public_id, "Register")]
    duplicate = Patient.objects.get(pk=amina.patient.pk)
    assert (duplicate.merged_into, duplicate.merged_at) == (world.agda.patient, world.now)


def test_no_row_of_the_duplicate_is_forgotten(world: World, amina: Person) -> None:
    """Whatever table it is in: only its mandates stay, and they are over."""
    access = world.helena.meets(amina)
    deeds.appoints(access, world.anna.professional, now=world.now)
    deeds.plans(access, now=world.now)
    deeds.records_sip(access, now=world.now)
    ask(access=access, now=world.now)
    merges(world, amina, world.agda)
    left = {
        key.related_model.__name__
        for key in Patient._meta.get_fields(include_hidden=True)
        if isinstance(key, models.ManyToOneRel)
        and key.related_model._base_manager.filter(**{key.field.name: amina.patient}).exists()
    }
    assert left == {"Mandate"}


def test_a_block_on_the_duplicate_holds_for_the_one_that_remains(world: World, amina: Person) -> None:
    deeds.books(world.anna.meets(amina), now=world.now, what="Hemligt")
    block_unit(access=world.decides(amina), unit=world.heart, now=world.now)
    world.nils.meets(world.agda)
    merges(world, amina, world.agda)
    assert Block.objects.get().patient == world.agda.patient
    assert plan_page(world.nils.opens(world.agda), world.now).timeline == ()


def test_what_both_have_open_is_open_once(world: World, amina: Person) -> None:
    for whom in (amina, world.agda):
        world.anna.meets(whom)
        give_consent(
            access=world.decides(whom), unit=world.heart, kind=ConsentKind.SMS, because="Sagt ja", now=world.now
        )
    merges(world, amina, world.agda)
    for model in (CareRelation, Consent):
        assert sorted(model.objects.filter(patient=world.agda.patient).values_list("until", flat=True), key=bool) == [
            None, world.now,
        ]  # fmt: skip


def test_who_was_let_in_to_the_duplicate_is_not_let_in_to_the_other(world: World, amina: Person) -> None:
    son = world.let_in("Son", amina, MandateKind.TRUSTEE)
    merges(world, amina, world.agda)
    for whose in (amina, world.agda):
        with pytest.raises(Http404):
            son.opens(whose)
    with pytest.raises(Http404):
        amina.opens_own()
    assert world.agda.opens_own().patient == world.agda.patient


def test_the_person_comes_in_to_what_remains_when_nobody_else_does(world: World, amina: Person) -> None:
    assert world.agda
    Mandate.objects.filter(patient=world.agda.patient).update(state="ended", until=world.now)
    merges(world, amina, world.agda)
    assert amina.opens_own().patient == world.agda.patient


def test_protection_is_never_lost(world: World, amina: Person) -> None:
    Patient.objects.filter(pk=amina.patient.pk).update(protection=Protection.REGISTRATION)
    merges(world, amina, world.agda)
    assert Patient.objects.get(pk=world.agda.patient.pk).protection == Protection.REGISTRATION


def test_where_both_have_what_a_patient_has_one_of_nothing_is_changed(world: World, amina: Person) -> None:
    for whom in (amina, world.agda):
        ask(access=world.anna.meets(whom), now=world.now - timedelta(minutes=1))
    before = numbers(amina), numbers(world.agda)
    with pytest.raises(PatientsCollide):
        merges(world, amina, world.agda)
    assert (numbers(amina), numbers(world.agda)) == before
    assert amina.opens_own().patient == amina.patient
    assert lines("what", what="patient.merged") == []


def test_nobody_is_merged_twice_or_with_themselves_or_gets_a_number_afterwards(world: World, amina: Person) -> None:
    with pytest.raises(CannotMerge):
        merges(world, amina, amina)
    merges(world, amina, world.agda)
    for duplicate, into in ((amina, world.bertil), (world.bertil, amina)):
        with pytest.raises(CannotMerge):
            merges(world, duplicate, into)
    with pytest.raises(PatientIsMerged):
        gets(amina, PERSONAL, world)


def test_nobody_in_care_merges(world: World, amina: Person) -> None:
    for access in (world.helena.meets(world.agda), world.agda.opens_own()):
        with pytest.raises(NotAllowed):
            merge_patients(access=access, duplicate=amina.patient, now=world.now)


def test_the_database_merges_nobody_with_themselves_or_without_a_time(world: World) -> None:
    agda = Patient.objects.filter(pk=world.agda.patient.pk)
    for change in ({"merged_into": world.agda.patient, "merged_at": world.now}, {"merged_into": world.bertil.patient}):
        with pytest.raises(IntegrityError, match="people_patient_merged"), transaction.atomic():
            agda.update(**change)


def test_the_person_reads_who_has_read_the_duplicate_too(world: World, amina: Person) -> None:
    world.anna.meets(amina)
    merges(world, amina, world.agda)
    rows = read_log(world.agda.opens_own()).rows
    assert "Anna Berg" in {row.who for row in rows}


def test_a_block_that_is_made_while_two_are_merged_does_not_stay_behind(own_database: None) -> None:
    """It waits for the merge, and is refused: the patient sees that, and blocks again."""
    world = World(timezone.now())
    duplicate, into = world.patient("Amina Noor", date(1970, 10, 3)), world.agda
    access, heart, into_access = duplicate.opens_own(), world.heart, registers(world, into)
    began = Event()

    def merge() -> None:
        with transaction.atomic():
            merge_patients(access=into_access, duplicate=duplicate.patient, now=world.now)
            began.set()
            sleep(0.5)

    def block() -> None:
        began.wait()
        block_unit(access=access, unit=heart, now=world.now)

    assert at_once(merge, block) == [None, PatientIsMerged]
    assert not Block.objects.exists()


def test_two_who_have_been_reviewed_for_the_same_reader_and_day_can_be_merged(world: World, amina: Person) -> None:
    for each in (amina, world.agda):
        world.anna.meets(each, now=world.now - timedelta(days=2))
    draw_for(provider=world.region, now=world.now)
    assert Review.objects.count() == 2
    merges(world, amina, world.agda)
    assert Review.objects.count() == 2
