"""Staff write agreements on a patient's page, and the patient answers from the plan."""

import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from access.kinds import ConsentKind
from access.services import give_consent
from agreements.models import (
    AgreedHow,
    Agreement,
    AgreementStatus,
    AgreementTemplate,
    Commitment,
    Question,
    Standing,
    Who,
)
from agreements.services import (
    AgreementChanged,
    Does,
    QuestionAnswered,
    Said,
    agree,
    answer_commitment,
    answer_question,
    ask_question,
    end,
    say_yes,
    ship_templates,
)
from audit.models import Action, Entry
from bookings.services import PreparationText, prepare
from steps.models import Step, StepStatus
from tests.deeds import agrees, books, whole
from tests.factories import PROGRAM, World


@pytest.fixture
def agda_at_the_clinic(world: World) -> World:
    world.anna.meets(world.agda)
    return world


def filled_in(world: World, **changes: Any) -> dict[str, Any]:
    anna = str(world.anna.professional.public_id)
    return {
        "key": str(uuid4()),
        "title": "Hjärtsvikt",
        "what_matters": "Att orka gå till kören.",
        "patient-TOTAL_FORMS": "3",
        "patient-INITIAL_FORMS": "0",
        "patient-0-what": "väger mig varje morgon",
        "patient-0-repeat": "daily",
        "patient-1-what": "",
        "patient-2-what": "  går till gympan  ",
        "network-TOTAL_FORMS": "1",
        "network-INITIAL_FORMS": "0",
        "network-0-what": "dottern följer med",
        "watch-TOTAL_FORMS": "1",
        "watch-INITIAL_FORMS": "0",
        "watch-0-sign": "vikten ökar 2 kilo på 3 dagar",
        "watch-0-by_day": "ring Anna",
        "watch-0-at_night": "ring 1177",
        "care-TOTAL_FORMS": "2",
        "care-INITIAL_FORMS": "0",
        "care-0-what": "ringer på fredag",
        "care-0-who": anna,
        "care-1-what": "",
        "next_what": "Telefonsamtal",
        "next_latest": "2026-12-04",
        "next_who": anna,
        "no_next_step_because": "",
        "turn_by_day": "Ring Anna på dagen.",
        "turn_by_evening": "1177",
        "turn_in_emergency": "112",
        "fixed_contacts": "Anna Berg, sjuksköterska",
        "follow_up_on": "2026-12-14",
        "how": "meeting",
        **changes,
    }


def writes(world: World, client: Client | None = None, **changes: Any) -> Any:
    url = reverse("write_agreement", kwargs={"patient": world.agda.id})
    return (client or world.anna.logs_in()).post(url, filled_in(world, **changes))


def test_what_the_nurse_writes_is_in_the_plan_at_once_and_in_the_log(agda_at_the_clinic: World) -> None:
    world = agda_at_the_clinic
    response = writes(world)
    assert (response.status_code, response.url) == (302, reverse("patient_plan", kwargs={"patient": world.agda.id}))
    plan = world.agda.logs_in().get("/min-plan/").content.decode()
    for words in ("Hjärtsvikt", "väger mig varje morgon", "går till gympan", "dottern följer med", "Telefonsamtal"):
        assert words in plan
    written = Entry.objects.filter(action=Action.WRITE, actor_name="Anna Berg", what__startswith="agreement")
    assert [entry.what for entry in written] == ["agreement.agreed"]


def test_the_form_sent_twice_gives_one_agreement(agda_at_the_clinic: World) -> None:
    world = agda_at_the_clinic
    key = str(uuid4())
    assert [writes(world, key=key).status_code for _ in range(2)] == [302, 302]
    assert [str(row.public_id) for row in Agreement.objects.all()] == [key]
    assert Step.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"title": ""}, "Skriv vad överenskommelsen gäller."),
        ({"what_matters": " "}, "Skriv vad som är viktigt för patienten, med patientens egna ord."),
        ({"next_what": "", "no_next_step_because": ""}, "Skriv nästa steg, eller varför inget är bestämt."),
        ({"next_latest": ""}, "Skriv när nästa steg ska vara klart senast."),
        ({"next_latest": "2026-02-30"}, "Skriv ett datum som finns"),
        ({"next_latest": "1899-01-01"}, "Datumet ska vara i dag eller senare"),
        ({"next_latest": "2026-11-01"}, "Datumet ska vara i dag eller senare"),
        ({"follow_up_on": "2126-01-01"}, "inom tio år"),
        ({"follow_up_on": "31 februari"}, "Skriv ett datum som finns"),
        ({"no_next_step_because": "Väntar på röntgen"}, "Här står det både och."),
        ({"patient-0-what": "x" * 301}, "Skriv högst 300 tecken."),
        (
            {"patient-0-what": "", "patient-2-what": "", "network-0-what": ""},
            "Skriv vad patienten eller nätverket gör.",
        ),
        ({"care-0-what": ""}, "Skriv vad vården gör."),
        ({"patient-0-latest": "1899-01-01"}, "Datumet ska vara i dag eller senare"),
        ({"patient-1-latest": "2026-12-24"}, "Skriv vad som ska göras."),
        ({"watch-0-by_day": "", "watch-0-at_night": ""}, "Skriv vad patienten ska göra då."),
        ({"watch-0-sign": ""}, "Skriv vad patienten ska hålla koll på."),
        ({"fixed_contacts": ""}, "Skriv vem, eller varför ingen behövs."),
        ({"follow_up_on": ""}, "Skriv när eller hur det följs upp."),
        ({"turn_by_day": ""}, "Skriv vart patienten vänder sig på dagen."),
        ({"how": "disagreed"}, "Skriv vad ni inte är överens om."),
        ({"how": ""}, "Välj hur ni är överens."),
        ({"title": "x\x00y"}, "ett tecken som inte syns"),
        ({"care-0-who": str(uuid4())}, "Välj någon i listan."),
    ],
)
def test_a_fault_is_told_at_the_field_and_nothing_typed_is_lost(
    agda_at_the_clinic: World, changes: dict[str, str], said: str
) -> None:
    response = writes(agda_at_the_clinic, **changes)
    page = response.content.decode()
    assert (response.status_code, said in page, Agreement.objects.count()) == (200, True, 0)
    assert "<title>Fel: Ny överenskommelse" in page
    typed = filled_in(agda_at_the_clinic, **changes)
    names = ("what_matters", "turn_by_day", "care-0-what", "next_latest", "follow_up_on", "no_next_step_because")
    kept = [typed[name] for name in names if typed[name].strip()]
    assert all(words in page for words in kept)


@pytest.mark.parametrize("day", ["2026-12-14", "20261214", "14/12 2026", "14/12-2026", "14.12.2026"])
def test_a_day_may_be_written_as_people_write_it(agda_at_the_clinic: World, day: str) -> None:
    assert writes(agda_at_the_clinic, follow_up_on=day).status_code == 302
    assert str(Agreement.objects.get().follow_up_on) == "2026-12-14"


def test_a_key_that_is_no_key_is_nobodys_fault_and_one_that_is_anothers_is_refused(agda_at_the_clinic: World) -> None:
    world = agda_at_the_clinic
    assert writes(world, key="no key").status_code == 302
    assert writes(world, key="").status_code == 302
    world.maria.meets(world.agda)
    theirs = agrees(world.maria.opens(world.agda), title="Mitt", now=world.now)
    assert writes(world, key=str(theirs.public_id)).status_code == 403
    assert Agreement.objects.filter(author=world.anna.professional).count() == 2


def test_who_has_written_or_answered_is_told_that_it_is_done(agda_at_the_clinic: World) -> None:
    world = agda_at_the_clinic
    staff, patient = world.anna.logs_in(), world.agda.logs_in()
    writes(world, staff, how="proposal")
    assert (
        "Förslaget är sparat, och väntar på patientens svar."
        in staff.get(f"/patient/{world.agda.id}/").content.decode()
    )
    proposal = Agreement.objects.get()
    plan = patient.get("/min-plan/").content.decode()
    assert "Förslag som väntar på svar" in plan
    assert "Det finns ingen överenskommelse än." in plan
    patient.post(reverse("accept_agreement", kwargs={"agreement": proposal.public_id}))
    plan = patient.get("/min-plan/").content.decode()
    assert "Tack! Ditt ja är sparat" in plan
    assert "Förslag som väntar på svar" not in plan
    patient.post(
        reverse("ask_about_agreement", kwargs={"agreement": proposal.public_id}), {"key": uuid4(), "text": "Varför?"}
    )
    assert "Din fråga är skickad." in patient.get("/min-plan/").content.decode()
    wish = {"key": uuid4(), "wish": "change", "text": "Jag orkar inte gå"}
    patient.post(reverse("ask_about_agreement", kwargs={"agreement": proposal.public_id}), wish)
    assert "Det du vill ändra är skickat." in patient.get("/min-plan/").content.decode()


def test_an_agreement_that_has_ended_is_told_of_for_half_a_year_with_the_reason(agda_at_the_clinic: World) -> None:
    world = agda_at_the_clinic
    agreement = agrees(world.anna.opens(world.agda), title="Rökstopp", now=world.now)
    url = reverse("end_agreement", kwargs={"patient": world.agda.id, "agreement": agreement.public_id})
    staff = world.anna.logs_in()
    staff.post(url, {"revision": agreement.revision, "because": "Du har slutat röka"})
    for page in (world.agda.logs_in().get("/min-plan/"), staff.get(f"/patient/{world.agda.id}/")):
        told = page.content.decode()
        assert ("Rökstopp. Avslutad" in told, "Du har slutat röka" in told) == (True, True)
    data = world.agda.logs_in().get("/api/v1/plans/me/").json()
    assert ([each["title"] for each in data["ended_agreements"]], data["agreements"]) == (["Rökstopp"], [])
    Agreement.objects.update(ended_at=world.now - timedelta(days=181))
    assert "Rökstopp" not in world.agda.logs_in().get("/min-plan/").content.decode()


def test_a_step_that_was_only_proposed_is_no_part_of_what_has_happened(agda_at_the_clinic: World) -> None:
    world = agda_at_the_clinic
    writes(world, how="proposal", next_what="Anna gör A")
    revises(world, Agreement.objects.get(), how="proposal", next_what="Anna gör B")
    assert set(Step.objects.values_list("what", "status")) == {("Anna gör A", "withdrawn"), ("Anna gör B", "proposed")}
    assert "Anna gör A" not in world.agda.logs_in().get("/min-plan/").content.decode()


@pytest.mark.parametrize("day", ["202712", "2027-03", "14/12 26", "14/12", "2027-13-01"])
def test_a_day_that_may_mean_another_is_asked_about(agda_at_the_clinic: World, day: str) -> None:
    page = writes(agda_at_the_clinic, follow_up_on=day).content.decode()
    assert ("Skriv ett datum som finns" in page, f'value="{day}"' in page) == (True, True)


def test_a_proposal_that_is_taken_back_is_not_told_of_as_an_agreement_that_ended(agda_at_the_clinic: World) -> None:
    world = agda_at_the_clinic
    writes(world, title="Gymnastik", how="proposal", next_what="Anna gör A")
    proposal = Agreement.objects.get()
    url = reverse("end_agreement", kwargs={"patient": world.agda.id, "agreement": proposal.public_id})
    staff = world.anna.logs_in()
    assert "Förslaget tas tillbaka." in staff.get(url).content.decode()
    staff.post(url, {"revision": proposal.revision, "because": "Behövs inte"})
    assert "Förslaget är återtaget." in staff.get(f"/patient/{world.agda.id}/").content.decode()
    plan = world.agda.logs_in().get("/min-plan/").content.decode()
    assert ("Gymnastik" in plan, "Anna gör A" in plan) == (False, False)


def test_an_answer_that_comes_after_the_end_is_read_with_the_question(agda_at_the_clinic: World) -> None:
    world = agda_at_the_clinic
    access = world.anna.opens(world.agda)
    agreement = agrees(access, title="Rökstopp", now=world.now)
    question = ask_question(
        access=world.agda.opens_own(), agreement=agreement, text="Och snus?", key=uuid4(), now=world.now
    )
    end(access=access, agreement=agreement, because="Nått", now=world.now)
    answer_question(access=access, question=question, answer="Det räknas också.", now=world.now)
    plan = world.agda.logs_in().get("/min-plan/").content.decode()
    assert ("Och snus?" in plan, "Det räknas också." in plan) == (True, True)


def test_a_proposal_that_a_newer_agreement_pushes_aside_leaves_no_step_behind(agda_at_the_clinic: World) -> None:
    world = agda_at_the_clinic
    writes(world)
    agreed = Agreement.objects.get()
    revises(world, agreed, how="proposal", next_what="Anna gör A")
    revises(world, Agreement.objects.latest("version"), title="Ny", next_what="Anna gör B")
    steps = dict(Step.objects.values_list("what", "status"))
    assert steps == {"Telefonsamtal": "cancelled", "Anna gör A": "withdrawn", "Anna gör B": "open"}


def test_more_rows_for_care_come_without_judging_what_is_not_written_yet(agda_at_the_clinic: World) -> None:
    page = writes(agda_at_the_clinic, title="", add_row="care").content.decode()
    assert page.count('name="care-3-what"') == 1
    assert "Något behöver rättas" not in page
    assert "ringer på fredag" in page


def test_a_revision_is_a_new_version_and_the_one_before_is_kept(agda_at_the_clinic: World) -> None:
    world = agda_at_the_clinic
    writes(world)
    first = Agreement.objects.get()
    url = reverse("revise_agreement", kwargs={"patient": world.agda.id, "agreement": first.public_id})
    client = world.anna.logs_in()
    assert 'value="Hjärtsvikt"' in client.get(url).content.decode()
    client.post(url, filled_in(world, title="Hjärtsvikt, vätska", revision=first.revision))
    versions = Agreement.objects.order_by("version").values_list("version", "title", "status")
    assert list(versions) == [(1, "Hjärtsvikt", "replaced"), (2, "Hjärtsvikt, vätska", "agreed")]
    # The step says the same, so it is the same: nothing is cancelled that goes on.
    assert list(Step.objects.values_list("status", flat=True)) == [StepStatus.OPEN]


def test_the_second_of_two_who_revise_sees_both_texts(agda_at_the_clinic: World) -> None:
    world = agda_at_the_clinic
    writes(world)
    first = Agreement.objects.get()
    url = reverse("revise_agreement", kwargs={"patient": world.agda.id, "agreement": first.public_id})
    world.maria.logs_in().post(url, filled_in(world, title="Ändrad av en kollega", revision=1))
    page = world.anna.logs_in().post(url, filled_in(world, title="Min text", revision=1)).content.decode()
    assert "En kollega har ändrat överenskommelsen." in page
    assert 'value="Min text"' in page
    assert "Ändrad av en kollega" in page
    assert Agreement.objects.count() == 2


def test_a_proposal_binds_when_the_patient_says_yes_and_not_before(agda_at_the_clinic: World) -> None:
    world = agda_at_the_clinic
    writes(world)
    first = Agreement.objects.get()
    revise = reverse("revise_agreement", kwargs={"patient": world.agda.id, "agreement": first.public_id})
    world.anna.logs_in().post(revise, filled_in(world, title="Nytt förslag", how="proposal", revision=first.revision))
    statuses = dict(Agreement.objects.values_list("title", "status"))
    assert statuses == {"Hjärtsvikt": AgreementStatus.AGREED, "Nytt förslag": AgreementStatus.PROPOSED}
    proposal = Agreement.objects.get(status=AgreementStatus.PROPOSED)
    client = world.agda.logs_in()
    assert "Förslag, väntar på ditt svar" in client.get("/min-plan/").content.decode()
    yes = client.post(reverse("accept_agreement", kwargs={"agreement": proposal.public_id}))
    assert (yes.status_code, yes.url) == (302, "/min-plan/")
    proposal.refresh_from_db()
    assert (proposal.status, proposal.agreed_how) == (AgreementStatus.AGREED, AgreedHow.LOGGED_IN)
    assert dict(Agreement.objects.values_list("title", "status"))["Hjärtsvikt"] == AgreementStatus.REPLACED


def test_a_yes_to_a_proposal_that_was_changed_meanwhile_does_not_count(agda_at_the_clinic: World) -> None:
    world = agda_at_the_clinic
    writes(world, how="proposal")
    read = Agreement.objects.get()
    Agreement.objects.update(revision=2)
    with pytest.raises(AgreementChanged):
        say_yes(access=world.agda.opens_own(), agreement=read, now=world.now)
    assert Agreement.objects.get().status == AgreementStatus.PROPOSED


def test_an_ended_agreement_leaves_the_plan_with_its_next_step(agda_at_the_clinic: World) -> None:
    world = agda_at_the_clinic
    writes(world)
    first = Agreement.objects.get()
    url = reverse("end_agreement", kwargs={"patient": world.agda.id, "agreement": first.public_id})
    client = world.anna.logs_in()
    without = client.post(url, {"revision": first.revision, "because": ""})
    assert "Skriv varför överenskommelsen avslutas." in without.content.decode()
    assert client.post(url, {"revision": first.revision, "because": "Målet är nått"}).status_code == 302
    first.refresh_from_db()
    assert (first.status, first.ended_because) == (AgreementStatus.ENDED, "Målet är nått")
    assert Step.objects.get().status == StepStatus.CANCELLED
    assert "Överenskommelsen är avslutad." in client.get(url, follow=True).content.decode()


def test_an_old_address_leads_to_the_same_page_of_the_version_that_stands(agda_at_the_clinic: World) -> None:
    world = agda_at_the_clinic
    access, patient = world.anna.opens(world.agda), world.agda.id
    first = agrees(access, now=world.now)
    second = agrees(access, now=world.now, replaces=first, title="Nyare")
    client = world.anna.logs_in()
    for name in ("revise_agreement", "end_agreement", "pin_to_heading"):
        old, new = (reverse(name, kwargs={"patient": patient, "agreement": each.public_id}) for each in (first, second))
        page = client.get(old, follow=True)
        assert page.redirect_chain == [(new, 302)]
        told = page.content.decode()
        assert ("Överenskommelsen har fått en ny version." in told, "Nyare" in told) == (True, True)


def test_the_patient_asks_and_the_unit_answers(agda_at_the_clinic: World) -> None:
    world = agda_at_the_clinic
    agreement = agrees(world.anna.opens(world.agda), now=world.now)
    url = reverse("ask_about_agreement", kwargs={"agreement": agreement.public_id})
    key = str(uuid4())
    for _ in range(2):
        assert world.agda.logs_in().post(url, {"key": key, "text": "Kan jag cykla?"}).status_code == 302
    question = Question.objects.get()
    answer = reverse("answer_question", kwargs={"patient": world.agda.id, "question": question.public_id})
    client = world.anna.logs_in()
    assert "Kan jag cykla?" in client.get(answer).content.decode()
    assert client.post(answer, {"answer": "Ja, gärna varje dag."}).status_code == 302
    late = client.post(answer, {"answer": "Nej, vänta."}).content.decode()
    assert ("har redan svarat" in late, "Ja, gärna varje dag." in late, "Nej, vänta." in late) == (True, True, True)
    plan = world.agda.logs_in().get("/min-plan/").content.decode()
    assert ("Kan jag cykla?" in plan, "Ja, gärna varje dag." in plan, "Nej, vänta." in plan) == (True, True, False)


def test_a_trustee_reads_but_does_not_answer(agda_at_the_clinic: World) -> None:
    world = agda_at_the_clinic
    writes(world, how="proposal")
    proposal = Agreement.objects.get()
    client = world.karin.logs_in()
    assert client.post(reverse("accept_agreement", kwargs={"agreement": proposal.public_id})).status_code == 404
    plan = client.get(reverse("my_plan", kwargs={"patient": world.agda.id})).content.decode()
    assert ("Hjärtsvikt" in plan, "Ja, det stämmer" in plan) == (True, False)


def test_another_units_agreement_is_read_but_neither_revised_nor_ended(agda_at_the_clinic: World) -> None:
    world = agda_at_the_clinic
    agreement = agrees(world.anna.opens(world.agda), now=world.now)
    world.nils.meets(world.agda)
    client = world.nils.logs_in()
    assert agreement.title in client.get(reverse("patient_plan", kwargs={"patient": world.agda.id})).content.decode()
    for name in ("revise_agreement", "end_agreement"):
        url = reverse(name, kwargs={"patient": world.agda.id, "agreement": agreement.public_id})
        assert (client.get(url).status_code, client.post(url).status_code) == (404, 404)


def test_a_commitment_for_another_unit_waits_until_that_unit_says_yes(agda_at_the_clinic: World) -> None:
    world = agda_at_the_clinic
    world.nils.meets(world.agda)
    text = whole(
        title="Ögon och hjärta",
        what_matters="Att läsa noter.",
        care_does=(Does("kontrollerar synen", unit=world.eyes),),
        no_next_step_because="Väntar på svar",
    )
    agree(access=world.anna.opens(world.agda), text=text, said=Said(AgreedHow.IN_MEETING), now=world.now)
    asked = Commitment.objects.get(who=Who.CARE)
    assert asked.standing == Standing.ASKED
    plan = world.agda.logs_in().get("/min-plan/").content.decode()
    assert "Väntar på svar från Ögonmottagningen" in plan
    url = reverse("answer_commitment", kwargs={"patient": world.agda.id, "commitment": asked.public_id})
    assert world.anna.logs_in().post(url, {"answer": "yes"}).status_code == 404
    assert world.nils.logs_in().post(url, {"answer": "yes"}).status_code == 302
    asked.refresh_from_db()
    assert asked.standing == Standing.BINDS
    world.nils.logs_in().post(url, {"answer": "no"})
    asked.refresh_from_db()
    assert asked.standing == Standing.BINDS


def test_a_municipality_that_was_asked_answers_when_the_patient_shares(agda_at_the_clinic: World) -> None:
    world = agda_at_the_clinic
    world.samira.meets(world.agda)
    text = whole(
        title="Hemma",
        what_matters="Att bo kvar.",
        care_does=(Does("hjälper till på morgonen", unit=world.home_care),),
        no_next_step_because="Väntar på svar",
    )
    agree(access=world.anna.opens(world.agda), text=text, said=Said(AgreedHow.IN_MEETING), now=world.now)
    asked = Commitment.objects.get(who=Who.CARE)
    url = reverse("answer_commitment", kwargs={"patient": world.agda.id, "commitment": asked.public_id})
    assert world.samira.logs_in().post(url, {"answer": "yes"}).status_code == 404
    give_consent(
        access=world.decides(world.agda),
        unit=world.home_care,
        kind=ConsentKind.SHARED_DOCUMENTATION,
        because="Patienten sa ja",
        now=world.now,
    )
    assert world.samira.logs_in().post(url, {"answer": "yes"}).status_code == 302


def test_a_question_about_somebody_elses_agreement_is_not_found(agda_at_the_clinic: World) -> None:
    world = agda_at_the_clinic
    agreement = agrees(world.anna.opens(world.agda), now=world.now)
    client = world.bertil.logs_in()
    url = reverse("ask_about_agreement", kwargs={"agreement": agreement.public_id})
    assert (client.get(url).status_code, client.post(url, {"key": uuid4(), "text": "?"}).status_code) == (404, 404)
    assert Question.objects.count() == 0


def test_words_in_other_scripts_and_signs_that_look_like_code_stand_as_they_are(agda_at_the_clinic: World) -> None:
    world = agda_at_the_clinic
    writes(world, what_matters="שלום 👵🏽 <script>alert(1)</script> {{ 7*7 }}")
    plan = world.agda.logs_in().get("/min-plan/").content.decode()
    assert "שלום 👵🏽 &lt;script&gt;alert(1)&lt;/script&gt; {{ 7*7 }}" in plan


def test_asking_is_logged_with_who_and_what(agda_at_the_clinic: World) -> None:
    world = agda_at_the_clinic
    agreement = agrees(world.anna.opens(world.agda), now=world.now)
    ask_question(access=world.agda.opens_own(), agreement=agreement, text="?", key=uuid4(), now=world.now)
    line = Entry.objects.filter(what="agreement.question").get()
    assert (line.actor_kind, line.patient) == ("patient", world.agda.patient.public_id)


def revises(world: World, agreement: Agreement, client: Client | None = None, **changes: Any) -> Any:
    url = reverse("revise_agreement", kwargs={"patient": world.agda.id, "agreement": agreement.public_id})
    sent = filled_in(world, **{"revision": agreement.revision, **changes})
    return (client or world.anna.logs_in()).post(url, sent)


def test_two_colleagues_revise_and_the_second_saves_over_the_first_with_open_eyes(agda_at_the_clinic: World) -> None:
    world = agda_at_the_clinic
    writes(world)
    read = Agreement.objects.get()
    assert revises(world, read, world.maria.logs_in(), title="Marias text").status_code == 302
    page = revises(world, read, title="Annas text").content.decode()
    assert ('value="Annas text"' in page, "Marias text" in page) == (True, True)
    newest = Agreement.objects.current().get()
    assert reverse("revise_agreement", kwargs={"patient": world.agda.id, "agreement": newest.public_id}) in page
    assert revises(world, newest, title="Annas text").status_code == 302
    assert list(Agreement.objects.current().values_list("title", "version")) == [("Annas text", 3)]


def test_a_text_is_not_lost_when_a_colleague_has_ended_the_agreement(agda_at_the_clinic: World) -> None:
    world = agda_at_the_clinic
    writes(world)
    read = Agreement.objects.get()
    end(access=world.anna.opens(world.agda), agreement=read, because="Målet är nått", now=world.now)
    page = revises(world, read, title="Annas text").content.decode()
    assert ('value="Annas text"' in page, "Överenskommelsen har avslutats medan du skrev." in page) == (True, True)


def test_a_revision_sent_twice_gives_one_version(agda_at_the_clinic: World) -> None:
    world = agda_at_the_clinic
    writes(world)
    read, key = Agreement.objects.get(), str(uuid4())
    assert [revises(world, read, key=key).status_code for _ in range(2)] == [302, 302]
    assert Agreement.objects.count() == 2


def test_what_holds_goes_on_with_its_step_until_the_patient_says_yes_to_the_proposal(agda_at_the_clinic: World) -> None:
    world = agda_at_the_clinic
    writes(world)
    revises(world, Agreement.objects.get(), next_what="Ett annat steg", how="proposal")
    steps = dict(Step.objects.values_list("what", "status"))
    assert steps == {"Telefonsamtal": StepStatus.OPEN, "Ett annat steg": StepStatus.PROPOSED}
    client = world.agda.logs_in()
    assert "Ett annat steg" not in steps_shown(client)
    proposal = Agreement.objects.get(status=AgreementStatus.PROPOSED)
    client.post(reverse("accept_agreement", kwargs={"agreement": proposal.public_id}))
    steps = dict(Step.objects.values_list("what", "status"))
    assert steps == {"Telefonsamtal": StepStatus.CANCELLED, "Ett annat steg": StepStatus.OPEN}


def test_a_yes_replaces_what_holds_also_when_the_patient_is_not_to_see_that(agda_at_the_clinic: World) -> None:
    """Two versions cannot both hold, and a page that fails would tell that there is something hidden."""
    world = agda_at_the_clinic
    writes(world)
    revises(world, Agreement.objects.get(), how="proposal")
    Agreement.objects.filter(status=AgreementStatus.AGREED).update(approved_for_patient=False)
    proposal = Agreement.objects.get(status=AgreementStatus.PROPOSED)
    url = reverse("accept_agreement", kwargs={"agreement": proposal.public_id})
    assert world.agda.logs_in().post(url).status_code == 302
    assert list(Agreement.objects.order_by("version").values_list("status", flat=True)) == ["replaced", "agreed"]


def steps_shown(client: Client) -> str:
    return client.get("/min-plan/").content.decode().split('id="steps"')[1]


def test_a_second_proposal_takes_the_place_of_the_first(agda_at_the_clinic: World) -> None:
    world = agda_at_the_clinic
    writes(world)
    for title in ("Ett", "Två"):
        newest = Agreement.objects.latest("version")
        assert revises(world, newest, title=title, how="proposal").status_code == 302
    statuses = dict(Agreement.objects.values_list("title", "status"))
    assert statuses == {"Hjärtsvikt": "agreed", "Ett": "replaced", "Två": "proposed"}


def test_a_proposal_does_not_outlive_a_newer_agreement(agda_at_the_clinic: World) -> None:
    world = agda_at_the_clinic
    writes(world)
    agreed = Agreement.objects.get()
    revises(world, agreed, title="Förslaget", how="proposal")
    proposal = Agreement.objects.get(title="Förslaget")
    page = revises(world, agreed, title="Ny överenskommelse").content.decode()
    assert ("Du har sparat en ny version i ett annat fönster." in page, "Förslaget" in page) == (True, True)
    revises(world, proposal, title="Ny överenskommelse")
    late = world.agda.logs_in().post(reverse("accept_agreement", kwargs={"agreement": proposal.public_id}))
    assert (late.status_code, "Förslaget har ändrats" in late.content.decode()) == (409, True)
    assert list(Agreement.objects.alive().values_list("title", flat=True)) == ["Ny överenskommelse"]


def test_a_yes_pressed_twice_is_one_yes(agda_at_the_clinic: World) -> None:
    world = agda_at_the_clinic
    writes(world, how="proposal")
    url = reverse("accept_agreement", kwargs={"agreement": Agreement.objects.get().public_id})
    client = world.agda.logs_in()
    assert [client.post(url).status_code for _ in range(2)] == [302, 302]


def test_a_question_stays_when_staff_answer_it_with_a_new_text(agda_at_the_clinic: World) -> None:
    world = agda_at_the_clinic
    writes(world)
    agreement = Agreement.objects.get()
    ask_question(access=world.agda.opens_own(), agreement=agreement, text="Får jag cykla?", key=uuid4(), now=world.now)
    revises(world, agreement, title="Med cykel")
    assert "Får jag cykla?" in world.agda.logs_in().get("/min-plan/").content.decode()


def test_what_another_unit_has_answered_is_not_asked_again_by_a_revision(agda_at_the_clinic: World) -> None:
    world = agda_at_the_clinic
    world.nils.meets(world.agda)
    eyes = {"care-0-what": "kontrollerar synen", "care-0-who": str(world.eyes.public_id)}
    writes(world, **eyes)
    answer_commitment(
        access=world.nils.opens(world.agda),
        commitment=Commitment.objects.get(unit=world.eyes),
        accepts=True,
        now=world.now,
    )
    revises(world, Agreement.objects.get(), **eyes)
    standings = Commitment.objects.filter(unit=world.eyes, agreement__status="agreed").values_list(
        "standing", flat=True
    )
    assert list(standings) == [Standing.BINDS]


def test_a_step_that_the_patient_holds_stays_the_patients_when_revised(agda_at_the_clinic: World) -> None:
    world = agda_at_the_clinic
    writes(world, next_who="patient")
    agreement = Agreement.objects.get()
    url = reverse("revise_agreement", kwargs={"patient": world.agda.id, "agreement": agreement.public_id})
    page = world.anna.logs_in().get(url).content.decode()
    assert '<option value="patient" selected>' in page


def test_one_patients_words_are_not_answered_on_anothers_page(agda_at_the_clinic: World) -> None:
    world = agda_at_the_clinic
    agreement = agrees(world.anna.opens(world.agda), now=world.now)
    question = ask_question(access=world.agda.opens_own(), agreement=agreement, text="?", key=uuid4(), now=world.now)
    with pytest.raises(QuestionAnswered):
        answer_question(access=world.anna.meets(world.bertil), question=question, answer="Ja.", now=world.now)
    with pytest.raises(AgreementChanged):
        ask_question(access=world.bertil.opens_own(), agreement=agreement, text="?", key=uuid4(), now=world.now)


# ---------------------------------------------------------------- sent once more


def write_url(world: World) -> str:
    return reverse("write_agreement", kwargs={"patient": world.agda.id})


def test_what_is_sent_once_more_with_other_words_is_no_longer_said_to_be_saved_but_becomes_a_version(
    world: World,
) -> None:
    world.anna.meets(world.agda)
    client, typed = world.anna.logs_in(), filled_in(world)
    client.post(write_url(world), typed)
    again = client.post(write_url(world), {**typed, "what_matters": "Att orka trapporna"}).content.decode()
    assert ("Det här är redan sparat." in again, "Att orka trapporna" in again) == (True, True)
    (first,) = Agreement.objects.all()
    key = re.search(r'name="key" value="([^"]+)"', again)
    sent = {**typed, "what_matters": "Att orka trapporna", "key": key[1] if key else "", "revision": first.revision}
    client.post(reverse("revise_agreement", kwargs={"patient": world.agda.id, "agreement": first.public_id}), sent)
    assert list(Agreement.objects.order_by("version").values_list("version", "what_matters", "status")) == [
        (1, typed["what_matters"], "replaced"),
        (2, "Att orka trapporna", "agreed"),
    ]


def test_the_same_sent_twice_is_saved_once_and_said_to_be(world: World) -> None:
    world.anna.meets(world.agda)
    client, typed = world.anna.logs_in(), filled_in(world)
    for _ in range(2):
        assert client.post(write_url(world), typed)["Location"] == f"/patient/{world.agda.id}/"
    assert Agreement.objects.count() == 1


def test_the_address_of_a_draft_that_has_become_an_agreement_leads_to_the_plan(world: World) -> None:
    world.anna.meets(world.agda)
    client, typed = world.anna.logs_in(), filled_in(world)
    client.post(reverse("keep_draft", kwargs={"patient": world.agda.id}), typed)
    client.post(write_url(world), {**typed, "draft_revision": "1"})
    page = client.get(reverse("draft", kwargs={"patient": world.agda.id, "draft": typed["key"]}))
    assert page["Location"] == f"/patient/{world.agda.id}/"


def test_the_page_of_a_version_that_is_replaced_leads_to_the_one_that_stands_and_of_one_that_has_ended_to_the_plan(
    world: World,
) -> None:
    access, client = world.anna.meets(world.agda), world.anna.logs_in()
    first = agrees(access, now=world.now)
    old = reverse("revise_agreement", kwargs={"patient": world.agda.id, "agreement": first.public_id})
    second = agrees(access, now=world.now, title="Nu", replaces=first)
    page = client.get(old, follow=True)
    assert page.redirect_chain[-1][0].endswith(f"/{second.public_id}/andra/")
    assert "Överenskommelsen har fått en ny version. Här är den." in page.content.decode()
    end(access=access, agreement=second, because="Klart", now=world.now)
    page = client.get(old, follow=True)
    assert page.redirect_chain == [(reverse("patient_plan", kwargs={"patient": world.agda.id}), 302)]
    assert "Överenskommelsen är avslutad." in page.content.decode()
    world.nils.meets(world.agda)
    gone, never = (world.nils.logs_in().get(each) for each in (old, old.replace(str(first.public_id), str(uuid4()))))
    assert (gone.status_code, gone.content) == (404, never.content)


def test_after_a_fault_what_the_patient_prepared_and_the_chosen_template_are_there_still(world: World) -> None:
    access = world.anna.meets(world.agda)
    ship_templates(actor=PROGRAM, now=world.now - timedelta(days=30))
    generic = AgreementTemplate.objects.get(key="generic")
    booking = books(access, now=world.now)
    text = PreparationText(questions="Får jag bada?")
    prepare(access=world.agda.opens_own(), booking=booking, text=text, revision=0, now=world.now)
    chosen = {"title": "", "mall": str(generic.public_id), "dag": "2026-12-24"}
    page = writes(world, **chosen).content.decode()
    assert ("Skriv vad överenskommelsen gäller." in page, "Får jag bada?" in page) == (True, True)
    assert (f'value="{generic.public_id}" selected' in page, 'value="2026-12-24"' in page) == (True, True)
