"""Forming an editorial team: a decision of those who share it, read in by the program."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from audit.models import Action, How
from audit.services import Actor, Deed, record
from knowledge.models import EditorialTeam
from people.models import CareProvider


@transaction.atomic
def form_team(
    *, actor: Actor, name: str, providers: Iterable[CareProvider], hosts: Iterable[str], now: datetime
) -> EditorialTeam:
    """`hosts`: where the team's links may lead, without https:// and lower case."""
    team = EditorialTeam.objects.create(name=name, hosts=sorted({host.strip().lower() for host in hosts}))
    team.providers.set(providers)
    record(actor, Deed(Action.WRITE, "knowledge.team", How.IMPORT, object=team.public_id), now=now)
    return team
