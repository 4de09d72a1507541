"""The scene in a database of its own, and the one who asks."""

import logging
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
import time_machine
from django.db import transaction

from tests.databases import Databases, Line, line_to
from tests.factories import NOW
from tests.matrix.asking import Asker, who_asks_is_found_once
from tests.matrix.scene import Scene, sets_scene


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """tests.mutants says which words to begin with."""
    first = os.environ.get("MATRIX_FIRST")
    if first:
        items.sort(key=lambda item: first not in item.nodeid)


@dataclass(frozen=True)
class Stage:
    """`found`: who asked, by what their browsers sent."""

    line: Line
    scene: Scene
    found: dict[tuple[Any, ...], Any] = field(default_factory=dict)


@pytest.fixture(scope="session")
def stage(django_db_setup: None, django_db_blocker: Any, databases: Databases) -> Iterator[Stage]:
    with django_db_blocker.unblock():
        template = databases.migrated
        with databases.copy(template) as mine, line_to(mine) as line:
            with line.taken(), time_machine.travel(NOW, tick=False), transaction.atomic():
                scene = sets_scene()
            yield Stage(line, scene)


@pytest.fixture
def asker(stage: Stage, django_db_blocker: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Asker]:
    """What would be printed is handed over as it is: who may have it is asked here, and tests/paper how it looks."""
    for module in ("plans.printing", "access.log_extract", "access.review.report"):
        monkeypatch.setattr(f"{module}.render", str.encode)
    with (
        django_db_blocker.unblock(),
        stage.line.taken(),
        time_machine.travel(NOW, tick=False),
        who_asks_is_found_once(stage.found),
    ):
        logging.disable(logging.ERROR)  # a line for each cell is read by nobody
        yield Asker(stage.scene)
        logging.disable(logging.NOTSET)
