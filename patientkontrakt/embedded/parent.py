import os
import signal
from dataclasses import dataclass, field

from . import processes

ENDING = (signal.SIGINT, signal.SIGHUP, signal.SIGTERM)


@dataclass
class Parent:
    """What started us, as long as we are tied to it.

    A signal to `make` alone does not reach us: make hands only SIGTERM on, and then waits for us with the
    signal's handling set back to its default. That it no longer catches what it caught is how we can tell.
    """

    tied: bool
    pid: int = field(default_factory=os.getppid)
    caught: frozenset[int] = field(init=False)

    def __post_init__(self) -> None:
        if self.tied:
            processes.tie_to_parent(signal.SIGTERM)
        self.caught = self._catches()

    def is_ending(self) -> bool:
        return self.tied and os.getppid() == self.pid and not self.caught <= self._catches()

    def _catches(self) -> frozenset[int]:
        mask = processes.caught_signals(self.pid) if self.tied else 0
        return frozenset(number for number in ENDING if mask & 1 << (number - 1))
