"""At the same moment: each in a thread and a connection of its own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

from django.db import connection


def at_once(*deeds: Callable[[], Any]) -> list[Any]:
    """What each gives back; an exception's class, when it raises."""
    line = Barrier(len(deeds))

    def do(deed: Callable[[], Any]) -> Any:
        connection.ensure_connection()
        line.wait()
        try:
            return deed()
        except Exception as error:  # noqa: BLE001 -- it is the answer
            return type(error)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(deeds)) as threads:
        return list(threads.map(do, deeds))
