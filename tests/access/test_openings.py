"""Opening for a while: without a care relation, a block, other providers' rows. With consent or in an emergency."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.http import Http404, HttpResponse
from django.urls import reverse

from access.grants import NotAllowed
from access.kinds import ConsentKind, OpeningGround, Opens
from access.models import Block, Opening
from access.services import (
    Asked,
    InCareAlready,
    NotTheirsToLift,
    TooLong,
    block_provider,
    block_unit,
    give_consent,
    open_block,
    open_care,
    open_others,
    withdraw_consent,
)
from people.models import Identity
from tests import deeds
from tests.factories import Person, Staff, World
from tests.log import lines

CONSENT, EMERGENCY = OpeningGround.CONSENT, OpeningGround.EMERGENCY
DAY = timedelta(days=1)
SECRET = "Hjärtsvikt i hemlighet"
WHY = "Medvetslös på akuten"


def asked(ground: OpeningGround = EMERGENCY, lasts: timedelta = DAY, *, for_unit: bool = False) -> Asked:
    return Asked(ground=ground, because=WHY, lasts=lasts, is_for_unit=for_unit, key=uuid4())


def number_of(whom: Person) -> str:
    return Identity.objects.get(patient=whom.patient, is_current=True).value


def opens_somebody(staff: Staff, patient: Person, /, **said: object) -> HttpResponse:
    told = {
        "number": number_of(patient), "ground": "emergency", "because": WHY, "whom": "me", "days": "1",
        "key": uuid4(), "open": "1", **said,
    }  # fmt: skip
    return staff.logs_in().post(reverse("open_somebody"), told)


def plan_seen_by(staff: Staff, whom: Person) -> str:
    return staff.logs_in().get(f"/patient/{whom.id}/").content.decode()


def can_open(staff: Staff, whom: Person, now: datetime) -> bool:
    try:
        staff.opens(whom, now=now)
    except Http404:
        return False
    return True


@pytest.fixture
def agreed(world: World) -> World:
    """Something is agreed at the heart clinic. Nils of the same region does not care for Agda."""
    deeds.agrees(world.anna.meets(world.agda), now=world.now, title=SECRET)
    return world


# ---------------------------------------------------------------- somebody whom the unit does not care for


def test_staff_open_in_an_emergency_whom_they_have_no_relation_with(agreed: World) -> None:
    plan = reverse("patient_plan", kwargs={"patient": agreed.agda.id})
    assert agreed.nils.logs_in().get(plan).status_code == 404
    response = opens_somebody(agreed.nils, agreed.agda)
    assert (response.status_code, response["Location"]) == (302, plan)
    page = plan_seen_by(agreed.nils, agreed.agda)
    assert SECRET in page
    assert "Du ser planen utan vårdrelation, i en nödsituation." in page
    assert "torsdag" in page
    assert "Öppnad i nödsituation" in page


def test_every_line_in_the_log_says_that_it_was_an_emergency(agreed: World) -> None:
    opens_somebody(agreed.nils, agreed.agda)
    plan_seen_by(agreed.nils, agreed.agda)
    told = lines("action", "what", "because", "emergency", actor_name="Nils Åberg", patient=agreed.agda.id)
    assert told == [
        ("search", "opening", "", False),
        ("write", "opening.care.emergency", WHY, True),
        ("read", "plan", "", True),
    ]
    assert lines("emergency", actor_name="Anna Berg", action="read") == [False]


def test_what_is_written_after_an_emergency_opening_is_marked_too(agreed: World) -> None:
    opens_somebody(agreed.nils, agreed.agda)
    deeds.books(agreed.nils.opens(agreed.agda), now=agreed.now)
    assert lines("emergency", what="booking.booked") == [True]


def test_an_opening_with_consent_is_no_emergency(agreed: World) -> None:
    opens_somebody(agreed.nils, agreed.agda, ground="consent")
    assert "med patientens samtycke" in plan_seen_by(agreed.nils, agreed.agda)
    assert set(lines("emergency", actor_name="Nils Åberg")) == {False}


def test_the_patient_is_told_at_the_top_of_the_plan_and_in_the_log(agreed: World) -> None:
    opens_somebody(agreed.nils, agreed.agda)
    client = agreed.agda.logs_in()
    assert "Ögonmottagningen har öppnat din plan i en nödsituation." in client.get("/min-plan/").content.decode()
    assert "Öppnade din plan i en nödsituation" in client.get("/vem-har-last/").content.decode()
    page = client.get("/samtycken-och-sparrar/").content.decode()
    assert "Nödsituation" in page
    assert "Öppet nu" in page
    told = client.get("/api/v1/plans/me/").json()["opened"]
    assert [each["unit"] for each in told] == ["Ögonmottagningen"]


def test_the_patient_is_told_of_what_is_open_by_consent_as_long_as_it_is(agreed: World) -> None:
    """The consent was written down by who wished to read."""
    opens_somebody(agreed.nils, agreed.agda, ground="consent")
    client = agreed.agda.logs_in()
    words = "Ögonmottagningen har öppnat mer av din plan, med ditt samtycke."
    assert words in client.get("/min-plan/").content.decode()
    Opening.objects.update(until=agreed.now)
    assert words not in client.get("/min-plan/").content.decode()


def test_nobody_is_told_of_somebody_elses(agreed: World) -> None:
    opens_somebody(agreed.nils, agreed.agda)
    assert "nödsituation" not in agreed.bertil.logs_in().get("/min-plan/").content.decode()
    assert "nödsituation" not in agreed.karin.logs_in().get(f"/min-plan/{agreed.agda.id}/").content.decode()


def test_it_is_for_the_one_who_asked_unless_it_is_for_the_unit(agreed: World) -> None:
    colleague = agreed.staff("Olof Bo", agreed.eyes)
    opens_somebody(agreed.nils, agreed.agda)
    assert not can_open(colleague, agreed.agda, agreed.now)
    opens_somebody(agreed.nils, agreed.agda, whom="unit")
    assert can_open(colleague, agreed.agda, agreed.now)
    assert not can_open(agreed.olle, agreed.agda, agreed.now)


def test_it_closes_by_itself(agreed: World) -> None:
    open_care(access=agreed.nils.opens_unit(), patient=agreed.agda.patient, asked=asked(), now=agreed.now)
    last = agreed.now + DAY
    opened = [can_open(agreed.nils, agreed.agda, at) for at in (agreed.now, last - timedelta(seconds=1), last)]
    assert opened == [True, True, False]


def test_who_opens_it_may_close_it_and_so_may_the_patient(agreed: World) -> None:
    for client, name in ((agreed.nils.logs_in(), "close_opened"), (agreed.agda.logs_in(), "close_my_opening")):
        opens_somebody(agreed.nils, agreed.agda)
        opening = Opening.objects.latest("pk")
        where = {"opening": opening.public_id}
        if name == "close_opened":
            where["patient"] = agreed.agda.patient.public_id
        assert client.post(reverse(name, kwargs=where)).status_code == 302
        assert not can_open(agreed.nils, agreed.agda, agreed.now)


def test_an_opened_patient_is_found_by_number_and_stands_in_no_list(agreed: World) -> None:
    opens_somebody(agreed.nils, agreed.agda)
    client = agreed.nils.logs_in()
    found = client.post("/patienter/sok/", {"number": number_of(agreed.agda)})
    assert found["Location"] == f"/patient/{agreed.agda.id}/"
    assert "Andersson, Agda" not in client.get("/patienter/").content.decode()


def test_a_form_sent_twice_opens_once_also_when_it_was_closed_between(agreed: World) -> None:
    key = uuid4()
    opens_somebody(agreed.nils, agreed.agda, key=key)
    Opening.objects.update(until=agreed.now)
    opens_somebody(agreed.nils, agreed.agda, key=key)
    assert Opening.objects.count() == 1
    assert not can_open(agreed.nils, agreed.agda, agreed.now)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"because": "  "}, "Skriv varför du behöver se det."),
        ({"ground": ""}, "Välj med vilken rätt du öppnar."),
        ({"days": "8"}, "<title>Fel:"),
        ({"number": "19121212-1212"}, "Det finns ingen patient med det numret."),
    ],
)
def test_what_is_missing_is_asked_for_and_nothing_opens(agreed: World, said: dict[str, str], told: str) -> None:
    assert told in opens_somebody(agreed.nils, agreed.agda, **said).content.decode()
    assert not Opening.objects.exists()


def test_a_scheduler_opens_nobody(agreed: World) -> None:
    lotta = agreed.staff("Lotta Ny", agreed.eyes, role="scheduler")
    assert opens_somebody(lotta, agreed.agda).status_code == 403
    with pytest.raises(NotAllowed):
        open_care(access=lotta.opens_unit(), patient=agreed.agda.patient, asked=asked(), now=agreed.now)
    assert "Öppna med samtycke" not in lotta.logs_in().get("/patienter/ny-kontakt/").content.decode()


def test_who_cares_for_the_patient_needs_nothing_opened(agreed: World) -> None:
    response = opens_somebody(agreed.anna, agreed.agda)
    assert response["Location"] == f"/patient/{agreed.agda.id}/"
    assert not Opening.objects.exists()
    with pytest.raises(InCareAlready):
        open_care(access=agreed.anna.opens_unit(), patient=agreed.agda.patient, asked=asked(), now=agreed.now)
    access = agreed.anna.opens(agreed.agda)
    assert (access.openings, access.is_emergency) == ((), False)


def test_the_database_lets_nothing_be_open_for_more_than_a_week(agreed: World) -> None:
    access, patient = agreed.nils.opens_unit(), agreed.agda.patient
    with pytest.raises(TooLong):
        open_care(access=access, patient=patient, asked=asked(lasts=timedelta(days=7, seconds=1)), now=agreed.now)
    opening = open_care(access=access, patient=patient, asked=asked(lasts=timedelta(days=7)), now=agreed.now)
    for until in (agreed.now + timedelta(days=7, seconds=1), None):
        with pytest.raises(IntegrityError, match="access_opening_ends_in_a_week"), transaction.atomic():
            Opening.objects.filter(pk=opening.pk).update(until=until)


# ---------------------------------------------------------------- a block between units


@pytest.fixture
def blocked(agreed: World) -> Block:
    agreed.nils.meets(agreed.agda)
    return block_unit(access=agreed.agda.opens_own(), unit=agreed.heart, now=agreed.now)


def lifts(staff: Staff, block: Block, world: World, **said: object) -> HttpResponse:
    url = reverse("open_blocked", kwargs={"patient": world.agda.id, "block": block.public_id})
    told = {"ground": "consent", "because": WHY, "whom": "me", "days": "1", "key": uuid4(), **said}
    return staff.logs_in().post(url, told)


def test_an_emergency_opening_lifts_no_block(agreed: World) -> None:
    block_unit(access=agreed.agda.opens_own(), unit=agreed.heart, now=agreed.now)
    opens_somebody(agreed.nils, agreed.agda)
    page = plan_seen_by(agreed.nils, agreed.agda)
    assert SECRET not in page
    assert "Det finns spärrade uppgifter från Hjärtmottagningen." in page


def test_staff_of_the_same_provider_lift_a_block_for_a_while(agreed: World, blocked: Block) -> None:
    grounds = reverse("patient_grounds", kwargs={"patient": agreed.agda.id})
    assert "Öppna tillfälligt" in agreed.nils.logs_in().get(grounds).content.decode()
    lifts(agreed.nils, blocked, agreed)
    page = plan_seen_by(agreed.nils, agreed.agda)
    assert SECRET in page
    assert "Spärren för Hjärtmottagningen är öppnad med patientens samtycke." in page
    assert SECRET not in plan_seen_by(agreed.staff("Olof Bo", agreed.eyes), agreed.agda)
    after = agreed.nils.opens(agreed.agda, now=agreed.now + DAY)
    assert after.blocked_units == (agreed.heart.pk,)
    blocked.refresh_from_db()
    assert blocked.until is None


def test_the_next_block_that_the_patient_sets_holds(agreed: World, blocked: Block) -> None:
    lifts(agreed.nils, blocked, agreed)
    Block.objects.filter(pk=blocked.pk).update(until=agreed.now)
    block_unit(access=agreed.agda.opens_own(), unit=agreed.heart, now=agreed.now)
    assert SECRET not in plan_seen_by(agreed.nils, agreed.agda)


def test_staff_of_another_provider_lift_nothing(agreed: World, blocked: Block) -> None:
    agreed.olle.meets(agreed.agda)
    give_consent(
        access=agreed.agda.opens_own(), unit=agreed.hips, kind=ConsentKind.SHARED_DOCUMENTATION, because="x",
        now=agreed.now,
    )  # fmt: skip
    assert lifts(agreed.olle, blocked, agreed).status_code == 404
    with pytest.raises(NotTheirsToLift):
        open_block(access=agreed.olle.opens(agreed.agda), block=blocked, asked=asked(), now=agreed.now)
    # Nor would a row that somebody wrote all the same.
    Opening.objects.create(
        patient=agreed.agda.patient, unit=agreed.hips, asked_by=agreed.olle.professional, opens=Opens.BLOCK,
        ground=EMERGENCY, block=blocked, because=WHY, since=agreed.now, until=agreed.now + DAY,
    )  # fmt: skip
    assert agreed.olle.opens(agreed.agda).blocked_units == (agreed.heart.pk,)
    assert SECRET not in plan_seen_by(agreed.olle, agreed.agda)


def test_a_block_between_providers_is_lifted_by_nobody_on_the_staff(agreed: World) -> None:
    agreed.olle.meets(agreed.agda)
    block = block_provider(access=agreed.agda.opens_own(), provider=agreed.region, now=agreed.now)
    for staff in (agreed.anna, agreed.olle):
        assert lifts(staff, block, agreed).status_code == 404
        with pytest.raises(NotTheirsToLift):
            open_block(access=staff.opens(agreed.agda), block=block, asked=asked(), now=agreed.now)
    open_others(access=agreed.olle.opens(agreed.agda), asked=asked(), now=agreed.now)
    assert SECRET not in plan_seen_by(agreed.olle, agreed.agda)


# ---------------------------------------------------------------- other providers


def test_other_providers_rows_are_read_in_an_emergency_without_consent(agreed: World) -> None:
    agreed.olle.meets(agreed.agda)
    url = reverse("open_elsewhere", kwargs={"patient": agreed.agda.id})
    told = {"ground": "emergency", "because": WHY, "whom": "me", "days": "1", "key": uuid4()}
    assert agreed.olle.logs_in().post(url, told).status_code == 302
    page = plan_seen_by(agreed.olle, agreed.agda)
    assert SECRET in page
    assert "Uppgifter hos andra vårdgivare är öppnade i en nödsituation." in page
    assert lines("emergency", what="opening.others.emergency") == [True]


def test_a_consent_that_is_taken_back_closes_what_was_opened_with_it(agreed: World) -> None:
    agreed.olle.meets(agreed.agda)
    kind = ConsentKind.SHARED_DOCUMENTATION
    mine = agreed.agda.opens_own()
    consent = give_consent(access=mine, unit=agreed.hips, kind=kind, because="x", now=agreed.now)
    open_others(access=agreed.olle.opens(agreed.agda), asked=asked(CONSENT), now=agreed.now)
    withdraw_consent(access=mine, consent=consent, now=agreed.now)
    assert SECRET not in plan_seen_by(agreed.olle, agreed.agda)


# ---------------------------------------------------------------- the end of a care relation


def stops(staff: Staff, world: World, because: str = "Vården hos oss är klar") -> HttpResponse:
    return staff.logs_in().post(reverse("stop_caring", kwargs={"patient": world.agda.id}), {"because": because})


def test_staff_end_the_relation_and_are_refused_at_the_next_request(agreed: World) -> None:
    assert stops(agreed.anna, agreed)["Location"] == "/"
    for staff in (agreed.anna, agreed.helena):
        assert staff.logs_in().get(f"/patient/{agreed.agda.id}/").status_code == 404
    assert lines("actor_name", "because", what="relation.ended") == [("Anna Berg", "Vården hos oss är klar")]
    assert SECRET in agreed.agda.logs_in().get("/min-plan/").content.decode()


def test_staff_who_do_not_say_why_are_asked_and_the_scheduler_ends_nothing(agreed: World) -> None:
    assert "Välj varför vårdrelationen avslutas." in stops(agreed.anna, agreed, "").content.decode()
    assert stops(agreed.lena, agreed).status_code == 403
    assert can_open(agreed.anna, agreed.agda, agreed.now)
