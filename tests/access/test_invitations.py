"""Asking somebody to act for a patient, what they answer, and the end."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.http import Http404

from access.gate import open_invitation
from access.grants import Access, May, NotAllowed
from access.kinds import MandateKind, MandateState, Scope
from access.models import Mandate
from access.services import (
    HasMandateAlready,
    MandateChanged,
    ProxiesNotAllowed,
    TooYoungToChoose,
    accept,
    decline,
    end_mandate,
    invite,
    leave,
    vouch,
)
from audit.models import How
from tests.factories import Person, World
from tests.log import lines

MONTH, SECOND = timedelta(days=30), timedelta(seconds=1)
TIMES = frozenset({Scope.TIMES})


def invites(world: World, *, scopes: frozenset[Scope] = TIMES, **more: object) -> Mandate:
    """Agda asks Lars to be her proxy for a month."""
    told = {"name": "Lars Andersson", "until": world.now + MONTH, "key": uuid4(), "now": world.now, **more}
    return invite(access=world.agda.opens_own(), scopes=scopes, **told)


def answers(world: World, who: Person, asked: Mandate, **when: object) -> Access:
    return open_invitation(who.viewer, asked.code, How.FORM, now=when.get("now", world.now))


def becomes_proxy(world: World, scopes: frozenset[Scope] = TIMES) -> Person:
    lars = world.relative("Lars Andersson")
    asked = invites(world, scopes=scopes)
    accept(access=answers(world, lars, asked), login=lars.login, now=world.now)
    return lars


@pytest.fixture(autouse=True)
def decided(world: World) -> None:
    world.lets_proxies_in()


def test_who_is_asked_opens_nothing_until_they_have_said_yes(world: World) -> None:
    lars, asked = world.relative("Lars Andersson"), invites(world)
    with pytest.raises(Http404):
        lars.opens(world.agda)
    access = answers(world, lars, asked)
    assert (access.patient, access.may, access.scopes) == (world.agda.patient, {May.ACCEPT}, frozenset())
    accept(access=access, login=lars.login, now=world.now)
    opened = lars.opens(world.agda)
    assert (opened.mandate, opened.scopes, opened.may) == (MandateKind.PROXY, TIMES, {May.LEAVE})
    row = Mandate.objects.get(pk=asked.pk)
    assert (row.state, row.since, row.until, row.code) == ("active", world.now, world.now + MONTH, "")
    told = lines("what", "actor_kind", "actor_name", "mandate", object=asked.public_id)
    assert told == [
        ("mandate.asked", "patient", "Agda Andersson", "self"),
        ("mandate.accepted", "proxy", "Lars Andersson", "proxy"),
    ]


def test_a_proxy_is_out_at_the_end_of_the_last_day(world: World) -> None:
    lars = becomes_proxy(world)
    assert lars.opens(world.agda, now=world.now + MONTH - SECOND).scopes == TIMES
    with pytest.raises(Http404):
        lars.opens(world.agda, now=world.now + MONTH)


def test_a_code_works_once_and_for_a_week(world: World) -> None:
    lars, nisse = world.relative("Lars Andersson"), world.relative("Nisse Nyfiken")
    asked = invites(world)
    week = world.now + timedelta(days=7)
    with pytest.raises(Http404):
        answers(world, lars, asked, now=week)
    both = answers(world, nisse, asked), answers(world, lars, asked)
    accept(access=both[1], login=lars.login, now=world.now)
    with pytest.raises(MandateChanged):
        accept(access=both[0], login=nisse.login, now=world.now)
    with pytest.raises(Http404):
        answers(world, nisse, asked)
    assert Mandate.objects.get(pk=asked.pk).login == lars.login


def test_a_code_does_not_work_longer_than_what_it_gives(world: World) -> None:
    asked = invites(world, until=world.now + SECOND)
    with pytest.raises(Http404):
        answers(world, world.relative("Lars Andersson"), asked, now=world.now + SECOND)


def test_a_wrong_code_and_no_code_open_nothing_and_are_logged(world: World) -> None:
    lars = world.relative("Lars Andersson")
    for code in ("", "BCDFGHJKMN"):
        with pytest.raises(Http404):
            open_invitation(lars.viewer, code, How.FORM, now=world.now)
    assert lines("actor_name", "what", action="refused") == [("Lars Andersson", "invitation")] * 2


def test_a_form_sent_twice_asks_once(world: World) -> None:
    key = uuid4()
    first, second = invites(world, key=key), invites(world, key=key)
    assert (first.pk, first.code) == (second.pk, second.code)
    assert lines("what", object=first.public_id) == ["mandate.asked"]


def test_who_is_asked_may_decline_and_say_why(world: World) -> None:
    lars, asked = world.relative("Lars Andersson"), invites(world)
    decline(access=answers(world, lars, asked), login=lars.login, because="Jag flyttar", now=world.now)
    row = Mandate.objects.get(pk=asked.pk)
    assert (row.state, row.ended_because, row.until) == ("refused", "Jag flyttar", world.now)
    assert lines("because", what="mandate.refused") == ["Jag flyttar"]
    with pytest.raises(Http404):
        lars.opens(world.agda)


@pytest.mark.parametrize("because", ["", "Vi är osams"])
def test_patient_ends_it_with_a_reason_or_none_and_the_next_request_is_refused(world: World, because: str) -> None:
    lars = becomes_proxy(world)
    client, address = lars.logs_in(), f"/min-plan/{world.agda.id}/"
    assert client.get(address).status_code == 200
    mandate = Mandate.objects.get(login=lars.login)
    end_mandate(access=world.agda.opens_own(), mandate=mandate.public_id, because=because, now=world.now)
    assert client.get(address).status_code == 404
    ended = Mandate.objects.get(login=lars.login)
    assert (ended.state, ended.until, ended.ended_because) == ("ended", world.now, because)
    with pytest.raises(MandateChanged):
        end_mandate(access=world.agda.opens_own(), mandate=mandate.public_id, because=because, now=world.now)


def test_patient_takes_an_invitation_back(world: World) -> None:
    asked = invites(world)
    end_mandate(access=world.agda.opens_own(), mandate=asked.public_id, because="", now=world.now)
    with pytest.raises(Http404):
        answers(world, world.relative("Lars Andersson"), asked)


def test_nobody_ends_the_mandate_of_another_patient_or_their_own_way_in(world: World) -> None:
    lars = becomes_proxy(world)
    hers = Mandate.objects.get(login=lars.login)
    own = Mandate.objects.get(login=world.bertil.login)
    for mandate in (hers, own):
        with pytest.raises(MandateChanged):
            end_mandate(access=world.bertil.opens_own(), mandate=mandate.public_id, because="", now=world.now)
    with pytest.raises(NotAllowed):
        end_mandate(access=lars.opens(world.agda), mandate=hers.public_id, because="", now=world.now)
    assert lars.opens(world.agda).scopes == TIMES


def test_a_child_does_not_end_its_guardian_but_a_patient_ends_a_trustee(world: World) -> None:
    assert world.erik
    assert world.karin
    father, trustee = (Mandate.objects.get(login=who.login).public_id for who in (world.erik, world.karin))
    with pytest.raises(MandateChanged):
        end_mandate(access=world.leo.opens_own(), mandate=father, because="", now=world.now)
    end_mandate(access=world.agda.opens_own(), mandate=trustee, because="", now=world.now)
    assert world.erik.opens(world.leo).mandate == MandateKind.GUARDIAN
    with pytest.raises(Http404):
        world.karin.opens(world.agda)


def test_a_proxy_leaves_and_patient_and_guardian_cannot(world: World) -> None:
    lars = becomes_proxy(world)
    leave(access=lars.opens(world.agda), because="Jag orkar inte", now=world.now)
    with pytest.raises(Http404):
        lars.opens(world.agda)
    assert lines("actor_name", "because", what="mandate.ended") == [("Lars Andersson", "Jag orkar inte")]
    for access in (world.agda.opens_own(), world.erik.opens(world.leo)):
        with pytest.raises(NotAllowed):
            leave(access=access, because="", now=world.now)


def test_without_a_decision_of_the_region_nobody_is_asked_and_nobody_reads(world: World) -> None:
    lars, asked = becomes_proxy(world), invites(world)
    assert lars.opens(world.agda).mandate == MandateKind.PROXY
    access = answers(world, world.relative("Nisse"), asked)
    world.lets_proxies_in(is_allowed=False, at=world.now)
    with pytest.raises(Http404):
        lars.opens(world.agda)
    with pytest.raises(ProxiesNotAllowed):
        invites(world)
    with pytest.raises(ProxiesNotAllowed):
        accept(access=access, login=world.bertil.login, now=world.now)
    world.lets_proxies_in(at=world.now + MONTH / 2)
    assert lars.opens(world.agda, now=world.now + MONTH / 2).scopes == TIMES


def test_head_of_unit_records_a_trustee_and_says_what_was_seen(world: World) -> None:
    world.anna.meets(world.agda)
    told = {"kind": MandateKind.TRUSTEE, "name": "Lars Andersson", "because": "God man, beslut 2026-03-01",
            "scopes": frozenset({Scope.TIMES, Scope.BOOK}), "until": None, "now": world.now}  # fmt: skip
    for who in (world.anna, world.johan, world.lena):
        with pytest.raises(NotAllowed):
            vouch(access=who.opens(world.agda), key=uuid4(), **told)
    asked = vouch(access=world.helena.opens(world.agda), key=uuid4(), **told)
    lars = world.relative("Lars Andersson")
    accept(access=answers(world, lars, asked), login=lars.login, now=world.now)
    access = lars.opens(world.agda)
    assert (access.mandate, access.may) == (MandateKind.TRUSTEE, {May.LEAVE, May.ANSWER_TIMES})
    assert lines("actor_name", "because", what="mandate.asked") == [("Helena Sjö", "God man, beslut 2026-03-01")]
    with pytest.raises(NotAllowed):
        end_mandate(access=world.helena.opens(world.agda), mandate=asked.public_id, because="", now=world.now)
    end_mandate(access=world.helena.opens(world.agda), mandate=asked.public_id, because="Upphört", now=world.now)
    with pytest.raises(Http404):
        lars.opens(world.agda)


def test_head_of_unit_chooses_no_proxy_and_patient_no_trustee(world: World) -> None:
    told = {"name": "Lars", "because": "x", "scopes": TIMES, "until": None, "key": uuid4(), "now": world.now}
    for access, kind in (
        (world.helena.meets(world.agda), MandateKind.PROXY),
        (world.helena.meets(world.agda), MandateKind.SELF),
        (world.agda.opens_own(), MandateKind.TRUSTEE),
    ):
        with pytest.raises(NotAllowed):
            vouch(access=access, kind=kind, **told)
    with pytest.raises(NotAllowed):
        invite(
            access=world.karin.opens(world.agda), name="Lars", scopes=TIMES, until=world.now, key=uuid4(), now=world.now
        )


@pytest.mark.parametrize("who", ["leo", "alva"])
def test_a_child_chooses_no_proxy(world: World, who: str) -> None:
    child = getattr(world, who)
    with pytest.raises(TooYoungToChoose):
        invite(
            access=child.opens_own(), name="Nisse", scopes=TIMES, until=world.now + MONTH, key=uuid4(), now=world.now
        )
    client = child.logs_in()
    page, form = (client.get(address).content.decode() for address in ("/vem-far-se/", "/vem-far-se/ny/"))
    assert ("När du har fyllt 18 år" in page, "/vem-far-se/ny/" in page) == (True, False)
    assert ("När du har fyllt 18 år" in form, "Skapa en kod" in form) == (True, False)


def test_who_acts_for_the_patient_already_is_not_asked_twice(world: World) -> None:
    lars = becomes_proxy(world)
    for who in (lars, world.agda):
        with pytest.raises(HasMandateAlready):
            accept(access=answers(world, who, invites(world)), login=who.login, now=world.now)


def test_nor_is_who_begins_to_act_for_the_patient_later(world: World) -> None:
    """No verb writes such a row; the database is asked, and its no is no fault of the program's."""
    lars = becomes_proxy(world)
    Mandate.objects.filter(login=lars.login).update(since=world.now + timedelta(days=1))
    with pytest.raises(HasMandateAlready):
        accept(access=answers(world, lars, invites(world)), login=lars.login, now=world.now)
    assert Mandate.objects.filter(login=lars.login).count() == 1


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (MandateState.REFUSED, MandateState.ACTIVE),
        (MandateState.ENDED, MandateState.ACTIVE),
        (MandateState.ENDED, MandateState.REQUESTED),
        (MandateState.ACTIVE, MandateState.REQUESTED),
        (MandateState.ACTIVE, MandateState.REFUSED),
    ],
)
def test_the_database_knows_the_legal_steps(world: World, before: str, after: str) -> None:
    asked = invites(world)
    rows = Mandate.objects.filter(pk=asked.pk)
    rows.update(state=before, code="", login=world.bertil.login, until=world.now)
    with pytest.raises(IntegrityError, match="access_mandate_step"), transaction.atomic():
        rows.update(state=after, code="X" if after == MandateState.REQUESTED else "")
    assert rows.get().state == before


def test_the_database_hands_no_mandate_to_somebody_else(world: World) -> None:
    lars = becomes_proxy(world)
    rows = Mandate.objects.filter(login=lars.login)
    for change in ({"login": world.bertil.login}, {"patient": world.bertil.patient}, {"kind": "trustee"}):
        with pytest.raises(IntegrityError, match="access_mandate_step"), transaction.atomic():
            rows.update(**change)
