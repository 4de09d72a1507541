"""Every door × everybody × what is behind it. A cell is asked with data that would do, and undone."""

import pytest

from tests.matrix import of_api, of_knowledge, of_nobody, of_patients, of_rows, of_staff, of_templates, of_units
from tests.matrix.answers import NOT_THERE
from tests.matrix.asking import Asker
from tests.matrix.doors import Door

DOORS = (
    *of_nobody.DOORS, *of_staff.DOORS, *of_rows.DOORS, *of_patients.DOORS, *of_units.DOORS, *of_templates.DOORS,
    *of_knowledge.DOORS, *of_api.DOORS,
)  # fmt: skip


@pytest.mark.parametrize("door", DOORS, ids=str)
def test_each_door_answers_each_person_as_stated(door: Door, asker: Asker) -> None:
    """And whoever is told that something is not there is told so in the same bytes, whether it is or not."""
    wrong, told = [], {}
    for case in door.cases:
        url, data = door.url(case, asker.scene), case.sends(asker.scene)
        for role in case.asks:
            got = asker.asks(role, door.method, url, data)
            if got.answer != case.due[role]:
                wrong.append(f"{role}, {case.about}: {got.answer}, not {case.due[role]}")
            if got.answer == NOT_THERE:
                told.setdefault(role, set()).add(got.told)
    assert "\n".join(wrong) == ""
    assert {role: len(each) for role, each in told.items() if len(each) > 1} == {}
