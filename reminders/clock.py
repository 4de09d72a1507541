"""Wall time and moments, by one rule that Python and SQL share.

Two nights a year the clock in Stockholm shows times twice, or not at all. In doubt a wall time is read as winter time,
which is always the later of its two readings. So PostgreSQL reads it, and so does `moment` here.
"""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

STOCKHOLM = "Europe/Stockholm"
ZONE = ZoneInfo(STOCKHOLM)


def wall_time(at: datetime) -> datetime:
    """What the clock on the wall shows."""
    return at.astimezone(ZONE).replace(tzinfo=None)


def moment(wall: datetime) -> datetime:
    """When the clock on the wall shows this."""
    readings = (wall.replace(tzinfo=ZONE, fold=fold) for fold in (0, 1))
    return max(reading.astimezone(ZoneInfo("UTC")) for reading in readings)


def next_opening(now: datetime, *, opens: int, closes: int) -> datetime | None:
    """When messages may go out again: None if they may now. `opens` and `closes` are hours on the wall."""
    wall = wall_time(now)
    if opens <= wall.hour < closes:
        return None
    opening = datetime.combine(wall.date(), time(opens))
    return moment(opening if wall < opening else opening + timedelta(days=1))
