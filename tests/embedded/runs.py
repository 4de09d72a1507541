import signal
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from patientkontrakt.embedded import processes

TELLS = 'env -0 > "$FOLDER/half"; mv "$FOLDER/half" "$FOLDER/env"; '
STAYS = "setsid sleep 600 >/dev/null 2>&1 & " + TELLS + "exec sleep 600"


@dataclass
class Run:
    """One `python -m patientkontrakt.embedded` with its data in a folder of its own."""

    folder: Path
    process: subprocess.Popen[str]
    environment: dict[str, str] = field(default_factory=dict)

    def wait(self) -> tuple[int, str, str]:
        out, err = self.process.communicate(timeout=120)
        return self.process.returncode, out, err

    def started(self) -> dict[str, str]:
        """What its command found in the environment, once the command runs."""
        if not self.environment:
            until(lambda: (self.folder / "env").exists() or self.process.poll() is not None)
            pairs = (self.folder / "env").read_text().split("\0")
            self.environment = dict(pair.split("=", 1) for pair in pairs if pair)
        return self.environment

    def kill(self) -> None:
        self.process.kill()
        self.wait()

    def servers(self) -> list[int]:
        return [int(file.read_text().split()[0]) for file in self.folder.glob("*.pid")]

    def kill_all_but_grandchildren(self) -> None:
        """The guardian too. We are stopped first, lest we see our children die and clean up."""
        pid = self.process.pid
        self.process.send_signal(signal.SIGSTOP)
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        processes.end(map(int, children), signal.SIGKILL, patience=1)
        self.kill()

    def left(self) -> list[int]:
        """Its servers and all that its command has started, as far as they live."""
        mark = f"PATIENTKONTRAKT_RUN={self.folder}"
        return [pid for pid in (*self.servers(), *processes.marked(mark)) if processes.birth(pid)]


def until(holds: Callable[[], bool], seconds: float = 90) -> None:
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, "it never came true"
        time.sleep(0.02)
