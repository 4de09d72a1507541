"""A unit that does not know the patient is asked to do something: it reads that, answers, and sees nothing else."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.http import Http404
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from access.grants import May, NotAllowed
from access.kinds import ConsentKind
from access.models import CareRelation, Consent, Inquiry
from access.services import block_provider, block_unit, end_relation, give_consent, withdraw_consent
from agreements.models import Agreement, Commitment
from agreements.responsible import responsibles
from agreements.services import NOTHING_YET, Does, Said, answer_commitment, end, say_no
from agreements.work import matters
from audit.models import Entry
from people.models import CareUnit, Role
from tests.agreements.test_writing import filled_in
from tests.deeds import agrees, books
from tests.factories import Staff, World

DAY = timedelta(days=1)
EYES = "ser över synen"


@pytest.fixture
def world(world: World) -> World:
    world.anna.meets(world.agda)
    assert world.nils.unit == world.eyes
    return world


def asks(world: World, *, said: Said = NOTHING_YET, what: str = EYES, replaces: Agreement | None = None) -> Agreement:
    """Anna asks the eye clinic, which does not know Agda."""
    does = (Does(what, unit=world.eyes),)
    return agrees(world.anna.opens(world.agda), now=world.now, said=said, care_does=does, replaces=replaces)


def reads(staff: Staff, world: World) -> bool:
    try:
        staff.opens(world.agda)
    except Http404:
        return False
    return True


def cares(world: World) -> list[str]:
    """Why the eye clinic takes part in the care."""
    relations = CareRelation.objects.current(world.now).filter(unit=world.eyes)
    return list(relations.order_by("pk").values_list("because", flat=True))


def is_asked(world: World) -> bool:
    """Whether the eye clinic may come to answer; the gate and its rows say the same."""
    try:
        world.nils.comes_to_answer(world.agda)
    except Http404:
        return False
    assert Inquiry.objects.current(world.now).filter(unit=world.eyes, asked_by=world.heart).exists()
    return True


def test_a_unit_that_does_not_know_the_patient_is_asked_in_the_form_and_answers_from_its_list(world: World) -> None:
    url, eyes = reverse("write_agreement", kwargs={"patient": world.agda.id}), str(world.eyes.public_id)
    assert eyes not in world.anna.logs_in().get(url).content.decode()
    page = looks_for(world, "mott ögon", **{"what_matters": "Att läsa", "care-TOTAL_FORMS": "2"})
    assert "1 enhet finns nu att välja under Ansvarig: Ögonmottagningen." in page
    assert page.count(f'<option value="{eyes}">Ögonmottagningen (tillfrågas, är inte med i vården än)</option>') == 2
    assert "Att läsa" in page
    assert "Något behöver rättas" not in page
    assert not reads(world.nils, world)
    written = filled_in(world, **{"care-0-what": EYES, "care-0-who": str(world.eyes.public_id), "key": uuid4()})
    world.anna.logs_in().post(reverse("write_agreement", kwargs={"patient": world.agda.id}), written)
    assert "Väntar på svar från Ögonmottagningen" in world.agda.logs_in().get("/min-plan/").content.decode()
    (asked,) = matters(world.nils.opens_unit())
    assert (asked.what, asked.about) == ("Ni är tillfrågade", EYES)
    client = world.nils.logs_in()
    work_list = client.get(reverse("worklist")).content.decode()
    plan = f'href="/patient/{world.agda.id}/"'
    assert (asked.url in work_list, plan in work_list) == (True, False)
    request = client.get(asked.url).content.decode()
    told = (EYES, "Hjärtmottagningen: Anna Berg, ", "<dd>Hjärtsvikt</dd>", "<dd>en gång</dd>", "Agda Andersson")
    assert [each in request for each in told] == [True] * 5
    assert (f'href="{reverse("worklist")}">Tillbaka utan att svara' in request, "Att läsa" in request) == (True, False)
    client.post(asked.url, {"answer": "yes"})
    assert Commitment.objects.get(what=EYES).standing == "binds"
    assert cares(world) == ["Enheten har sagt ja till ett åtagande"]
    assert reads(world.nils, world)


def looks_for(world: World, words: str, **typed: object) -> str:
    url = reverse("write_agreement", kwargs={"patient": world.agda.id})
    sent = filled_in(world, **{"find_unit": "1", "unit_name": words, **typed})
    return world.anna.logs_in().post(url, sent).content.decode()


def test_who_was_found_and_chosen_stays_so_in_a_form_with_faults_in_a_draft_and_in_the_next_version(
    world: World,
) -> None:
    client, agda, eyes = world.anna.logs_in(), {"patient": world.agda.id}, str(world.eyes.public_id)
    chosen = f'<option value="{eyes}" selected>Ögonmottagningen'
    typed = filled_in(world, **{"care-0-what": EYES, "care-0-who": eyes})
    assert chosen in client.post(reverse("write_agreement", kwargs=agda), {**typed, "title": ""}).content.decode()
    assert chosen in looks_for(world, "finns inte", **typed)
    draft = client.post(reverse("keep_draft", kwargs=agda), typed)["Location"]
    assert chosen in client.get(draft).content.decode()
    client.post(draft, {**typed, "draft_revision": "1"})
    written = Agreement.objects.get()
    revise = reverse("revise_agreement", kwargs={**agda, "agreement": written.public_id})
    assert chosen in client.get(revise).content.decode()


def test_what_was_found_is_offered_still_when_more_rows_are_asked_for_and_enter_looks_once(world: World) -> None:
    option = f'<option value="{world.eyes.public_id}">'
    found = {"looked_for": "ögon", "find_unit": ""}
    assert option in looks_for(world, "ögon", find_unit="1")
    url = reverse("write_agreement", kwargs={"patient": world.agda.id})
    client = world.anna.logs_in()
    sent = filled_in(world, unit_name="ögon")
    assert option in client.post(url, {**sent, "enter": "1"}).content.decode()
    assert option in client.post(url, {**sent, **found, "add_row": "care"}).content.decode()
    assert not Agreement.objects.exists()
    client.post(url, {**sent, "looked_for": "ögon", "enter": "1"})
    assert Agreement.objects.count() == 1


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("xyz", "Ingen enhet som går att fråga heter ”xyz”."),
        ("100%", "Ingen enhet som går att fråga heter ”100%”."),
        ("Ortoped", "Ingen enhet som går att fråga heter ”Ortoped”."),
        (" ", "Skriv en del av enhetens namn"),
        ("ö" * 101, "Skriv högst 100 tecken. Nu är det 101."),
        ("a\x00b", "Texten har ett tecken som inte syns"),
    ],
)
def test_who_is_not_found_is_told_of_and_nothing_typed_is_lost(world: World, words: str, told: str) -> None:
    page = looks_for(world, words, what_matters="Att läsa")
    assert (told in page, "Att läsa" in page, Agreement.objects.count()) == (True, True, 0)


def test_of_many_units_the_page_holds_those_that_are_needed_in_as_many_statements_for_many_rows(
    world: World,
) -> None:
    like = world.eyes
    CareUnit.objects.bulk_create(
        CareUnit(
            name=f"Vårdcentralen {n:02}", provider_id=like.provider_id, phone=like.phone, hsa_id=f"SE2321000016-X{n}"
        )
        for n in range(10, 40)
    )
    page = looks_for(world, "vårdcentralen")
    assert (page.count("Vårdcentralen 1"), "Här är de 10 första: Vårdcentralen 10, " in page) == (30, True)
    client, counted = world.anna.logs_in(), []
    url = reverse("write_agreement", kwargs={"patient": world.agda.id})
    client.get(url)
    for number in (1, 20):
        rows = {f"care-{n}-who": str(like.public_id) for n in range(number)}
        sent = filled_in(world, **{**rows, "title": "", "care-TOTAL_FORMS": str(number)})
        with CaptureQueriesContext(connection) as statements:
            page = client.post(url, sent).content.decode()
        assert (page.count("Ögonmottagningen (tillfrågas"), "Vårdcentralen 1" in page) == (number, False)
        counted.append(len(statements))
    assert counted[0] == counted[1]


def test_who_says_no_reads_no_more_and_is_led_to_the_list(world: World) -> None:
    asks(world)
    assert (reads(world.nils, world), is_asked(world), cares(world)) == (False, True, [])
    (asked,) = matters(world.nils.opens_unit())
    client = world.nils.logs_in()
    answered = client.post(asked.url, {"answer": "no", "because": "Vi har ingen tid."})
    assert (answered["Location"], is_asked(world), cares(world)) == (reverse("worklist"), False, [])
    assert "Ni har sagt nej." in client.get(reverse("worklist")).content.decode()
    assert client.get(f"/patient/{world.agda.id}/").status_code == 404
    assert "Vi har ingen tid." in world.agda.logs_in().get("/min-plan/").content.decode()


def test_who_cares_for_the_patient_already_reads_on_after_a_no(world: World) -> None:
    world.nils.meets(world.agda)
    asks(world)
    (asked,) = [each for each in matters(world.nils.opens_unit()) if each.act == "Svara"]
    answered = world.nils.logs_in().post(asked.url, {"answer": "no", "because": "Nej"})
    assert answered["Location"] == reverse("patient_plan", kwargs={"patient": world.agda.id})
    assert cares(world) == ["Vård pågår"]


def test_who_begins_to_care_while_it_is_asked_reads_on_after_a_no(world: World) -> None:
    asked = asks(world).commitments.get(who="care")
    nils = world.nils.meets(world.agda)
    answer_commitment(access=nils, commitment=asked, accepts=False, because="Nej", now=world.now)
    assert cares(world) == ["Vård pågår"]


@pytest.mark.parametrize("how", ["no", "end", "other words", "other unit's no"])
def test_who_is_asked_no_more_reads_no_more(world: World, how: str) -> None:
    agreement = asks(world)
    access = world.anna.opens(world.agda)
    if how == "no":
        say_no(access=world.agda.opens_own(), agreement=agreement, because="Nej", now=world.now)
    elif how == "end":
        end(access=access, agreement=agreement, because="Fel", now=world.now)
    elif how == "other words":
        agrees(access, now=world.now, said=NOTHING_YET, replaces=agreement)
    else:
        agrees(access, now=world.now, said=Said(disagreed_because="Nej"), replaces=agreement)
    assert (reads(world.nils, world), is_asked(world), cares(world)) == (False, False, [])


def test_who_is_asked_twice_and_says_no_once_may_read_to_answer_the_other(world: World) -> None:
    does = (Does(EYES, unit=world.eyes), Does("ringer", unit=world.eyes))
    agreement = agrees(world.anna.opens(world.agda), now=world.now, care_does=does)
    first = agreement.commitments.get(what=EYES)
    access = world.nils.comes_to_answer(world.agda)
    answer_commitment(access=access, commitment=first, accepts=False, because="Nej", now=world.now)
    assert is_asked(world)


def test_who_is_only_asked_and_comes_back_to_what_is_answered_is_led_to_the_list(world: World) -> None:
    does = (Does(EYES, unit=world.eyes), Does("ringer", unit=world.eyes))
    agreement = agrees(world.anna.opens(world.agda), now=world.now, care_does=does)
    asked = agreement.commitments.get(what=EYES)
    url = reverse("answer_commitment", kwargs={"patient": world.agda.id, "commitment": asked.public_id})
    client = world.nils.logs_in()
    client.post(url, {"answer": "no", "because": "Fullt"})
    for again in (client.get(url), client.post(url, {"answer": "yes"})):
        assert again["Location"] == reverse("worklist")
    assert "Det är redan besvarat." in client.get(reverse("worklist")).content.decode()
    asked.refresh_from_db()
    assert asked.standing == "declined"


def test_the_leave_ends_by_itself_and_comes_back_when_it_is_asked_again(world: World) -> None:
    first = asks(world)
    later = world.now + 31 * DAY
    with pytest.raises(Http404):
        world.nils.comes_to_answer(world.agda, now=later)
    does = (Does(EYES, unit=world.eyes),)
    agrees(world.anna.opens(world.agda, now=later), now=later, said=NOTHING_YET, care_does=does, replaces=first)
    world.nils.comes_to_answer(world.agda, now=later)
    assert Inquiry.objects.filter(unit=world.eyes).count() == 2


def test_what_was_not_agreed_lets_nobody_in(world: World) -> None:
    asks(world, said=Said(disagreed_because="Nej"))
    assert (reads(world.nils, world), is_asked(world), cares(world)) == (False, False, [])


def test_who_is_only_asked_owes_the_patient_no_more_than_an_answer(world: World) -> None:
    asks(world)
    page = world.nils.logs_in().get(reverse("worklist")).content.decode()
    assert ("Ni är tillfrågade" in page, "Saknas" in page) == (True, False)


def test_the_patient_reads_in_the_log_that_a_unit_was_let_in_and_is_so_no_more(world: World) -> None:
    asked = asks(world).commitments.get(who="care")
    access = world.nils.comes_to_answer(world.agda)
    answer_commitment(access=access, commitment=asked, accepts=False, because="Nej", now=world.now)
    lines = Entry.objects.filter(what__startswith="relation.").exclude(what="relation.began").order_by("id")
    assert list(lines.values_list("what", "actor_name")) == [
        ("relation.asked", "Anna Berg"),
        ("relation.answered", "Nils Åberg"),
    ]
    page = world.agda.logs_in().get(reverse("who_has_read")).content.decode()
    assert "får läsa det den är tillfrågad om" in page


def test_who_is_only_asked_sees_the_question_and_nothing_else_of_the_patient(world: World) -> None:
    agrees(world.anna.opens(world.agda), now=world.now, title="Psykisk hälsa", what_matters="Att sova")
    books(world.helena.meets(world.agda), now=world.now, what="Hemligt besök")
    asked = asks(world).commitments.get(who="care")
    client, agda = world.nils.logs_in(), {"patient": world.agda.id}
    page = client.get(reverse("answer_commitment", kwargs={**agda, "commitment": asked.public_id})).content.decode()
    assert (EYES in page, "Psykisk hälsa" in page, "Hemligt" in page) == (True, False, False)
    for name in (
        "patient_plan",
        "print_patient_plan",
        "write_agreement",
        "book_time",
        "patient_grounds",
        "stop_caring",
    ):
        assert client.get(reverse(name, kwargs=agda)).status_code == 404, name
    assert client.get(f"/api/v1/patients/{world.agda.id}/agreements/").status_code == 404
    assert "Agda" not in client.get("/patienter/").content.decode()
    assert world.nils.comes_to_answer(world.agda).may == {May.ANSWER_ASKED}


def test_who_asks_and_is_then_blocked_is_answered_by_nobody(world: World) -> None:
    asked = asks(world).commitments.get(who="care")
    block_unit(access=world.decides(world.agda), unit=world.heart, now=world.now)
    url = reverse("answer_commitment", kwargs={"patient": world.agda.id, "commitment": asked.public_id})
    assert (world.nils.logs_in().get(url).status_code, matters(world.nils.opens_unit())) == (404, [])


def test_who_writes_no_agreements_answers_for_nobody(world: World) -> None:
    asks(world)
    scheduler = world.staff("Ulla Bok", world.eyes, Role.SCHEDULER)
    with pytest.raises(Http404):
        scheduler.comes_to_answer(world.agda)


def test_asked_anew_before_it_has_answered_is_the_same_inquiry(world: World) -> None:
    first = asks(world)
    asks(world, what="ser över synen igen", replaces=first)
    assert Inquiry.objects.count() == 1


# ---------------------------------------------------------------- who may be asked


def shares(world: World, unit: CareUnit) -> Consent:
    kind = ConsentKind.SHARED_DOCUMENTATION
    return give_consent(access=world.decides(world.agda), unit=unit, kind=kind, because="Sa ja", now=world.now)


def offered(world: World) -> list[str]:
    here = responsibles(world.anna.opens(world.agda), now=world.now)
    return sorted(each.name for each in (*here.units.values(), *here.more.values()) if each != world.heart)


def test_another_provider_is_asked_only_where_the_patient_lets_both_read(world: World) -> None:
    world.olle.meets(world.agda)
    assert offered(world) == ["Ögonmottagningen"]
    shares(world, world.heart)
    assert offered(world) == ["Ögonmottagningen"]
    shares(world, world.hips)
    assert offered(world) == ["Ortopedmottagningen", "Ögonmottagningen"]
    agrees(world.anna.opens(world.agda), now=world.now, care_does=(Does("opererar", unit=world.hips),))
    commitment = Commitment.objects.get(what="opererar")
    url = reverse("answer_commitment", kwargs={"patient": world.agda.id, "commitment": commitment.public_id})
    world.olle.logs_in().post(url, {"answer": "yes"})
    commitment.refresh_from_db()
    assert commitment.standing == "binds"


@pytest.mark.parametrize("but", ["", "no consent", "a block", "a provider's block", "no care"])
def test_a_unit_of_another_provider_finds_on_its_list_what_it_may_answer_and_nothing_else(
    world: World, but: str
) -> None:
    """As soon as the patient does not let it read, it is on the list no more; the gate says the same."""
    olle = world.olle.meets(world.agda)
    shares(world, world.heart)
    consent, access = shares(world, world.hips), world.decides(world.agda)
    agrees(world.anna.opens(world.agda), now=world.now, care_does=(Does("opererar", unit=world.hips),))
    if but == "no consent":
        withdraw_consent(access=access, consent=consent, now=world.now)
    elif but == "a block":
        block_unit(access=access, unit=world.heart, now=world.now)
    elif but == "a provider's block":
        block_provider(access=access, provider=world.region, now=world.now)
    elif but:
        end_relation(access=olle, because="Klart", now=world.now)
    commitment = Commitment.objects.get(what="opererar").public_id
    url = reverse("answer_commitment", kwargs={"patient": world.agda.id, "commitment": commitment})
    client = world.olle.logs_in()
    listed = [each.about for each in matters(world.olle.opens_unit()) if each.url == url]
    assert (listed, client.get(url).status_code) == ((["opererar"], 200) if not but else ([], 404))
    assert ("opererar" in client.get(reverse("worklist")).content.decode()) == (not but)


def test_a_unit_of_another_provider_that_does_not_know_the_patient_is_not_asked(world: World) -> None:
    shares(world, world.heart)
    shares(world, world.hips)
    assert offered(world) == ["Ögonmottagningen"]
    with pytest.raises(NotAllowed):
        agrees(world.anna.opens(world.agda), now=world.now, care_does=(Does("opererar", unit=world.hips),))
    assert (Agreement.objects.count(), reads(world.olle, world)) == (0, False)


@pytest.mark.parametrize(("blocked", "left"), [("heart", []), ("eyes", []), ("region", ["Ögonmottagningen"])])
def test_nobody_is_asked_across_a_block(world: World, blocked: str, left: list[str]) -> None:
    world.olle.meets(world.agda)
    shares(world, world.heart)
    shares(world, world.hips)
    access = world.decides(world.agda)
    if blocked == "region":
        block_provider(access=access, provider=world.region, now=world.now)
    else:
        block_unit(access=access, unit=getattr(world, blocked), now=world.now)
    hips = ["Ortopedmottagningen"] if blocked == "eyes" else []
    assert offered(world) == [*hips, *left]


def test_across_a_block_nobody_is_found_by_looking_either_nor_by_a_key_that_was_kept(world: World) -> None:
    """Not even the name of a unit that may not be asked is told to who sends its key."""
    block_unit(access=world.decides(world.agda), unit=world.eyes, now=world.now)
    for unit, words in ((world.eyes, "ögon"), (world.hips, "ortoped")):
        key = str(unit.public_id)
        page = looks_for(world, words, **{"care-0-who": key})
        assert (f"Ingen enhet som går att fråga heter ”{words}”." in page, unit.name in page) == (True, False)
        url = reverse("write_agreement", kwargs={"patient": world.agda.id})
        page = world.anna.logs_in().post(url, filled_in(world, **{"care-0-who": key})).content.decode()
        assert ("Välj någon i listan." in page, unit.name in page) == (True, False)
    assert (Agreement.objects.count(), Inquiry.objects.count()) == (0, 0)
