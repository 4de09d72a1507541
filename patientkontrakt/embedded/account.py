import os
import pwd
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

from .trouble import Trouble

FALLBACK = "patientkontrakt"


class As(TypedDict):
    """Arguments of subprocess."""

    user: int | None
    group: int | None
    extra_groups: list[int] | None


@dataclass(frozen=True)
class Account:
    """The other user as whom Postgres runs when we are root, which it refuses."""

    uid: int
    gid: int

    def reaches(self, path: Path) -> bool:
        test = ["/usr/bin/test", "-x", str(path)]
        return subprocess.run(test, cwd="/", check=False, **run_as(self)).returncode == 0

    def take(self, folder: Path) -> None:
        """Make the folder and all below it this user's own."""
        folder.mkdir(parents=True, exist_ok=True)
        if folder.stat().st_uid != self.uid:
            for path in (folder, *folder.rglob("*")):
                os.chown(path, self.uid, self.gid, follow_symlinks=False)


def run_as(account: Account | None) -> As:
    if account is None:
        return {"user": None, "group": None, "extra_groups": None}
    return {"user": account.uid, "group": account.gid, "extra_groups": []}


def bare_environment() -> dict[str, str]:
    """Nothing of ours, such as PGDATA or LANG, may sway a server."""
    return {"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"}


def needed(checkout: Path) -> Account | None:
    """None when we may be ourselves; else the checkout's owner, `postgres`, or a system user we make."""
    if os.geteuid() != 0:
        return None
    owner = checkout.stat().st_uid
    if owner != 0 and (found := _by_uid(owner)):
        return found
    return _by_name("postgres") or _by_name(FALLBACK) or _made()


def _by_uid(uid: int) -> Account | None:
    try:
        entry = pwd.getpwuid(uid)
    except KeyError:
        return None
    return Account(entry.pw_uid, entry.pw_gid)


def _by_name(name: str) -> Account | None:
    try:
        entry = pwd.getpwnam(name)
    except KeyError:
        return None
    return Account(entry.pw_uid, entry.pw_gid)


def _made() -> Account:
    useradd = shutil.which("useradd", path="/usr/sbin:/sbin:/usr/bin")
    if useradd:
        command = [useradd, "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", FALLBACK]
        subprocess.run(command, check=False, capture_output=True)
    made = _by_name(FALLBACK)
    if made is None:
        raise Trouble(f"Postgres will not run as root: make a user for it (useradd --system {FALLBACK}).")
    return made
