"""docker-compose.yml as docker reads it: no engine, so that it can be held against the rest of the program."""

import re
import shlex
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[2]
COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
OURS = ("web", "worker", "beat", "migrate")
DEFAULT = re.compile(r"\$\{(\w+)(?::([-?])([^}]*))?\}")


def filled(text: str, **given: str) -> str:
    """With variables filled in as docker does: what is given, else the default; `$$` is a dollar."""
    return DEFAULT.sub(lambda found: given.get(found[1], found[3] if found[2] == "-" else ""), text).replace("$$", "$")


def command(service: str, **given: str) -> list[str]:
    return shlex.split(filled(SERVICES[service]["command"], **given))


def environment(service: str, secrets: Path, **given: str) -> dict[str, str]:
    """What the service finds in its environment, with its secrets in a folder of ours."""
    found = SERVICES[service]["environment"]
    return {name: filled(value, **given).replace("/run/secrets", str(secrets)) for name, value in found.items()}
