"""A query whose SQL is made once: what never changes stands in it, what does is given each time."""

from django.db.models import CharField, F

from access.prepared import Param, Prepared, with_words
from bookings.models import BookingStatus
from people.models import CareUnit
from tests.factories import World


def test_the_programs_own_words_stand_in_the_statement_and_values_are_given() -> None:
    sql, left = with_words("SELECT %s, '%%', %s, %s", ["it's 100 %", 5, BookingStatus.BOOKED])
    assert (sql, left) == ("SELECT 'it''s 100 %%', '%%', %s, 'booked'", [5])


def test_what_somebody_has_typed_never_stands_in_it(world: World) -> None:
    named = CareUnit.objects.filter(name=Param("name", CharField())).annotate(kept=F("name")).values_list("kept")
    prepared = Prepared(named)
    for typed in (world.heart.name, "'; DROP TABLE people_careunit; --", "100 %s"):
        found = [row.kept for row in prepared.run({"name": typed})]
        assert found == ([typed] if typed == world.heart.name else [])
    assert world.heart.name not in prepared.sql
