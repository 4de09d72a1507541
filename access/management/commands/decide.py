"""`manage.py decide`: write what has been decided about proxies and ages, from a day on, or about names in the log.

manage.py decide proxies yes --from 2027-01-01 --because "Regionfullmäktige § 12"
manage.py decide guardian times 0 15 --from 2027-01-01 --because "1177, nya åldrar"
manage.py decide names no --provider SE2321000016-0001 --because "Beslut av chefläkaren"
"""

from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from access.kinds import MandateKind, Scope
from access.models.decisions import BY_AGE
from access.services import decide_about_names, decide_about_proxies, decide_age
from audit.models import ActorKind
from audit.services import Actor
from people.days import midnight
from people.models import CareProvider

REGION = Actor(ActorKind.SYSTEM, name="manage.py decide")


class Command(BaseCommand):
    help = (
        "Write from which day proxies are let in, or a scope is open at which ages; earlier decisions stay written. "
        "Or say whether a provider's patients see the names of those who have read."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        kinds = parser.add_subparsers(dest="about", required=True)
        proxies = kinds.add_parser("proxies", help="those whom patients choose themselves")
        proxies.add_argument("answer", choices=["yes", "no"])
        _say_when_and_why(proxies)
        names = kinds.add_parser("names", help="those at a provider who have read, in the log that patients see")
        names.add_argument("answer", choices=["yes", "no"])
        names.add_argument("--provider", required=True, help="its HSA-id")
        names.add_argument("--because", required=True)
        for kind in BY_AGE:
            ages = kinds.add_parser(kind, help=f"what is open to: {MandateKind(kind).label}")
            ages.add_argument("scope", choices=Scope.values)
            ages.add_argument("from_age", type=int)
            ages.add_argument("until_age", type=int, nargs="?", help="the birthday when it ends; none: it does not")
            _say_when_and_why(ages)

    def handle(self, *args: Any, about: str, because: str, **options: Any) -> None:
        if about == "names":
            self._decide_about_names(options["provider"], because, are_shown=options["answer"] == "yes")
        else:
            self._decide_from_a_day(about, because, **options)

    def _decide_about_names(self, provider: str, because: str, *, are_shown: bool) -> None:
        try:
            found = CareProvider.objects.get(hsa_id=provider)
        except CareProvider.DoesNotExist:
            raise CommandError(f"No provider has the HSA-id {provider}.") from None
        decide_about_names(
            actor=REGION, provider=found, are_shown=are_shown, because=because, now=timezone.now()
        )  # fmt: skip
        self.stdout.write(f"Written: patients of {found.name} {'see' if are_shown else 'do not see'} names.")

    def _decide_from_a_day(self, about: str, because: str, *, since: date, **options: Any) -> None:
        now = timezone.now()
        if about == "proxies":
            is_allowed = options["answer"] == "yes"
            decide_about_proxies(
                actor=REGION, is_allowed=is_allowed, valid_from=midnight(since), because=because, now=now
            )
        else:
            decide_age(
                actor=REGION, kind=MandateKind(about), scope=Scope(options["scope"]),
                ages=(options["from_age"], options["until_age"]), valid_from=since, because=because, now=now,
            )  # fmt: skip
        self.stdout.write(f"Written, and holds from {since}.")


def _say_when_and_why(parser: Any) -> None:
    parser.add_argument("--from", dest="since", type=date.fromisoformat, required=True)
    parser.add_argument("--because", required=True)
