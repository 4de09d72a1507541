"""The house stands as shared: import-linter's guards, and ours beside them (tests/guards)."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.guards.admin import patients_in_admin
from tests.guards.grants import accesses_made_elsewhere
from tests.guards.keys import keys_pointing_up
from tests.guards.names import names_pointing_up
from tests.guards.rows import rows_read_past_the_gate
from tests.guards.sql import sql_by_hand
from tests.guards.tree import ROOT, floors, sources, templates
from tests.guards.views import views_that_query

# Files that touch rows about patients without asking on anybody's behalf, and why they may.
ASKING_FOR_NOBODY = {
    "agreements/models/pins.py": "which pins are kept from the patient, whoever reads the log",
    "agreements/numbered.py": "which version took over from one that the viewer sees; its number, no more",
    "agreements/services/asking.py": "a unit is asked, also in what the viewer does not see",
    "agreements/services/series.py": "of a series one version holds, whoever may see it",
    "steps/services/beginning.py": "who says yes for the patient begins the steps without reading them",
    "reminders/services/planning.py": "the planner sees all bookings that are due, and shows them to no one",
    "reminders/services/outcomes.py": "the line of a text that has gone names the unit of its visit",
    "reminders/services/outbox.py": "a sender holds a row by its token",
    "reminders/services/receipts.py": "a receipt finds its row by the supplier's reference",
}
SQL_BY_HAND = {
    "audit/services.py": "calls the owner's function that makes partitions",
    "audit/sealing.py": "asks the server which transactions still run",
    "access/prepared.py": "runs SQL that Django has made",
    "people/merged.py": "FOR KEY SHARE, which Django does not know: writers do not wait for each other",
    "reminders/services/outbox.py": "SKIP LOCKED, in one statement",
    "reminders/services/planning.py": "INSERT … SELECT",
}
PARTS = ("agreements", "bookings", "contacts", "surveys", "knowledge")
LINT = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))"


def test_every_key_points_downward() -> None:
    assert keys_pointing_up() == []


def test_no_lower_app_names_what_is_above_it() -> None:
    assert names_pointing_up(sources(), templates()) == []


def test_only_the_gate_makes_an_access() -> None:
    assert accesses_made_elsewhere(sources()) == []


def test_rows_about_patients_are_read_through_the_gate() -> None:
    assert rows_read_past_the_gate(sources(), ASKING_FOR_NOBODY) == []


def test_views_ask_the_database_nothing_themselves() -> None:
    assert views_that_query(sources()) == []


def test_sql_is_written_by_hand_only_where_it_is_stated() -> None:
    assert sql_by_hand(sources(), SQL_BY_HAND) == []


def test_admin_shows_no_patient() -> None:
    assert patients_in_admin(sources()) == []


def test_every_file_that_is_stated_exists_and_needs_it() -> None:
    for name in ASKING_FOR_NOBODY:
        assert rows_read_past_the_gate({Path(name): (ROOT / name).read_text()}, {}), name
    for name in SQL_BY_HAND:
        assert sql_by_hand({Path(name): (ROOT / name).read_text()}, {}), name


def test_every_app_is_a_floor_of_the_house() -> None:
    packages = {path.parent.name for path in ROOT.glob("*/__init__.py")} - {"tests"}
    assert packages == set(floors())


def lint(tree: Path) -> tuple[int, str]:
    done = subprocess.run([sys.executable, "-c", LINT], cwd=tree, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def test_no_app_imports_what_it_may_not() -> None:
    code, told = lint(ROOT)
    assert code == 0, told


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    for app in floors():
        shutil.copytree(ROOT / app, tmp_path / app, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_imports_that_break_the_house_are_seen(copy: Path) -> None:
    """One offence against each contract: going up, going sideways, the gateway, and each part by the window."""
    offences = {
        "people/up.py": "import plans.page",
        "agreements/sideways.py": "import bookings.models",
        "reminders/shortcut.py": "import reminders.gateway",
        **{f"plans/window_{part}.py": f"import {part}.inside" for part in PARTS},
        **{f"{part}/inside.py": "" for part in PARTS},
    }
    for name, source in offences.items():
        (copy / name).write_text(source)
    code, told = lint(copy)
    assert code == 1
    assert "0 kept, 7 broken" in told
    for seen in (
        "people is not allowed to import plans",
        "agreements is not allowed to import bookings",
        "reminders.shortcut -> reminders.gateway",
        *(f"plans.window_{part} -> {part}.inside" for part in PARTS),
    ):
        assert seen in told
