"""Editors write, others review, and what is not reviewed any more is offered to nobody."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.http import Http404
from django.urls import reverse

from access.gate import open_patient, open_unit
from access.grants import NotAllowed
from audit.models import How
from knowledge.models import LONGEST, Kind, Resource
from knowledge.services import (
    HostNotAllowed,
    OwnText,
    ReplacesNothing,
    ResourceChanged,
    TooLong,
    review_resource,
    revise_resource,
    send_back,
    withdraw_resource,
    write_resource,
)
from tests.factories import World
from tests.knowledge.deeds import YEAR, edits, expires, forms_team, publishes, reviews, text, writes
from tests.log import lines

DAY = timedelta(days=1)


def offered(world: World, *, days: int = 0) -> list[str]:
    found = Resource.objects.offered(world.now.date() + timedelta(days=days))
    return sorted(found.values_list("title", flat=True))


def test_what_edda_writes_is_offered_when_ebbe_has_reviewed_it_and_to_the_last_day(world: World) -> None:
    team = forms_team(world)
    resource = writes(world.edda, team)
    assert offered(world) == []
    reviews(world.ebbe, resource, until=world.now.date() + 5 * DAY)
    assert [offered(world, days=days) for days in (0, 5, 6)] == [["Hjärtsvikt och vätska"]] * 2 + [[]]
    assert lines("what", "actor_name", "patient", what__startswith="knowledge.") == [
        ("knowledge.team", "Test", None),
        ("knowledge.written", "Edda Penna", None),
        ("knowledge.reviewed", "Ebbe Blad", None),
    ]


def test_nobody_reviews_what_they_wrote_last_themselves(world: World) -> None:
    resource = writes(world.edda, forms_team(world))
    with pytest.raises(OwnText):
        reviews(world.edda, resource)
    with pytest.raises(IntegrityError, match="knowledge_resource_reviewed_by_another"), transaction.atomic():
        Resource.objects.filter(pk=resource.pk).update(
            needs_review=False, reviewed_by=world.edda.professional, reviewed_on=world.now.date(),
            expires_on=world.now.date() + DAY,
        )  # fmt: skip
    assert offered(world) == []


def test_what_is_revised_is_reviewed_anew_and_the_old_review_does_not_cover_it(world: World) -> None:
    resource = publishes(world, forms_team(world))
    access = edits(world.ebbe)
    revise_resource(access=access, resource=resource, revision=resource.revision, text=text(body="Ny"), now=world.now)
    resource.refresh_from_db()
    assert (offered(world), resource.body, resource.reviewed_on) == ([], "Ny", world.now.date())
    with pytest.raises(OwnText):
        reviews(world.ebbe, resource)
    reviews(world.edda, resource)
    assert offered(world) == ["Hjärtsvikt och vätska"]


def test_of_two_who_revise_at_once_the_second_is_told(world: World) -> None:
    resource = writes(world.edda, forms_team(world))
    seen = resource.revision
    revise_resource(access=edits(world.ebbe), resource=resource, revision=seen, text=text(title="Ebbes"), now=world.now)
    with pytest.raises(ResourceChanged):
        revise_resource(
            access=edits(world.edda), resource=resource, revision=seen, text=text(title="Eddas"), now=world.now
        )
    # Whoever reviews has read what was there.
    with pytest.raises(ResourceChanged):
        review_resource(
            access=edits(world.ebbe), resource=resource, revision=seen, expires_on=world.now.date() + DAY, now=world.now
        )
    resource.refresh_from_db()
    assert (resource.title, resource.needs_review) == ("Ebbes", True)


@pytest.mark.parametrize(("days", "holds"), [(0, False), (1, True), (LONGEST.days, True), (LONGEST.days + 1, False)])
def test_a_review_lasts_from_tomorrow_and_at_most_three_years(world: World, days: int, holds: bool) -> None:
    resource, until = writes(world.edda, forms_team(world)), world.now.date() + timedelta(days=days)
    if holds:
        assert reviews(world.ebbe, resource, until=until).expires_on == until
        return
    with pytest.raises(TooLong):
        reviews(world.ebbe, resource, until=until)
    with pytest.raises(IntegrityError, match="knowledge_resource_expires"), transaction.atomic():
        Resource.objects.filter(pk=resource.pk).update(
            needs_review=False, reviewed_by=world.ebbe.professional, reviewed_on=world.now.date(), expires_on=until
        )


def test_what_is_withdrawn_is_offered_no_more_and_says_what_to_read_instead(world: World) -> None:
    team = forms_team(world)
    old, new, draft = (
        publishes(world, team, title="Gammal"),
        publishes(world, team, title="Ny"),
        writes(world.edda, team),
    )
    access = edits(world.edda)
    with pytest.raises(ReplacesNothing):
        withdraw_resource(
            access=access, resource=old, revision=old.revision, because="Fel", now=world.now, replaced_by=draft
        )
    withdraw_resource(access=access, resource=old, revision=old.revision, because="Fel", now=world.now, replaced_by=new)
    assert offered(world) == ["Ny"]
    old.refresh_from_db()
    with pytest.raises(ResourceChanged):
        reviews(world.ebbe, old)
    assert lines("because", what="knowledge.withdrawn") == ["Fel"]


def test_a_link_leads_only_where_the_team_has_looked(world: World) -> None:
    team = forms_team(world)
    for link in ("https://1177.se/hjarta", "https://www.1177.se/hjarta?a=1"):
        assert writes(world.edda, team, link=link).link == link
    for link in ("https://1177.se.ondska.example/", "https://inte1177.se/", "https://ondska.example/1177.se"):
        with pytest.raises(HostNotAllowed):
            writes(world.edda, team, link=link)


@pytest.mark.parametrize("link", ["http://1177.se/", "javascript:alert(1)", "https://a@1177.se/", "https://1177.se/ b"])
def test_the_database_keeps_no_link_but_https(world: World, link: str) -> None:
    resource = writes(world.edda, forms_team(world))
    with pytest.raises(IntegrityError, match="knowledge_resource_https"), transaction.atomic():
        Resource.objects.filter(pk=resource.pk).update(link=link)


@pytest.mark.parametrize(
    ("values", "rule"),
    [
        ({"kind": "song"}, "kind"),
        ({"phase": "moon"}, "phase"),
        ({"life_phase": "x"}, "life_phase"),
        ({"language": "Svenska!"}, "language"),
        ({"title": ""}, "said"),
        ({"body": ""}, "holds_something"),
        ({"needs_review": False}, "reviewed"),
        ({"withdrawn_because": "Fel"}, "withdrawn"),
    ],
)
def test_the_database_holds_the_rules_too(world: World, values: dict[str, Any], rule: str) -> None:
    resource = writes(world.edda, forms_team(world))
    with pytest.raises(IntegrityError, match=f'"knowledge_resource_{rule}"'), transaction.atomic():
        Resource.objects.filter(pk=resource.pk).update(**values)


def test_two_regions_share_a_team_and_a_third_has_no_part_in_it(world: World) -> None:
    team = forms_team(world, world.region, world.other_region)
    others = forms_team(world, world.other_region, name="Bergslands redaktion")
    hillevi = world.staff("Hillevi Höft", world.hips, world.edda.assignment.role)
    resource = reviews(hillevi, writes(world.edda, team))
    assert offered(world) == [resource.title]
    with pytest.raises(NotAllowed):
        writes(world.edda, others)
    theirs = writes(hillevi, others)
    for deed in (
        lambda: reviews(world.edda, theirs),
        lambda: revise_resource(access=edits(world.edda), resource=theirs, revision=1, text=text(), now=world.now),
        lambda: withdraw_resource(access=edits(world.edda), resource=theirs, revision=1, because="x", now=world.now),
    ):
        with pytest.raises(NotAllowed):
            deed()


def test_an_editor_opens_no_patient_and_no_unit_and_nobody_else_edits(world: World) -> None:
    world.anna.meets(world.agda)
    with pytest.raises(Http404):
        open_patient(world.edda.viewer, world.agda.patient.public_id, How.PAGE, now=world.now)
    with pytest.raises(Http404):
        open_unit(world.edda.viewer, How.LIST, now=world.now, what="patients")
    for who in (world.anna, world.helena, world.rita, world.evert, world.agda):
        with pytest.raises(Http404):
            edits(who)  # type: ignore[arg-type]
    assert lines("actor_name", action="refused", what="knowledge") == [
        "Anna Berg", "Helena Sjö", "Rita Lund", "Evert Strand", "Agda Andersson",
    ]  # fmt: skip


def test_a_form_sent_twice_gives_one_text(world: World) -> None:
    team, key, access = forms_team(world), uuid4(), edits(world.edda)
    first = write_resource(access=access, team=team, text=text(), now=world.now, key=key)
    assert write_resource(access=access, team=team, text=text(title="Annat"), now=world.now, key=key) == first
    assert (Resource.objects.count(), len(lines("what", what="knowledge.written"))) == (1, 1)
    with pytest.raises(NotAllowed):
        write_resource(access=edits(world.ebbe), team=team, text=text(), now=world.now, key=key)


def test_what_has_expired_soon_expires_or_waits_is_due(world: World) -> None:
    team, today = forms_team(world), world.now.date()
    expires(world, team, title="Utgången")
    publishes(world, team, title="Snart", until=today + 29 * DAY)
    publishes(world, team, title="Länge", until=today + YEAR)
    writes(world.edda, team, title="Utkast")
    gone = publishes(world, team, title="Borta", until=today + DAY)
    withdraw_resource(access=edits(world.edda), resource=gone, revision=gone.revision, because="Fel", now=world.now)
    due = Resource.objects.due_for_review(today).values_list("title", flat=True)
    assert (sorted(due), offered(world)) == (["Snart", "Utgången", "Utkast"], ["Länge", "Snart"])


def test_an_offered_text_is_the_same_in_sql_and_in_python(world: World) -> None:
    team, today = forms_team(world), world.now.date()
    made = [expires(world, team), publishes(world, team, until=today + DAY), writes(world.edda, team, kind=Kind.FILM)]
    offered_in_sql = set(Resource.objects.offered(today))
    assert (
        [each.is_offered(today) for each in made] == [each in offered_in_sql for each in made] == [False, True, False]
    )


# ---------------------------------------------------------------- sent back


def sends_back(world: World, resource: Resource, because: str = "Skriv kortare.") -> None:
    access = edits(world.ebbe)
    send_back(access=access, resource=resource, revision=resource.revision, because=because, now=world.now)
    resource.refresh_from_db()


def test_what_ebbe_sends_back_is_eddas_to_mend_and_offered_to_nobody(world: World) -> None:
    resource = publishes(world, forms_team(world))
    sends_back(world, resource)
    assert (offered(world), resource.needs_review, resource.sent_back_by) == ([], True, world.ebbe.professional)
    assert list(Resource.objects.due_for_review(world.now.date())) == []
    access = edits(world.edda)
    revise_resource(access=access, resource=resource, revision=resource.revision, text=text(body="Kort"), now=world.now)
    resource.refresh_from_db()
    assert (resource.sent_back_because, resource.sent_back_at, resource.sent_back_by) == ("", None, None)
    assert list(Resource.objects.due_for_review(world.now.date())) == [resource]
    reviews(world.ebbe, resource)
    assert offered(world) == ["Hjärtsvikt och vätska"]
    assert lines("because", what="knowledge.sent_back") == [""]


def test_who_sent_it_back_may_review_it_after_all(world: World) -> None:
    resource = writes(world.edda, forms_team(world))
    sends_back(world, resource)
    reviews(world.ebbe, resource)
    assert (offered(world), resource.sent_back_because) == (["Hjärtsvikt och vätska"], "")


def test_nobody_sends_back_what_they_wrote_or_what_a_colleague_has_changed(world: World) -> None:
    resource = writes(world.edda, forms_team(world))
    with pytest.raises(OwnText):
        send_back(access=edits(world.edda), resource=resource, revision=1, because="Nej", now=world.now)
    with pytest.raises(ResourceChanged):
        send_back(access=edits(world.ebbe), resource=resource, revision=2, because="Nej", now=world.now)
    with pytest.raises(IntegrityError, match="knowledge_resource_sent_back"), transaction.atomic():
        Resource.objects.filter(pk=resource.pk).update(sent_back_because="Nej")
    resource.refresh_from_db()
    assert (resource.sent_back_because, resource.revision) == ("", 1)


def test_the_writer_reads_what_to_mend_in_the_list_in_the_preview_and_where_it_is_written(world: World) -> None:
    resource = writes(world.edda, forms_team(world))
    reviewer = world.ebbe.logs_in()
    url = reverse("send_back_resource", kwargs={"resource": resource.public_id})
    assert url in reviewer.get(reverse("review_resource", kwargs={"resource": resource.public_id})).content.decode()
    empty = reviewer.post(url, {"revision": "1", "because": "  "}).content.decode()
    assert "Skriv vad som behöver ändras." in empty
    long = reviewer.post(url, {"revision": "1", "because": "å" * 10_000}).content.decode()
    assert ("å" * 10_000 in long, Resource.objects.get().sent_back_at) == (True, None)
    assert reviewer.post(url, {"revision": "1", "because": "Skriv \u202eom 🙂 dosen."}).status_code == 302
    writer = world.edda.logs_in()
    for name in ("preview_resource", "revise_resource"):
        page = writer.get(reverse(name, kwargs={"resource": resource.public_id})).content.decode()
        assert ("Ebbe Blad ber om ändringar" in page, "om 🙂 dosen." in page) == (True, True)
    page = writer.get(reverse("editorial")).content.decode()
    assert ("Tillbaka till den som skrev" in page, "om 🙂 dosen." in page) == (True, True)
    twice = reviewer.post(url, {"revision": "1", "because": "Skriv \u202eom 🙂 dosen."}, follow=True).content.decode()
    assert "Texten är redan skickad tillbaka till Edda Penna." in twice
    late = reviewer.post(url, {"revision": "1", "because": "Igen"}).content.decode()
    assert "Texten är redan skickad tillbaka av Ebbe Blad: ”Skriv" in late
    assert Resource.objects.get().sent_back_because == "Skriv \u202eom 🙂 dosen."
