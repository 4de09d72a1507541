import math
import os
import signal
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass

from . import processes
from .parent import Parent
from .ready import Announcement
from .trouble import Trouble

STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
AWAITED = {*STOPPING, signal.SIGCHLD}
GRACE = 8.0  # seconds from the request to stop until we insist; honcho takes five itself
SENT_BY_TERMINAL = 0x80  # SI_KERNEL: the terminal has sent it to the whole group, the command included
BY_SIGNAL = 128


@dataclass
class Command:
    """The one command for which everything else runs."""

    words: Sequence[str]
    environment: dict[str, str]
    mark: str  # in the environment of all that descends from it

    def run(self, announcement: Announcement, parent: Parent) -> int:
        """Run it to its end, handing on what asks us to stop. Gives its exit code as a shell would."""
        signal.pthread_sigmask(signal.SIG_BLOCK, AWAITED)
        try:
            child = self._start()
            deadline = math.inf
            while child.poll() is None:
                if _handed_on(child, parent, already=deadline < math.inf):
                    deadline = min(deadline, time.monotonic() + GRACE)
                elif time.monotonic() > deadline:
                    child.kill()
                announcement.try_again()
        finally:
            self.end_leftovers()
            signal.pthread_sigmask(signal.SIG_UNBLOCK, AWAITED)
        return child.returncode if child.returncode >= 0 else BY_SIGNAL - child.returncode

    def end_leftovers(self) -> None:
        processes.end_marked(self.mark, patience=3)

    def _start(self) -> subprocess.Popen[bytes]:
        name, _, value = self.mark.partition("=")
        try:
            return subprocess.Popen(
                self.words,
                env={**os.environ, **self.environment, name: value},
                preexec_fn=processes.die_with_parent(signal.SIGTERM),  # noqa: PLW1509 - we have no threads
            )
        except OSError as error:
            raise Trouble(f"Cannot run {self.words[0]}: {error.strerror}.") from error


def _handed_on(child: subprocess.Popen[bytes], parent: Parent, *, already: bool) -> bool:
    """Wait a moment for what asks us to stop, and see that the command hears of it."""
    received = signal.sigtimedwait(AWAITED, 0.1)
    if received and received.si_signo in STOPPING:
        if received.si_code != SENT_BY_TERMINAL:
            child.send_signal(received.si_signo)
        return True
    if parent.is_ending() and not already:
        child.terminate()
        return True
    return False
