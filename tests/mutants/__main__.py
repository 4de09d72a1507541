import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "patientkontrakt.settings")
django.setup()

from tests.mutants.trying import main  # noqa: E402 -- what it imports asks for the settings

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
