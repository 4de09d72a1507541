"""The application's role can add to the log and read it, and nothing else. The owner migrates."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import ProgrammingError, connection, transaction

from audit.models import Entry
from audit.services import Actor, record
from tests.factories import PROGRAM, World
from tests.log import lines

CHANGES = [
    "UPDATE audit_entry SET actor_name = 'Ingen'",
    "UPDATE audit_entry_default SET actor_name = 'Ingen'",
    "DELETE FROM audit_entry",
    "TRUNCATE audit_entry",
    "DROP TABLE audit_entry",
    "DROP TABLE audit_entry_default",
    "ALTER TABLE audit_entry DISABLE TRIGGER ALL",
    "ALTER TABLE audit_entry OWNER TO CURRENT_USER",
    "ALTER TABLE audit_entry DETACH PARTITION audit_entry_default",
    "ALTER TABLE audit_entry DROP CONSTRAINT audit_entry_action",
    "INSERT INTO audit_entry_default SELECT * FROM audit_entry",
    "SELECT setval('audit_entry_id_seq', 1)",
    "CREATE RULE quiet AS ON INSERT TO audit_entry DO INSTEAD NOTHING",
    "CREATE TABLE public.own ()",
    "CREATE OR REPLACE FUNCTION audit_transaction_id() RETURNS bigint LANGUAGE sql AS 'SELECT 1::bigint'",
]


def run(statement: str, *values: Any) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall() if cursor.description else []


@pytest.mark.parametrize("change", CHANGES)
def test_the_application_cannot_change_the_log(world: World, change: str) -> None:
    assert world.agda
    before = lines("pk", "actor_name", "what")
    with (
        pytest.raises(ProgrammingError, match=r"permission denied|must be owner|must be able to SET ROLE"),
        transaction.atomic(),
    ):
        run(change)
    assert before
    assert lines("pk", "actor_name", "what") == before


def test_the_application_cannot_change_a_month_of_the_log(world: World) -> None:
    for name in partitions():
        for change in ("UPDATE {} SET actor_name = ''", "DELETE FROM {}", "SELECT 1 FROM {}"):
            with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
                run(change.format(name))


def test_the_application_cannot_give_itself_more(world: World, role: str) -> None:
    """Postgres answers a grant that one may not give with a warning alone."""
    assert world.agda
    run(f"GRANT ALL ON audit_entry TO {role}")
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        run("DELETE FROM audit_entry")


def test_the_application_may_only_read_and_add(db: None, role: str) -> None:
    granted = run(
        "SELECT privilege_type FROM information_schema.table_privileges WHERE table_name = 'audit_entry' "
        "AND grantee = %s ORDER BY 1",
        role,
    )
    assert granted == [("INSERT",), ("SELECT",)]


def test_the_application_is_neither_owner_nor_superuser(db: None, role: str) -> None:
    owners = {owner for (owner,) in run("SELECT DISTINCT tableowner FROM pg_tables WHERE schemaname = 'public'")}
    assert len(owners) == 1
    assert role not in owners
    rights = run("SELECT rolsuper, rolcreaterole, rolcreatedb, rolbypassrls FROM pg_roles WHERE rolname = %s", role)
    assert rights == [(False, False, False, False)]
    assert run("SELECT pg_has_role(%s, %s, 'MEMBER')", role, owners.pop()) == [(False,)]


def partitions() -> list[str]:
    return [
        name
        for (name,) in run("SELECT inhrelid::regclass::text FROM pg_inherits WHERE inhparent = 'audit_entry'::regclass")
    ]


def test_a_line_carries_the_number_of_its_transaction(world: World) -> None:
    record(Actor(), now=world.now)
    assert world.agda
    (number,) = run("SELECT pg_current_xact_id()::text::bigint")[0]
    assert set(lines("transaction")) == {number}


def test_the_words_of_the_log_are_kept_by_the_database(world: World) -> None:
    for change, constraint in (("action", "action"), ("how", "how"), ("actor_kind", "actor_kind")):
        row = {"action": "read", "how": "page", "actor_kind": "staff", change: "x"}
        with (
            pytest.raises(Exception, match=f"audit_entry_{constraint}"),
            transaction.atomic(),
        ):
            Entry.objects.create(at=world.now, what="plan", **row)


def test_a_line_outlives_what_it_names(world: World) -> None:
    """No foreign keys: nothing that is removed takes a line with it, and nothing is looked up to write one."""
    assert [field.name for field in Entry._meta.local_fields if field.remote_field] == []
    record(PROGRAM, now=datetime(1999, 1, 1, tzinfo=UTC))
    assert run("SELECT count(*) FROM pg_constraint WHERE conrelid = 'audit_entry'::regclass AND contype = 'f'") == [
        (0,)
    ]
