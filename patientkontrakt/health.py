"""Is it alive, and is it ready to be used? Asked by those who run it. Tells nothing but yes or no."""

import logging
from collections.abc import Callable
from datetime import timedelta
from functools import cache

from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_safe
from redis import Redis

from reminders.services import last_beat

PATIENCE = 2  # seconds
BEAT_MAY_BE_LATE = timedelta(minutes=5)

logger = logging.getLogger(__name__)


class NotReady(Exception):
    """Says why."""


@require_safe
def live(request: HttpRequest) -> HttpResponse:
    """The process answers. Touches nothing."""
    return HttpResponse("ok", content_type="text/plain")


@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    """Every check by its name, ok or not; 503 when any is not. Why stands in the log."""
    checks = {name: _holds(name, check) for name, check in CHECKS.items()}
    answer = {"ready": all(checks.values()), "checks": {name: "ok" if ok else "not" for name, ok in checks.items()}}
    return JsonResponse(answer, status=200 if answer["ready"] else 503)


def _holds(name: str, check: Callable[[], None]) -> bool:
    try:
        check()
    except Exception as error:  # noqa: BLE001 -- whatever it is, it is not ready
        why = str(error).partition("\n")[0] or type(error).__name__
        logger.warning("Not ready: %s: %s", name, why)
        return False
    return True


def _database() -> None:
    connection.ensure_connection()
    if not connection.is_usable():
        raise NotReady("does not answer")


def _broker() -> None:
    with Redis.from_url(settings.REDIS_URL, socket_connect_timeout=PATIENCE, socket_timeout=PATIENCE) as broker:
        broker.ping()


@cache
def _migrations() -> None:
    """Reads every migration, so it is done until it holds: what has been applied stays so while the process lives."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise NotReady("some are not applied")


def _beat() -> None:
    """Beat, broker and worker are alive together when a job has been done that is woken every minute."""
    beaten = last_beat()
    if beaten is None or timezone.now() - beaten > BEAT_MAY_BE_LATE:
        raise NotReady(f"last at {beaten}")


CHECKS: dict[str, Callable[[], None]] = {
    "database": _database,
    "broker": _broker,
    "migrations": _migrations,
    "beat": _beat,
}
