"""Fixed contacts are appointed, handed over and ended from the patient's page."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.urls import reverse

from access.grants import Access
from audit.models import Action
from contacts.models import AppointedBecause, ContactKind, FixedContact, ToldHow
from contacts.services import Appointment, ContactChanged, end, hand_over
from tests.deeds import appoints
from tests.factories import NOW, Staff, World
from tests.log import lines
from tests.together import at_once

PERSON = {
    "team": "",
    "does": "Samordnar din vård",
    "phone": "08-465 004 01",
    "phone_hours": "vardagar 8–10",
    "told_how": "meeting",
    "told_on": "2026-11-25",
}


@pytest.fixture
def clinic(world: World) -> World:
    """Agda is in care at the heart clinic, which Helena leads."""
    world.helena.meets(world.agda)
    return world


def address(name: str, world: World, contact: FixedContact | None = None) -> str:
    more = {"contact": contact.public_id} if contact else {}
    return reverse(name, kwargs={"patient": world.agda.id, **more})


def sends(world: World, who: Staff | None = None, **changes: str) -> HttpResponse:
    """The form that appoints Anna, as filled in by Helena."""
    anna = str(world.anna.professional.public_id)
    told = {"key": str(uuid4()), "kind": "1", "because": "need", "professional": anna, **PERSON, **changes}
    return (who or world.helena).logs_in().post(address("appoint_contact", world), told)


def ends(world: World, contact: FixedContact, ending: str, who: Staff | None = None, **changes: str) -> HttpResponse:
    told = {
        "key": str(uuid4()),
        "revision": "1",
        "ending": ending,
        "other": "",
        "professional": "",
        **PERSON,
        **changes,
    }
    return (who or world.helena).logs_in().post(address("end_contact", world, contact), told)


def page(response: HttpResponse) -> str:
    return response.content.decode()


def is_done(response: HttpResponse, world: World) -> bool:
    return (response.status_code, getattr(response, "url", "")) == (302, address("patient_plan", world))


def writes() -> list[str]:
    return lines("what", action=Action.WRITE, what__startswith="contact.")


# ---------------------------------------------------------------- appointing


def test_whom_helena_appoints_stands_in_agdas_plan_and_in_the_log(clinic: World) -> None:
    assert is_done(sends(clinic), clinic)
    contact = FixedContact.objects.get()
    assert (contact.professional, contact.kind) == (clinic.anna.professional, ContactKind.CARE)
    assert (contact.because, contact.told_how, contact.told_on) == ("need", ToldHow.MEETING, date(2026, 11, 25))
    assert (contact.phone, contact.phone_hours) == ("+46846500401", "vardagar 8–10")
    plan = page(clinic.agda.logs_in().get("/min-plan/"))
    for words in ("Anna Berg", "Fast vårdkontakt", "Samordnar din vård", "tel:+46846500401"):
        assert words in plan
    assert writes() == ["contact.appointed"]


def test_the_form_starts_from_the_units_number_and_today(clinic: World) -> None:
    form = page(clinic.helena.logs_in().get(address("appoint_contact", clinic)))
    for value in ("08-465 004 01", "vardagar 8–10", "2026-11-25"):
        assert f'value="{value}"' in form


def test_a_form_sent_twice_appoints_once(clinic: World) -> None:
    key = str(uuid4())
    for _ in range(2):
        assert is_done(sends(clinic, key=key), clinic)
    assert FixedContact.objects.count() == 1


def test_a_team_may_stand_in_for_a_person(clinic: World) -> None:
    assert is_done(sends(clinic, professional="", team="Hjärtteamet"), clinic)
    assert FixedContact.objects.get().team == "Hjärtteamet"


def test_that_the_patient_has_not_been_told_is_said_openly(clinic: World) -> None:
    assert is_done(sends(clinic, told_how="not_told"), clinic)
    contact = FixedContact.objects.get()
    assert (contact.told_how, contact.told_on) == ("", None)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"kind": ""}, "Välj vilken sorts kontakt det är."),
        ({"kind": "9"}, "Välj"),
        ({"because": ""}, "Välj varför kontakten utses."),
        ({"professional": ""}, "Välj en person, eller skriv ett team."),
        ({"team": "Hjärtteamet"}, "Välj antingen en person eller ett team."),
        ({"does": " "}, "Skriv vad kontakten gör för patienten."),
        ({"phone": "ring oss"}, "Skriv ett telefonnummer med riktnummer"),
        ({"phone": "12"}, "Skriv ett telefonnummer med riktnummer"),
        ({"told_how": ""}, "Välj hur patienten fick veta det."),
        ({"told_on": ""}, "Skriv vilken dag patienten fick veta det."),
        ({"told_on": "2026-02-30"}, "Skriv ett datum som finns"),
        ({"told_on": "2026-11-26"}, "Dagen har inte varit än."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(clinic: World, changes: dict[str, str], said: str) -> None:
    response = sends(clinic, **changes)
    form = page(response)
    assert (response.status_code, FixedContact.objects.count()) == (200, 0)
    assert "<title>Fel: Utse fast kontakt" in form
    assert said in form
    for typed in ({**PERSON, **changes}).values():
        assert typed in form


def test_a_colleague_of_another_unit_cannot_be_appointed(clinic: World) -> None:
    assert sends(clinic, professional=str(clinic.nils.professional.public_id)).status_code == 200
    assert not FixedContact.objects.exists()


@pytest.mark.parametrize(("kind", "name"), [("2", "fast läkarkontakt"), ("4", "fast vårdkontakt med övergripande")])
def test_there_is_one_physician_and_one_who_leads(clinic: World, kind: str, name: str) -> None:
    sends(clinic, kind=kind)
    response = sends(clinic, kind=kind, does="Läkemedel")
    form = page(response)
    assert f"Patienten har redan en {name}" in form
    assert 'aria-describedby="kind-error"' in form
    assert 'value="Läkemedel"' in form
    assert FixedContact.objects.count() == 1


def test_there_may_be_several_of_the_other_kinds(clinic: World) -> None:
    for kind in ("1", "1", "3", "3"):
        assert is_done(sends(clinic, kind=kind), clinic)


def test_two_at_once_appoint_one_physician(own_database: None) -> None:
    world = World(NOW)
    helena, johan = world.helena.meets(world.agda), world.johan.meets(world.agda)
    professional = world.anna.professional
    answers = at_once(
        lambda: appoints(helena, professional, kind=ContactKind.PHYSICIAN, now=NOW).kind,
        lambda: appoints(johan, professional, kind=ContactKind.PHYSICIAN, now=NOW).kind,
    )
    assert sorted(map(str, answers)) == ["2", "<class 'contacts.services.AlreadyAppointed'>"]


# ---------------------------------------------------------------- handing over


@pytest.fixture
def anna_is_contact(clinic: World) -> FixedContact:
    return appoints(clinic.helena.opens(clinic.agda), clinic.anna.professional, now=clinic.now)


def test_who_takes_over_begins_when_the_other_ends(clinic: World, anna_is_contact: FixedContact) -> None:
    maria = str(clinic.maria.professional.public_id)
    assert is_done(ends(clinic, anna_is_contact, "successor", professional=maria), clinic)
    before, after = FixedContact.objects.order_by("pk")
    assert (before.ended_at, before.ended_because) == (clinic.now, "Har lämnat över till någon annan")
    assert (after.since, after.professional, after.replaces) == (before.ended_at, clinic.maria.professional, before)
    assert (after.kind, after.because) == (before.kind, before.because)
    plan = page(clinic.agda.logs_in().get("/min-plan/"))
    assert "Maria Lind" in plan
    assert "Anna Berg" not in plan
    assert writes() == ["contact.appointed", "contact.handed_over", "contact.appointed"]


@pytest.mark.parametrize("kind", [ContactKind.PHYSICIAN, ContactKind.LEAD])
def test_also_those_of_whom_there_is_one_are_handed_over(clinic: World, kind: ContactKind) -> None:
    contact = appoints(clinic.helena.opens(clinic.agda), clinic.anna.professional, kind=kind, now=clinic.now)
    assert is_done(ends(clinic, contact, "successor", professional=str(clinic.maria.professional.public_id)), clinic)
    assert [row.professional for row in FixedContact.objects.current()] == [clinic.maria.professional]


def test_a_handover_sent_twice_is_one(clinic: World, anna_is_contact: FixedContact) -> None:
    sent = {"key": str(uuid4()), "professional": str(clinic.maria.professional.public_id)}
    for _ in range(2):
        assert is_done(ends(clinic, anna_is_contact, "successor", **sent), clinic)
    assert FixedContact.objects.count() == 2


def test_nobody_takes_over_from_themselves(clinic: World, anna_is_contact: FixedContact) -> None:
    form = page(ends(clinic, anna_is_contact, "successor", professional=str(clinic.anna.professional.public_id)))
    assert form.count("Den personen är kontakten i dag. Välj någon annan.") == 2
    assert FixedContact.objects.current().get() == anna_is_contact


def test_a_form_with_the_key_of_somebody_elses_row_is_refused(clinic: World, anna_is_contact: FixedContact) -> None:
    clinic.maria.meets(clinic.agda)
    key = str(anna_is_contact.public_id)
    FixedContact.objects.update(author=clinic.maria.professional)
    assert sends(clinic, key=key).status_code == 403


def test_nobody_takes_over_without_a_name(clinic: World, anna_is_contact: FixedContact) -> None:
    form = page(ends(clinic, anna_is_contact, "successor"))
    assert form.count("Välj en person, eller skriv ett team.") == 2
    assert FixedContact.objects.current().get() == anna_is_contact


# ---------------------------------------------------------------- ending


@pytest.mark.parametrize(
    "reason",
    ["Behovet har upphört", "Patienten vill inte ha kontakten kvar", "Patienten har flyttat", "Patienten har avlidit"],
)
def test_a_contact_ends_with_a_reason(clinic: World, anna_is_contact: FixedContact, reason: str) -> None:
    assert is_done(ends(clinic, anna_is_contact, reason, does="", told_how=""), clinic)
    ended = FixedContact.objects.get()
    assert (ended.ended_at, ended.ended_because, ended.revision) == (clinic.now, reason, 2)
    assert "Ingen är utsedd än." in page(clinic.agda.logs_in().get("/min-plan/"))
    assert writes() == ["contact.appointed", "contact.ended"]


def test_another_reason_is_written_in_words(clinic: World, anna_is_contact: FixedContact) -> None:
    assert "Skriv varför uppdraget avslutas." in page(ends(clinic, anna_is_contact, "other"))
    assert is_done(ends(clinic, anna_is_contact, "other", other="Anna går i pension"), clinic)
    assert FixedContact.objects.get().ended_because == "Anna går i pension"


def test_an_ending_needs_a_reason_and_a_made_up_one_is_refused(clinic: World, anna_is_contact: FixedContact) -> None:
    for ending in ("", "För att"):
        assert ends(clinic, anna_is_contact, ending).status_code == 200
    assert FixedContact.objects.current().exists()


def test_the_same_ending_sent_twice_is_one(clinic: World, anna_is_contact: FixedContact) -> None:
    for _ in range(2):
        assert is_done(ends(clinic, anna_is_contact, "Behovet har upphört"), clinic)
    assert writes() == ["contact.appointed", "contact.ended"]


def test_who_comes_after_a_colleague_is_told_so(clinic: World, anna_is_contact: FixedContact) -> None:
    ends(clinic, anna_is_contact, "Behovet har upphört", who=clinic.johan)
    response = ends(clinic, anna_is_contact, "Patienten har flyttat")
    assert (response.status_code, "Uppdraget är redan avslutat: behovet har upphört." in page(response)) == (200, True)
    maria = str(clinic.maria.professional.public_id)
    assert ends(clinic, anna_is_contact, "successor", professional=maria).status_code == 200
    assert FixedContact.objects.count() == 1


def test_the_verbs_refuse_what_was_seen_too_early(clinic: World, anna_is_contact: FixedContact) -> None:
    access: Access = clinic.helena.opens(clinic.agda)
    to = Appointment(
        kind=ContactKind.CARE, does="Samordnar", because=AppointedBecause.NEED, professional=clinic.maria.professional
    )
    changed: dict[str, Any] = {"access": access, "contact": anna_is_contact, "revision": 2, "now": clinic.now}
    with pytest.raises(ContactChanged):
        hand_over(to=to, **changed)
    with pytest.raises(ContactChanged):
        end(because="Behovet har upphört", **changed)
    assert FixedContact.objects.get().ended_at is None


# ---------------------------------------------------------------- who may


def test_who_may_not_appoint_sees_no_link_and_is_refused(clinic: World, anna_is_contact: FixedContact) -> None:
    for who in (clinic.anna, clinic.lena):
        plan = page(who.logs_in().get(address("patient_plan", clinic)))
        for name, contact in (("appoint_contact", None), ("end_contact", anna_is_contact)):
            assert address(name, clinic, contact) not in plan
            assert who.logs_in().get(address(name, clinic, contact)).status_code == 403
        assert sends(clinic, who).status_code == 403
        assert ends(clinic, anna_is_contact, "Behovet har upphört", who).status_code == 403
    assert FixedContact.objects.get().ended_at is None


def test_only_the_own_units_contacts_are_offered_and_ended(clinic: World, anna_is_contact: FixedContact) -> None:
    clinic.nils.meets(clinic.agda)
    leader = clinic.staff("Ulla Ek", clinic.eyes)
    type(leader.assignment).objects.filter(pk=leader.assignment.pk).update(role="unit_manager")
    leader.assignment.refresh_from_db()
    theirs = appoints(leader.opens(clinic.agda), clinic.nils.professional, now=clinic.now)
    plan = page(clinic.helena.logs_in().get(address("patient_plan", clinic)))
    assert address("end_contact", clinic, anna_is_contact) in plan
    assert "Nils Åberg" in plan
    assert address("end_contact", clinic, theirs) not in plan
    assert clinic.helena.logs_in().get(address("end_contact", clinic, theirs)).status_code == 404
