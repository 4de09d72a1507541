"""What editors do, with everything filled in that a test does not speak of."""

from datetime import date, datetime, timedelta
from typing import Any

from access.gate import open_editing
from access.grants import EditorAccess
from audit.models import How
from knowledge.models import EditorialTeam, Kind, Phase, Resource
from knowledge.services import ResourceText, form_team, review_resource, write_resource
from tests.factories import PROGRAM, Staff, World

YEAR = timedelta(days=365)


def forms_team(world: World, *providers: Any, name: str = "Sjölands redaktion") -> EditorialTeam:
    shared = providers or (world.region,)
    return form_team(actor=PROGRAM, name=name, providers=shared, hosts=["1177.se", "exempel.se"], now=world.now)


def edits(who: Staff, *, now: datetime | None = None) -> EditorAccess:
    return open_editing(who.viewer, How.FORM, now=now or who.now, what="knowledge")


def text(**words: Any) -> ResourceText:
    said = {
        "kind": Kind.TEXT, "title": "Hjärtsvikt och vätska", "summary": "Väg dig varje morgon.", "phase": Phase.HOME,
        "body": "Väg dig på morgonen, efter toaletten.", "diagnoses": "hjärtsvikt", "source": "Redaktionen",
    }  # fmt: skip
    return ResourceText(**{**said, **words})


def writes(who: Staff, team: EditorialTeam, *, now: datetime | None = None, **words: Any) -> Resource:
    access = edits(who, now=now)
    return write_resource(access=access, team=team, text=text(**words), now=access.opened_at)


def reviews(who: Staff, resource: Resource, *, until: date | None = None, now: datetime | None = None) -> Resource:
    access = edits(who, now=now)
    review_resource(
        access=access, resource=resource, revision=resource.revision, expires_on=until or access.today + YEAR,
        now=access.opened_at,
    )  # fmt: skip
    resource.refresh_from_db()
    return resource


def publishes(world: World, team: EditorialTeam, *, now: datetime | None = None, **words: Any) -> Resource:
    """Edda writes, Ebbe reviews."""
    until = words.pop("until", None)
    return reviews(world.ebbe, writes(world.edda, team, now=now, **words), until=until, now=now)


def expires(world: World, team: EditorialTeam, **words: Any) -> Resource:
    """Reviewed a year ago, until yesterday."""
    yesterday = world.now.date() - timedelta(days=1)
    return publishes(world, team, now=world.now - YEAR, until=yesterday, **words)
