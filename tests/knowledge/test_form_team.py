"""An editorial team is made with a command, and its editors write at once."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from knowledge.models import EditorialTeam
from tests.factories import World
from tests.knowledge.deeds import publishes
from tests.log import lines

NAME = "Två regioners redaktion"


def test_two_regions_share_a_team_and_edda_writes_for_it(world: World) -> None:
    said, shared = StringIO(), (world.region, world.other_region)
    each = [part for provider in shared for part in ("--provider", provider.hsa_id)]
    call_command("form_team", NAME, *each, "--host", " 1177.SE", stdout=said)
    assert said.getvalue().startswith(f"Made: {NAME}, of {', '.join(sorted(one.name for one in shared))}.")
    team = EditorialTeam.objects.get()
    assert (team.name, team.hosts, set(team.providers.all())) == (NAME, ["1177.se"], set(shared))
    assert lines("actor_name", what="knowledge.team") == ["manage.py form_team"]
    assert publishes(world, team, link="https://www.1177.se/hjarta").team == team


@pytest.mark.parametrize(
    ("name", "more", "said"),
    [
        (NAME, ("--provider", "SE-NOBODY"), "No provider has the HSA-id SE-NOBODY."),
        (" ", (), "Give the team a name"),
        ("ö" * 121, (), "Give the team a name"),
        (NAME, ("--host", "https://1177.se"), "https://1177.se is no host."),
        (NAME, ("--host", "se"), "se is no host."),
        (NAME, ("--host", ""), " is no host."),
        ("Sjölands redaktion", (), "There is a team of that name already."),
    ],
)
def test_what_makes_no_team_is_said(world: World, name: str, more: tuple[str, ...], said: str) -> None:
    call_command("form_team", "Sjölands redaktion", "--provider", world.region.hsa_id, stdout=StringIO())
    with pytest.raises(CommandError, match=said):
        call_command("form_team", name, "--provider", world.region.hsa_id, *more, stdout=StringIO())
    assert EditorialTeam.objects.count() == 1


def test_a_team_without_providers_is_not_made(world: World) -> None:
    with pytest.raises(CommandError, match="--provider"):
        call_command("form_team", NAME)
