"""`manage.py load_templates`: add the templates that come with the program. To be run after every `migrate`."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from agreements.services import ship_templates
from audit.models import ActorKind
from audit.services import Actor

PROGRAM = Actor(ActorKind.SYSTEM, name="manage.py load_templates")


class Command(BaseCommand):
    help = (
        "Add the templates that come with the program, and the new versions of them. Those that are there already, "
        "and those that an administrator has rewritten, are left as they are."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        added = ship_templates(actor=PROGRAM, now=timezone.now())
        for each in added if options["verbosity"] else ():
            self.stdout.write(f"Added {each.key}, version {each.version}.")
        if options["verbosity"] and not added:
            self.stdout.write("No template is new.")
