"""`send`: reminders through the outbox, against one Celery task a message, to a gateway that never waits. Over HTTP."""

import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from celery import Celery
from django.db import connection
from django.utils import timezone
from redis import Redis

from patientkontrakt.demo.phone.inbox import Behaviour, Inbox
from patientkontrakt.demo.phone.server import Phone, ringing
from reminders.delivery import BUDGET
from reminders.models import Reminder
from reminders.services import Job, plan
from tests.bench.crowd import clinic, crowd, own_database
from tests.bench.result import Result
from tests.faults.processes import database_url

MESSAGES, ROUNDS, SENDERS, PATIENCE = 300, 5, 2, 120
GOAL = 0.0  # told, and no promise: the floor keeps no record, looks at nothing again and loses what it had when killed
NUMBER = "+46701740605"
TEXT = "Hej! Du har en bokad tid tisdag 1 december kl. 09.20. Frågor? Ring 08-465 004 12. Går ej att svara på."


def send() -> Result:
    """Messages a second, with two processes that send."""
    ours, floor = [], []
    broker = re.sub(r"/\d*$", "/5", os.environ["REDIS_URL"])
    with own_database(), Redis.from_url(broker) as redis, ringing(Inbox(Behaviour(report=""))) as phone:
        redis.flushdb()
        crowd(clinic(), MESSAGES * (ROUNDS + 1) * 4 // 3, timezone.now())
        plan(timezone.now())
        Reminder.objects.update(next_attempt_at=None)
        environment = {
            "DATABASE_URL": database_url(),
            "REDIS_URL": broker,
            "REMINDERS_GATEWAY_URL": phone.url,
            "DJANGO_SETTINGS_MODULE": "patientkontrakt.settings",
        }
        with workers("patientkontrakt", environment), workers("tests.bench.one_task_each", environment):
            for number in range(ROUNDS + 1):
                mine, theirs = _through_the_outbox(phone, broker), _one_task_each(phone, broker)
                if number:  # the first has only warmed
                    ours.append(mine)
                    floor.append(theirs)
        redis.flushdb()
    return Result(tuple(ours), tuple(floor), goal=GOAL, unit="/s")


def _through_the_outbox(phone: Phone, broker: str) -> float:
    fresh = Reminder.objects.filter(attempts=0).values("pk")[:MESSAGES]
    Reminder.objects.filter(pk__in=list(fresh.values_list("pk", flat=True))).update(next_attempt_at=timezone.now())
    connection.close()
    with Celery(broker=broker) as app:
        return _rate(phone, lambda: [app.send_task(Job.DELIVER) for _ in range(SENDERS)], again=BUDGET.total_seconds())


def _one_task_each(phone: Phone, broker: str) -> float:
    with Celery(broker=broker) as app:
        tasks = ("floor.send", (NUMBER, TEXT))
        return _rate(phone, lambda: [app.send_task(*tasks, queue="floor") for _ in range(MESSAGES)])


def _rate(phone: Phone, begin: Callable[[], object], *, again: float = PATIENCE) -> float:
    """`again`: seconds after which the workers are woken once more, as beat would."""
    phone.inbox.texts.clear()
    began = time.perf_counter()
    wakes = began
    while len(phone.inbox.texts) < MESSAGES:
        if time.perf_counter() >= wakes:
            begin()
            wakes += again
        if time.perf_counter() - began > PATIENCE:
            raise SystemExit(f"Only {len(phone.inbox.texts)} of {MESSAGES} messages came.")
        time.sleep(0.002)
    return MESSAGES / (time.perf_counter() - began)


@contextmanager
def workers(app: str, environment: dict[str, str]) -> Iterator[None]:
    command = [sys.executable, "-m", "celery", "--quiet", "--app", app, "worker", "--concurrency", str(SENDERS),
               "--without-mingle", "--without-gossip", "--loglevel", "CRITICAL"]  # fmt: skip
    nowhere = subprocess.DEVNULL
    running = subprocess.Popen(command, env={**os.environ, **environment}, stdout=nowhere, stderr=nowhere)
    try:
        yield
    finally:
        running.terminate()
        running.wait(20)
