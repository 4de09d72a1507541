"""`manage.py verify_log`: compare the log with its seals. Ends with 1 when anything is wrong."""

import re
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from audit.verifying import Verdict, verify

SEAL = re.compile(r"[0-9]+:[0-9a-f]{64}")


class Command(BaseCommand):
    help = "Compare the log with its seals, and name what was removed, changed, moved or inserted."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--remembered",
            default="",
            metavar="NUMBER:HASH",
            help="the newest seal of an earlier run, kept outside the database: it must still be in the chain",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        remembered = options["remembered"]
        if remembered and not SEAL.fullmatch(remembered):
            raise CommandError("--remembered is the number of a seal, a colon and its hash.")
        verdict = verify(now=timezone.now(), remembered=remembered)
        self._tell(verdict)
        if not verdict.is_whole:
            raise CommandError("The log is not what was sealed.")

    def _tell(self, verdict: Verdict) -> None:
        for number, said in sorted(verdict.seals.items()):
            self.stdout.write(f"Seal {number} {said}.")
        for number, said in sorted(verdict.lines.items()):
            self.stdout.write(f"Line {number} was {said}.")
        self.stdout.write(f"{verdict.sealed} lines are sealed; {verdict.unsealed} wait for a seal.")
        if verdict.no_longer_kept:
            self.stdout.write(f"{verdict.no_longer_kept} are older than five years and no longer kept.")
        if verdict.waiting_since:
            self.stdout.write(f"Nothing has been sealed since {verdict.waiting_since:%Y-%m-%d %H:%M} UTC.")
        if verdict.head:
            self.stdout.write(f"Newest seal, to be kept elsewhere: {verdict.head}")
