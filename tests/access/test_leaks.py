"""What is hidden, part by part, is at no place where it could come out: pages, data, paper, lists, texts."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from access.kinds import ConsentKind
from access.log_lines import read_log
from access.services import block_unit, give_consent
from agreements.models import Agreement
from agreements.services import Does
from bookings.models import Booking
from contacts.models import FixedContact
from plans.models import StatutoryPlan
from reminders.models import Reminder
from reminders.services import plan as plan_reminders
from steps.models import Step
from surveys.models import Survey
from surveys.services import ask
from tests import deeds
from tests.factories import Staff, World
from tests.paper.reading import squashed, text_of

YESTERDAY = timedelta(days=1)


def _agrees(w: World) -> object:
    step = deeds.StepPlan(kind="action", what="dolt steg i avtal")
    late = w.now.date() - YESTERDAY
    access = w.anna.opens(w.agda)
    return deeds.agrees(
        access, now=w.now, title="dold titel", what_matters="dolda ord", patient_does=(Does("dold uppgift"),),
        next_step=step, follow_up_on=late,
    )  # fmt: skip


# Each part: the model of its rows, the words that give one away, and how one is written at the heart clinic.
PARTS: dict[str, tuple[type, tuple[str, ...], Callable[[World], object]]] = {
    "agreement": (Agreement, ("dold titel", "dolda ord", "dold uppgift", "dolt steg i avtal"), _agrees),
    "booking": (
        Booking,
        ("dold tid", "dold plats", "dold förberedelse"),
        lambda w: deeds.books(
            w.anna.opens(w.agda), now=w.now, days=1, what="dold tid", place="dold plats",
            preparation="dold förberedelse",
        ),
    ),
    "contact": (
        FixedContact,
        ("dold hjälp", "Anna Berg"),
        lambda w: deeds.appoints(w.helena.opens(w.agda), w.anna.professional, now=w.now, does="dold hjälp"),
    ),
    "plan": (
        StatutoryPlan,
        ("dold plan", "dolt mål"),
        lambda w: deeds.records_sip(w.helena.opens(w.agda), now=w.now, title="dold plan", goals=("dolt mål",)),
    ),
    "step": (
        Step,
        ("dolt steg", "dold detalj"),
        lambda w: deeds.plans(
            w.anna.opens(w.agda), now=w.now, what="dolt steg", detail="dold detalj", latest=w.now.date() - YESTERDAY
        ),
    ),
    "survey": (Survey, ("Hjärtmottagningen frågade",), lambda w: ask(access=w.anna.opens(w.agda), now=w.now)),
}  # fmt: skip


# What the log says that was written.
WROTE = {
    "agreement": "överenskommelse", "booking": "en tid", "contact": "fast kontakt", "plan": "Skrev en samordnad plan",
    "step": "ett steg", "survey": "de sju frågorna",
}  # fmt: skip


@pytest.fixture(params=PARTS)
def part(request: pytest.FixtureRequest, world: World) -> str:
    """Agda is cared for at both clinics of the region; one row is written at the heart clinic, with SMS let."""
    for staff in (world.anna, world.nils):
        staff.meets(world.agda)
    give_consent(access=world.agda.opens_own(), unit=world.heart, kind=ConsentKind.SMS, because="Sa ja", now=world.now)
    name: str = request.param
    PARTS[name][2](world)
    return name


def told_to_patient(world: World) -> dict[str, str]:
    """At every place where a patient, or who acts for one, reads."""
    agda, karin = world.agda.logs_in(), world.karin.logs_in()
    plan = f"/min-plan/{world.agda.id}/"
    return {
        "page": agda.get("/min-plan/").content.decode(),
        "page of a trustee": karin.get(plan).content.decode(),
        "data": agda.get("/api/v1/plans/me/").content.decode(),
        "paper": text_of(agda.get("/min-plan/utskrift.pdf").content),
        "paper of a trustee": text_of(karin.get(f"{plan}utskrift.pdf").content),
        "paper from staff": text_of(world.anna.logs_in().get(f"/patient/{world.agda.id}/utskrift.pdf").content),
    }


def told_to_staff(staff: Staff, world: World) -> dict[str, str]:
    client, plan = staff.logs_in(), f"/patient/{world.agda.id}/"
    return {
        "page": client.get(plan).content.decode(),
        "grounds": client.get(f"{plan}atkomst/").content.decode(),
        "paper": text_of(client.get(f"{plan}utskrift.pdf").content),
        "patients": client.get("/patienter/").content.decode(),
        "work": client.get("/arbetslista/").content.decode(),
        "search": client.post("/patienter/sok/", {"number": "194103122380"}, follow=True).content.decode(),
        "book": client.get(f"{plan}tider/ny/").content.decode(),
    }


def leaks(told: dict[str, str], words: tuple[str, ...]) -> list[tuple[str, str]]:
    return [(place, each) for place, text in told.items() for each in words if squashed(each) in squashed(text)]


def test_the_words_are_there_when_nothing_hides_them(part: str, world: World) -> None:
    """Else the tests below would pass without looking."""
    _model, words, _writes = PARTS[part]
    own = world.agda.logs_in().get("/min-plan/").content.decode()
    staff = world.nils.logs_in().get(f"/patient/{world.agda.id}/").content.decode()
    assert ("own", "frågade" if part == "survey" else words[0]) in leaks({"own": own}, (*words, "frågade"))
    assert ("staff", words[0]) in leaks({"staff": staff}, words)


def test_what_is_not_approved_comes_out_nowhere_for_the_patient(part: str, world: World) -> None:
    """Not its words, not the name of the unit it would have been counted for."""
    model, words, _writes = PARTS[part]
    model.objects.update(approved_for_patient=False)
    if part == "agreement":
        Step.objects.update(approved_for_patient=False)
    assert leaks(told_to_patient(world), (*words, "Hjärtmottagningen", "1 mottagning")) == []


def test_what_is_not_approved_is_no_word_of_in_the_log_that_the_patient_reads(part: str, world: World) -> None:
    """That somebody wrote, and when, is told always (PDL 8 kap. 5 §); what it was is not."""
    told = {row.did for row in read_log(world.agda.opens_own()).rows}
    PARTS[part][0].objects.update(approved_for_patient=False)
    if part == "agreement":
        Step.objects.update(approved_for_patient=False)
    then = {row.did for row in read_log(world.agda.opens_own()).rows}
    assert "Skrev uppgifter om dig" not in told
    assert "Skrev uppgifter om dig" in then
    assert [words for words in told & then if WROTE[part] in words] == []


def test_what_is_not_approved_is_reminded_of_by_no_text(part: str, world: World) -> None:
    world.agda.patient.mobile = "+46701740605"
    world.agda.patient.save()
    if part == "booking":
        assert plan_reminders(world.now) == 1
        Reminder.objects.all().delete()
    PARTS[part][0].objects.update(approved_for_patient=False)
    assert plan_reminders(world.now) == 0


def test_an_approved_agreement_does_not_tell_of_a_step_that_is_not(world: World) -> None:
    world.anna.meets(world.agda)
    _agrees(world)
    Step.objects.update(approved_for_patient=False)
    told = told_to_patient(world)
    assert leaks(told, ("dolt steg i avtal",)) == []
    assert len(leaks(told, ("dold titel",))) == len(told)
    assert "dolt steg i avtal" in told_to_staff(world.anna, world)["page"]


def test_what_is_blocked_comes_out_nowhere_for_another_unit_and_the_page_says_that_it_is_hidden(
    part: str, world: World
) -> None:
    _model, words, _writes = PARTS[part]
    block_unit(access=world.agda.opens_own(), unit=world.heart, now=world.now)
    told = told_to_staff(world.nils, world)
    assert leaks(told, words) == []
    assert "Det finns spärrade uppgifter från Hjärtmottagningen." in told["page"]
    assert leaks({"lists": told["patients"] + told["work"], "paper": told["paper"]}, ("Hjärtmottagningen",)) == []


def test_what_another_provider_writes_comes_out_nowhere_without_consent(part: str, world: World) -> None:
    _model, words, _writes = PARTS[part]
    world.olle.meets(world.agda)
    told = told_to_staff(world.olle, world)
    assert leaks(told, (*words, "Hjärtmottagningen", "Region Sjöland")) == []
    assert "Det finns uppgifter hos en annan vårdgivare." in told["page"]
