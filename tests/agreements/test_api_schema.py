"""The API's documentation: every address with its headers and answers, and what comes is what is told."""

from collections import Counter
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from drf_spectacular.drainage import GENERATOR_STATS
from drf_spectacular.generators import SchemaGenerator

from agreements.models import Agreement, Commitment
from agreements.services import Does
from tests.deeds import agrees, books, plans
from tests.factories import World
from tests.programs import WORDS, Program

# Session, login, [assignment,] the gate's question and its line in the log, and one for what is read.
OF_PATIENT, OF_STAFF = 5, 6


@pytest.fixture(scope="module")
def schema() -> Any:
    GENERATOR_STATS.reset()
    found = SchemaGenerator().get_schema(request=None, public=True)
    assert (GENERATOR_STATS._warn_cache, GENERATOR_STATS._error_cache) == ({}, {})
    return found


def addresses(schema: Any) -> dict[str, Any]:
    """All but the plan's own, which is older than the rest."""
    return {
        f"{method} {path}": told
        for path, methods in schema["paths"].items()
        for method, told in methods.items()
        if path not in {"/api/v1/plans/me/", "/api/v1/schema/"}
    }


def headers(told: Any) -> dict[str, bool]:
    return {each["name"]: each.get("required", False) for each in told.get("parameters", ()) if each["in"] == "header"}


def test_every_address_tells_its_headers_and_its_refusals(schema: Any) -> None:
    found = addresses(schema)
    assert Counter(tag for told in found.values() for tag in told["tags"]) == {
        "agreements": 38, "bookings": 9, "knowledge": 6, "plans": 1, "steps": 5,
    }  # fmt: skip
    assert len({told["operationId"] for told in found.values()}) == len(found)
    for where, told in found.items():
        assert {"403", "404"} <= told["responses"].keys(), where
        if "requestBody" in told:
            assert {"400", "413", "415"} <= told["responses"].keys(), where
        if headers(told).get("If-Match"):
            assert {"412", "428"} <= told["responses"].keys(), where
    marked = {where.split("/")[-2] for where, told in found.items() if headers(told).get("If-Match")}
    assert marked == {"yes", "no", "revise", "end", "answer", "sign", "unsigned", "{draft}", "hand-over", "take-over",
                      "preparation", "read"}  # fmt: skip
    revise = found["post /api/v1/patients/{patient}/agreements/{agreement}/revise/"]
    assert headers(revise) == {"If-Match": True, "Idempotency-Key": False}
    assert "ETag" in revise["responses"]["412"]["headers"]


def test_what_is_sent_is_told_with_the_limits_of_the_form(schema: Any) -> None:
    sent = schema["components"]["schemas"]["SentAgreement"]
    assert (sent["properties"]["title"]["maxLength"], sent["properties"]["what_matters"]["maxLength"]) == (120, 2000)
    assert sent["required"] == ["how", "title", "turn_by_day", "what_matters"]
    assert set(WORDS) < set(sent["properties"])
    assert set(schema["components"]["schemas"]["SentCare"]["properties"]) == {"what", "repeat", "latest", "who"}
    assert "required" not in schema["components"]["schemas"]["SentDraft"]


@pytest.fixture
def planned(clinic: World) -> None:
    access = clinic.anna.opens(clinic.agda)
    books(access, now=clinic.now)
    plans(access, now=clinic.now)


KINDS = {"string": str, "integer": int, "boolean": bool, "object": dict, "array": list}


def fits(value: Any, told: Any, schemas: Any) -> bool:
    """Whether what came is what was told: names, and kinds of values."""
    if "$ref" in told:
        return fits(value, schemas[told["$ref"].rsplit("/", 1)[1]], schemas)
    if value is None:
        return bool(told.get("nullable"))
    if choices := told.get("allOf") or told.get("oneOf"):
        return any(fits(value, each, schemas) for each in choices)
    names = told.get("properties")
    parts = value.items() if names else enumerate(value) if told.get("type") == "array" else ()
    is_known = not names or set(value) <= set(names)
    return (
        is_known
        and isinstance(value, KINDS[told.get("type", "string")])
        and all(fits(part, names[name] if names else told["items"], schemas) for name, part in parts)
    )


@pytest.mark.usefixtures("planned")
def test_each_answer_has_the_shape_that_is_told(
    anna: Program, agda: Program, agreement: Agreement, proposal: Agreement, schema: Any
) -> None:
    agda.post("api_ask_question", {"text": "Hur långt?"}, agreement=agreement.public_id)
    time = agda.get("api_own_times").json()["times"][0]["id"]
    step = anna.get("api_steps").json()["steps"][0]["id"]
    mine, draft = Commitment.objects.filter(who="patient")[0].public_id, {"draft": uuid4()}
    here, proposed = {"agreement": agreement.public_id}, {"agreement": proposal.public_id}
    match = f'"{proposal.public_id}-1"'
    answers = {
        "get plans/me/agreements/": agda.get("api_own_agreements"),
        "get plans/me/agreements/{agreement}/": agda.get("api_own_agreement", **here),
        "get plans/me/agreements/{agreement}/versions/": agda.get("api_own_versions", **here),
        "post plans/me/agreements/{agreement}/no/": agda.post("api_say_no", {}, match=match, **proposed),
        "post plans/me/agreements/{agreement}/yes/": agda.post("api_say_yes", match=match, **proposed),
        "post plans/me/agreements/{agreement}/questions/": agda.post("api_ask_question", {"text": "?"}, **here),
        "post plans/me/commitments/{commitment}/ticks/": agda.post("api_tick_own", {}, commitment=mine),
        "get patients/{patient}/agreements/": anna.get("api_agreements"),
        "post patients/{patient}/agreements/": anna.post("api_agreements", WORDS),
        "get patients/{patient}/agreements/responsible/": anna.get("api_responsible"),
        "post patients/{patient}/agreements/{agreement}/revise/": anna.post("api_revise", WORDS, match='"x"', **here),
        "post patients/{patient}/agreements/{agreement}/end/": anna.post("api_end", {"because": "x"}, **here),
        "put patients/{patient}/drafts/{draft}/": anna.sends("PUT", anna.url("api_draft", draft), WORDS, none="*"),
        "get patients/{patient}/drafts/{draft}/": anna.get("api_draft", **draft),
        "get patients/{patient}/steps/": anna.get("api_steps"),
        "get patients/{patient}/steps/{step}/": anna.get("api_step", step=step),
        "get patients/{patient}/times/": anna.get("api_times"),
        "get plans/me/times/{booking}/preparation/": agda.get("api_own_preparation", booking=time),
        "get templates/": Program(anna.client).get("api_templates"),
        "get work/": Program(anna.client).get("api_work"),
    }  # fmt: skip
    told, schemas = addresses(schema), schema["components"]["schemas"]
    statuses = []
    for where, answer in answers.items():
        method, path = where.split(" ")
        answers_told = told[f"{method} /api/v1/{path}"]["responses"][str(answer.status_code)]
        statuses.append(answer.status_code)
        assert fits(answer.json(), answers_told["content"]["application/json"]["schema"], schemas), where
        assert ("ETag" in answers_told.get("headers", {})) == ("ETag" in answer), where
    assert answers["get work/"].json()["rows"][0]["urgency"] == 2
    assert statuses == [200, 200, 200, 400, 200, 200, 200, 200, 201, 200, 412, 428, 201, 200, *(200,) * 6]


def statements(program: Program, name: str, **where: Any) -> int:
    program.get(name, **where)  # what is looked up once a process
    with CaptureQueriesContext(connection) as told:
        assert program.get(name, **where).status_code == 200
    return len(told)


def test_three_agreements_ask_no_more_than_one(clinic: World, anna: Program, agda: Program) -> None:
    access = clinic.anna.opens(clinic.agda)

    def writes(number: int) -> Agreement:
        return [agrees(access, now=clinic.now, care_does=(Does("ringer"), Does("mäter"))) for _ in range(number)][-1]

    first = writes(1)
    counted = []
    for _ in range(2):
        of_patient = (
            statements(agda, "api_own_agreements"),
            statements(agda, "api_own_agreement", agreement=first.public_id),
        )
        of_staff = statements(anna, "api_agreements"), statements(anna, "api_agreement", agreement=first.public_id)
        counted.append((of_patient, of_staff))
        writes(2)
    assert counted == [((OF_PATIENT,) * 2, (OF_STAFF,) * 2)] * 2
