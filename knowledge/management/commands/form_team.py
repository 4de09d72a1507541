"""`manage.py form_team`: make an editorial team for the library, of one provider or shared by several.

manage.py form_team "Sjölands redaktion" --provider SE2321000016-0001 --provider SE2321000099-0001 --host 1177.se
"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from audit.models import ActorKind
from audit.services import Actor
from knowledge.services import NotAHost, TeamIsThere, form_team
from people.models import CareProvider

PROGRAM = Actor(ActorKind.SYSTEM, name="manage.py form_team")
LONGEST = 120


class Command(BaseCommand):
    help = (
        "Make a team that writes and reviews what the library holds. Those who have the role of editor at any of its "
        "providers write for it."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name")
        parser.add_argument("--provider", action="append", required=True, help="its HSA-id; again for each who share")
        parser.add_argument("--host", action="append", default=[], help="where links may lead, such as 1177.se")

    def handle(self, *args: Any, name: str, provider: list[str], host: list[str], **options: Any) -> None:
        if not 0 < len(name.strip()) <= LONGEST:
            raise CommandError(f"Give the team a name of at most {LONGEST} characters.")
        found = CareProvider.objects.in_bulk(provider, field_name="hsa_id")
        if missing := sorted(set(provider) - found.keys()):
            raise CommandError(f"No provider has the HSA-id {missing[0]}.")
        try:
            team = form_team(actor=PROGRAM, name=name, providers=found.values(), hosts=host, now=timezone.now())
        except TeamIsThere:
            raise CommandError("There is a team of that name already.") from None
        except NotAHost as error:
            raise CommandError(f"{error} is no host. Write it as 1177.se, without https://.") from None
        shared = ", ".join(sorted(each.name for each in found.values()))
        self.stdout.write(f"Made: {team.name}, of {shared}. Give its writers and reviewers the role of editor.")
