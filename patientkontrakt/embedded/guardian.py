import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

from . import processes

PATIENCE = 12.0  # seconds: honcho stops its own in five


@contextmanager
def watching(mark: str) -> Iterator[None]:
    """A small child that sees when we are killed, and then ends what we have started."""
    reading, writing = os.pipe()
    guardian = os.fork()
    if guardian == 0:
        os.close(writing)
        _watch(reading, mark)
    os.close(reading)
    try:
        yield
    finally:
        os.write(writing, b"all is well")
        os.close(writing)
        os.waitpid(guardian, 0)


def _watch(reading: int, mark: str) -> NoReturn:
    """Wait for a word from our parent. The end of the file without a word means that it was killed."""
    os.setsid()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    nowhere = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(nowhere, descriptor)
    if not os.read(reading, 1):
        processes.end_marked(mark, PATIENCE)
    os._exit(0)
