"""`make bench`: one line a figure, `NAME ours floor ratio goal verdict`.

The ratio of one run counts; the absolute figures are only told. Ours and its floor are measured in turn, round by
round, so that a machine whose speed drifts does not decide.
"""

import os
import subprocess
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.bench.settings")


def main(names: list[str]) -> int:
    owner = {**os.environ, "DATABASE_AS": "owner"}
    subprocess.run([sys.executable, "manage.py", "migrate", "--no-input", "--verbosity", "0"], check=True, env=owner)
    django.setup()
    from tests.bench.figures import FIGURES  # noqa: PLC0415 -- models need Django to be set up

    missed = 0
    print(f"{'NAME':<12}{'ours':>12}{'floor':>12}{'ratio':>8}  {'goal':<8}verdict")
    for name, measure in FIGURES.items():
        if names and name not in names:
            continue
        result = measure()
        missed += not result.is_met
        print(result.line(name), flush=True)
    return 1 if missed else 0


sys.exit(main(sys.argv[1:]))
