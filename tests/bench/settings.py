"""The program's own settings, with one more address: the floor."""

from patientkontrakt.settings import *  # noqa: F403 -- all of them

ROOT_URLCONF = "tests.bench.urls"
