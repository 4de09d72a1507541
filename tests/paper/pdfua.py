"""`make pdfua`: a line a sheet, compliant or what is wrong with it."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "patientkontrakt.settings")


def main() -> int:
    owner = {**os.environ, "DATABASE_AS": "owner"}
    subprocess.run([sys.executable, "manage.py", "migrate", "--no-input", "--verbosity", "0"], check=True, env=owner)
    django.setup()
    from django.utils import timezone  # noqa: PLC0415 -- models need Django to be set up

    from patientkontrakt.demo.load import load  # noqa: PLC0415
    from tests.paper.referee import judge, why_absent  # noqa: PLC0415
    from tests.paper.samples import write_samples  # noqa: PLC0415

    if reason := why_absent():
        print(f"No referee: {reason}", file=sys.stderr)
        return 1
    now = timezone.now()
    load(now)
    with tempfile.TemporaryDirectory() as folder:
        write_samples(Path(folder), now)
        verdicts = judge(Path(folder))
    for name, verdict in verdicts.items():
        told = "NOT COMPLIANT" if verdict.faults else "compliant"
        print(f"{name:<20} {verdict.checks:>7} checks  {told}", *verdict.faults, sep="\n    ")
    return 1 if any(verdict.faults for verdict in verdicts.values()) else 0


sys.exit(main())
