"""The demo: made-up people, alive on any day, each showing what the start page promises of them."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.http import Http404
from django.test import Client
from django.urls import Resolver404, resolve
from django.utils import timezone

from agreements.templates import offered_to
from audit.models import Entry
from patientkontrakt.demo.load import load
from patientkontrakt.demo.people import guests
from patientkontrakt.demo.places import PROVIDERS, STAFF, UNITS
from people.models import Assignment, CareProvider, CareUnit, Identity, Login, Patient, Principal, Role
from people.viewer import Viewer
from plans.page import PlanPage, plan_page
from tests.factories import Person, Staff
from tests.log import lines

FICTION = re.compile(r"^\+46(8465004\d\d|7017406(0[5-9]|[1-9]\d))$")


def is_guest(key: str) -> Client:
    """One click, as on the start page; who has several assignments takes the first."""
    client = Client()
    answer = client.post(f"/demo/logga-in/{key}/")
    assert answer.status_code == 302
    if answer.headers["Location"] == "/uppdrag/":
        first = Assignment.objects.filter(professional__logins__username=f"demo {key}").order_by("pk")[0]
        assert client.post("/uppdrag/", {"assignment": first.public_id}).status_code == 302
    return client


def person(key: str, now: datetime) -> Person:
    login = Login.objects.get(username=f"demo {key}")
    patient = Patient.objects.filter(mandates__login=login, mandates__kind="self").first()
    return Person(login, now, patient)


def plan_of(key: str, now: datetime) -> PlanPage:
    return plan_page(person(key, now).opens_own(), now)


def staff_plan(who: str, key: str, now: datetime) -> PlanPage:
    login = Login.objects.get(username=f"demo {who}")
    assignment = login.professional.assignments.select_related("professional", "unit__provider").get()
    return plan_page(Staff(login, now, assignment).opens(person(key, now)), now)


def reads(key: str, url: str) -> str:
    return is_guest(key).get(url).content.decode()


# ---------------------------------------------------------------- who and what there is


def test_there_are_twelve_patients_two_regions_a_municipality_six_units_and_every_role(demo: datetime) -> None:
    assert Patient.objects.count() >= 12
    assert sorted(CareProvider.objects.values_list("principal", flat=True)) == [
        Principal.MUNICIPALITY, Principal.REGION, Principal.REGION,
    ]  # fmt: skip
    assert (CareUnit.objects.count(), len(UNITS), len(PROVIDERS)) == (6, 6, 3)
    assert {worker.role for worker in STAFF} == set(Role)


def test_its_units_write_from_the_templates_they_use(demo: datetime) -> None:
    heart = CareUnit.objects.get(name="Hjärtsviktsmottagningen")
    offered = [each.key for each in offered_to(heart.pk, timezone.localdate(demo))]
    assert offered == ["generic", "heart_rehab", "heart_failure"]


def test_all_numbers_are_for_tests_and_all_phones_for_fiction(demo: datetime) -> None:
    numbers = list(Identity.objects.values_list("value", flat=True))
    assert [number for number in numbers if number[8:11] not in {"238", "239"}] == []
    phones = {*CareUnit.objects.values_list("phone", flat=True), *Patient.objects.values_list("mobile", flat=True)}
    assert [phone for phone in phones - {""} if not FICTION.match(phone)] == []


def test_it_is_loaded_once(demo: datetime) -> None:
    before = (Patient.objects.count(), Entry.objects.count())
    assert load(demo) is False
    assert (Patient.objects.count(), Entry.objects.count()) == before


def test_it_is_written_by_the_verbs_in_the_past(demo: datetime) -> None:
    """Every write is in the log, by a named person, before now."""
    assert Entry.objects.filter(at__gt=demo).count() == 0
    written = set(lines("what", action="write"))
    assert written >= {
        "agreement.agreed", "booking.booked", "booking.done", "contact.appointed", "step.planned", "plan.recorded",
        "survey.asked", "relation.began", "mandate.granted", "consent.shared.given", "block.inner",
        "patient.registered",
    }  # fmt: skip
    assert len(set(lines("actor_name", what="agreement.agreed"))) >= 4


@pytest.mark.parametrize(
    "now",
    [
        datetime(2028, 2, 29, 12, tzinfo=UTC),
        datetime(2026, 12, 31, 23, 0, tzinfo=UTC),
        datetime(2031, 6, 14, 21, 59, tzinfo=UTC),
        datetime(2027, 3, 28, 1, tzinfo=UTC),
        datetime(2026, 10, 25, 0, 30, tzinfo=UTC),
    ],
    ids=lambda now: f"{timezone.localtime(now):%a %Y-%m-%d %H:%M}",
)
def test_the_demo_is_alive_on_any_day(db: None, now: datetime) -> None:
    """On a Saturday and a Sunday, at New Year, on a leap day, in the nights when the clock changes, years from now."""
    assert load(now)
    today = timezone.localdate(now)
    assert plan_of("agda", now).next_step is not None
    assert plan_of("bengt", now).next_step is None
    assert [row.guarantee.day for row in plan_of("ingrid", now).timeline if row.guarantee] == [41]
    assert plan_of("gunnar", now).next_step.is_overdue
    assert [Patient.objects.get(given_name=name).age_on(today) for name in ("Leo", "Alva")] == [9, 14]
    assert person("erik", now).opens(person("leo", now)).mandate == "guardian"
    for guest in guests(today):
        if guest.about.endswith(" år"):
            assert f"{plan_of(guest.key, now).patient.age} år" == guest.about


# ---------------------------------------------------------------- the way in


def test_the_start_page_lists_everybody_with_what_they_show(demo: datetime) -> None:
    page = Client().get("/").content.decode()
    listed = guests(timezone.localdate(demo))
    assert len(listed) >= 12 + 3 + len(STAFF)
    for guest in listed:
        assert f'action="/demo/logga-in/{guest.key}/"' in page
        assert all(words in page for words in (guest.name, guest.about, guest.shows))


def test_everybody_on_the_start_page_gets_in_and_stands_somewhere(demo: datetime) -> None:
    for guest in guests(timezone.localdate(demo)):
        response = Client().post(f"/demo/logga-in/{guest.key}/", follow=True)
        assert response.status_code == 200, guest.key
        assert guest.name in response.content.decode(), guest.key


@pytest.mark.parametrize(
    ("guest", "url"),
    [("agda", "/min-plan/"), ("sara", "/"), ("anna", "/patienter/"), ("per", "/"), ("eva", "/")],
)
def test_each_kind_of_guest_is_led_to_where_they_may_go(demo: datetime, guest: str, url: str) -> None:
    assert Client().post(f"/demo/logga-in/{guest}/")["Location"] == url


def test_who_helps_one_person_is_led_to_that_plan(demo: datetime) -> None:
    page = Client().post("/demo/logga-in/erik/", follow=True).content.decode()
    assert ("Plan för Leo Nilsson" in page, "vårdnadshavare" in page) == (True, True)


def test_a_new_login_is_a_new_session(demo: datetime) -> None:
    """Whoever planted a session before the login does not share it."""
    client = is_guest("agda")
    before = client.cookies["session"].value
    client.post("/demo/logga-in/anna/")
    assert client.cookies["session"].value != before
    assert client.get("/min-plan/").status_code == 404


def test_a_guest_that_does_not_exist_is_not_found(demo: datetime) -> None:
    assert Client().post("/demo/logga-in/nobody/").status_code == 404
    assert Client().get("/demo/logga-in/agda/").status_code == 405


def test_with_the_demo_off_there_is_no_such_address(db: None) -> None:
    for url in ("/demo/", "/demo/logga-in/agda/", "/demo/telefon/"):
        with pytest.raises(Resolver404):
            resolve(url)
        assert Client().post(url).status_code == 404
    page = Client().get("/").content.decode()
    assert "demo" not in page.lower()
    assert "Inloggningen är inte öppen här än." in page


# ---------------------------------------------------------------- what each one shows


def test_agda_has_many_who_give_care_and_one_plan(demo: datetime) -> None:
    plan = plan_of("agda", demo)
    assert {row.source.provider for row in plan.timeline} | {row.source.provider for row in plan.plans} == {
        "Region Sjöland", "Sjöstads kommun",
    }  # fmt: skip
    assert plan.origin.units >= 2
    assert plan.origin.municipalities == ("Sjöstads kommun",)
    assert len(plan.contacts) == 3
    assert {row.state for row in plan.timeline} == {"done", "coming", "waiting", "undated"}
    assert plan.agreements[0].what_matters.startswith("Att orka gå till kyrkokören")
    assert [each.waits_for for each in plan.agreements[0].care_does] == ["", "Vårdcentralen Lindängen"]


def test_bengt_has_no_next_step_and_is_told_whom_to_call(demo: datetime) -> None:
    plan = plan_of("bengt", demo)
    assert (plan.next_step, plan.turn_to.who) == (None, "Johan Ek")
    assert "Inget är planerat" in reads("bengt", "/min-plan/")


def test_fatima_has_no_fixed_contact_and_is_told_of_her_right(demo: datetime) -> None:
    assert plan_of("fatima", demo).contacts == ()
    assert "Du har rätt att få en fast vårdkontakt när du ber om det." in reads("fatima", "/min-plan/")


def test_sven_wants_everything_on_paper(demo: datetime) -> None:
    patient = person("sven", demo).patient
    assert (patient.wants_paper, patient.mobile) == (True, "")
    assert "Får planen på papper" in reads("anna", f"/patient/{patient.public_id}/")


def test_mikael_reads_his_mothers_plan_as_her_trustee(demo: datetime) -> None:
    assert "Planen för Elsa Holmgren" in reads("mikael", "/")
    assert "Plan för Elsa Holmgren" in reads("mikael", f"/min-plan/{person('elsa', demo).id}/")


def test_erik_reads_his_sons_plan_until_he_is_thirteen(demo: datetime) -> None:
    leo = person("leo", demo)
    assert "Plan för Leo Nilsson" in reads("erik", f"/min-plan/{leo.id}/")
    born = leo.patient.birth_date
    thirteen = timezone.make_aware(datetime(born.year + 13, born.month, born.day))
    assert person("erik", demo).opens(leo, now=thirteen - timedelta(seconds=1)).mandate == "guardian"
    with pytest.raises(Http404):
        person("erik", demo).opens(leo, now=thirteen)


def test_alva_reads_herself_and_her_mother_no_longer_does(demo: datetime) -> None:
    assert plan_of("alva", demo).patient.age == 14
    mother = is_guest("sara")
    assert mother.get(f"/min-plan/{person('alva', demo).id}/").status_code == 404
    assert "Du har ingen plan att läsa just nu." in mother.get("/").content.decode()


def test_maja_is_masked_in_lists_and_marked_on_her_page(demo: datetime) -> None:
    listed = reads("johan", "/patienter/")
    assert ("Patient med skyddade uppgifter" in listed, "Maja" in listed, "Ström" in listed) == (True, False, False)
    assert "Skyddade uppgifter" in reads("johan", f"/patient/{person('maja', demo).id}/")


def test_jonas_has_blocked_a_unit_that_is_named_and_not_read(demo: datetime) -> None:
    plan = staff_plan("maria", "jonas", demo)
    assert plan.silences == ("Det finns spärrade uppgifter från Psykiatriska mottagningen Ekbacken.",)
    assert [row.title for row in plan.agreements] == ["Ryggen"]
    assert {row.title for row in staff_plan("tove", "jonas", demo).agreements} == {"Ryggen", "Sömn och oro"}
    assert {row.title for row in plan_of("jonas", demo).agreements} == {"Ryggen", "Sömn och oro"}


def test_aino_speaks_finnish_and_needs_an_interpreter(demo: datetime) -> None:
    page = reads("maria", f"/patient/{person('aino', demo).id}/")
    assert ("Finska" in page, "Behöver tolk" in page) == (True, True)


def test_gunnars_follow_up_is_late_and_the_list_says_so(demo: datetime) -> None:
    assert plan_of("gunnar", demo).next_step.status == "Skulle ha varit klart"
    row = re.search(r"Larsson, Gunnar.*?</tr>", reads("johan", "/patienter/"), re.DOTALL)
    assert ("Uppföljning försenad" in row.group(), "Steg försenat" in row.group()) == (True, True)


def test_ingrid_waits_on_her_forty_first_day_of_ninety(demo: datetime) -> None:
    page = reads("ingrid", "/min-plan/")
    assert ("Väntetid: dag 41 av 90." in page, "Remissen är mottagen och ska bedömas" in page) == (True, True)


def test_rune_has_a_sip_that_the_municipality_answers_for(demo: datetime) -> None:
    (sip,) = plan_of("rune", demo).plans
    assert (sip.kind, sip.responsible, sip.source.provider) == ("SIP", "kommunen", "Sjöstads kommun")
    assert {each.principal for each in sip.interventions} == {"regionen", "kommunen"}


def test_petra_has_care_in_two_regions_that_do_not_read_each_other(demo: datetime) -> None:
    hint = ("Det finns uppgifter hos en annan vårdgivare. Patientens samtycke krävs för att läsa dem.",)
    assert staff_plan("maria", "petra", demo).silences == hint
    assert staff_plan("mats", "petra", demo).silences == hint
    assert {row.source.provider for row in plan_of("petra", demo).timeline} == {"Region Sjöland", "Region Bergsland"}


@pytest.mark.parametrize("who", ["per", "eva", "ylva", "nora"])
def test_reviewer_administrator_and_editors_are_told_that_they_read_no_care(demo: datetime, who: str) -> None:
    page = reads(who, "/")
    assert ("I din roll läser du ingen vård." in page, "/patienter/" in page) == (True, False)


@pytest.mark.parametrize(
    "who", [worker.key for worker in STAFF if worker.role not in {Role.REVIEWER, Role.ADMINISTRATOR, Role.EDITOR}]
)
def test_everybody_who_gives_care_has_patients_of_the_demo(demo: datetime, who: str) -> None:
    client = is_guest(who)
    found = re.findall(r'href="(/patient/[0-9a-f-]{36}/)"', client.get("/patienter/").content.decode())
    assert found
    assert {client.get(url).status_code for url in found} == {200}


def test_patients_of_the_demo_are_born_on_the_day_their_number_says(demo: datetime) -> None:
    for number, born in Identity.objects.values_list("value", "patient__birth_date"):
        assert date(int(number[:4]), int(number[4:6]), int(number[6:8])) == born


def test_somebody_who_is_no_staff_has_no_assignment(demo: datetime) -> None:
    assert Viewer(person("agda", demo).login).is_staff is False
