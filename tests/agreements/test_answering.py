"""The patient's yes, no and questions, and what others than the writer are asked to do."""

import re
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse

from access.grants import NotAllowed
from access.kinds import ALL_SCOPES, MandateKind
from agreements.models import AgreedHow, Agreement, AgreementStatus, Commitment, Question, Repeat, Standing
from agreements.section import section
from agreements.services import (
    NOTHING_YET,
    AgreementChanged,
    Does,
    Said,
    agree,
    answer_commitment,
    record_answer,
    say_no,
    say_yes,
)
from agreements.work import matters
from steps.models import StepKind
from steps.services import StepPlan
from tests.deeds import agrees, whole
from tests.factories import World

DAY = timedelta(days=1)


@pytest.fixture
def world(world: World) -> World:
    world.anna.meets(world.agda)
    return world


@pytest.fixture
def proposal(world: World) -> Agreement:
    step = StepPlan(kind=StepKind.ACTION, what="Anna ringer")
    return agrees(world.anna.opens(world.agda), now=world.now - DAY, said=NOTHING_YET, next_step=step)


def test_the_patient_says_no_and_both_read_about_what(world: World, proposal: Agreement) -> None:
    client = world.agda.logs_in()
    url = reverse("refuse_agreement", kwargs={"agreement": proposal.public_id})
    empty = client.post(url, {"because": " ", "revision": proposal.revision}).content.decode()
    assert "Skriv vad som inte stämmer." in empty
    client.post(url, {"because": "Jag vill inte gå ensam.", "revision": proposal.revision})
    for page in (client.get("/min-plan/"), world.anna.logs_in().get(f"/patient/{world.agda.id}/")):
        text = page.content.decode()
        assert ("Det här är vi inte överens om" in text, "Jag vill inte gå ensam." in text) == (True, True)
    proposal.refresh_from_db()
    assert (proposal.status, proposal.agreed_at, proposal.next_step.status) == ("disagreed", None, "proposed")


def test_what_held_before_holds_on_after_a_no(world: World) -> None:
    access = world.anna.opens(world.agda)
    first = agrees(access, now=world.now, title="Det som gäller")
    second = agree(access=access, text=whole(title="Nytt"), now=world.now, replaces=first)
    say_no(access=world.agda.opens_own(), agreement=second, because="Nej", now=world.now)
    assert [(row.title, row.is_disagreed) for row in section(access, world.now).rows] == [
        ("Nytt", True),
        ("Det som gäller", False),
    ]


def test_a_new_proposal_takes_the_place_of_what_was_not_agreed_on(world: World, proposal: Agreement) -> None:
    access = world.anna.opens(world.agda)
    say_no(access=world.agda.opens_own(), agreement=proposal, because="Nej", now=world.now)
    proposal.refresh_from_db()
    again = agree(access=access, text=whole(title="Bättre"), now=world.now, replaces=proposal)
    say_yes(access=world.agda.opens_own(), agreement=again, now=world.now)
    assert list(Agreement.objects.order_by("version").values_list("status", flat=True)) == ["replaced", "agreed"]


def test_the_meeting_may_end_without_agreeing(world: World) -> None:
    access = world.anna.opens(world.agda)
    agrees(access, now=world.now, said=Said(disagreed_because="Tiden för operationen"))
    (row,) = section(world.agda.opens_own(), world.now).rows
    assert (row.status, row.disagreed_because) == ("Vi är inte överens", "Tiden för operationen")
    with pytest.raises(AgreementChanged):
        say_yes(access=world.agda.opens_own(), agreement=Agreement.objects.get(), now=world.now)


@pytest.mark.parametrize("answer", ["meeting", "phone", "paper"])
def test_staff_write_down_a_yes_with_who_when_and_how(world: World, proposal: Agreement, answer: str) -> None:
    url = reverse("record_answer", kwargs={"patient": world.agda.id, "agreement": proposal.public_id})
    sent = {"answer": answer, "on": "2026-11-24", "said_by": "Karin Andersson, god man", "revision": proposal.revision}
    assert world.maria.logs_in().post(url, sent).status_code == 302
    proposal.refresh_from_db()
    assert (proposal.status, proposal.agreed_how, proposal.by_proxy) == ("agreed", answer, sent["said_by"])
    assert (proposal.agreed_at.date(), proposal.next_step.status) == ((world.now - DAY).date(), "open")


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"answer": ""}, "Välj vad patienten svarade."),
        ({"answer": "no"}, "Skriv vad ni inte är överens om."),
        ({"on": "2026-11-26"}, "Dagen ska vara i dag"),
        ({"on": "2026-11-01"}, "Dagen ska vara i dag"),
        ({"on": "1899-01-01"}, "Skriv ett datum mellan år 1900 och 2199"),
        ({"said_by": "x" * 201}, "Skriv högst 200 tecken."),
    ],
)
def test_a_faulty_answer_is_told_at_the_field(
    world: World, proposal: Agreement, changes: dict[str, str], said: str
) -> None:
    url = reverse("record_answer", kwargs={"patient": world.agda.id, "agreement": proposal.public_id})
    sent = {"answer": "phone", "on": "2026-11-25", "revision": proposal.revision, **changes}
    assert said in world.anna.logs_in().post(url, sent).content.decode()
    proposal.refresh_from_db()
    assert proposal.status == AgreementStatus.PROPOSED


def test_nobody_writes_down_that_the_patient_was_logged_in(world: World, proposal: Agreement) -> None:
    access = world.anna.opens(world.agda)
    with pytest.raises(NotAllowed):
        record_answer(access=access, agreement=proposal, said=Said(AgreedHow.LOGGED_IN), at=world.now, now=world.now)
    with pytest.raises(NotAllowed):
        agree(access=access, text=whole(), said=Said(AgreedHow.LOGGED_IN), now=world.now)


# ---------------------------------------------------------------- answered already


def yes_and_no(proposal: Agreement, **whose: Any) -> tuple[str, str]:
    where = {"agreement": proposal.public_id, **whose}
    return reverse("accept_agreement", kwargs=where), reverse("refuse_agreement", kwargs=where)


def test_a_yes_after_ones_own_no_is_told_of_the_no_and_how_to_change_ones_mind(
    world: World, proposal: Agreement
) -> None:
    client = world.agda.logs_in()
    yes, no = yes_and_no(proposal)
    client.post(no, {"because": "Jag vill inte gå ensam.", "revision": proposal.revision})
    late = client.post(yes)
    text = late.content.decode()
    said = "Förslaget har redan fått ett nej", "Du har redan sagt nej.", "Jag vill inte gå ensam.", "Det var "
    assert (late.status_code, [each in text for each in said]) == (409, [True] * 4)
    assert ("Vården har ändrat" in text, reverse("ask_about_agreement", args=[proposal.public_id]) in text) == (
        False,
        True,
    )
    assert "+46846500401" in text
    proposal.refresh_from_db()
    assert (proposal.status, proposal.agreed_at) == ("disagreed", None)


def test_a_no_after_ones_own_yes_is_told_of_the_yes_and_keeps_what_was_typed(world: World, proposal: Agreement) -> None:
    client = world.agda.logs_in()
    yes, no = yes_and_no(proposal)
    client.post(yes)
    late = client.post(no, {"because": "Tiden är för tidig.", "revision": proposal.revision})
    text = late.content.decode()
    said = "Du har redan sagt ja.", "Överenskommelsen gäller nu.", "Tiden är för tidig.</textarea>", "inte ändrat något"
    assert (late.status_code, [each in text for each in said]) == (409, [True] * 4)
    assert "Du har redan sagt ja." in client.get(no).content.decode()
    proposal.refresh_from_db()
    assert (proposal.status, proposal.disagreed_because, proposal.disagreed_at) == ("agreed", "", None)


def test_the_same_answer_pressed_twice_is_one_answer(world: World, proposal: Agreement) -> None:
    client = world.agda.logs_in()
    sent = {"because": "Nej", "revision": proposal.revision}
    assert [client.post(yes_and_no(proposal)[1], sent)["Location"] for _ in range(2)] == ["/min-plan/"] * 2


@pytest.mark.parametrize("first", ["patient", "trustee"])
@pytest.mark.parametrize("is_yes", [True, False])
def test_patient_and_trustee_who_answer_differently_read_who_was_first(
    world: World, proposal: Agreement, first: str, is_yes: bool
) -> None:
    trustee = world.let_in("Karin Ek", world.agda, MandateKind.TRUSTEE, scopes=ALL_SCOPES).logs_in()
    addresses = {
        "patient": (world.agda.logs_in(), yes_and_no(proposal)),
        "trustee": (trustee, yes_and_no(proposal, patient=world.agda.id)),
    }
    order = [addresses[first], *(each for name, each in addresses.items() if name != first)]
    for at, (client, urls) in enumerate(order):
        late = client.post(urls[(at == 0) != is_yes], {"because": "Nej", "revision": proposal.revision})
    said = "ja" if is_yes else "nej"
    by = (
        "Agda Andersson har redan sagt"
        if first == "patient"
        else f"Karin Ek ({MandateKind.TRUSTEE.label}) har redan sagt"
    )
    told = f"{by} {said}." if first == "patient" else f"{by} {said} för dig."
    assert (late.status_code, told in late.content.decode()) == (409, True)
    proposal.refresh_from_db()
    assert proposal.status == ("agreed" if is_yes else "disagreed")


# ---------------------------------------------------------------- what others are asked to do


def test_a_colleague_who_is_named_is_asked_and_answers_alone(world: World) -> None:
    does = (Does("ringer", world.maria.professional),)
    agrees(world.anna.opens(world.agda), now=world.now, care_does=does)
    asked = Commitment.objects.get(who="care")
    assert asked.standing == Standing.ASKED
    assert "Väntar på svar från Maria Lind" in world.agda.logs_in().get("/min-plan/").content.decode()
    with pytest.raises(AgreementChanged):
        answer_commitment(access=world.johan.opens(world.agda), commitment=asked, accepts=True, now=world.now)
    answer_commitment(access=world.maria.opens(world.agda), commitment=asked, accepts=True, now=world.now)
    asked.refresh_from_db()
    assert (asked.standing, asked.answered_by) == (Standing.BINDS, world.maria.professional)


def test_a_colleague_of_who_is_named_is_not_led_to_answer_and_does_not(world: World) -> None:
    does = (Does("ringer", world.maria.professional),)
    agrees(world.anna.opens(world.agda), now=world.now, care_does=does)
    asked = Commitment.objects.get(who="care")
    url = reverse("answer_commitment", kwargs={"patient": world.agda.id, "commitment": asked.public_id})
    for colleague, act in ((world.johan, ""), (world.maria, "Svara")):
        (waits,) = [each for each in matters(colleague.opens_unit()) if each.what == "Maria Lind är tillfrågad"]
        assert waits.act == act
    johan = world.johan.logs_in()
    assert [johan.get(url).status_code, johan.post(url, {"answer": "yes"}).status_code] == [404, 404]
    asked.refresh_from_db()
    assert asked.standing == Standing.ASKED


def test_what_is_answered_already_is_said_to_be_so_to_who_comes_after(world: World) -> None:
    world.nils.meets(world.agda)
    agrees(world.anna.opens(world.agda), now=world.now, care_does=(Does("ser över synen", unit=world.eyes),))
    asked = Commitment.objects.get(who="care")
    url = reverse("answer_commitment", kwargs={"patient": world.agda.id, "commitment": asked.public_id})
    client = world.nils.logs_in()
    client.post(url, {"answer": "yes"})
    for again in (client.get(url, follow=True), client.post(url, {"answer": "no", "because": "Nej"}, follow=True)):
        assert "Det är redan besvarat." in again.content.decode()
    asked.refresh_from_db()
    assert (asked.standing, asked.declined_because) == (Standing.BINDS, "")


def test_a_no_has_a_reason_that_the_writer_and_the_patient_read(world: World) -> None:
    world.nils.meets(world.agda)
    agrees(world.anna.opens(world.agda), now=world.now, care_does=(Does("ser över synen", unit=world.eyes),))
    asked = Commitment.objects.get(who="care")
    url = reverse("answer_commitment", kwargs={"patient": world.agda.id, "commitment": asked.public_id})
    client = world.nils.logs_in()
    assert "Skriv varför ni inte kan." in client.post(url, {"answer": "no"}).content.decode()
    client.post(url, {"answer": "no", "because": "Vi har ingen tid före jul."})
    asked.refresh_from_db()
    assert (asked.standing, asked.declined_because) == (Standing.DECLINED, "Vi har ingen tid före jul.")
    plan = world.agda.logs_in().get("/min-plan/").content.decode()
    assert ("har sagt nej" in plan, "Vi har ingen tid före jul." in plan) == (True, True)


def test_what_was_answered_is_not_asked_again_in_the_next_version(world: World) -> None:
    world.nils.meets(world.agda)
    access, does = world.anna.opens(world.agda), (Does("ser över synen", unit=world.eyes),)
    first = agrees(access, now=world.now, care_does=does)
    asked = first.commitments.get(who="care")
    answer_commitment(access=world.nils.opens(world.agda), commitment=asked, accepts=True, now=world.now)
    second = agrees(access, now=world.now, care_does=(*does, Does("ringer")), replaces=first)
    standing = dict(second.commitments.filter(who="care").values_list("what", "standing"))
    assert standing == {"ser över synen": "binds", "ringer": "binds"}


def test_one_answer_goes_to_what_holds_and_to_what_is_proposed(world: World) -> None:
    world.nils.meets(world.agda)
    access, does = world.anna.opens(world.agda), (Does("ser över synen", unit=world.eyes),)
    first = agrees(access, now=world.now, care_does=does)
    second = agrees(access, now=world.now, said=NOTHING_YET, care_does=does, replaces=first)
    (asked,) = [each for each in matters(world.nils.opens_unit()) if each.act == "Svara"]
    world.nils.logs_in().post(asked.url, {"answer": "yes"})
    standing = Commitment.objects.filter(who="care").values_list("agreement", "standing")
    assert dict(standing) == {first.pk: "binds", second.pk: "binds"}


def test_a_proposal_that_waits_is_not_replaced_by_who_has_not_read_it(world: World) -> None:
    access = world.anna.opens(world.agda)
    first = agrees(access, now=world.now)
    proposal = agrees(access, now=world.now, said=NOTHING_YET, title="Förslaget", replaces=first)
    first.refresh_from_db()
    with pytest.raises(AgreementChanged):
        agrees(world.maria.opens(world.agda), now=world.now, replaces=first)
    proposal.refresh_from_db()
    assert proposal.status == AgreementStatus.PROPOSED


def asked_units(world: World) -> list[str]:
    """What the eye clinic has to answer."""
    return [each.about for each in matters(world.nils.opens_unit()) if each.what == "Ni är tillfrågade"]


def test_nobody_is_asked_for_what_the_patient_has_said_no_to(world: World) -> None:
    world.nils.meets(world.agda)
    does = (Does("ser över synen", unit=world.eyes),)
    proposal = agrees(world.anna.opens(world.agda), now=world.now - 30 * DAY, said=NOTHING_YET, care_does=does)
    assert asked_units(world) == ["ser över synen"]
    say_no(access=world.agda.opens_own(), agreement=proposal, because="Nej", now=world.now)
    asked = proposal.commitments.get(who="care")
    assert asked_units(world) == []
    assert [each.what for each in matters(world.anna.opens_unit())] == [
        "Ni är inte överens",
        "Att signera: ni är inte överens, Anna Berg",
    ]
    with pytest.raises(AgreementChanged):
        answer_commitment(access=world.nils.opens(world.agda), commitment=asked, accepts=True, now=world.now)
    url = reverse("answer_commitment", kwargs={"patient": world.agda.id, "commitment": asked.public_id})
    assert world.nils.logs_in().get(url).status_code == 404
    for access in (world.nils.opens(world.agda), world.agda.opens_own()):
        (row,) = section(access, world.now).rows
        assert [(each.waits_for, each.can_accept, each.responsible) for each in row.care_does] == [
            ("", False, "Ögonmottagningen")
        ]


def test_what_holds_is_asked_for_though_the_patient_said_no_to_the_next_version(world: World) -> None:
    world.nils.meets(world.agda)
    access, does = world.anna.opens(world.agda), (Does("ser över synen", unit=world.eyes),)
    first = agrees(access, now=world.now - 30 * DAY, care_does=does)
    agrees(access, now=world.now, said=Said(disagreed_because="Nej"), care_does=does, replaces=first)
    assert asked_units(world) == ["ser över synen"]
    assert "Den ni frågade har inte svarat" in [each.what for each in matters(world.anna.opens_unit())]


def test_a_no_is_signed_as_what_it_is_also_when_it_has_been_replaced(world: World, proposal: Agreement) -> None:
    say_no(access=world.agda.opens_own(), agreement=proposal, because="Nej", now=world.now)
    proposal.refresh_from_db()
    agrees(world.anna.opens(world.agda), now=world.now, said=NOTHING_YET, replaces=proposal)
    assert [each.what for each in matters(world.anna.opens_unit())] == ["Att signera: ni är inte överens, Anna Berg"]


def test_who_is_asked_in_the_same_words_has_waited_since_the_first_time(world: World) -> None:
    world.nils.meets(world.agda)
    access, does = world.anna.opens(world.agda), (Does("ser över synen", unit=world.eyes),)
    first = agrees(access, now=world.now - 10 * DAY, care_does=does)
    second = agrees(access, now=world.now - 3 * DAY, care_does=(*does, Does("ringer")), replaces=first)
    agrees(access, now=world.now - DAY, said=NOTHING_YET, care_does=does, replaces=second)
    (asked,) = [each for each in matters(world.nils.opens_unit()) if each.act == "Svara"]
    late = {each.what: each.since for each in matters(world.anna.opens_unit())}
    assert asked.since == (world.now - 10 * DAY).date()
    assert late["Den ni frågade har inte svarat"] == (world.now - 10 * DAY).date()


def test_other_words_are_asked_for_from_when_they_were_written(world: World) -> None:
    world.nils.meets(world.agda)
    access = world.anna.opens(world.agda)
    first = agrees(access, now=world.now - 10 * DAY, care_does=(Does("ser över synen", unit=world.eyes),))
    again = (Does("ser över synen och trycket", unit=world.eyes),)
    agrees(access, now=world.now, care_does=again, replaces=first)
    (asked,) = [each for each in matters(world.nils.opens_unit()) if each.act == "Svara"]
    assert asked.since == world.now.date()


@pytest.mark.parametrize("accepts", [True, False])
@pytest.mark.parametrize("change", [{"latest": 2 * DAY}, {"repeat": Repeat.WEEKLY}, {"latest": None}])
def test_nils_has_not_answered_for_another_day_or_more_often(
    world: World, change: dict[str, Any], *, accepts: bool
) -> None:
    nils = world.nils.meets(world.agda)
    access, today = world.anna.opens(world.agda), world.now.date()
    does = Does("ser över synen", unit=world.eyes, latest=today + 60 * DAY)
    first = agrees(access, now=world.now, care_does=(does,))
    asked = first.commitments.get(who="care")
    answer_commitment(access=nils, commitment=asked, accepts=accepts, because="" if accepts else "Nej", now=world.now)
    change = {name: today + each if isinstance(each, timedelta) else each for name, each in change.items()}
    other = replace(does, **change)
    second = agrees(access, now=world.now, care_does=(other,), replaces=first)
    assert second.commitments.get(who="care").standing == Standing.ASKED
    assert asked_units(world) == ["ser över synen"]


def test_who_is_asked_reads_how_often_and_when_at_the_latest(world: World) -> None:
    world.nils.meets(world.agda)
    does = Does("ser över synen", unit=world.eyes, repeat=Repeat.WEEKLY, latest=(world.now + 2 * DAY).date())
    agrees(world.anna.opens(world.agda), now=world.now, care_does=(does,))
    (asked,) = [each for each in matters(world.nils.opens_unit()) if each.act == "Svara"]
    page = world.nils.logs_in().get(asked.url).content.decode()
    assert re.search(r"Hur ofta</dt><dd>varje vecka<.*Senast</dt><dd>.*27 november", page, re.DOTALL)


def test_nils_is_asked_for_what_holds_and_for_another_day_and_answers_one_at_a_time(world: World) -> None:
    nils = world.nils.meets(world.agda)
    access, today = world.anna.opens(world.agda), world.now.date()
    far, soon = (Does("ser över synen", unit=world.eyes, latest=today + days * DAY) for days in (60, 2))
    first = agrees(access, now=world.now, care_does=(far,))
    second = agrees(access, now=world.now, said=NOTHING_YET, care_does=(soon,), replaces=first)
    assert asked_units(world) == ["ser över synen"] * 2
    answer_commitment(access=nils, commitment=first.commitments.get(who="care"), accepts=True, now=world.now)
    standing = Commitment.objects.filter(who="care").values_list("agreement", "standing")
    assert dict(standing) == {first.pk: "binds", second.pk: "asked"}


def test_after_a_no_the_clock_of_who_is_asked_begins_anew(world: World) -> None:
    world.nils.meets(world.agda)
    access, does = world.anna.opens(world.agda), (Does("ser över synen", unit=world.eyes),)
    proposal = agrees(access, now=world.now - 10 * DAY, said=NOTHING_YET, care_does=does)
    say_no(access=world.agda.opens_own(), agreement=proposal, because="Nej", now=world.now - DAY)
    proposal.refresh_from_db()
    agrees(access, now=world.now, said=NOTHING_YET, care_does=does, replaces=proposal)
    (asked,) = [each for each in matters(world.nils.opens_unit()) if each.act == "Svara"]
    assert asked.since == world.now.date()


# ---------------------------------------------------------------- questions


def asks(world: World, agreement: Agreement, **sent: Any) -> Question:
    url = reverse("ask_about_agreement", kwargs={"agreement": agreement.public_id})
    world.agda.logs_in().post(url, {"key": uuid4(), **sent})
    return Question.objects.latest("pk")


def test_the_patient_follows_a_wish_from_sent_to_answered(world: World) -> None:
    agreement = agrees(world.anna.opens(world.agda), now=world.now)
    question = asks(world, agreement, wish="change", text="Jag vill gå på kvällen.")

    def state() -> str:
        (row,) = section(world.agda.opens_own(), world.now).rows
        return row.questions[0].state

    assert (question.wish, state()) == ("change", "Skickad, väntar på svar")
    url = reverse("answer_question", kwargs={"patient": world.agda.id, "question": question.public_id})
    client = world.anna.logs_in()
    client.post(url, {"take_up": "1"})
    assert state() == "Läst av mottagningen"
    client.post(url, {"answer": "Det går bra."})
    assert state() == "Besvarad"
