"""Each guard is shown what it is there to see, and goes red."""

from pathlib import Path

import pytest
from django.db import models
from django.test.utils import isolate_apps

from tests.guards.admin import patients_in_admin
from tests.guards.grants import accesses_made_elsewhere
from tests.guards.keys import keys_pointing_up
from tests.guards.rows import rows_read_past_the_gate
from tests.guards.sql import sql_by_hand
from tests.guards.tree import Sources
from tests.guards.views import views_that_query


def a_file(name: str, source: str) -> Sources:
    return {Path(name): source}


def model_in(app: str, name: str, **fields: models.Field) -> type[models.Model]:
    meta = type("Meta", (), {"app_label": app})
    return type(name, (models.Model,), {"__module__": __name__, "Meta": meta, **fields})


@isolate_apps("people", "agreements", "steps")
def test_a_key_that_points_up_or_sideways_is_seen() -> None:
    up = model_in("people", "Up", plan=models.ForeignKey("plans.StatutoryPlan", on_delete=models.PROTECT))
    many = model_in("people", "Many", steps=models.ManyToManyField("steps.Step"))
    sideways = model_in("agreements", "Side", at=models.ForeignKey("bookings.Booking", on_delete=models.PROTECT))
    down = model_in("steps", "Down", patient=models.ForeignKey("people.Patient", on_delete=models.PROTECT))
    assert keys_pointing_up([up, many, sideways, down]) == [
        "people.Up.plan points up at plans",
        "people.Many.steps points up at steps",
        "agreements.Side.at points up at bookings",
    ]


@pytest.mark.parametrize(
    "source",
    [
        "access = Access(patient=patient)",
        "import access.grants\naccess.grants.UnitAccess(unit=1)",
        "from access.grants import Access as A\nA(patient=patient)",
        "from dataclasses import replace\nreplace(access, may=ALL)",
        "import dataclasses\ndataclasses.replace(access, may=ALL)",
    ],
)
def test_an_access_made_elsewhere_is_seen(source: str) -> None:
    assert len(accesses_made_elsewhere(a_file("plans/views.py", source))) == 1
    assert accesses_made_elsewhere(a_file("access/gate.py", source)) == []


@pytest.mark.parametrize(
    "source",
    [
        "Booking.objects.all()",
        "Booking.objects.filter(patient=access.patient)",
        "Booking._default_manager.count()",
        "bookings.models.Booking.objects.get(pk=1)",
        "from bookings.models import Booking as B\nB.objects.first()",
        "rows = Booking.objects.booked()\nrows.visible_to(access)",
        "show(Booking.objects)",
        "Booking.objects.filter(public_id=key, author=me, patient=patient)",
        "Booking.objects.create(patient=patient)",
        "Commitment.objects.filter(agreement=agreement)",
        "Commitment.objects.filter(agreement__in=Agreement.objects.current())",
        "Goal.objects.filter(what=OuterRef('what'))",
        "def rows():\n    return Booking.objects.all()\nelsewhere(rows)",
    ],
)
def test_rows_read_past_the_gate_are_seen(source: str) -> None:
    assert rows_read_past_the_gate(a_file("plans/page.py", source), {}) != []
    assert rows_read_past_the_gate(a_file("plans/page.py", source), {"plans/page.py": "stated"}) == []


@pytest.mark.parametrize(
    "source",
    [
        "Booking.objects.booked().visible_to(access).filter(pk=1).update(status=x)",
        "Booking.objects.order_by('pk').listed_for(access)",
        "READING = Reading(lambda: Booking.objects.filter(starts_at__gte=SINCE), FIELDS)",
        "def rows():\n    return Booking.objects.all()\nREADING = Reading(rows, FIELDS)",
        "Booking.objects.create(patient=patient)",
        "Booking.objects.filter(public_id=key, author=access.professional_id, patient=access.patient).first()",
        "Commitment.objects.filter(agreement=OuterRef('pk')).values('what')",
        "Commitment.objects.filter(agreement__in=Agreement.objects.visible_to(access))",
        "Professional.objects.all()",
    ],
)
def test_rows_read_through_the_gate_are_let_be(source: str) -> None:
    assert rows_read_past_the_gate(a_file("plans/services.py", source), {}) == []


@pytest.mark.parametrize(
    "name",
    [
        "plans/views.py",
        "plans/api.py",
        "plans/forms.py",
        "plans/views/patients.py",
        "plans/own_views.py",
        "plans/api/own.py",
    ],
)
@pytest.mark.parametrize(
    "source",
    [
        "Login.objects.first()",
        "Patient._default_manager.get(pk=1)",
        "get_object_or_404(Patient, pk=1)",
        "get_object_or_404(bookings.models.Booking, pk=1)",
    ],
)
def test_a_view_that_asks_the_database_is_seen(name: str, source: str) -> None:
    assert len(views_that_query(a_file(name, source))) == 1
    assert views_that_query(a_file("plans/page.py", source)) == []


@pytest.mark.parametrize("source", ["connection.cursor()", "Booking.objects.raw('SELECT 1')", "RawSQL('1', [])"])
def test_sql_by_hand_is_seen(source: str) -> None:
    assert sql_by_hand(a_file("plans/page.py", source), {}) == ["plans/page.py:1 speaks SQL"]


@pytest.mark.parametrize(
    ("source", "seen"),
    [
        ("@admin.register(Booking)\nclass A: ...", ["plans/admin.py:1 shows Booking in admin"]),
        ("admin.site.register([CareUnit, Entry])", ["plans/admin.py:1 shows Entry in admin"]),
        ("admin.site.register(people.models.Identity, A)", ["plans/admin.py:1 shows Identity in admin"]),
        ("@register(Commitment)\nclass A: ...", ["plans/admin.py:1 shows Commitment in admin"]),
        ("admin.site.register(CareUnit)", []),
    ],
)
def test_a_patient_in_admin_is_seen(source: str, seen: list[str]) -> None:
    assert patients_in_admin(a_file("plans/admin.py", source)) == seen
