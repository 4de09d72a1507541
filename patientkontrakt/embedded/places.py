"""Where things lie. Root's Postgres is another user, whom root's own folders may shut out."""

import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .account import Account
from .lock import hold, is_held
from .trouble import Trouble

CHECKOUT = Path(__file__).resolve().parents[2]
OUTSIDE = Path("/var/lib/patientkontrakt")
THROWAWAY = "patientkontrakt-throwaway-"
LOCK = "embedded.lock"
MEMORY = Path("/dev/shm")  # noqa: S108 - mkdtemp makes ours
ROOM = 4 * 2**30  # bytes, several times what the tests fill


@contextmanager
def kept(folder: Path) -> Iterator[Path]:
    """A folder that stays, ours alone while we run."""
    try:
        (folder / "log").mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise Trouble(f"Cannot write to the folder {folder}: {error.strerror}.") from error
    with hold(folder / LOCK):
        yield folder


@contextmanager
def throwaway(account: Account | None) -> Iterator[Path]:
    """A new folder, removed afterwards, together with those that killed runs have left."""
    base = _temporary(account)
    for old in base.glob(f"{THROWAWAY}*"):
        if os.access(old, os.W_OK) and not is_held(old / LOCK):
            shutil.rmtree(old, ignore_errors=True)
    folder = Path(tempfile.mkdtemp(prefix=THROWAWAY, dir=base))
    try:
        folder.chmod(0o711)
        with kept(folder):
            yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _temporary(account: Account | None) -> Path:
    """Where TMPDIR says, else in memory if there is room: a database of 800 files is copied there in a quarter of the
    time.
    """
    bases = [Path(tempfile.gettempdir()), Path("/tmp"), Path("/var/tmp")]  # noqa: S108 - mkdtemp makes ours
    if "TMPDIR" not in os.environ and MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOM:
        bases.insert(0, MEMORY)
    return next((base for base in bases if account is None or account.reaches(base)), bases[0])


def within_reach(account: Account | None, folder: Path) -> Path:
    """The folder itself, or one that stands in for it where the account can come."""
    if account is None or account.reaches(folder):
        return folder
    name = hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:12]
    return _outside(f"{folder.parent.name}-{name}")


def copy_within_reach(account: Account | None, programs: Path, *, beside: Path, name: str) -> Path:
    """The folder of programs itself, or a copy of it where the account can come.

    What lies beside it, and what the programs find by its place, comes along.
    """
    if account is None or account.reaches(programs / "bin" / "postgres"):
        return programs
    copy = _outside("programs") / name
    copied = copy / programs.relative_to(beside.parent)
    if not account.reaches(copied / "bin" / "postgres"):
        half = Path(tempfile.mkdtemp(dir=copy.parent))
        for folder in (programs, beside):
            if folder.exists():
                shutil.copytree(folder, half / folder.relative_to(beside.parent))
        _open_to_all(half)
        shutil.rmtree(copy, ignore_errors=True)
        half.rename(copy)
    return copied


def _outside(name: str) -> Path:
    folder = OUTSIDE / name
    folder.mkdir(parents=True, exist_ok=True)
    OUTSIDE.chmod(0o755)
    folder.chmod(0o755)
    return folder


def _open_to_all(folder: Path) -> None:
    for path in (folder, *folder.rglob("*")):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path.stat().st_mode & 0o100 else 0o644)
