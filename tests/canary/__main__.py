"""`make canary`: walk, listen, search. Ends with 1 when a mark was found where none may be, or when nobody listened."""

import argparse
import os
import sys
import tempfile
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "patientkontrakt.settings")
os.environ["DEMO"] = "1"
django.setup()

from tests.canary.run import run  # noqa: E402 -- it needs Django to be ready


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.canary")
    parser.add_argument("--leak", action="store_true", help="plant leaks, which must be found")
    parser.add_argument("--keep", type=Path, help="keep all that was heard in this folder")
    options = parser.parse_args()
    if options.keep:
        options.keep.mkdir(parents=True)
        return run(options.keep, leak=options.leak)
    with tempfile.TemporaryDirectory(prefix="canary-") as folder:
        return run(Path(folder), leak=options.leak)


if __name__ == "__main__":
    sys.exit(main())
