"""Every address × method × person, and the answer that is due. An address without a row here is an error."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import ModuleType
from uuid import UUID

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, path, reverse

from access.models import CareRelation
from people.models import Assignment, Login
from reminders.services import Job, beat
from tests.deeds import agrees, appoints, books, plans
from tests.factories import World

USED = ("GET", "POST")
# No page asks these, and no view of ours answers them: HEAD is GET to Django, the rest are refused before anybody is
# looked up. A stranger asks.
UNUSED = ("HEAD", "PUT", "PATCH", "DELETE", "OPTIONS")
WHO_ASK_ANYTHING = ("anonymous", "agda", "anna")
NOBODY_ID = UUID(int=7)

# ---------------------------------------------------------------- who asks

STRANGERS = ("anonymous", "a patient whose login is closed", "a nurse whose login is closed")
PATIENTS = ("agda", "bertil", "alva")
RELATIVES = ("karin", "erik", "sara")
HEART_CLINIC = ("anna", "lena", "johan", "helena")
OTHER_CLINICS = ("nils", "olle", "samira")
NO_CARE = ("rita", "evert", "a nurse whose assignment has ended")
ROLES = (*STRANGERS, *PATIENTS, *RELATIVES, *HEART_CLINIC, *OTHER_CLINICS, *NO_CARE)
STAFF_WHO_READ = (*HEART_CLINIC, *OTHER_CLINICS)

# ---------------------------------------------------------------- what is due

Answers = Mapping[str, int]


def everybody(answer: int) -> Answers:
    return dict.fromkeys(ROLES, answer)


def only(roles: tuple[str, ...], answer: int = 200, *, others: int = 404, strangers: int = 302) -> Answers:
    return {**everybody(others), **dict.fromkeys(STRANGERS, strangers), **dict.fromkeys(roles, answer)}


def signed_in(answer: int) -> Answers:
    """Everybody with a login is answered the same; strangers are led to where one logs in."""
    return {**everybody(answer), **dict.fromkeys(STRANGERS, 302)}


@dataclass(frozen=True)
class Row:
    """What an address answers to each method; what is not named is 405. HEAD is answered as GET is.

    `from_elsewhere`: a program of somebody else's posts here, with a secret of its own.
    """

    get: Answers | None = None
    post: Answers | None = None
    options: Answers | None = None
    otherwise: Answers = field(default_factory=lambda: everybody(405))
    changes_login: bool = False
    from_elsewhere: bool = False

    def due(self, method: str, role: str) -> int:
        named = {"GET": self.get, "HEAD": self.get, "POST": self.post, "OPTIONS": self.options}.get(method)
        return (named or self.otherwise)[role]


ROWS: dict[str, Row] = {
    "start": Row(get=everybody(200)),
    "log_out": Row(post=everybody(302), changes_login=True),
    "openid_connect_login": Row(post=everybody(404)),
    "openid_connect_callback": Row(get=everybody(404)),
    "assignments": Row(get=signed_in(200), post=signed_in(302)),
    "remain": Row(post=signed_in(204)),
    "lock": Row(post=signed_in(204), changes_login=True),
    "kept": Row(get=signed_in(302), post=signed_in(302)),
    "sessions": Row(get=signed_in(200), post=signed_in(302)),
    "csp_report": Row(post=everybody(204), from_elsewhere=True),
    "operations": Row(get=only(("evert",))),
    "live": Row(get=everybody(200)),
    "ready": Row(get=everybody(200)),
    "my_plan": Row(get=only(PATIENTS)),
    "print_my_plan": Row(get=only(PATIENTS)),
    "who_has_read": Row(get=only(PATIENTS)),
    "print_log": Row(get=only(PATIENTS)),
    "export_log": Row(get=only(PATIENTS)),
    "report_concern": Row(get=only(()), post=only(())),
    "review_log": Row(get=only(("rita",))),
    "draw_reviews": Row(post=only(("rita",), 302)),
    "review_report": Row(get=only(("rita",))),
    "judge_review": Row(post=only(())),
    "answer_concern": Row(get=only(()), post=only(())),
    "my_consents": Row(get=only(PATIENTS)),
    "give_my_consent": Row(post=only(())),
    "withdraw_my_consent": Row(post=only(())),
    "block_mine": Row(get=only(PATIENTS), post=only(PATIENTS)),
    "lift_my_block": Row(post=only(())),
    "close_my_opening": Row(post=only(())),
    "who_may_see": Row(get=only(PATIENTS)),
    "let_in": Row(get=only(PATIENTS), post=only(PATIENTS)),
    "end_own_mandate": Row(get=only(()), post=only(())),
    # Anybody who is logged in may have been handed a code.
    "answer_invitation": Row(get=only((), others=200), post=only((), others=200)),
    "worklist": Row(get=only(STAFF_WHO_READ)),
    "patients": Row(get=only(STAFF_WHO_READ)),
    "find_patient": Row(post=only(STAFF_WHO_READ)),
    "first_contact": Row(get=only(STAFF_WHO_READ), post=only(STAFF_WHO_READ)),
    # Without an emergency of care there is nothing for a scheduler to open.
    "open_somebody": Row(get={**only(STAFF_WHO_READ), "lena": 403}, post={**only(STAFF_WHO_READ), "lena": 403}),
    "api_my_plan": Row(
        get=only(PATIENTS, strangers=403),
        options=only((), others=200, strangers=403),
        otherwise=only((), others=405, strangers=403),
    ),
    "api_schema": Row(get=everybody(200), options=everybody(200)),
    "sms_receipt": Row(post=everybody(404), from_elsewhere=True),
    "accept_agreement": Row(post=only(())),
    "ask_about_agreement": Row(get=only(()), post=only(())),
    "answer_time": Row(get=only(()), post=only(())),
    "answer_survey": Row(get=only(()), post=only(())),
    "demo_log_in": Row(post=everybody(302), changes_login=True),
    "demo_phone": Row(get=everybody(200)),
}

# What has no more to it than this table says: no row, and nobody's data. The rest has a door in tests/matrix too.
PLAIN = {
    "start", "log_out", "openid_connect_login", "openid_connect_callback", "remain", "lock", "kept", "sessions",
    "csp_report", "live", "ready", "api_schema", "sms_receipt",
}  # fmt: skip

# What stands in an address besides a patient. A row that nobody has: tests/<app> write to those that are there.
PARTS: dict[str, dict[str, object]] = {
    "end_own_mandate": {"mandate": NOBODY_ID},
    "end_patient_mandate": {"mandate": NOBODY_ID},
    "end_age_exception": {"exception": NOBODY_ID},
    "demo_log_in": {"guest": "agda"},
    "sms_receipt": {"token": "wrong"},
    "openid_connect_login": {"provider_id": "nobody"},
    "openid_connect_callback": {"provider_id": "nobody"},
    "accept_agreement": {"agreement": NOBODY_ID},
    "ask_about_agreement": {"agreement": NOBODY_ID},
    "revise_agreement": {"agreement": NOBODY_ID},
    "end_agreement": {"agreement": NOBODY_ID},
    "answer_question": {"question": NOBODY_ID},
    "answer_commitment": {"commitment": NOBODY_ID},
    "answer_time": {"booking": NOBODY_ID},
    "move_time": {"booking": NOBODY_ID},
    "cancel_time": {"booking": NOBODY_ID},
    "conclude_time": {"booking": NOBODY_ID},
    "end_contact": {"contact": NOBODY_ID},
    "answer_survey": {"survey": NOBODY_ID},
    "report_concern": {"line": 0},
    "judge_review": {"review": NOBODY_ID},
    "answer_concern": {"concern": NOBODY_ID},
    "survey_answers": {"survey": NOBODY_ID},
    "withdraw_my_consent": {"consent": NOBODY_ID},
    "lift_my_block": {"block": NOBODY_ID},
    "close_my_opening": {"opening": NOBODY_ID},
    "note_withdrawal": {"consent": NOBODY_ID},
    "open_blocked": {"block": NOBODY_ID},
    "close_opened": {"opening": NOBODY_ID},
    "assess_relative": {"mandate": NOBODY_ID},
}


def documenting(answer: int) -> Answers:
    return {**only(("anna", "johan", "helena"), answer), "lena": 403}


def appointing(answer: int) -> Answers:
    return {**only(("johan", "helena"), answer), "anna": 403, "lena": 403}


def assessing(answer: int) -> Answers:
    return {**only(("helena",), answer), "anna": 403, "lena": 403, "johan": 403}


def vouching(answer: int) -> Answers:
    return {**only(("helena",), answer), "anna": 403, "lena": 403, "johan": 403}


def of_agda(**methods: Answers) -> dict[str, Row]:
    """Rows for pages that write: what those who care for Agda are answered, and nobody else."""
    unseen = {method: only(()) for method in methods}
    return {"agda": Row(**methods), "bertil": Row(**unseen), "nobody": Row(**unseen)}


def by_mandate(*methods: str) -> dict[str, Row]:
    """What the patient answers, and whoever acts for them: the trustee and the father of the tests only read."""
    return {
        "agda": Row(**{method: {**only(()), "karin": 403} for method in methods}),
        "leo": Row(**{method: {**only(()), "erik": 403} for method in methods}),
        "alva": Row(**{method: only(()) for method in methods}),
        "nobody": Row(**{method: only(()) for method in methods}),
    }


# Addresses of one patient: who may open whom.
OF_A_PATIENT: dict[str, dict[str, Row]] = {
    "my_plan": {
        "agda": Row(get=only(("agda", "karin"))),
        "bertil": Row(get=only(("bertil",))),
        "leo": Row(get=only(("erik",))),
        "alva": Row(get=only(("alva",))),
        "nobody": Row(get=only(())),
    },
    "patient_plan": {
        "agda": Row(get=only(HEART_CLINIC)),
        "bertil": Row(get=only(())),
        "leo": Row(get=only(("samira",))),
        "alva": Row(get=only(())),
        "nobody": Row(get=only(())),
    },
    "print_my_plan": {
        "agda": Row(get=only(("agda", "karin"))),
        "leo": Row(get=only(("erik",))),
        "alva": Row(get=only(("alva",))),
        "nobody": Row(get=only(())),
    },
    "print_patient_plan": {
        "agda": Row(get=only(HEART_CLINIC)),
        "bertil": Row(get=only(())),
        "leo": Row(get=only(("samira",))),
        "nobody": Row(get=only(())),
    },
    "answer_time": by_mandate("get", "post"),
    "answer_survey": by_mandate("get", "post"),
    "ask_about_agreement": by_mandate("get", "post"),
    "accept_agreement": by_mandate("post"),
    # Lena books and does not document: she may see Agda, and is told that she may not write.
    "patient_mandates": of_agda(get=vouching(200)),
    "vouch_for": of_agda(get=vouching(200), post=vouching(200)),
    "end_patient_mandate": of_agda(get=vouching(404), post=vouching(404)),
    "age_exception": of_agda(get=vouching(200), post=vouching(200)),
    "end_age_exception": of_agda(post=vouching(302)),
    # A trustee leaves; a guardian cannot, and a patient is not their own relative.
    "leave_mandate": {
        "agda": Row(get={**only(("karin",)), "agda": 403}, post={**only(("karin",)), "agda": 403}),
        "leo": Row(get={**only(()), "erik": 403}, post={**only(()), "erik": 403}),
        "alva": Row(get={**only(()), "alva": 403}, post={**only(()), "alva": 403}),
        "nobody": Row(get=only(()), post=only(())),
    },
    "write_agreement": of_agda(get=documenting(200), post=documenting(200)),
    "revise_agreement": of_agda(get=documenting(404), post=documenting(404)),
    "end_agreement": of_agda(get=documenting(404), post=documenting(404)),
    "answer_question": of_agda(get=documenting(404), post=documenting(404)),
    "answer_commitment": of_agda(post=documenting(404)),
    "book_time": of_agda(get=only(HEART_CLINIC), post=only(HEART_CLINIC)),
    "move_time": of_agda(get=only(()), post=only(())),
    "cancel_time": of_agda(get=only(()), post=only(())),
    "conclude_time": of_agda(post=only(())),
    "appoint_contact": of_agda(get=appointing(200), post=appointing(200)),
    "end_contact": of_agda(get=appointing(404), post=appointing(404)),
    "ask_survey": of_agda(post=documenting(302)),
    "survey_answers": of_agda(get=only(()), post={**only(()), "lena": 403}),
    "patient_grounds": of_agda(get=only(HEART_CLINIC)),
    "note_consent": of_agda(get=only(HEART_CLINIC), post=only(HEART_CLINIC)),
    "note_withdrawal": of_agda(post=only(())),
    "note_block": of_agda(get=only(HEART_CLINIC), post=only(HEART_CLINIC)),
    "stop_caring": of_agda(get=documenting(200), post=documenting(200)),
    "open_elsewhere": of_agda(get=documenting(200), post=documenting(200)),
    "open_blocked": of_agda(get=documenting(404), post=documenting(404)),
    "close_opened": of_agda(post=documenting(404)),
    # Agda's places are hidden from nobody on the staff, so there is nothing to show.
    "see_places": of_agda(get=only(HEART_CLINIC, 302), post=only(HEART_CLINIC, 302)),
    "relatives": of_agda(get=assessing(200)),
    "assess_relative": of_agda(get=assessing(404), post=assessing(404)),
}

# Words that stand in a plan, and nowhere else.
SECRETS = {
    "agda": "Agdas hjärta sviktar",
    "bertil": "Bertil sover illa",
    "leo": "Leo har astma",
    "alva": "Alva har huvudvärk",
}


@dataclass(frozen=True)
class Address:
    name: str
    url: str
    row: Row
    secret: str = ""


def patterns_of(resolver: URLResolver) -> Iterator[URLPattern]:
    for each in resolver.url_patterns:
        if isinstance(each, URLResolver):
            yield from patterns_of(each)
        else:
            yield each


def unstated(resolver: URLResolver) -> list[str]:
    """The addresses that no row speaks of."""
    return [str(each.pattern) for each in patterns_of(resolver) if each.name not in {*ROWS, *OF_A_PATIENT}]


def addresses(world: World) -> Iterator[Address]:
    names = {each.name for each in patterns_of(get_resolver()) if each.name}
    for name in sorted(names & ROWS.keys()):
        yield Address(name, reverse(name, kwargs=PARTS.get(name)), ROWS[name])
    for name in sorted(names & OF_A_PATIENT.keys()):
        for whose, row in OF_A_PATIENT[name].items():
            patient = NOBODY_ID if whose == "nobody" else getattr(world, whose).patient.public_id
            url = reverse(name, kwargs={"patient": patient, **PARTS.get(name, {})})
            yield Address(name, url, row, SECRETS.get(whose, ""))


@pytest.fixture
def clinic(world: World) -> World:
    """Agda is in care at the heart clinic, Bertil was, and Leo is at the municipality."""
    now = world.now
    beat(Job.PLAN, now=now)
    Login.objects.create(username="demo agda", name="Agda")
    for who, whom, words in (
        (world.anna, world.agda, SECRETS["agda"]),
        (world.anna, world.bertil, SECRETS["bertil"]),
        (world.samira, world.leo, SECRETS["leo"]),
        (world.olle, world.alva, SECRETS["alva"]),
    ):
        access = who.meets(whom, now=now)
        agrees(access, title=words, now=now)
        books(access, what=words, now=now)
        plans(access, what=words, now=now)
    appoints(world.helena.opens(world.agda), world.anna.professional, does=SECRETS["agda"], now=now)
    CareRelation.objects.exclude(patient__in=[world.agda.patient, world.leo.patient]).update(until=now)
    return world


def log_in(world: World, role: str) -> Client:
    if role == "anonymous":
        return Client()
    if role == "a patient whose login is closed":
        client = world.agda.logs_in()
        Login.objects.filter(pk=world.agda.login.pk).update(is_active=False)
        return client
    if role == "a nurse whose login is closed":
        client = world.anna.logs_in()
        Login.objects.filter(pk=world.anna.login.pk).update(is_active=False)
        return client
    if role == "a nurse whose assignment has ended":
        Assignment.objects.filter(pk=world.anna.assignment.pk).update(until=None)
        client = world.anna.logs_in()
        Assignment.objects.filter(pk=world.anna.assignment.pk).update(until=world.now)
        return client
    person = getattr(world, role)
    return person.logs_in()


def asked(world: World, role: str) -> Iterator[tuple[Address, str, HttpResponse]]:
    """Three persons ask everything; the others what tests/matrix does not ask of each of them."""
    client = log_in(world, role)
    for address in addresses(world):
        if role not in WHO_ASK_ANYTHING and address.name not in PLAIN:
            continue
        for method in (*USED, *UNUSED) if role == "anonymous" else USED:
            yield address, method, client.generic(method, address.url)
            if address.row.changes_login:
                client = log_in(world, role)


MAY_READ = {"agda": {"agda"}, "anna": {"agda"}}


@pytest.mark.parametrize("role", ROLES)
def test_each_address_answers_each_person_as_stated_and_tells_nobody_elses_plan(
    clinic: World, demo_is_on: None, monkeypatch: pytest.MonkeyPatch, role: str
) -> None:
    """What would be printed is read as it is handed to the press: of a PDF no words can be seen."""
    for module in ("plans.printing", "access.log_extract", "access.review.report"):
        monkeypatch.setattr(f"{module}.render", str.encode)
    wrong, read = [], set()
    for address, method, response in asked(clinic, role):
        due = address.row.due(method, role)
        if response.status_code != due:
            wrong.append(f"{method} {address.name} {address.secret}: {response.status_code}, not {due}")
        text = response.content.decode(errors="replace")
        read |= {whose for whose, secret in SECRETS.items() if secret in text}
    assert (wrong, read) == ([], MAY_READ.get(role, set()))


@pytest.mark.parametrize("role", ["agda", "nils", "rita"])
def test_not_yours_and_not_there_are_the_same_bytes(clinic: World, role: str) -> None:
    client = getattr(clinic, role).logs_in()
    answers = set()
    for name in (each for each, rows in OF_A_PATIENT.items() if rows["nobody"].get):
        for patient in (clinic.bertil.patient.public_id, clinic.alva.patient.public_id, NOBODY_ID):
            response = client.get(reverse(name, kwargs={"patient": patient, **PARTS.get(name, {})}))
            told = {key: value for key, value in response.headers.items() if key not in {"X-Request-ID", "Date"}}
            answers.add((response.status_code, response.content, tuple(sorted(told.items()))))
    assert len(answers) == 1
    assert {status for status, _, _ in answers} == {404}


def test_every_address_has_a_row(demo_is_on: None) -> None:
    assert unstated(get_resolver()) == []


def test_an_address_without_a_row_is_found() -> None:
    def forgotten(request: HttpRequest) -> HttpResponse:
        return HttpResponse()

    module = ModuleType("new")
    module.urlpatterns = [path("glömd/", forgotten, name="forgotten"), path("namnlös/", forgotten)]
    assert unstated(URLResolver(get_resolver().pattern, module)) == ["glömd/", "namnlös/"]


def test_the_rows_speak_of_addresses_that_exist(demo_is_on: None) -> None:
    assert {*ROWS, *OF_A_PATIENT} == {each.name for each in patterns_of(get_resolver())}


def test_no_address_holds_a_number_of_identity(clinic: World, demo_is_on: None) -> None:
    held = [
        address.url
        for address in addresses(clinic)
        if re.search(r"(?<![0-9a-f-])\d{6,8}[-+]?\d{4}(?![0-9a-f-])", address.url)
    ]
    assert held == []


def test_a_form_from_elsewhere_is_turned_away_in_plain_words(clinic: World, demo_is_on: None) -> None:
    client = Client(enforce_csrf_checks=True)
    client.cookies = clinic.anna.logs_in().cookies
    posting = [address for address in addresses(clinic) if address.row.post and not address.row.from_elsewhere]
    assert {"log_out", "find_patient", "demo_log_in", "write_agreement"} <= {address.name for address in posting}
    for address in posting:
        response = client.post(address.url)
        assert (response.status_code, "Formuläret var för gammalt" in response.content.decode()) == (403, True)
