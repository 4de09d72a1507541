"""What programs send: to each address of the API, marked words, wrong and right."""

import json
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

from django.db.models import Model
from django.urls import get_resolver, reverse
from playwright.sync_api import Page

from agreements.models import Agreement, AgreementTemplate, Commitment, Draft, HeadingPin, Question, Tick
from bookings.models import Booking
from knowledge.models import Resource
from people.models import Patient
from steps.models import Step
from tests.canary.marks import said
from tests.matrix.test_addresses import patterns_of

OF_ITS_PATIENT = {Agreement: "patient", Draft: "patient", Commitment: "agreement__patient",
                  Question: "agreement__patient", Tick: "commitment__agreement__patient",
                  HeadingPin: "patient", Booking: "patient", Step: "patient"}  # fmt: skip
PARTS = {"agreement": Agreement, "draft": Draft, "commitment": Commitment, "question": Question, "tick": Tick,
         "pin": HeadingPin, "booking": Booking, "step": Step, "resource": Resource,
         "template": AgreementTemplate}  # fmt: skip
PUT = {"api_draft", "api_own_preparation", "api_own_pin"}
WHOLE = {
    "title": said("program title"), "what_matters": said("program matters"), "how": "proposal",
    "patient": [{"what": said("program row")}], "care": [{"what": said("program care"), "who": "own"}],
    "turn_by_day": "Ring", "no_fixed_contact_because": "Nej", "no_next_step_because": "Nej",
    "follow_up_how": said("program follow up"),
}  # fmt: skip
WRONG = {said("program name"): said("program value")}
RIGHT: dict[str, dict[str, Any]] = {
    **dict.fromkeys(("api_agreements", "api_revise", "api_draft"), WHOLE),
    **{name: {"note": said("program note")} for name in ("api_tick", "api_tick_own")},
    **{name: {"because": said("program because")} for name in ("api_say_no", "api_leave_unsigned", "api_end")},
    "api_ask_question": {"text": said("program question")},
    "api_answer_question": {"answer": said("program answer")},
    "api_answer_commitment": {"answer": "no", "because": said("program no")},
    "api_own_preparation": {"questions": said("program preparation")},
    "api_hand_over": {"unit": "keep"},
    "api_take_over": {"answer": "no", "because": said("program hand over")},
    "api_record_answer": {"answer": "no", "because": said("program recorded"), "on": "2026-01-01"},
}
OF_STAFF, OF_PATIENTS = ("/api/v1/patients/", "/api/v1/templates/", "/api/v1/work/"), ("/api/v1/plans/",)
SPEAK = """async calls => {
    const box = document.querySelector("[name=csrfmiddlewaretoken]");
    for (const [method, url, mark, body] of calls) {
        const headers = {"Content-Type": "application/json", "X-CSRFToken": box ? box.value : "", ...mark};
        await fetch(url, {method, headers, body: method === "GET" ? undefined : body});
    }
}"""


def speaks(page: Page, patient: Patient, under: tuple[str, ...]) -> None:
    """As whoever is logged in, from a page of theirs, to the addresses under these."""
    page.evaluate(SPEAK, [each for each in _calls(patient) if each[1].startswith(under)])


def _calls(patient: Patient) -> Iterator[tuple[str, str, dict[str, str], str]]:
    for each in patterns_of(get_resolver()):
        name = str(each.name)
        if not name.startswith("api_") or name in {"api_schema", "api_my_plan"}:
            continue
        rows = {part: _row(PARTS[part], patient) for part in each.pattern.converters if part != "patient"}
        whose = {"patient": patient.public_id} if "patient" in each.pattern.converters else {}
        url = reverse(name, kwargs={**whose, **{part: row.public_id for part, row in rows.items()}})
        marks = [f'"{row.public_id}-{row.revision}"' for row in rows.values() if hasattr(row, "revision")]
        mark = {"If-Match": marks[0]} if marks else {}
        yield "GET", url, {}, ""
        for sent in (WRONG, RIGHT.get(name, {})):
            yield "PUT" if name in PUT else "POST", url, mark, json.dumps(sent)


def _row(model: type[Model], patient: Patient) -> Any:
    """The last there is; in its place one that nobody has."""
    of_patient = {OF_ITS_PATIENT[model]: patient} if model in OF_ITS_PATIENT else {}
    found = model._default_manager.filter(**of_patient).order_by("pk").last()
    return found or model(public_id=uuid4())
