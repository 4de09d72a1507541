"""What the log says."""

from typing import Any

from audit.models import Entry


def lines(*fields: str, **which: Any) -> list[Any]:
    """The lines in the order they were written; values alone when one field is asked for."""
    rows = Entry.objects.filter(**which).order_by("pk")
    return list(rows.values_list(*fields, flat=len(fields) == 1))
