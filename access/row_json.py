"""The rows of another table in an array of the row they belong to, so that a section is one statement."""

from typing import Any

from django.db.models.functions import JSONObject


class RowJson(JSONObject):
    """JSON that is written as text, from PostgreSQL 16 on. It is read here and nowhere in the database, and Postgres
    takes twice as long to make jsonb of it first. What stands inside another is a `JSONObject`.
    """

    def as_native(self, compiler: Any, connection: Any, *, returning: str, **extra_context: Any) -> tuple[str, Any]:
        sql: tuple[str, Any] = super().as_native(compiler, connection, returning="TEXT", **extra_context)
        return sql
