"""`log-writers`: lines a second by eight who write at once, against one who writes alone. Each line its own commit."""

import time
from multiprocessing import get_context
from uuid import uuid4

from django.db import connection
from django.utils import timezone

from audit.models import Action, ActorKind, How
from audit.services import Actor, Deed, record
from tests.bench.crowd import own_database
from tests.bench.result import Result

WRITERS, LINES, ROUNDS = 8, 3200, 9
GOAL = 1.0


def log_writers() -> Result:
    with own_database():
        _rate(WRITERS)  # warms
        pairs = [(_rate(WRITERS), _rate(1)) for _ in range(ROUNDS)]
    return Result(tuple(many for many, _ in pairs), tuple(one for _, one in pairs), goal=GOAL, unit="/s")


def _rate(writers: int) -> float:
    """The same number of lines, however many write. By processes: threads of Python wait for each other."""
    connection.close()
    context = get_context("fork")
    start, done = context.Barrier(writers + 1), context.Barrier(writers + 1)
    running = [context.Process(target=_write, args=(start, done, LINES // writers)) for _ in range(writers)]
    for each in running:
        each.start()
    start.wait()
    began = time.perf_counter()
    done.wait()
    took = time.perf_counter() - began
    for each in running:
        each.join()
    return LINES / took


def _write(start: object, done: object, lines: int) -> None:
    actor = Actor(ActorKind.STAFF, uuid4(), "Anna Berg", "Sjuksköterska", unit="SE0000000001-E1", unit_name="Enheten")
    connection.ensure_connection()
    record(actor, Deed(Action.READ, "plan", How.PAGE, uuid4()), now=timezone.now())
    start.wait()  # type: ignore[attr-defined] # a barrier
    for _ in range(lines):
        record(actor, Deed(Action.READ, "plan", How.PAGE, uuid4()), now=timezone.now())
    done.wait()  # type: ignore[attr-defined] # a barrier
    connection.close()
