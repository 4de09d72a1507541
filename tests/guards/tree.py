"""The house as it is: floors, modules, templates."""

import tomllib
from collections.abc import Mapping
from functools import cache
from itertools import chain
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
Sources = Mapping[Path, str]


@cache
def floors() -> dict[str, int]:
    """App and floor, counted from the bottom; read where import-linter reads it."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())
    layers = next(each["layers"] for each in settings["tool"]["importlinter"]["contracts"] if each["type"] == "layers")
    return {app.strip(): floor for floor, line in enumerate(reversed(layers)) for app in line.split("|")}


def may_know(app: str, other: str) -> bool:
    return app == other or floors()[app] > floors()[other]


@cache
def sources() -> Sources:
    found = chain.from_iterable((ROOT / app).rglob("*.py") for app in floors())
    return {path.relative_to(ROOT): path.read_text() for path in found if "migrations" not in path.parts}


@cache
def templates() -> Sources:
    folder = ROOT / "templates"
    return {path.relative_to(folder): path.read_text() for path in folder.rglob("*.html")}
