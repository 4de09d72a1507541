"""The figures, by the name that `make bench NAME=…` takes."""

from collections.abc import Callable

from tests.bench.page import page
from tests.bench.result import Result

FIGURES: dict[str, Callable[[], Result]] = {"page": page}
