"""Naming what is above one is seen, in modules and in templates."""

from pathlib import Path

import pytest

from tests.guards.names import names_pointing_up

PATIENTS = "names the address patients of plans"
PARTS = "names the template plans/parts.html of plans"


@pytest.mark.parametrize(
    ("name", "source", "seen"),
    [
        ("people/mail.py", 'reverse("patients")', PATIENTS),
        ("access/views.py", 'redirect("start" if asked else "patients")', PATIENTS),
        ("steps/pdf.py", 'render(request, "plans/parts.html")', PARTS),
        ("bookings/pdf.py", 'render(request, "contacts/a.html")', "names the template contacts/a.html of contacts"),
    ],
)
def test_a_module_that_names_what_is_above_it_is_seen(name: str, source: str, seen: str) -> None:
    assert names_pointing_up({Path(name): source}, {}) == [f"{name} {seen}"]


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("people/mail.py", 'reverse("my_plan"); reverse("patient_plan"); redirect("start")'),
        ("plans/views.py", 'redirect("patients"); render(request, "plans/plan.html")'),
        ("patientkontrakt/views.py", 'redirect("patients"); render(request, "start.html")'),
    ],
)
def test_what_is_below_and_the_names_of_the_root_may_be_named(name: str, source: str) -> None:
    assert names_pointing_up({Path(name): source}, {}) == []


@pytest.mark.parametrize(
    ("name", "source", "seen"),
    [
        ("components/x.html", '{{ url("patients") }}', PATIENTS),
        ("components/x.html", '{% include "plans/parts.html" %}', PARTS),
        ("access/x.html", '{%- from "plans/parts.html" import a %}', PARTS),
        ("access/x.html", "<a href=\"{{ url('patients') }}\">", PATIENTS),
        ("access/x.html", '{% extends "start.html" %}', "names the template start.html of patientkontrakt"),
    ],
)
def test_a_template_that_names_what_is_above_it_is_seen(name: str, source: str, seen: str) -> None:
    assert names_pointing_up({}, {Path(name): source}) == [f"{name} {seen}"]


@pytest.mark.parametrize("frame", ["base.html", "patient_page.html"])
def test_a_template_may_name_the_frames_the_components_and_the_addresses_of_the_root(frame: str) -> None:
    source = f'{{% extends "{frame}" %}}{{% from "components/tag.html" import tag %}}{{{{ url("start") }}}}'
    assert names_pointing_up({}, {Path("access/x.html"): source}) == []
