"""A query whose SQL is made once a process, and run with new values each time.

Django spends ten times longer on making the SQL of a section than Postgres and psycopg spend on running it, and the
SQL is the same for every patient. What changes stands in it as a `Param`.
"""

import re
from collections import namedtuple
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import connection
from django.db.models import Expression, Field, QuerySet
from psycopg import _queries
from psycopg.sql import Literal
from psycopg.types.datetime import TimestamptzLoader

# psycopg finds the places of a statement once, unless it is longer than this. Those of the plan are.
_queries.MAX_CACHED_STATEMENT_LENGTH = 20_000


class Param(Expression):
    """A place for a value that is known when the query runs. Works wherever a value does in filter and annotate."""

    def __init__(self, name: str, output_field: "Field[Any, Any]") -> None:
        super().__init__(output_field=output_field)
        self.name = name

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        return "%s", [self]


def with_words(sql: str, params: Sequence[Any]) -> tuple[str, list[Any]]:
    """The words that are always the same stand in the statement: names of fields, statuses that an index is made for.

    They are the program's own. What a patient or a moment decides is a `Param`, and stays one.
    """
    left, given = list[Any](), iter(params)

    def place(found: re.Match[str]) -> str:
        if found[0] == "%%":
            return "%%"
        value = next(given)
        if isinstance(value, str):
            return Literal(str(value)).as_string().replace("%", "%%")
        left.append(value)
        return "%s"

    return re.sub(r"%[%s]", place, sql), left


class Prepared:
    """A `values_list` queryset, ready to run. Its rows are named tuples; a dot in a path is `__`, as in Django."""

    def __init__(self, queryset: QuerySet[Any, Any]) -> None:
        compiler: Any = queryset.query.get_compiler(connection=connection)
        self.sql, self.params = with_words(*compiler.as_sql())
        self.converters = compiler.get_converters([column[0] for column in compiler.select])
        self.apply_converters = compiler.apply_converters
        # values_list keeps the order it was asked in (Django 5.2).
        self.row: Any = namedtuple  # noqa: PYI024 -- its fields are known when it runs
        self.row = self.row("Row", compiler.query.selected)

    def ask(self, values: Mapping[str, Any]) -> "Asked":
        """Send it. A `Param` without a value raises KeyError."""
        params = [values[each.name] if isinstance(each, Param) else each for each in self.params]
        cursor = connection.cursor()
        # Django's own is in Python, and puts the zone of the connection in place of the zone of the connection.
        cursor.cursor.adapters.register_loader("timestamptz", TimestamptzLoader)
        cursor.execute(self.sql, params)
        return Asked(self, cursor)

    def run(self, values: Mapping[str, Any]) -> list[Any]:
        """Send it and wait."""
        return self.ask(values).rows()


class Asked:
    """A query that is on its way."""

    def __init__(self, prepared: Prepared, cursor: Any) -> None:
        self.prepared, self.cursor = prepared, cursor

    def rows(self) -> list[Any]:
        """What it found. Inside `together`, only after it."""
        with self.cursor as cursor:
            rows = cursor.fetchall()
        if self.prepared.converters:
            rows = self.prepared.apply_converters(rows, self.prepared.converters)
        return [self.prepared.row._make(row) for row in rows]


@contextmanager
def together() -> Iterator[None]:
    """Queries asked in here go to the database in one letter, and are answered in one."""
    connection.ensure_connection()
    with connection.wrap_database_errors, connection.connection.pipeline():
        yield
