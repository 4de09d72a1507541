import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .processes import birth
from .trouble import Trouble

PATIENCE = 30.0


@contextmanager
def hold(path: Path) -> Iterator[None]:
    """Hold the lock as long as this process lives: the kernel lets go of it even after kill -9."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        _wait_for_the_killed(descriptor, path)
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, str(os.getpid()).encode(), 0)
        yield
    finally:
        os.close(descriptor)


def _wait_for_the_killed(descriptor: int, path: Path) -> None:
    """Take the lock. A run that was killed leaves it to its guardian, which soon is done."""
    deadline = time.monotonic() + PATIENCE
    while not _take(descriptor):
        owner = os.pread(descriptor, 20, 0).decode()
        if not owner or birth(int(owner)) or time.monotonic() > deadline:
            raise Trouble(f"Already running from {path.parent} (process {owner}). Stop that one first.")
        time.sleep(0.1)


def is_held(path: Path) -> bool:
    """Does a living run hold it? One that has not come as far as its lock counts as alive."""
    try:
        descriptor = os.open(path, os.O_RDWR)
    except OSError:
        return True
    try:
        return not _take(descriptor)
    finally:
        os.close(descriptor)


def _take(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
