"""`plan-sms`: planning a region's day, against a bare INSERT … SELECT of the same rows into the same indexes."""

import time
from collections.abc import Callable
from typing import LiteralString

from django.db import connection
from django.utils import timezone

from patientkontrakt.embedded import roles
from reminders.services import plan
from tests.bench.crowd import clinic, crowd, own_database
from tests.bench.result import Result
from tests.databases import Databases

PEOPLE, ROUNDS = 40_000, 5
GOAL = 0.50
FLOOR = "INSERT INTO reminders_reminder SELECT * FROM planned ON CONFLICT DO NOTHING"


def plan_sms() -> Result:
    """Reminders a second. Between the rounds the table is emptied, and every table is analysed."""
    now = timezone.now()
    ours, floor = [], []
    with own_database() as (databases, name):
        crowd(clinic(), PEOPLE, now)
        as_owner(databases, name, "ANALYZE")
        planned = plan(now)
        with connection.cursor() as cursor:
            cursor.execute("CREATE TEMP TABLE planned AS SELECT * FROM reminders_reminder")
        for _ in range(ROUNDS):
            as_owner(databases, name, "TRUNCATE reminders_reminder; ANALYZE reminders_reminder")
            ours.append(planned / seconds(lambda: plan(now)))
            again = seconds(lambda: plan(now))
            as_owner(databases, name, "TRUNCATE reminders_reminder; ANALYZE reminders_reminder")
            floor.append(planned / seconds(_bare))
    print(f"  {planned} planned of {2 * PEOPLE} visits; the same again, where nothing is new: {again:.2f} s")
    return Result(tuple(ours), tuple(floor), goal=GOAL, unit="/s")


def seconds(does: Callable[[], object]) -> float:
    began = time.perf_counter()
    does()
    return time.perf_counter() - began


def as_owner(databases: Databases, name: str, statement: LiteralString) -> None:
    with roles.connect(databases.owner.but(dbname=name)) as database:
        database.execute(statement)


def _bare() -> None:
    with connection.cursor() as cursor:
        cursor.execute(FLOOR)
