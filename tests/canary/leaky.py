"""The settings of a program that leaks."""

from patientkontrakt.settings import *  # noqa: F403 -- the program's own, and one thing more
from patientkontrakt.settings import MIDDLEWARE

MIDDLEWARE = [*MIDDLEWARE, "tests.canary.leak.Leak"]
