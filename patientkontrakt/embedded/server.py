import signal
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from . import processes
from .account import Account, bare_environment, run_as
from .trouble import Trouble

START_SECONDS = 60  # a database that was killed first repairs itself


def last_line(log: Path) -> str:
    lines = log.read_text(errors="replace").split("\n")
    return next((line for line in reversed(lines) if line.strip()), f"see {log}")


@dataclass
class Server:
    """One of our own servers: apart from the terminal's Ctrl-C, dead when we are dead."""

    name: str
    folder: Path  # holds its pid file and its log
    goodbye: signal.Signals
    account: Account | None = None
    process: subprocess.Popen[bytes] | None = field(default=None, init=False)

    @property
    def log(self) -> Path:
        return self.folder / "log" / f"{self.name}.log"

    @property
    def _pid_file(self) -> Path:
        return self.folder / f"{self.name}.pid"

    def start(self, command: Sequence[str | Path], *, given: str = "") -> None:
        """Start it, with `given` on its stdin: what must not be seen in the list of processes."""
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                command,
                cwd="/",
                env=bare_environment(),
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=processes.die_with_parent(self.goodbye),  # noqa: PLW1509 - we have no threads
                **run_as(self.account),
            )
        self._pid_file.write_text(f"{self.process.pid} {processes.birth(self.process.pid)}")
        if self.process.stdin:
            self.process.stdin.write(given.encode())
            self.process.stdin.close()

    def wait(self, answers: Callable[[], bool]) -> bool:
        """True when it answers, False when it has ended instead."""
        deadline = time.monotonic() + START_SECONDS
        while self.process and self.process.poll() is None:
            if answers():
                return True
            if time.monotonic() > deadline:
                raise Trouble(f"{self.name} does not answer: {self.last_words()}")
            time.sleep(0.02)
        return False

    def last_words(self) -> str:
        return last_line(self.log)

    def stop(self) -> None:
        if self.process is None:
            return
        self.process.send_signal(self.goodbye)
        try:
            self.process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self._pid_file.unlink(missing_ok=True)

    def end_leftover(self) -> None:
        """A run that was killed may have left its server: we hold the lock, so it is nobody's."""
        try:
            pid, born = self._pid_file.read_text().split()
        except (OSError, ValueError):
            return
        if processes.birth(int(pid)) == born:
            processes.end([int(pid)], self.goodbye, patience=20)
        self._pid_file.unlink(missing_ok=True)
