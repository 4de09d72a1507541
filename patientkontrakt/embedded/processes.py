"""What the kernel knows about our processes. Where there is no /proc, less is cleaned up after a kill."""

import ctypes
import os
import signal
import socket
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

PR_SET_PDEATHSIG = 1
PROC = Path("/proc")
MANY = 20
_libc = ctypes.CDLL(None, use_errno=True)


def die_with_parent(number: signal.Signals) -> Callable[[], None]:
    """For `preexec_fn`: the child gets this signal when the parent ends, however the parent ends.

    The child also gets the signal mask of a newborn, since ours blocks what we wait for.
    """
    parent = os.getpid()

    def in_child() -> None:
        signal.pthread_sigmask(signal.SIG_SETMASK, [])
        tie_to_parent(number)
        if os.getppid() != parent:
            os.kill(os.getpid(), number)

    return in_child


def tie_to_parent(number: signal.Signals) -> None:
    if sys.platform == "linux":
        _libc.prctl(PR_SET_PDEATHSIG, int(number), 0, 0, 0)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def try_port(port: int) -> None:
    """Raises the OSError or OverflowError that a server would meet there."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind(("127.0.0.1", port))


def birth(pid: int) -> str | None:
    """When a living process began, so that its number cannot be mistaken for another's."""
    try:
        fields = (PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return None
    state, started = fields[0], fields[19]
    return None if state == "Z" else started


def caught_signals(pid: int) -> int:
    """The signals for which a process has a handler of its own, a bit each."""
    try:
        lines = (PROC / str(pid) / "status").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1], 16) for line in lines if line.startswith("SigCgt:")), 0)


def marked(mark: str) -> set[int]:
    """Those whose environment carries the mark: everything that a run has started."""
    wanted = mark.encode()
    return {
        int(folder.name)
        for folder in PROC.glob("[0-9]*")
        if int(folder.name) != os.getpid() and wanted in _environment(folder)
    }


def _environment(folder: Path) -> list[bytes]:
    try:
        return (folder / "environ").read_bytes().split(b"\0")
    except OSError:
        return []


def end_marked(mark: str, patience: float) -> None:
    """Again until there are none: one of them may have had a child while we counted."""
    for _round in range(MANY):
        pids = marked(mark)
        if not pids:
            return
        end(pids, signal.SIGTERM, patience)


def end(pids: Iterable[int], number: signal.Signals, patience: float) -> None:
    """Ask with the signal, wait so many seconds, then insist."""
    births = {pid: birth(pid) for pid in pids}
    alive = {pid for pid, born in births.items() if born}
    for chosen, seconds in ((number, patience), (signal.SIGKILL, 5.0)):
        for pid in alive:
            _send(pid, chosen)
        deadline = time.monotonic() + seconds
        while alive and time.monotonic() < deadline:
            time.sleep(0.02)
            alive = {pid for pid in alive if birth(pid) == births[pid]}


def _send(pid: int, number: signal.Signals) -> None:
    try:
        os.kill(pid, number)
    except ProcessLookupError:
        return
