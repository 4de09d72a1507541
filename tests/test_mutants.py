"""`make mutants` takes long and is run apart. That its edits still fit the code is seen here."""

import pytest

from tests.guards.tree import ROOT
from tests.mutants.edits import EDITS, Edit


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: f"{edit.file}: {edit.removes}")
def test_each_edit_takes_something_away(edit: Edit) -> None:
    assert (ROOT / edit.file).read_text().count(edit.old) == 1
    assert edit.new != edit.old
