"""`manage.py demo`: fill an empty database with the people of the demo."""

import json
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from patientkontrakt.demo.legitimations import identities_of_all
from patientkontrakt.demo.load import load


class Command(BaseCommand):
    help = "Fill an empty database with made-up people. Does nothing where there are patients."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--identities", action="store_true", help="Only tell whom one can be at the demo's identity provider (JSON)"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("The demo is off. Set DEMO=1.")
        if options["identities"]:
            self.stdout.write(json.dumps(identities_of_all(), indent=1))
            return
        loaded = load(timezone.now())
        self.stdout.write("The demo is loaded." if loaded else "There are patients already; nothing was changed.")
