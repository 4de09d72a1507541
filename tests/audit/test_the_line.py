"""What is written is all that the log has room for."""

from audit.models import Entry
from audit.services import LINE

GIVEN_BY_POSTGRES = {"id", "transaction"}


def test_a_line_fills_every_column() -> None:
    assert set(LINE) == {field.name for field in Entry._meta.get_fields()} - GIVEN_BY_POSTGRES
