"""The rule of the two nights, in Python and in SQL."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection

from reminders.clock import STOCKHOLM, moment, next_opening, wall_time

AUTUMN, SPRING = datetime(2026, 10, 24, 18), datetime(2027, 3, 27, 18)
UTC = ZoneInfo("UTC")


@pytest.mark.parametrize("evening", [AUTUMN, SPRING])
def test_postgres_reads_every_minute_of_the_night_as_python_does(db: None, evening: datetime) -> None:
    walls = [evening + timedelta(minutes=minute) for minute in range(24 * 60)]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT timezone(%s, wall), timezone(%s, timezone(%s, wall)) FROM unnest(%s::timestamp[]) AS wall",
            [STOCKHOLM, STOCKHOLM, STOCKHOLM, walls],
        )
        found = cursor.fetchall()

    assert [at for at, _ in found] == [moment(wall) for wall in walls]
    assert [shown for _, shown in found] == [wall_time(moment(wall)) for wall in walls]


@pytest.mark.parametrize(
    ("wall", "at"),
    [
        (datetime(2026, 10, 25, 2, 30), datetime(2026, 10, 25, 1, 30, tzinfo=UTC)),
        (datetime(2027, 3, 28, 2, 30), datetime(2027, 3, 28, 1, 30, tzinfo=UTC)),
        (datetime(2026, 10, 25, 10), datetime(2026, 10, 25, 9, tzinfo=UTC)),
        (datetime(2026, 10, 24, 10), datetime(2026, 10, 24, 8, tzinfo=UTC)),
    ],
)
def test_in_doubt_it_is_winter_time(wall: datetime, at: datetime) -> None:
    assert moment(wall) == at


@pytest.mark.parametrize(
    ("now", "opening"),
    [
        (datetime(2026, 11, 25, 7, 59), datetime(2026, 11, 25, 8)),
        (datetime(2026, 11, 25, 8, 0), None),
        (datetime(2026, 11, 25, 19, 59), None),
        (datetime(2026, 11, 25, 20, 0), datetime(2026, 11, 26, 8)),
        (datetime(2026, 10, 24, 23, 0), datetime(2026, 10, 25, 8)),
        (datetime(2027, 3, 28, 1, 30), datetime(2027, 3, 28, 8)),
    ],
)
def test_nobody_is_woken_and_the_next_morning_is_the_walls_eight(now: datetime, opening: datetime | None) -> None:
    found = next_opening(moment(now), opens=8, closes=20)

    assert (wall_time(found) if found else None) == opening
