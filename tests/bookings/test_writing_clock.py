"""From a day and a clock on the wall to a moment."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bookings.clock import RepeatedTime, SkippedTime, moment

SWEDEN = ZoneInfo("Europe/Stockholm")


def test_winter_is_an_hour_before_utc_and_summer_two() -> None:
    assert moment(date(2026, 12, 1), time(9, 20)) == datetime(2026, 12, 1, 8, 20, tzinfo=UTC)
    assert moment(date(2026, 7, 1), time(9, 20)) == datetime(2026, 7, 1, 7, 20, tzinfo=UTC)


@pytest.mark.parametrize("clock", [time(2, 0), time(2, 30), time(2, 59)])
def test_the_hour_that_is_skipped_in_march_is_no_time(clock: time) -> None:
    with pytest.raises(SkippedTime):
        moment(date(2027, 3, 28), clock)


@pytest.mark.parametrize("clock", [time(2, 0), time(2, 30), time(2, 59)])
def test_the_hour_that_comes_twice_in_october_is_two_times(clock: time) -> None:
    with pytest.raises(RepeatedTime):
        moment(date(2027, 10, 31), clock)


@pytest.mark.parametrize(("day", "clock"), [
    (date(2027, 3, 28), time(1, 59)), (date(2027, 3, 28), time(3, 0)),
    (date(2027, 10, 31), time(1, 59)), (date(2027, 10, 31), time(3, 0)),
])  # fmt: skip
def test_the_minutes_around_them_are_times(day: date, clock: time) -> None:
    assert moment(day, clock).astimezone(SWEDEN).replace(tzinfo=None) == datetime.combine(day, clock)


@given(st.datetimes(min_value=datetime(2020, 1, 1), max_value=datetime(2040, 1, 1)).map(lambda at: at.replace(fold=0)))
def test_every_moment_is_what_the_wall_shows(wall: datetime) -> None:
    try:
        at = moment(wall.date(), wall.time())
    except (SkippedTime, RepeatedTime):
        assume(False)
    assert at.astimezone(SWEDEN).replace(tzinfo=None) == wall
    assert at.utcoffset() == timedelta(0)
