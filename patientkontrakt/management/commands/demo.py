"""`manage.py demo`: fill an empty database with the people of the demo."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from patientkontrakt.demo.load import load


class Command(BaseCommand):
    help = "Fill an empty database with made-up people. Does nothing where there are patients."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("The demo is off. Set DEMO=1.")
        loaded = load(timezone.now())
        self.stdout.write("The demo is loaded." if loaded else "There are patients already; nothing was changed.")
