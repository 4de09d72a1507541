"""What a program is told when it cannot be done: the sentence at the field, and never a fault of ours."""

import json
import re
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from agreements.api import writing
from agreements.headings import Heading
from agreements.models import Agreement, Question
from agreements.services import HeadingsMissing
from audit.models import How
from people.models import Protection, Role
from tests.factories import World
from tests.log import lines
from tests.programs import NOT_THERE, NOT_YOURS, WORDS, Program, told

LONG = "x" * 10_000
UNSEEN = "Texten har ett tecken som inte syns och inte kan sparas. Skriv om den."
NO_DAY = "Skriv ett datum som finns, till exempel 2027-03-14."
NOT_AHEAD = "Datumet ska vara i dag eller senare, och inom tio år."
UNKNOWN = "Det här namnet känns inte igen. Kontrollera stavningen."
A_TEXT = "Här ska det stå en text, inom citattecken."


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"title": LONG}, {"title": ["Skriv högst 120 tecken. Nu är det 10000."]}),
        ({"title": ""}, {"title": ["Skriv vad överenskommelsen gäller."]}),
        ({"title": None}, {"title": ["Skriv vad överenskommelsen gäller."]}),
        ({"title": 7}, {"title": [A_TEXT]}),
        ({"title": ["a", "b"]}, {"title": [A_TEXT]}),
        ({"title": "x\x00y"}, {"title": [UNSEEN]}),
        ({"what_matters": "x\x07y"}, {"what_matters": [UNSEEN]}),
        ({"what_matters": "\ud800"}, {"what_matters": [UNSEEN]}),
        ({"next_latest": "1899-01-01"}, {"next_latest": [NOT_AHEAD]}),
        ({"follow_up_on": "31 februari"}, {"follow_up_on": [NO_DAY]}),
        ({"follow_up_on": None}, {"follow_up_on": ["Skriv när eller hur det följs upp."]}),
        ({"how": "disagreed"}, {"disagreed_because": ["Skriv vad ni inte är överens om."]}),
        ({"no_next_step_because": "x"}, {
            "no_next_step_because": ["Här står det både och. Ta bort det ena, eller flytta texten."]
        }),
        ({"patient": [], "network": []}, {"patient.0.what": ["Skriv vad patienten eller nätverket gör."]}),
        ({"care": None}, {"care.0.what": ["Skriv vad vården gör."]}),
        ({"care": [{"what": "ringer"}]}, {"care.0.who": ["Välj vem som ansvarar."]}),
        ({"care": {}}, {"care": ["Här ska det stå en lista, inom hakar [ ]."]}),
        ({"care": ["ringer"]}, {"care.0": ["Här ska det stå ett objekt, inom klamrar { }."]}),
        ({"patient": [{"what": "går"}] * 21}, {"patient": ["Högst 20 rader. Nu är det 21."]}),
        ({"patient": [{"what": "går"}, {"wath": "går"}]}, {"patient.1.wath": [UNKNOWN]}),
        ({"patient": [{"what": "går", "latest": "1899-01-01"}]}, {"patient.0.latest": [NOT_AHEAD]}),
        ({"watch": [{"sign": "yr"}]}, {"watch.0.by_day": ["Skriv vad patienten ska göra då."]}),
        ({"titel": "Hjärtsvikt"}, {"titel": [UNKNOWN]}),
        ({"x" * 500: "a"}, {"x" * 60: [UNKNOWN]}),
        ({"revision": 1}, {"revision": [UNKNOWN]}),
        ({"draft_revision": "1"}, {"draft_revision": ["Här ska det stå ett heltal."]}),
        ({"draft_revision": 10**30}, {"draft_revision": ["Här ska det stå ett heltal."]}),
        ({"key": "no key"}, {"key": ["Nyckeln ska vara ett UUID. Samma nyckel ska stå i huvudet och i texten."]}),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_at_its_field(anna: Program, changes: dict[str, Any], wrong: dict[str, Any]) -> None:
    refused = anna.post("api_agreements", {**WORDS, **changes})
    assert (*told(refused), Agreement.objects.count()) == (400, wrong, 0)
    assert refused.json()["summary"] == "Något behöver rättas. Det står vid varje fält."


@pytest.mark.parametrize(
    "words", ["Ät mer 🥦 och gå 👩🏽‍⚕️", "העיקר הבריאות \u202eomvänt", "Rad ett\nrad två\r\nrad tre"]
)
def test_what_people_write_is_kept_as_they_write_it(anna: Program, words: str) -> None:
    assert anna.post("api_agreements", {**WORDS, "what_matters": words}).json()["what_matters"] == words


def test_agreed_when_logged_in_is_for_the_patient_alone_to_say(anna: Program) -> None:
    refused = anna.post("api_agreements", {**WORDS, "how": "logged_in"})
    assert (refused.status_code, list(refused.json()["fields"]), Agreement.objects.count()) == (400, ["how"], 0)


def test_two_keys_that_differ_are_one_too_many(anna: Program) -> None:
    refused = anna.post("api_agreements", {**WORDS, "key": str(uuid4())}, key=str(uuid4()))
    assert (refused.status_code, list(refused.json()["fields"])) == (400, ["key"])


def test_nothing_at_all_is_told_of_each_field_that_is_asked_for(anna: Program) -> None:
    asked = ["title", "what_matters", "turn_by_day", "how", "no_next_step_because"]
    for body in ({}, None):
        refused = anna.post("api_agreements", body)
        assert refused.status_code == 400
        assert set(asked) - {"no_next_step_because"} <= refused.json()["fields"].keys()


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"[]", {"body": ["Här ska det stå ett objekt, inom klamrar { }."]}),
        (b'"text"', {"body": ["Här ska det stå ett objekt, inom klamrar { }."]}),
        (b"null", {"body": ["Här ska det stå ett objekt, inom klamrar { }."]}),
        (b"{", "rad 1, tecken 2: Här slutar texten att vara JSON. Kontrollera citattecken och komman."),
        (b'{"title": "a", "title": "b"}', "title: Namnet står två gånger i samma objekt."),
        (b'{"title": NaN}', "Texten går inte att läsa som JSON."),
        (b"[" * 100_000, "Texten går inte att läsa som JSON."),
        (b"\xff\xfe", "Det som skickades går inte att läsa som JSON."),
    ],
)
def test_what_is_no_json_or_no_object_is_told(anna: Program, agda: Program, body: bytes, said: Any) -> None:
    assert told(anna.post("api_agreements", body)) == (400, said)
    assert told(agda.sends("POST", agda.url("api_ask_question", {"agreement": uuid4()}), body)) == (404, NOT_THERE)


def test_a_body_of_a_million_signs_is_too_large(anna: Program) -> None:
    too_large = json.dumps({"title": "x" * 1_000_000}).encode()
    assert told(anna.post("api_agreements", too_large)) == (413, "Det som skickades är för stort.")


def test_only_json_is_taken(anna: Program, agda: Program, proposal: Agreement) -> None:
    url = anna.url("api_agreements", {})
    said = (415, "Skicka JSON, med Content-Type: application/json.")
    assert told(anna.client.post(url, {"title": "x"})) == said
    assert told(anna.client.post(url, "title=x", content_type="application/x-www-form-urlencoded")) == said
    assert told(anna.client.put(url, "{}")) == (405, "Adressen svarar inte på den metoden.")
    assert anna.client.get(url, headers={"Accept": "text/html"})["Content-Type"] == "application/json"


@pytest.mark.parametrize(
    ("name", "data", "wrong"),
    [
        ("api_say_no", {}, {"because": ["Skriv vad som inte stämmer."]}),
        ("api_say_no", {"because": LONG}, {"because": ["Skriv högst 2000 tecken. Nu är det 10000."]}),
        ("api_say_yes", {"because": "x"}, {"because": [UNKNOWN]}),
        ("api_ask_question", {"text": " "}, {"text": ["Skriv vad du undrar eller vill ändra."]}),
        ("api_ask_question", {"text": "x", "key": 7}, {"key": [A_TEXT]}),
    ],
)  # fmt: skip
def test_the_patients_words_are_judged_as_on_the_pages(
    agda: Program, proposal: Agreement, name: str, data: Any, wrong: Any
) -> None:
    match = "" if name == "api_ask_question" else f'"{proposal.public_id}-1"'
    assert told(agda.post(name, data, match=match, agreement=proposal.public_id)) == (400, wrong)
    proposal.refresh_from_db()
    assert (proposal.status, Question.objects.count()) == ("proposed", 0)


@pytest.mark.parametrize("day", ["1899-01-01", "2026-11-26", "i går"])
def test_an_answer_is_of_a_day_that_has_been(anna: Program, proposal: Agreement, day: str) -> None:
    said = {"answer": "phone", "on": day}
    refused = anna.post("api_record_answer", said, match=f'"{proposal.public_id}-1"', agreement=proposal.public_id)
    assert (refused.status_code, list(refused.json()["fields"])) == (400, ["on"])


def test_headings_that_are_missing_are_named(anna: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuses(**told: Any) -> None:
        raise HeadingsMissing((Heading.CARE_DOES,))

    monkeypatch.setattr(writing, "agree", refuses)
    assert told(anna.post("api_agreements", WORDS)) == (
        400, {"care_does": ["Något måste stå under rubriken Det här gör vården."]},
    )  # fmt: skip


def test_a_program_without_the_token_against_forgery_writes_nothing(clinic: World, anna: Program) -> None:
    anna.client.handler.enforce_csrf_checks = True
    said = "Skicka X-CSRFToken, med värdet i kakan för csrf."
    assert (*told(anna.post("api_agreements", WORDS)), Agreement.objects.count()) == (403, said, 0)
    page = anna.client.get(f"/patient/{clinic.agda.id}/overenskommelser/ny/").content.decode()
    headers = {"X-CSRFToken": re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)[1]}
    written = anna.client.post(anna.url("api_agreements", {}), WORDS, "application/json", headers=headers)
    assert (written.status_code, Agreement.objects.count()) == (201, 1)


def test_who_is_not_logged_in_is_told_so_and_learns_nothing(db: None, agreement: Agreement) -> None:
    stranger = Program(Client())
    answers = {stranger.get("api_own_agreement", agreement=each).content for each in (agreement.public_id, uuid4())}
    assert {json.loads(each)["summary"] for each in answers} == {
        "Du är inte inloggad. Logga in och försök igen."
    }  # fmt: skip
    assert len(answers) == 1


def test_what_is_not_hers_and_what_is_not_there_are_told_in_the_same_bytes(
    clinic: World, agda: Program, agreement: Agreement
) -> None:
    bertil = Program(clinic.bertil.logs_in())
    answers = [bertil.get("api_own_agreement", agreement=each) for each in (agreement.public_id, uuid4())]
    assert [told(each) for each in answers] == [(404, NOT_THERE)] * 2
    assert len({each.content for each in answers}) == 1
    olle = Program(clinic.olle.logs_in(), clinic.agda.id)
    assert told(olle.get("api_agreements")) == (404, NOT_THERE)
    assert lines("actor_name", "what", how=How.API, action="refused") == [("Olle Gran", "agreements")]


def test_a_scheduler_reads_and_writes_nothing(clinic: World, agreement: Agreement) -> None:
    lena = Program(clinic.lena.logs_in(), clinic.agda.id)
    assert clinic.lena.assignment.role == Role.SCHEDULER
    assert lena.get("api_agreement", agreement=agreement.public_id).json()["title"] == "Hjärtsvikt"
    assert told(lena.post("api_agreements", WORDS)) == (403, NOT_YOURS)
    assert lines("what", action="refused", how=How.API) == ["agreement"]


def test_what_may_say_where_a_protected_person_is_waits_until_somebody_asks_for_places(
    clinic: World, anna: Program, agreement: Agreement
) -> None:
    patient = clinic.agda.patient
    patient.protection = Protection.REGISTRATION
    patient.save()
    said = "Det här kan nämna platser. Visa platserna i patientens plan först."
    for answer in (
        anna.get("api_agreements"),
        anna.get("api_versions", agreement=agreement.public_id),
        anna.post("api_end", {"because": "x"}, match="x", agreement=agreement.public_id),
    ):
        assert told(answer) == (403, said)
    asked = anna.client.post(f"/patient/{clinic.agda.id}/atkomst/platser/", {"key": uuid4(), "because": "Ska ringa"})
    assert asked.status_code == 302
    assert anna.get("api_agreements").json()["agreements"][0]["title"] == "Hjärtsvikt"
