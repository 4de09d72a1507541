"""The three consents: given and taken back by the patient, written down by staff, and never mixed."""

from dataclasses import replace
from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.urls import reverse

from access.grants import NotAllowed
from access.kinds import ConsentKind
from access.models import Consent
from access.services import ConsentHasEnded, NotConsented, give_consent, withdraw_consent
from people.models import CareUnit, Patient, Principal
from plans.models import PlanKind
from plans.services import PlanText, record_plan
from reminders.services import plan as plan_reminders
from tests import deeds
from tests.factories import Staff, World
from tests.log import lines

MINE = "/samtycken-och-sparrar/"
SHARED = ConsentKind.SHARED_DOCUMENTATION


def says_yes(world: World, unit: CareUnit, kind: str = SHARED, key: object = None) -> HttpResponse:
    said = {"key": key or uuid4(), "kind": kind, "unit": unit.public_id}
    return world.agda.logs_in().post(reverse("give_my_consent"), said)


def takes_back(world: World, consent: Consent) -> HttpResponse:
    return world.agda.logs_in().post(reverse("withdraw_my_consent", kwargs={"consent": consent.public_id}))


def given() -> list[tuple[str, str]]:
    return list(Consent.objects.filter(until=None).order_by("pk").values_list("unit__name", "kind"))


def plan_seen_by(staff: Staff, world: World) -> str:
    return staff.logs_in().get(f"/patient/{world.agda.id}/").content.decode()


@pytest.fixture
def cared_for(world: World) -> World:
    """By the heart clinic, where something is agreed, and by the hip clinic of the other region."""
    deeds.agrees(world.anna.meets(world.agda), now=world.now, title="Hjärtsvikt i region ett")
    world.olle.meets(world.agda)
    return world


def test_patient_says_yes_and_takes_it_back_and_each_holds_at_the_next_request(cared_for: World) -> None:
    world = cared_for
    assert "Hjärtsvikt i region ett" not in plan_seen_by(world.olle, world)
    says_yes(world, world.hips)
    assert "Hjärtsvikt i region ett" in plan_seen_by(world.olle, world)
    takes_back(world, Consent.objects.get())
    told = plan_seen_by(world.olle, world)
    assert "Hjärtsvikt i region ett" not in told
    assert "Det finns uppgifter hos en annan vårdgivare." in told


def test_what_has_ended_is_kept_and_both_are_in_the_log(cared_for: World) -> None:
    says_yes(cared_for, cared_for.hips)
    takes_back(cared_for, Consent.objects.get())
    row = Consent.objects.get()
    assert (row.since, row.until, row.because) == (cared_for.now, cared_for.now, "I Patientkontrakt")
    assert lines("what", "actor_kind", action="write", object=row.public_id) == [
        ("consent.shared.given", "patient"),
        ("consent.shared.withdrawn", "patient"),
    ]


def test_each_kind_is_given_for_itself(cared_for: World) -> None:
    for kind in ConsentKind:
        says_yes(cared_for, cared_for.heart, kind)
    sip = Consent.objects.get(kind=ConsentKind.SIP)
    takes_back(cared_for, sip)
    assert given() == [("Hjärtmottagningen", "shared"), ("Hjärtmottagningen", "sms")]


def test_a_form_sent_twice_gives_one_consent(cared_for: World) -> None:
    key = uuid4()
    for _ in range(2):
        assert says_yes(cared_for, cared_for.hips, key=key).status_code == 302
    assert (given(), lines("what", what="consent.shared.given")) == (
        [("Ortopedmottagningen", "shared")],
        ["consent.shared.given"],
    )


def test_an_old_form_sent_again_does_not_give_back_what_was_taken(cared_for: World) -> None:
    key = uuid4()
    says_yes(cared_for, cared_for.hips, key=key)
    takes_back(cared_for, Consent.objects.get())
    says_yes(cared_for, cared_for.hips, key=key)
    assert given() == []


def test_what_is_given_already_is_not_given_twice(cared_for: World) -> None:
    says_yes(cared_for, cared_for.hips)
    says_yes(cared_for, cared_for.hips)
    assert Consent.objects.count() == 1


def test_taken_back_twice_is_taken_back_once(cared_for: World) -> None:
    says_yes(cared_for, cared_for.hips)
    consent = Consent.objects.get()
    for _ in range(2):
        assert takes_back(cared_for, consent).status_code == 302
    assert lines("what", what="consent.shared.withdrawn") == ["consent.shared.withdrawn"]
    with pytest.raises(ConsentHasEnded):
        withdraw_consent(access=cared_for.agda.opens_own(), consent=consent, now=cared_for.now)


def test_the_consent_of_another_patient_is_not_there(cared_for: World) -> None:
    says_yes(cared_for, cared_for.hips)
    url = reverse("withdraw_my_consent", kwargs={"consent": Consent.objects.get().public_id})
    assert cared_for.bertil.logs_in().post(url).status_code == 404
    assert given() == [("Ortopedmottagningen", "shared")]


def test_a_unit_that_has_nothing_to_do_with_the_patient_is_not_there_to_be_let(cared_for: World) -> None:
    assert says_yes(cared_for, cared_for.eyes).status_code == 404
    assert given() == []


def test_the_page_tells_each_kind_in_plain_words_and_what_is_given(cared_for: World) -> None:
    says_yes(cared_for, cared_for.heart, ConsentKind.SMS)
    page = cared_for.agda.logs_in().get(MINE).content.decode()
    for words in ("Läsa vad andra vårdgivare har skrivit", "Göra en samordnad individuell plan (SIP)"):
        assert f">{words}</h3>" in page
    assert (page.count("Du har sagt ja"), page.count("Inget samtycke")) == (1, 5)


@pytest.mark.parametrize("who", ["karin", "erik", "sara"])
def test_nobody_else_decides_for_the_patient(cared_for: World, who: str) -> None:
    client = getattr(cared_for, who).logs_in()
    assert client.get(MINE).status_code == 404
    said = {"key": uuid4(), "kind": SHARED, "unit": cared_for.hips.public_id}
    assert client.post(reverse("give_my_consent"), said).status_code == 404
    assert given() == []
    access = cared_for.karin.opens(cared_for.agda)
    with pytest.raises(NotAllowed):
        give_consent(access=access, unit=cared_for.hips, kind=SHARED, because="x", now=cared_for.now)


def test_who_takes_back_the_yes_to_texts_is_reminded_no_more(cared_for: World) -> None:
    world = cared_for
    Patient.objects.filter(pk=world.agda.patient.pk).update(mobile="+46701740605")
    says_yes(world, world.heart, ConsentKind.SMS)
    deeds.books(world.anna.opens(world.agda), now=world.now, days=1)
    takes_back(world, Consent.objects.get())
    assert plan_reminders(world.now) == 0
    says_yes(world, world.heart, ConsentKind.SMS)
    assert plan_reminders(world.now) == 1


# ---------------------------------------------------------------- staff who heard it


def notes(staff: Staff, world: World, **said: object) -> HttpResponse:
    url = reverse("note_consent", kwargs={"patient": world.agda.id})
    asked = {"key": uuid4(), "kind": SHARED, "how": "Muntligt på telefon", **said}
    return staff.logs_in().post(url, asked)


def test_staff_write_down_what_the_patient_said_and_how_for_their_own_unit(cared_for: World) -> None:
    notes(cared_for.olle, cared_for)
    row = Consent.objects.get()
    assert (row.unit, row.kind, row.because) == (cared_for.hips, SHARED, "Muntligt på telefon")
    assert "Muntligt på telefon." in cared_for.agda.logs_in().get(MINE).content.decode()
    assert lines("actor_name", "because", what="consent.shared.given") == [("Olle Gran", "Muntligt på telefon")]


def test_staff_who_do_not_say_how_are_asked(cared_for: World) -> None:
    page = notes(cared_for.olle, cared_for, how="").content.decode()
    assert "Välj hur du fick veta det." in page
    assert given() == []


def test_staff_write_nothing_down_for_another_unit(cared_for: World) -> None:
    access = cared_for.anna.opens(cared_for.agda)
    with pytest.raises(NotAllowed):
        give_consent(access=access, unit=cared_for.hips, kind=SHARED, because="x", now=cared_for.now)
    says_yes(cared_for, cared_for.hips)
    url = reverse("note_withdrawal", kwargs={"patient": cared_for.agda.id, "consent": Consent.objects.get().public_id})
    assert cared_for.anna.logs_in().post(url).status_code == 404
    assert cared_for.olle.logs_in().post(url).status_code == 302
    assert given() == []


def test_without_consent_no_sip_is_made_and_other_plans_are(world: World) -> None:
    access = world.helena.meets(world.agda)
    text = PlanText(
        kind=PlanKind.SIP, title="SIP", responsible=Principal.REGION, agreed_on=world.now.date(), goals=(),
        interventions=(), follow_up_at=world.now,
    )  # fmt: skip
    for kind in (ConsentKind.SHARED_DOCUMENTATION, ConsentKind.SMS):
        give_consent(access=access, unit=world.heart, kind=kind, because="Skriftligt", now=world.now)
    with pytest.raises(NotConsented):
        record_plan(access=access, text=text, now=world.now)
    record_plan(access=access, text=replace(text, kind=PlanKind.CARE), now=world.now)
    given = give_consent(access=access, unit=world.heart, kind=ConsentKind.SIP, because="Skriftligt", now=world.now)
    record_plan(access=access, text=text, now=world.now)
    withdraw_consent(access=access, consent=given, now=world.now)
    with pytest.raises(NotConsented):
        record_plan(access=access, text=text, now=world.now)
    assert lines("what", what="plan.recorded") == ["plan.recorded"] * 2
