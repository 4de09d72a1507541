"""People come in through an identity provider in another process, and nobody else does."""

from datetime import datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import jwt
import pytest
from allauth.socialaccount.models import SocialAccount
from cryptography.hazmat.primitives.asymmetric import rsa
from django.test import Client
from django.utils import timezone

from access.models import Mandate
from audit.models import Action, ActorKind, Entry
from patientkontrakt.login.brokers import LOA3
from patientkontrakt.login.tokens import Refused, nonce_of, read_token
from people.models import Assignment, Login, Role
from tests.factories import World
from tests.log import lines
from tests.login.broker import brokers, goes_to_broker, is_identified, logs_in
from tests.login.conftest import FAULTS

pytestmark = pytest.mark.usefixtures("broker")


def who_is_in(client: Client) -> str:
    return str(client.session.get("_auth_user_id", ""))


def last_line() -> tuple[str, str]:
    entry = Entry.objects.order_by("-id")[0]
    return entry.action, entry.what


def test_agda_comes_in_with_her_electronic_identity_to_her_plan(world: World, broker: str) -> None:
    assert world.agda
    client = Client()
    assert logs_in(client, "agda")["Location"] == "/min-plan/"
    page = client.get("/min-plan/").content.decode()
    assert ("<h1>Min plan</h1>" in page, "Agda Andersson" in page) == (True, True)
    login = Login.objects.get(username=f"{broker} agda")
    assert Mandate.objects.get(login=login).patient == world.agda.patient
    entry = Entry.objects.get(action=Action.LOGIN)
    assert (entry.patient, entry.actor, entry.actor_name) == (
        world.agda.patient.public_id, login.public_id, "Agda Andersson",
    )  # fmt: skip


def test_coming_again_makes_nothing_new(world: World, broker: str) -> None:
    assert world.agda
    for _ in range(2):
        logs_in(Client(), "agda")
    assert Login.objects.filter(username=f"{broker} agda").count() == 1
    assert Mandate.objects.filter(login__username=f"{broker} agda").count() == 1


def test_nothing_of_what_the_provider_said_is_kept(world: World) -> None:
    assert world.agda
    client = Client()
    logs_in(client, "agda")
    number = world.agda.patient.identities.get().value
    assert (SocialAccount.objects.count(), number in str(dict(client.session))) == (0, False)


def test_who_is_no_patient_comes_in_to_nothing(world: World) -> None:
    client = Client()
    assert logs_in(client, "stranger")["Location"] == "/"
    assert "Du har ingen plan att läsa just nu." in client.get("/").content.decode()
    assert client.get("/min-plan/").status_code == 404


def test_a_nurse_comes_in_with_her_card_to_her_patients(world: World) -> None:
    """The letters of an HSA-id may be small ones."""
    assert world.anna
    client = Client()
    assert logs_in(client, "anna", "personal")["Location"] == "/patienter/"
    assert "Hjärtmottagningen, behandlare" in client.get("/patienter/").content.decode()


def test_who_goes_somewhere_comes_there(world: World) -> None:
    assert world.agda
    client = Client()
    asked = client.get("/vem-har-last/")["Location"]
    wanted = parse_qs(urlsplit(asked).query)["next"][0]
    assert logs_in(client, "agda", next=wanted)["Location"] == "/vem-har-last/"


@pytest.mark.parametrize("wanted", ["//evil.example/", "https://evil.example/", "\\\\evil.example", "javascript:x"])
def test_nobody_is_led_away_after_logging_in(world: World, wanted: str) -> None:
    assert world.agda
    assert logs_in(Client(), "agda", next=wanted)["Location"] == "/min-plan/"


@pytest.mark.parametrize("fault", FAULTS)
def test_a_token_that_is_wrong_lets_nobody_in_and_is_logged(world: World, fault: str) -> None:
    assert world.agda
    client = Client()
    response = logs_in(client, f"agda-{fault}")
    assert (response.status_code, "Du kunde inte loggas in" in response.content.decode()) == (403, True)
    assert (who_is_in(client), last_line()) == ("", (Action.REFUSED, f"login.{fault}"))


def test_a_state_that_is_not_ours_or_is_used_lets_nobody_in(world: World) -> None:
    assert world.agda
    back = is_identified(goes_to_broker(Client()), "agda")
    client = Client()
    assert client.get(back).status_code == 403
    assert (who_is_in(client), last_line()) == ("", (Action.REFUSED, "login.state"))
    client = Client()
    back = is_identified(goes_to_broker(client), "agda")
    assert client.get(back)["Location"] == "/min-plan/"
    client.post("/logga-ut/")
    assert client.get(back).status_code == 403
    assert who_is_in(client) == ""


def test_a_code_for_patients_does_not_open_the_door_of_staff(world: World) -> None:
    assert world.agda
    client = Client()
    back = is_identified(goes_to_broker(client), "agda").replace("/patient/", "/personal/")
    assert (client.get(back).status_code, who_is_in(client)) == (403, "")


@pytest.mark.parametrize(
    ("who", "key", "reason"),
    [
        ("numberless", "patient", "no_number"),
        ("misread", "patient", "no_number"),
        ("unknown", "personal", "not_in_catalogue"),
        ("cardless", "personal", "not_in_catalogue"),
    ],
)
def test_who_the_provider_cannot_vouch_for_stays_outside(world: World, who: str, key: str, reason: str) -> None:
    client = Client()
    assert logs_in(client, who, key).status_code == 403
    assert (who_is_in(client), last_line()) == ("", (Action.REFUSED, f"login.{reason}"))


def test_a_subject_that_becomes_somebody_else_stays_outside(world: World) -> None:
    assert world.agda
    assert world.bertil
    logs_in(Client(), "agda")
    client = Client()
    assert logs_in(client, "changed").status_code == 403
    assert (who_is_in(client), last_line()) == ("", (Action.REFUSED, "login.somebody_else"))


def test_a_subject_may_be_as_long_as_the_standard_lets_it_and_no_longer(world: World, broker: str) -> None:
    assert world.agda
    assert logs_in(Client(), "long")["Location"] == "/min-plan/"
    assert Login.objects.filter(username=f"{broker} {'l' * 255}").exists()
    assert logs_in(Client(), "too-long").status_code == 403
    assert last_line() == (Action.REFUSED, "login.subject")


def test_a_closed_login_stays_outside(world: World, broker: str) -> None:
    assert world.agda
    client = Client()
    logs_in(client, "agda")
    Login.objects.filter(username=f"{broker} agda").update(is_active=False)
    assert client.get("/min-plan/")["Location"].startswith("/?next=")
    assert logs_in(client, "agda").status_code == 403
    assert last_line() == (Action.REFUSED, "login.closed")


def test_who_cancels_is_told_so(world: World) -> None:
    client = Client()
    state = parse_qs(urlsplit(goes_to_broker(client)).query)["state"][0]
    page = client.get("/logga-in/patient/svar/", {"state": state, "error": "access_denied"})
    assert "Inloggningen avbröts" in page.content.decode()


def test_the_provider_is_asked_for_what_the_law_wants_whatever_the_address_says(world: World) -> None:
    asked = parse_qs(
        urlsplit(
            Client().post("/logga-in/patient/?scope=email&auth_params=acr_values%3Dloa1&process=connect")["Location"]
        ).query
    )
    assert (asked["acr_values"], asked["max_age"]) == (["http://id.elegnamnden.se/loa/1.0/loa3"], ["300"])
    assert asked["prompt"] == ["login"]
    assert (asked["scope"][0].split(), asked["code_challenge_method"]) != (["email"], ["S256"])
    assert sorted(asked["scope"][0].split()) == ["openid", "profile"]
    assert len(asked["nonce"][0]) == 64


def test_a_link_does_not_begin_a_login(world: World) -> None:
    assert Client().get("/logga-in/patient/").status_code == 405


def test_nobody_knows_a_provider_that_is_not_ours(world: World) -> None:
    assert Client().post("/logga-in/google/").status_code == 404


def test_who_had_a_session_before_gets_another(world: World) -> None:
    assert world.agda
    client = Client()
    address = goes_to_broker(client)
    before = client.cookies["session"].value
    client.get(is_identified(address, "agda"))
    assert client.cookies["session"].value != before


def test_who_tries_too_often_waits(world: World, settings: Any) -> None:
    settings.TRIES = {**settings.TRIES, "login": "2/m/ip"}
    client = Client(REMOTE_ADDR="203.0.113.7")
    answers = [client.post("/logga-in/google/") for _ in range(3)]
    assert [answer.status_code for answer in answers] == [404, 404, 429]
    assert (answers[2]["Retry-After"], "För många försök" in answers[2].content.decode()) == ("60", True)


def test_staff_with_several_assignments_choose_and_the_log_says_which(world: World) -> None:
    anna = world.anna
    eyes = Assignment.objects.create(
        professional=anna.professional, unit=world.eyes, role=Role.SCHEDULER, since=anna.assignment.since
    )
    client = Client()
    assert logs_in(client, "anna", "personal")["Location"] == "/uppdrag/"
    page = client.get("/uppdrag/").content.decode()
    assert ("Hjärtmottagningen" in page, "Ögonmottagningen" in page) == (True, True)
    assert client.get("/patienter/").status_code == 404
    assert client.post("/uppdrag/", {"assignment": str(eyes.public_id)})["Location"] == "/patienter/"
    assert "Ögonmottagningen, bokare" in client.get("/patienter/").content.decode()
    entry = Entry.objects.filter(what="assignment").get()
    assert (entry.unit_name, entry.actor_name) == ("Ögonmottagningen", "Anna Berg")


def test_staff_who_come_to_their_own_plan_are_no_staff_there(world: World, broker: str) -> None:
    """Nor does their log tell them of it, or of coming to work."""
    assert world.agda
    assert world.anna
    logs_in(Client(), "patient-anna", "personal")
    client = Client()
    assert logs_in(client, "patient-anna")["Location"] == "/min-plan/"
    login, who = Login.objects.get(username=f"{broker} patient-anna"), world.anna.professional
    assert lines("actor_kind", "actor", "actor_title", "patient", action=Action.LOGIN) == [
        (ActorKind.STAFF, who.public_id, who.title, None),
        (ActorKind.PATIENT, login.public_id, "", world.agda.patient.public_id),
    ]
    assert "Loggade in" not in client.get("/vem-har-last/").content.decode()


@pytest.mark.parametrize("is_new_machine", [True, False])
def test_who_comes_in_as_a_patient_does_not_come_to_work(world: World, is_new_machine: bool) -> None:
    """The login is the same, and has been staff's before; what has let them in now is not what staff need."""
    assert world.anna
    client = Client()
    assert logs_in(client, "both", "personal")["Location"] == "/patienter/"
    client = Client() if is_new_machine else client
    assert logs_in(client, "both")["Location"] == "/"
    assert "Hjärtmottagningen" not in client.get("/uppdrag/").content.decode()
    client.post("/uppdrag/", {"assignment": str(world.anna.assignment.public_id)})
    assert client.get("/patienter/").status_code == 404


def test_a_session_begun_as_a_patient_is_not_staffs_whatever_stands_in_it(world: World) -> None:
    client = world.anna.logs_in()
    session = client.session
    session["came_as_staff"] = False
    session.save()
    assert client.get("/patienter/").status_code == 404


def test_an_assignment_of_somebody_else_cannot_be_chosen(world: World) -> None:
    client = world.anna.logs_in()
    client.post("/uppdrag/", {"assignment": str(world.nils.assignment.public_id)})
    assert "Hjärtmottagningen, behandlare" in client.get("/patienter/").content.decode()


# ---------------------------------------------------------------- what the provider calls itself


def token_of(issuer: str, now: datetime) -> tuple[str, dict[str, Any]]:
    """A token that is right, and the keys to read it with."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    told = int(now.timestamp())
    claims = {
        "iss": issuer, "aud": "patient", "sub": "agda", "nonce": nonce_of("x"), "acr": LOA3, "auth_time": told,
        "iat": told, "exp": told + 60,
    }  # fmt: skip
    public = jwt.algorithms.RSAAlgorithm.to_jwk(key.public_key(), as_dict=True)
    return jwt.encode(claims, key, "RS256", headers={"kid": "1"}), {"keys": [{**public, "kid": "1"}]}


@pytest.mark.parametrize(("known", "said"), [("", ""), ("/", "/"), ("", "/"), ("/", "")])
def test_an_issuer_is_who_it_says_to_the_letter(world: World, known: str, said: str) -> None:
    ours, now = brokers(f"https://broker.example{known}")["patient"], timezone.now()
    token, keys = token_of(f"https://broker.example{said}", now)
    if known == said:
        claims = read_token(token, keys=keys, broker=ours, code_verifier="x", now=now)
        assert claims["iss"] == f"https://broker.example{said}"
    else:
        with pytest.raises(Refused, match="issuer"):
            read_token(token, keys=keys, broker=ours, code_verifier="x", now=now)


@pytest.mark.parametrize("ending", ["", "/"])
def test_what_the_provider_publishes_is_read_with_and_without_a_slash_and_must_say_the_same(
    world: World, settings: Any, published: str, ending: str
) -> None:
    """Found at the address without the slash (Discovery 4.1), whatever it calls itself."""
    issuer = f"{published}{ending}"
    settings.LOGIN_BROKERS = brokers(issuer)
    apps = [each.app for each in settings.LOGIN_BROKERS.values()]
    settings.SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {**settings.SOCIALACCOUNT_PROVIDERS["openid_connect"], "APPS": apps}
    }
    if ending:
        assert Client().post("/logga-in/patient/")["Location"].startswith("https://x.example/in?")
    else:
        with pytest.raises(Refused, match="issuer"):
            Client().post("/logga-in/patient/")


# ---------------------------------------------------------------- what no honest provider signs


@pytest.mark.parametrize("algorithm", ["none", "HS256"])
def test_a_token_that_anybody_could_have_signed_is_refused(world: World, broker: str, algorithm: str) -> None:
    ours = brokers(broker)["patient"]
    claims = {"iss": broker, "aud": "patient", "sub": "agda", "nonce": nonce_of("x")}
    token = jwt.encode(claims, None if algorithm == "none" else "k" * 32, algorithm=algorithm)
    with pytest.raises(Refused, match="algorithm"):
        read_token(token, keys={"keys": []}, broker=ours, code_verifier="x", now=world.now)


def test_a_token_that_another_has_signed_is_refused(world: World, broker: str) -> None:

    published = httpx.get(f"{broker}/.well-known/jwks.json").json()
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    claims = {"iss": broker, "aud": "patient", "sub": "agda", "nonce": nonce_of("x")}
    for kid in (published["keys"][0]["kid"], "unknown"):
        token = jwt.encode(claims, key, algorithm="RS256", headers={"kid": kid})
        with pytest.raises(Refused, match="signature"):
            read_token(token, keys=published, broker=brokers(broker)["patient"], code_verifier="x", now=world.now)
