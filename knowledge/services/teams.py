"""Forming an editorial team: a decision of those who share it, read in by the program."""

import re
from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from audit.models import Action, How
from audit.services import Actor, Deed, record
from knowledge.models import EditorialTeam
from people.models import CareProvider

# Two names at least: a host of one, like se, would open for links to anywhere below it.
HOST = re.compile(r"[\w-]+(\.[\w-]+)+")


class TeamIsThere(Exception):
    """There is a team of that name."""


class NotAHost(Exception):
    """Written as an address, or as something else that no host is called."""


@transaction.atomic
def form_team(
    *, actor: Actor, name: str, providers: Iterable[CareProvider], hosts: Iterable[str], now: datetime
) -> EditorialTeam:
    """`hosts`: where the team's links may lead, without https://. Raises NotAHost or TeamIsThere."""
    named = sorted({host.strip().lower() for host in hosts})
    for host in named:
        if not HOST.fullmatch(host):
            raise NotAHost(host)
    team, is_new = EditorialTeam.objects.get_or_create(name=name.strip(), defaults={"hosts": named})
    if not is_new:
        raise TeamIsThere(name)
    team.providers.set(providers)
    record(actor, Deed(Action.WRITE, "knowledge.team", How.IMPORT, object=team.public_id), now=now)
    return team
