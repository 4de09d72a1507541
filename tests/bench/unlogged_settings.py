"""The benchmark's settings, with a gate that writes no log: the floor of `log`."""

from tests.bench.settings import *  # noqa: F403 -- all of them

ROOT_URLCONF = "tests.bench.unlogged_urls"
