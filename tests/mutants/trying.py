"""Takes one check away at a time, in a copy of the tree, and asks whether the matrix turns red."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from queue import SimpleQueue
from tempfile import TemporaryDirectory

from tests.databases import GIVEN, Databases
from tests.mutants.edits import EDITS, Edit

ROOT = Path(__file__).resolve().parents[2]
LEFT_OUT = shutil.ignore_patterns(".git", ".venv", "node_modules", "var", "__pycache__", ".*_cache")
CAUGHT, SURVIVED, NOT_APPLIED, BROKEN = "caught", "SURVIVED", "DOES NOT APPLY", "BROKEN"
AT_ONCE = 2
FAILED = 1  # pytest's word for it


def main(words: list[str]) -> int:
    """Each of `words` chooses edits, by their file or by what they remove; without words, all of them."""
    chosen = [each for each in EDITS if all(word in f"{each.file} {each.removes}" for word in words)]
    databases = Databases.from_environment(f"mutants_{os.getpid()}")
    try:
        os.environ[GIVEN] = databases.migrated
        with TemporaryDirectory() as folder, ThreadPoolExecutor(AT_ONCE) as threads:
            trees = _copies(Path(folder))
            verdicts = list(threads.map(lambda edit: _tell(edit, trees), chosen))
    finally:
        databases.drop_all()
    print(f"{verdicts.count(CAUGHT)} of {len(verdicts)} caught")
    return 0 if verdicts and set(verdicts) == {CAUGHT} else 1


def _copies(folder: Path) -> SimpleQueue[Path]:
    trees: SimpleQueue[Path] = SimpleQueue()
    for number in range(AT_ONCE):
        tree = folder / str(number)
        shutil.copytree(ROOT, tree, ignore=LEFT_OUT)
        (tree / "var/static").mkdir(parents=True)
        (tree / ".venv").symlink_to(ROOT / ".venv")
        trees.put(tree)
    return trees


def _tell(edit: Edit, trees: SimpleQueue[Path]) -> str:
    began, tree = time.monotonic(), trees.get()
    try:
        verdict, by = _try(edit, tree)
    finally:
        trees.put(tree)
    print(f"{verdict:<15}{time.monotonic() - began:4.0f} s  {edit.file}: {edit.removes}{by}", flush=True)
    return verdict


def _try(edit: Edit, tree: Path) -> tuple[str, str]:
    """What the matrix says of it, and which of its tests."""
    if (tree / edit.file).read_text().count(edit.old) != 1:
        return NOT_APPLIED, ""
    with _applied(edit, tree / edit.file):
        run = subprocess.run(
            [sys.executable, "-m", "pytest", "tests/matrix", "-x", "-q", "--tb=no", "-p", "no:randomly"],
            cwd=tree, env={**os.environ, "MATRIX_FIRST": edit.first, "PYTHONDONTWRITEBYTECODE": "1"},
            capture_output=True, text=True, check=False,
        )  # fmt: skip
    told = run.stdout.splitlines()
    failed = next((line.partition("::")[2] for line in told if line.startswith("FAILED")), "")
    if run.returncode == FAILED and failed:
        return CAUGHT, f" ({failed.partition(' - ')[0]})"
    return (SURVIVED, "") if run.returncode == 0 else (BROKEN, "\n" + "\n".join(told[-5:]) + run.stderr[-500:])


@contextmanager
def _applied(edit: Edit, file: Path) -> Iterator[None]:
    before = file.read_text()
    file.write_text(before.replace(edit.old, edit.new))
    try:
        yield
    finally:
        file.write_text(before)
