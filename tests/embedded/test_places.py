"""Where what is thrown away lies meanwhile."""

import tempfile
from pathlib import Path

import pytest

from patientkontrakt.embedded import places


@pytest.fixture
def memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("TMPDIR", raising=False)
    monkeypatch.setattr(places, "MEMORY", tmp_path)
    monkeypatch.setattr(places, "ROOM", 0)
    return tmp_path


def test_it_lies_in_memory_and_nothing_is_left_of_it_or_of_a_run_that_was_killed(memory: Path) -> None:
    killed = memory / f"{places.THROWAWAY}killed"
    killed.mkdir()
    (killed / places.LOCK).touch()
    with places.throwaway(None) as folder:
        assert [*memory.iterdir()] == [folder]
    assert [*memory.iterdir()] == []


def test_it_lies_on_the_disk_where_memory_is_short(memory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "ROOM", 2**60)
    with places.throwaway(None) as folder:
        assert folder.parent == Path(tempfile.gettempdir())


def test_it_lies_on_the_disk_where_there_is_no_such_memory(memory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "MEMORY", memory / "nowhere")
    with places.throwaway(None) as folder:
        assert folder.parent == Path(tempfile.gettempdir())


def test_whoever_says_where_is_heard(memory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMPDIR", tempfile.gettempdir())
    with places.throwaway(None) as folder:
        assert folder.parent == Path(tempfile.gettempdir())
