"""The one gate: who is let in, who is not, and what the log says about it."""

from dataclasses import FrozenInstanceError, fields
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.http import Http404
from django.test import Client
from django.urls import reverse

from access.gate import open_patient, open_unit
from access.models import CareRelation
from audit.models import How
from people.models import Assignment, Login, Role
from people.viewer import Viewer
from tests.deeds import agrees
from tests.factories import World
from tests.log import lines

SECOND = timedelta(seconds=1)


def test_nurse_of_the_unit_that_cares_for_the_patient_opens_the_plan(world: World) -> None:
    access = world.anna.meets(world.agda)
    assert (access.patient, access.identity) == (world.agda.patient, "194103122380")
    assert (access.is_staff, access.is_own, access.mandate) == (True, False, None)
    assert (access.unit_id, access.provider_id) == (world.heart.pk, world.region.pk)
    assert access.may_document


def test_the_reading_is_in_the_log_with_who_when_and_at_which_unit(world: World) -> None:
    world.anna.meets(world.agda)
    told = lines(
        "at", "action", "what", "how", "actor_kind", "actor", "actor_name", "actor_title", "unit", "unit_name",
        "provider_name", "purpose", "assignment", "emergency", patient=world.agda.patient.public_id, action="read",
    )  # fmt: skip
    anna = world.anna
    assert told == [
        (
            world.now, "read", "plan", "page", "staff", anna.professional.public_id, "Anna Berg", "Sjuksköterska",
            world.heart.hsa_id, "Hjärtmottagningen", "Region Sjöland", "Vård och behandling",
            anna.assignment.public_id, False,
        )
    ]  # fmt: skip


def test_nurse_from_another_unit_cannot_open_the_plan(world: World) -> None:
    world.anna.meets(world.agda)
    with pytest.raises(Http404):
        world.nils.opens(world.agda)
    assert lines("actor_name", "unit_name", "patient", action="refused") == [
        ("Nils Åberg", "Ögonmottagningen", world.agda.patient.public_id)
    ]


def test_the_line_of_a_refusal_survives_the_refusal(own_database: None, now: datetime) -> None:
    """It is committed, though the request ends in 404: another connection sees it."""
    world = World(now)
    agda, client = world.agda, world.nils.logs_in()
    assert client.get(f"/patient/{agda.id}/").status_code == 404
    connection.close()
    assert lines("actor_name", "patient", action="refused") == [("Nils Åberg", agda.patient.public_id)]


def test_what_the_role_may_not_do_is_a_refusal_and_no_reading(own_database: None, now: datetime) -> None:
    """403: the scheduler may see the patient, and not appoint a contact."""
    world = World(now)
    world.lena.meets(world.agda)
    before = len(lines("pk", action="read"))
    assert world.lena.logs_in().get(reverse("appoint_contact", kwargs={"patient": world.agda.id})).status_code == 403
    connection.close()
    told = lines("actor_name", "what", "how", "patient", action="refused")
    assert told == [("Lena Holm", "contact", "form", world.agda.patient.public_id)]
    assert len(lines("pk", action="read")) == before


def test_a_refusal_carries_the_id_of_the_request(world: World) -> None:
    response = world.nils.logs_in().get(f"/patient/{world.agda.id}/")
    assert lines("request", action="refused") == [response["X-Request-ID"]]


def test_a_care_relation_opens_from_its_first_moment_until_before_its_last(world: World) -> None:
    now = world.now
    relation = {"unit": world.heart, "because": "Vård", "since": now, "until": now + timedelta(hours=1)}
    CareRelation.objects.create(patient=world.agda.patient, **relation)
    opened = []
    for moment in (now - SECOND, now, relation["until"] - SECOND, relation["until"]):
        try:
            world.anna.opens(world.agda, now=moment)
            opened.append(True)
        except Http404:
            opened.append(False)
    assert opened == [False, True, True, False]


def test_a_relation_of_another_patient_opens_nothing(world: World) -> None:
    world.anna.meets(world.bertil)
    with pytest.raises(Http404):
        world.anna.opens(world.agda)


@pytest.mark.parametrize("who", ["rita", "evert"])
def test_reviewer_and_administrator_read_no_care(world: World, who: str) -> None:
    world.anna.meets(world.agda)
    staff = getattr(world, who)
    for opening in (lambda: staff.opens(world.agda), staff.opens_unit):
        with pytest.raises(Http404):
            opening()
    assert lines("actor_name", action="refused") == [staff.professional.name] * 2


def test_nurse_whose_assignment_has_ended_is_nobody_at_once(world: World) -> None:
    world.anna.meets(world.agda)
    client = world.anna.logs_in()
    assert client.get(f"/patient/{world.agda.id}/").status_code == 200
    Assignment.objects.filter(pk=world.anna.assignment.pk).update(until=world.now)
    assert client.get(f"/patient/{world.agda.id}/").status_code == 404
    assert client.get("/patienter/").status_code == 404


def test_closed_login_is_sent_to_the_start_page_at_once(world: World) -> None:
    client = world.agda.logs_in()
    assert client.get("/min-plan/").status_code == 200
    Login.objects.filter(pk=world.agda.login.pk).update(is_active=False)
    response = client.get("/min-plan/")
    assert (response.status_code, response["Location"]) == (302, "/?next=/min-plan/")


def test_nurse_who_has_chosen_no_assignment_is_nobody(world: World) -> None:
    world.anna.meets(world.agda)
    client = Client()
    client.force_login(world.anna.login)
    assert client.get(f"/patient/{world.agda.id}/").status_code == 404


def test_an_assignment_of_somebody_else_is_not_to_be_borrowed(world: World) -> None:
    world.anna.meets(world.agda)
    client = world.nils.logs_in()
    session = client.session
    session["assignment"] = str(world.anna.assignment.public_id)
    session.save()
    assert client.get(f"/patient/{world.agda.id}/").status_code == 404


def test_patient_is_no_staff_in_their_own_care(world: World) -> None:
    world.anna.meets(world.agda)
    for opening in (
        lambda: open_patient(world.agda.viewer, world.agda.patient.public_id, How.PAGE, now=world.now),
        lambda: open_unit(world.agda.viewer, How.LIST, now=world.now, what="patients"),
    ):
        with pytest.raises(Http404):
            opening()
    assert lines("actor_kind", action="refused") == ["nobody", "nobody"]


def test_what_each_role_may_do(world: World) -> None:
    may = {}
    for staff in (world.anna, world.lena, world.johan, world.helena):
        access = staff.meets(world.agda)
        may[staff.assignment.role] = (access.may_document, access.may_book, access.may_appoint)
    assert may == {
        Role.CLINICIAN: (True, True, False),
        Role.SCHEDULER: (False, True, False),
        Role.COORDINATOR: (True, True, True),
        Role.UNIT_MANAGER: (True, True, True),
    }


def test_nobody_on_the_staff_may_answer_for_the_patient_or_grant_a_mandate(world: World) -> None:
    for staff in (world.anna, world.lena, world.johan, world.helena, world.samira):
        access = staff.meets(world.agda)
        assert (access.may_answer, access.may_grant) == (False, False)


def test_an_access_cannot_be_changed(world: World) -> None:
    for access in (world.anna.meets(world.agda), world.agda.opens_own(), world.anna.opens_unit()):
        for field in fields(access):
            with pytest.raises(FrozenInstanceError):
                setattr(access, field.name, None)


def test_no_access_without_its_line_in_the_log(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    world.anna.meets(world.agda)

    def broken(*args: object, **kwargs: object) -> None:
        raise OSError("the log is full")

    monkeypatch.setattr("access.gate.record", broken)
    for opening in (lambda: world.anna.opens(world.agda), world.agda.opens_own):
        with pytest.raises(OSError, match="the log is full"):
            opening()


def test_the_patient_bar_shows_the_number_that_the_patient_goes_by(world: World) -> None:
    agrees(world.anna.meets(world.agda), now=world.now)
    page = world.anna.logs_in().get(f"/patient/{world.agda.id}/").content.decode()
    assert "19410312-2380" in page


def test_a_viewer_without_an_assignment_is_no_staff(world: World) -> None:
    assert Viewer(world.anna.login).is_staff is False
    assert world.anna.viewer.is_staff is True
