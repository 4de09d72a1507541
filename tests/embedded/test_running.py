"""A newcomer without servers, and what becomes of everything however it ends."""

import signal
import socket
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest
import redis
from psycopg.errors import CheckViolation, InsufficientPrivilege

from patientkontrakt.embedded import processes
from tests.embedded.runs import STAYS, Run, until


def test_the_application_uses_the_owners_tables_and_makes_none(lasting: Run) -> None:
    urls = lasting.started()
    with (
        psycopg.connect(urls["DATABASE_OWNER_URL"], autocommit=True) as owner,
        psycopg.connect(urls["DATABASE_URL"], autocommit=True) as app,
    ):
        owner.execute("CREATE TABLE kept (id serial, word text)")
        app.execute("INSERT INTO kept (word) VALUES ('here')")
        assert app.execute("SELECT id, word FROM kept").fetchall() == [(1, "here")]
        for forbidden in ("CREATE TABLE own ()", "DROP TABLE kept", "TRUNCATE kept", "CREATE ROLE other"):
            with pytest.raises(InsufficientPrivilege):
                app.execute(forbidden)


def test_a_database_made_for_tests_is_open_to_the_application_too(lasting: Run) -> None:
    urls = lasting.started()
    with psycopg.connect(urls["DATABASE_OWNER_URL"], autocommit=True) as owner:
        owner.execute("CREATE DATABASE test_open")
    with psycopg.connect(urls["DATABASE_OWNER_URL"], dbname="test_open", autocommit=True) as owner:
        owner.execute("CREATE TABLE kept (word citext)")
    with psycopg.connect(urls["DATABASE_URL"], dbname="test_open") as app:
        assert app.execute("SELECT word FROM kept").fetchall() == []


def test_the_log_of_postgres_tells_neither_the_row_nor_what_a_statement_was_given(lasting: Run) -> None:
    """Not even to who has every statement written down."""
    with psycopg.connect(lasting.started()["DATABASE_OWNER_URL"], autocommit=True) as owner:
        owner.execute("CREATE TABLE told (word text CHECK (word <> 'agda'))")
        with pytest.raises(CheckViolation):
            owner.execute("INSERT INTO told (word) VALUES (%s)", ["agda"])
        asked = "log_error_verbosity", "log_parameter_max_length", "log_parameter_max_length_on_error"
        told = [owner.execute(f"SHOW {name}").fetchone() for name in asked]
    assert told == [("terse",), ("0",), ("0",)]
    log = (lasting.folder / "log" / "postgres.log").read_text()
    assert "told_word_check" in log
    assert "(agda)" not in log


def test_valkey_answers_with_its_password_only(lasting: Run) -> None:
    url = lasting.started()["REDIS_URL"]
    with redis.from_url(url) as knows, redis.from_url(url.replace(url[9:].split("@")[0], "wrong")) as guesses:
        assert knows.ping() is True
        with pytest.raises(redis.AuthenticationError):
            guesses.ping()


def test_a_second_run_is_told_that_the_first_is_running(lasting: Run, embedded: Callable[..., Run]) -> None:
    second = embedded("--", "true", folder=lasting.folder)
    assert second.wait() == (
        1,
        "",
        f"Already running from {lasting.folder} (process {lasting.process.pid}). Stop that one first.\n",
    )


def test_the_commands_exit_code_is_passed_on_and_nothing_is_left(embedded: Callable[..., Run]) -> None:
    run = embedded("--throwaway", "--", "sh", "-c", 'echo "$PATIENTKONTRAKT_RUN"; exit 7')
    code, out, err = run.wait()
    assert (code, err) == (7, "")
    assert not processes.marked(f"PATIENTKONTRAKT_RUN={out.strip()}")
    assert out.startswith("/")
    assert not (run.folder / "postgres.pid").exists()


def test_an_interrupt_stops_everything(embedded: Callable[..., Run]) -> None:
    run = embedded("--", "sh", "-c", STAYS)
    run.started()
    servers = run.servers()
    run.process.send_signal(signal.SIGINT)
    assert run.wait()[0] == 128 + signal.SIGINT
    assert len(servers) == 2
    assert [pid for pid in servers if processes.birth(pid)] == []
    assert run.left() == []


def test_a_kill_leaves_no_child_and_loses_no_data(embedded: Callable[..., Run]) -> None:
    first = embedded("--", "sh", "-c", STAYS)
    with psycopg.connect(first.started()["DATABASE_OWNER_URL"], autocommit=True) as owner:
        owner.execute("CREATE TABLE kept AS SELECT 'still here' AS word")
    first.kill()
    until(lambda: first.left() == [])
    again = embedded("--", "sh", "-c", STAYS, folder=first.folder)
    with psycopg.connect(again.started()["DATABASE_URL"]) as app:
        assert app.execute("SELECT word FROM kept").fetchone() == ("still here",)


def test_what_a_kill_of_everything_leaves_is_ended_by_the_next_run(embedded: Callable[..., Run]) -> None:
    first = embedded("--", "sh", "-c", STAYS)
    first.started()
    first.kill_all_but_grandchildren()
    assert len(first.left()) == 1
    embedded("--", "true", folder=first.folder, REDIS_URL="redis://127.0.0.1:1/0").wait()  # gets no further
    assert first.left() == []


def test_a_taken_port_is_one_line_before_anything_starts(embedded: Callable[..., Run]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        run = embedded("--port", str(port), "--", "true")
        assert run.wait() == (1, "", f"Port {port} is taken. Choose another: PORT={port + 1} make run\n")
    assert not (run.folder / "postgres.pid").exists()


def test_it_says_when_the_program_answers(lasting: Run, embedded: Callable[..., Run]) -> None:
    urls = {name: lasting.started()[name] for name in ("DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL")}
    port = processes.free_port()
    serve = f'python3 -m http.server --bind 127.0.0.1 {port} >"$FOLDER/http.log" 2>&1'
    run = embedded("--port", str(port), "--", "sh", "-c", serve, **urls)
    assert run.process.stdout is not None
    assert run.process.stdout.readline() == f"Patientkontrakt is running: http://127.0.0.1:{port}/\n"


def test_a_signal_to_make_alone_stops_everything(embedded: Callable[..., Run], tmp_path: Path) -> None:
    run = embedded("--tied", "--", "sh", "-c", STAYS, through_make_in=tmp_path)
    run.started()
    run.process.send_signal(signal.SIGINT)
    run.wait()
    assert run.left() == []
