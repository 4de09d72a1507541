"""Who exists: patients with their numbers, and those who work in care."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from people.identities import Number
from people.models import Assignment, CareUnit, Gender, Identity, IdentityKind, Login, Patient, Professional
from people.services import register_patient
from tests.factories import PROGRAM, World
from tests.log import lines


def refused_by(constraint: str) -> pytest.RaisesExc[IntegrityError]:
    return pytest.raises(IntegrityError, match=constraint)


def test_a_new_patient_has_a_current_number_and_a_line_in_the_log(world: World) -> None:
    patient = world.agda.patient
    assert list(patient.identities.values_list("kind", "value", "is_current")) == [("personal", "194103122380", True)]
    assert lines("how", patient=patient.public_id, what="patient.registered") == ["import"]


def test_two_patients_cannot_have_the_same_number(world: World) -> None:
    assert world.agda
    before = Patient.objects.count()
    with refused_by("people_identity_one_holder"), transaction.atomic():
        register_patient(
            actor=PROGRAM,
            number=Number(IdentityKind.PERSONAL, "194103122380"),
            given_name="Någon",
            family_name="Annan",
            birth_date=date(1941, 3, 12),
            gender=Gender.FEMALE,
            now=world.now,
        )
    assert Patient.objects.count() == before


def test_a_patient_goes_by_one_number_at_a_time(world: World) -> None:
    row = {"patient": world.agda.patient, "kind": IdentityKind.COORDINATION, "value": "197010632391"}
    with refused_by("people_identity_one_current"), transaction.atomic():
        Identity.objects.create(**row, since=world.now)
    Identity.objects.create(**row, since=world.now, is_current=False)


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ({"gender": "x"}, "people_patient_gender"),
        ({"protection": "x"}, "people_patient_protection"),
        ({"mobile": "070-174 06 05"}, "people_patient_mobile_e164"),
        ({"mobile": "+0701740605"}, "people_patient_mobile_e164"),
        ({"deceased_on": date(1941, 3, 11)}, "people_patient_lived"),
    ],
)
def test_the_database_knows_what_a_patient_is(world: World, change: dict, constraint: str) -> None:
    with refused_by(constraint), transaction.atomic():
        Patient.objects.filter(pk=world.agda.patient.pk).update(**change)


def test_a_number_is_of_a_kind_that_we_know(world: World) -> None:
    with refused_by("people_identity_kind"), transaction.atomic():
        Identity.objects.filter(patient=world.agda.patient).update(kind="passport")


def test_a_unit_has_an_hsa_id_and_a_phone_that_can_be_called(world: World) -> None:
    assert world.anna
    for change, constraint in (({"hsa_id": "SE1-X"}, "hsa_id"), ({"phone": "08-465 004 01"}, "phone")):
        with refused_by(f"people_careunit_{constraint}"), transaction.atomic():
            CareUnit.objects.update(**change)
    with refused_by("people_professional_hsa_id"), transaction.atomic():
        Professional.objects.update(hsa_id="anna")


def test_an_assignment_ends_after_it_begins_and_has_a_role_that_we_know(world: World) -> None:
    anna = Assignment.objects.filter(pk=world.anna.assignment.pk)
    with refused_by("people_assignment_period"), transaction.atomic():
        anna.update(until=world.anna.assignment.since)
    with refused_by("people_assignment_role"), transaction.atomic():
        anna.update(role="king")


def test_an_assignment_is_current_from_its_first_moment_until_before_its_last(world: World) -> None:
    anna, now = world.anna.assignment, world.now
    Assignment.objects.filter(pk=anna.pk).update(since=now, until=now + timedelta(hours=1))
    moments = [now + timedelta(seconds=seconds) for seconds in (-1, 0, 3599, 3600)]
    assert [Assignment.objects.current(at).filter(pk=anna.pk).exists() for at in moments] == [False, True, True, False]


def test_the_names_of_rows_tell_nothing_about_a_patient(world: World) -> None:
    """What lands in logs and tracebacks is an id."""
    assert str(world.agda.patient) == world.agda.id
    assert [str(each) for each in world.agda.patient.identities.all()] == ["personal"]
    assert str(world.agda.login) == str(Login.objects.get(pk=world.agda.login.pk).public_id)


def test_a_leapling_is_a_year_older_on_the_first_of_march() -> None:
    leapling = Patient(birth_date=date(2012, 2, 29))
    ages = [leapling.age_on(date(2025, *day)) for day in ((2, 28), (3, 1))]
    assert (ages, leapling.age_on(date(2024, 2, 29))) == ([12, 13], 12)
