"""What is written is sealed, and what the owner of the tables does to it afterwards is found."""

import os
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from io import StringIO
from typing import Any
from unittest.mock import patch

import psycopg
import pytest
from django.core.management import CommandError, call_command
from django.db import ProgrammingError, connection, transaction

from audit.digests import SEALED
from audit.models import Action, Entry, How, Seal
from audit.sealing import NumbersWentBack, seal_log
from audit.services import Actor, Deed, record
from audit.tasks import seal
from audit.verifying import verify
from patientkontrakt.embedded import roles
from patientkontrakt.embedded.urls import Url
from tests.factories import PROGRAM
from tests.together import at_once

NOW = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
PATIENCE = 60  # seconds: somebody else's transaction in the same server may hold the seals back


def write(*words: str, at: datetime = NOW) -> None:
    for word in words:
        record(PROGRAM, Deed(Action.WRITE, word, How.TASK), now=at)


def seal_all(*, now: datetime = NOW) -> None:
    """Until nothing waits: tests beside this one have transactions too."""
    until = time.monotonic() + PATIENCE
    while Seal.objects.count() == 0 or Entry.objects.filter(transaction__gte=_last().until).exists():
        assert time.monotonic() < until, "the lines were not sealed"
        seal_log(now=now)


def _last() -> Seal:
    return Seal.objects.latest("number")


@contextmanager
def as_owner() -> Iterator[psycopg.Connection]:
    url = Url.read(os.environ["DATABASE_OWNER_URL"], variable="DATABASE_OWNER_URL")
    with roles.connect(url.but(dbname=connection.settings_dict["NAME"])) as owner:
        yield owner


def owner_does(*statements: str, **values: Any) -> None:
    with as_owner() as owner:
        for statement in statements:
            owner.execute(statement, values)


def ids() -> dict[str, int]:
    """The line that says a word."""
    return dict(Entry.objects.values_list("what", "id"))


def found(**options: str) -> dict[int, str]:
    return verify(now=NOW, **options).lines


@pytest.fixture
def sealed(own_database: None) -> dict[str, int]:
    """Four lines in two seals, and their ids by what they say."""
    write("one", "two")
    seal_all()
    write("three", "four")
    seal_all()
    return ids()


def test_what_nobody_has_touched_is_whole(sealed: dict[str, int]) -> None:
    verdict = verify(now=NOW)
    assert (verdict.is_whole, verdict.sealed, verdict.unsealed, verdict.no_longer_kept) == (True, 4, 0, 0)


def test_each_seal_holds_the_hash_of_the_one_before(sealed: dict[str, int]) -> None:
    seals = list(Seal.objects.order_by("number"))
    assert [each.number for each in seals] == list(range(1, len(seals) + 1))
    assert [each.previous for each in seals] == ["0" * 64, *(each.hash for each in seals[:-1])]
    assert [each.since for each in seals] == [0, *(each.until for each in seals[:-1])]


def test_a_line_that_was_removed_is_named(sealed: dict[str, int]) -> None:
    owner_does("DELETE FROM audit_entry WHERE what = 'three'")
    assert found() == {sealed["three"]: "removed"}


def test_a_line_that_was_changed_in_any_column_is_named(sealed: dict[str, int]) -> None:
    others = {
        "at": "at + interval '1 microsecond'", "action": "'read'", "how": "'page'", "actor_kind": "'staff'",
        "emergency": "true", **dict.fromkeys(("patient", "object", "actor", "assignment"), "gen_random_uuid()"),
    }  # fmt: skip
    with as_owner() as owner:
        owner.execute("CREATE TEMPORARY TABLE was AS SELECT * FROM audit_entry")
        for column in (name for name in SEALED if name != "transaction"):
            new = others.get(column, "'else'")
            owner.execute(f"UPDATE audit_entry SET {column} = {new} WHERE id = {sealed['two']}")  # noqa: S608 -- our own names
            assert (column, found()) == (column, {sealed["two"]: "changed"})
            owner.execute(f"UPDATE audit_entry SET {column} = was.{column} FROM was WHERE audit_entry.id = was.id")  # noqa: S608 -- the same
    assert found() == {}


def test_a_line_that_was_slipped_in_is_named(sealed: dict[str, int]) -> None:
    columns = ", ".join(each for each in SEALED if each != "what")
    owner_does(
        f"INSERT INTO audit_entry (id, what, {columns}) SELECT 9999, 'new', {columns} FROM audit_entry "  # noqa: S608 -- our own names
        "WHERE what = 'one'"
    )
    assert found() == {9999: "inserted"}


def test_a_copy_of_a_line_under_its_own_id_is_named(sealed: dict[str, int]) -> None:
    columns = ", ".join(each for each in SEALED if each != "at")
    owner_does(
        f"INSERT INTO audit_entry (id, at, {columns}) SELECT id, at - interval '1 day', {columns} FROM audit_entry "  # noqa: S608 -- our own names
        "WHERE what = 'one'"
    )
    assert found() == {sealed["one"]: "inserted"}


def test_lines_that_have_changed_places_are_named(sealed: dict[str, int]) -> None:
    for what, number in (("one", -1), ("two", sealed["one"]), ("one", sealed["two"])):
        owner_does("UPDATE audit_entry SET id = %(number)s WHERE what = %(what)s", number=number, what=what)
    assert found() == {sealed["one"]: "moved", sealed["two"]: "moved"}


def test_a_line_that_was_moved_to_another_seal_is_named(sealed: dict[str, int]) -> None:
    owner_does(
        "UPDATE audit_entry SET transaction = (SELECT transaction FROM audit_entry WHERE what = 'four') "
        "WHERE what = 'one'"
    )
    assert found() == {sealed["one"]: "changed"}


def test_a_line_with_a_new_id_is_known_again(sealed: dict[str, int]) -> None:
    owner_does("UPDATE audit_entry SET id = 9999 WHERE what = 'two'")
    assert found() == {sealed["two"]: "moved"}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("UPDATE audit_seal SET contents = contents || '\\x00'::bytea WHERE number = 1", {1: "is changed"}),
        ("UPDATE audit_seal SET at = at + interval '1 hour' WHERE number = 2", {2: "is changed"}),
        ("DELETE FROM audit_seal WHERE number = 1", {2: "does not follow the seal before"}),
    ],
)
def test_a_seal_that_was_touched_is_named(own_database: None, change: str, said: dict[int, str]) -> None:
    for word in ("one", "two", "three"):
        write(word)
        seal_all()
    owner_does(change)
    assert verify(now=NOW).seals == said


def test_who_rewrites_line_and_seals_is_found_by_the_hash_kept_elsewhere(sealed: dict[str, int]) -> None:
    head = verify(now=NOW).head
    assert verify(now=NOW, remembered=head).is_whole
    owner_does("DELETE FROM audit_entry WHERE what = 'four'", "DELETE FROM audit_seal")
    seal_all()
    assert verify(now=NOW).is_whole
    assert verify(now=NOW, remembered=head).seals == {
        int(head.split(":")[0]): "is gone, or is not the one that is remembered"
    }


def test_lines_that_wait_are_counted_and_a_sealer_that_has_stopped_is_told(sealed: dict[str, int]) -> None:
    write("five", at=NOW - timedelta(minutes=11))
    write("six")
    until = time.monotonic() + PATIENCE
    while not (verdict := verify(now=NOW)).waiting_since:
        assert time.monotonic() < until
    assert (verdict.is_whole, verdict.unsealed, verdict.waiting_since) == (True, 2, NOW - timedelta(minutes=11))
    seal_all()
    assert (verify(now=NOW).unsealed, verify(now=NOW).waiting_since) == (0, None)


def test_what_is_older_than_five_years_may_be_gone(own_database: None) -> None:
    write("old", at=NOW - timedelta(days=5 * 366 + 1))
    seal_all()
    write("new", at=NOW - timedelta(days=5 * 365))
    seal_all()
    owner_does("DELETE FROM audit_entry")
    verdict = verify(now=NOW)
    assert (verdict.no_longer_kept, list(verdict.lines.values())) == (1, ["removed"])


def test_a_line_of_a_transaction_that_is_not_over_is_not_sealed_and_none_after_it(own_database: None) -> None:
    with as_owner() as other, other.transaction():
        other.execute("SELECT pg_current_xact_id()")
        write("after")
        assert seal_log(now=NOW) == 0
    assert not Seal.objects.exists()
    seal_all()
    assert verify(now=NOW).sealed == 1


def test_two_sealers_at_once_do_not_fork_the_chain(own_database: None) -> None:
    for _ in range(5):
        write("line", "line", "line")
        at_once(*[lambda: seal_log(now=NOW)] * 4)
    seal_all()
    verdict = verify(now=NOW)
    assert (verdict.is_whole, verdict.sealed) == (True, 15)


def test_many_lines_become_many_seals_and_a_transaction_is_never_parted(own_database: None) -> None:
    deeds = [Deed(Action.WRITE, f"w{number}", How.TASK) for number in range(7)]
    record(PROGRAM, *deeds, now=NOW)
    write("a", "b", "c", "d")
    with patch("audit.sealing.LINES", 3), patch("audit.verifying.LINES", 4):
        seal_all()
        verdict = verify(now=NOW)
    assert list(Seal.objects.values_list("rows", flat=True)) == [7, 3, 1]
    assert (verdict.is_whole, verdict.sealed) == (True, 11)


def test_a_server_that_counts_from_below_is_not_sealed_in_silence(sealed: dict[str, int]) -> None:
    owner_does("UPDATE audit_seal SET until = until + 1000000000 WHERE number = (SELECT max(number) FROM audit_seal)")
    with pytest.raises(NumbersWentBack):
        seal_log(now=NOW)


def test_the_command_names_what_is_wrong_and_fails(sealed: dict[str, int]) -> None:
    said = StringIO()
    call_command("verify_log", stdout=said)
    head = re.search(r"kept elsewhere: ([0-9]+:[0-9a-f]{64})", said.getvalue())
    assert head
    assert "4 lines are sealed; 0 wait for a seal." in said.getvalue()
    owner_does("DELETE FROM audit_entry WHERE what = 'one'")
    with pytest.raises(CommandError, match="not what was sealed"):
        call_command("verify_log", remembered=head.group(1), stdout=said)
    assert f"Line {sealed['one']} was removed." in said.getvalue()
    with pytest.raises(CommandError, match="the number of a seal"):
        call_command("verify_log", remembered="7", stdout=said)


def test_the_minute_task_seals(own_database: None) -> None:
    write("one")
    until = time.monotonic() + PATIENCE
    while not Seal.objects.exists():
        assert time.monotonic() < until
        seal()
    assert verify(now=NOW).sealed == 1


@pytest.mark.parametrize(
    "change",
    ["UPDATE audit_seal SET rows = 1", "DELETE FROM audit_seal", "TRUNCATE audit_seal", "DROP TABLE audit_seal"],
)
def test_the_application_cannot_change_a_seal(db: None, change: str) -> None:
    with (
        pytest.raises(ProgrammingError, match=r"permission denied|must be owner"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(change)


def test_a_seal_covers_every_column_of_a_line() -> None:
    assert set(SEALED) == {field.name for field in Entry._meta.get_fields()} - {"id"}


def test_a_month_younger_than_five_years_cannot_be_dropped(own_database: None) -> None:
    with as_owner() as owner:
        for month in ("now()", "now() - interval '4 years 11 months'", "now() - interval '5 years'"):
            with pytest.raises(psycopg.errors.RaiseException, match="younger than five years"):
                owner.execute(f"SELECT audit_drop_month(({month})::date)")
        owner.execute("SELECT audit_make_partition('2019-03-01'), audit_drop_month('2019-03-17')")
        assert owner.execute("SELECT to_regclass('audit_entry_2019_03')").fetchone() == (None,)
    with pytest.raises(ProgrammingError, match="permission denied"), connection.cursor() as cursor:
        cursor.execute("SELECT audit_drop_month('2019-03-01')")


def test_nobody_waits_for_the_sealer(own_database: None) -> None:
    """It takes no lock that a writer meets: a line is written while a seal is being made."""
    write("one")
    with transaction.atomic():
        seal_log(now=NOW)
        with as_owner() as owner:
            owner.execute("SET lock_timeout = '1s'")
            columns = ", ".join(SEALED)
            owner.execute(f"INSERT INTO audit_entry ({columns}) SELECT {columns} FROM audit_entry LIMIT 1")  # noqa: S608 -- our own names
    record(Actor(), Deed(Action.READ, "plan", How.PAGE), now=NOW)
    assert Entry.objects.count() == 3
