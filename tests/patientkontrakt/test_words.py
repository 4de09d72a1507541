"""Dates, times and numbers as people say them: in Swedish time, with the year only when it is another one."""

from datetime import UTC, date, datetime

import pytest

from patientkontrakt import words
from patientkontrakt.pieces import Pieces
from people.shown import Source

PIECES = Pieces()
TUESDAY = datetime(2026, 12, 1, 8, 20, tzinfo=UTC)


def test_a_day_is_said_with_weekday_and_month() -> None:
    assert (words.day(TUESDAY, 2026), words.short_day(TUESDAY, 2026), words.clock(TUESDAY)) == (
        "tisdag 1 december", "1 december", "09.20",
    )  # fmt: skip


@pytest.mark.parametrize(("year", "said"), [(2026, "1 december"), (2025, "1 december 2026"), (2027, "1 december 2026")])
def test_the_year_is_said_only_when_it_is_another(year: int, said: str) -> None:
    assert words.short_day(TUESDAY, year) == said


def test_the_year_is_the_swedish_one() -> None:
    new_year = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)
    assert (words.year_of(new_year), words.short_day(new_year, 2026), words.clock(new_year)) == (
        2027, "1 januari 2027", "00.30",
    )  # fmt: skip


def test_late_in_the_evening_by_utc_is_tomorrow_in_sweden() -> None:
    assert words.day(datetime(2026, 6, 30, 22, 0, tzinfo=UTC), 2026) == "onsdag 1 juli"


@pytest.mark.parametrize(
    ("at", "said", "machine"),
    [
        # In spring the clock goes from two to three.
        (datetime(2026, 3, 29, 0, 59, tzinfo=UTC), "söndag 29 mars 01.59", "2026-03-29T01:59+01:00"),
        (datetime(2026, 3, 29, 1, 0, tzinfo=UTC), "söndag 29 mars 03.00", "2026-03-29T03:00+02:00"),
        # In autumn it is half past two twice.
        (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), "söndag 25 oktober 02.30", "2026-10-25T02:30+02:00"),
        (datetime(2026, 10, 25, 1, 30, tzinfo=UTC), "söndag 25 oktober 02.30", "2026-10-25T02:30+01:00"),
        (datetime(2026, 10, 25, 2, 0, tzinfo=UTC), "söndag 25 oktober 03.00", "2026-10-25T03:00+01:00"),
    ],
)
def test_the_two_nights_when_the_clock_changes(at: datetime, said: str, machine: str) -> None:
    assert (f"{words.day(at, 2026)} {words.clock(at)}", words.machine(at)) == (said, machine)
    assert f'datetime="{machine}"' in PIECES.at_time(at, at)


def test_the_two_half_past_twos_are_told_apart_by_machines_though_pieces_are_kept() -> None:
    first, second = (words.local(datetime(2026, 10, 25, hour, 30, tzinfo=UTC)) for hour in (0, 1))
    assert "+02:00" in PIECES.at_time(first, first)
    assert "+01:00" in PIECES.at_time(second, second)


def test_a_day_without_a_clock_is_for_machines_a_day() -> None:
    assert words.machine(date(2026, 12, 1)) == "2026-12-01"
    assert PIECES.on_date(date(2026, 12, 1), TUESDAY) == '<time class="date" datetime="2026-12-01">1 december</time>'


@pytest.mark.parametrize(
    ("number", "said"),
    [
        ("+46846500412", "08-465 004 12"),
        ("+46701740605", "070-174 06 05"),
        ("+358401234567", "+358 40 1234567"),
        ("112", "112"),
        ("inget nummer", "inget nummer"),
    ],
)
def test_a_number_to_call_is_said_in_groups(number: str, said: str) -> None:
    assert words.phone(number).replace("\N{NO-BREAK SPACE}", " ") == said


def test_what_stands_in_a_piece_is_escaped() -> None:
    source = Source('<b>"Enhet"</b>', "", "Region & Co", "region", TUESDAY)
    line = PIECES.source_line(source, TUESDAY)
    assert "<b>" not in line
    assert "&lt;b&gt;" in line


def test_where_a_row_comes_from_and_in_whose_hands_it_lies() -> None:
    source = Source("Ögonmottagningen", "Sjöstads sjukhus", "Region Sjöland", "region", TUESDAY)
    told = PIECES.source_line(source, TUESDAY, "Anna Berg")
    assert "Ansvarar: Anna Berg. Från Ögonmottagningen, Sjöstads sjukhus." in told
    assert "Ansvarar: Ögonmottagningen, Sjöstads sjukhus." in PIECES.source_line(source, TUESDAY, "Ögonmottagningen")
