"""The log lies in months, made ahead of time by a function that belongs to the owner."""

from datetime import UTC, date, datetime

import pytest
from django.db import ProgrammingError, connection, transaction

from audit.models import Action, Entry, How
from audit.services import Deed, make_partitions, record
from audit.tasks import MONTHS_AHEAD, keep_partitions_ahead
from tests.factories import PROGRAM

FAR = datetime(2090, 5, 17, 12, tzinfo=UTC)


def lies_in(year: int) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tableoid::regclass::text FROM audit_entry WHERE extract(year FROM at) = %s ORDER BY at", [year]
        )
        return [name for (name,) in cursor.fetchall()]


def months() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT inhrelid::regclass::text FROM pg_inherits WHERE inhparent = 'audit_entry'::regclass")
        return {name for (name,) in cursor.fetchall()}


def indexed(table: str) -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT substring(indexdef FROM '[(].*') FROM pg_indexes WHERE tablename = %s", [table])
        return {columns for (columns,) in cursor.fetchall()}


def write(*moments: datetime) -> None:
    for at in moments:
        record(PROGRAM, Deed(Action.WRITE, "test", How.TASK), now=at)


def test_the_application_makes_the_months_to_come(db: None) -> None:
    assert make_partitions(first=date(2090, 11, 30), months=3) == [
        "audit_entry_2090_11",
        "audit_entry_2090_12",
        "audit_entry_2091_01",
    ]
    assert {"audit_entry_2090_11", "audit_entry_2090_12", "audit_entry_2091_01"} <= months()


def test_a_month_made_later_finds_the_lines_of_a_provider_and_of_a_patient_as_the_others_do(db: None) -> None:
    make_partitions(first=date(2090, 5, 1), months=1)
    assert indexed("audit_entry_2090_05") == indexed("audit_entry_2026_11")
    assert "(provider, at)" in indexed("audit_entry_2090_05")


def test_making_a_month_twice_is_making_it_once(db: None) -> None:
    make_partitions(first=date(2090, 5, 1), months=1)
    before = months()
    assert make_partitions(first=date(2090, 5, 31), months=1) == ["audit_entry_2090_05"]
    assert months() == before


def test_a_line_lies_in_its_month_by_utc(db: None) -> None:
    make_partitions(first=date(2090, 5, 1), months=2)
    write(FAR, datetime(2090, 5, 31, 23, 59, 59, 999999, tzinfo=UTC), datetime(2090, 6, 1, tzinfo=UTC))
    assert lies_in(2090) == ["audit_entry_2090_05", "audit_entry_2090_05", "audit_entry_2090_06"]


def test_a_line_without_a_month_of_its_own_lands_in_the_default(db: None) -> None:
    write(FAR)
    assert lies_in(2090) == ["audit_entry_default"]


def test_a_month_that_has_lines_in_the_default_stays_there_and_the_others_are_made(db: None) -> None:
    write(FAR)
    assert make_partitions(first=date(2090, 4, 1), months=3) == [
        "audit_entry_2090_04",
        "audit_entry_default",
        "audit_entry_2090_06",
    ]
    write(FAR)
    assert lies_in(2090) == ["audit_entry_default"] * 2


def test_a_month_made_by_the_application_is_as_closed_to_it_as_the_others(db: None) -> None:
    make_partitions(first=date(2090, 5, 1), months=1)
    write(FAR)
    for change in ("UPDATE audit_entry_2090_05 SET what = ''", "DELETE FROM audit_entry_2090_05"):
        with (
            pytest.raises(ProgrammingError, match="permission denied"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(change)
    assert Entry.objects.filter(at=FAR).count() == 1


def test_the_first_migration_made_this_month_and_the_next(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT 'audit_entry_' || to_char(now() + make_interval(months => n), 'YYYY_MM') "
            "FROM generate_series(0, 11) AS n"
        )
        wanted = {name for (name,) in cursor.fetchall()}
    assert wanted <= months()
    assert "audit_entry_default" in months()


def test_the_nightly_task_keeps_months_ready(now: datetime, db: None) -> None:
    keep_partitions_ahead()
    ahead = {f"audit_entry_2026_{month:02}" for month in (11, 12)} | {"audit_entry_2027_01", "audit_entry_2027_02"}
    assert len(ahead) == MONTHS_AHEAD
    assert ahead <= months()
