"""One segment, plain and neutral."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reminders.text import (
    BASIC,
    EXTENDED,
    ONE_SEGMENT,
    TooLong,
    count_segments,
    count_septets,
    plain,
    reminder_text,
)

DECEMBER = datetime(2026, 12, 1, 8, 20, tzinfo=UTC)


def test_a_text_says_when_and_whom_to_call_and_nothing_else() -> None:
    assert reminder_text(DECEMBER, "+46846500412") == (
        "Hej! Du har en bokad tid tisdag 1 december kl. 09.20. Frågor? Ring 08-465 004 12. Går ej att svara på."
    )


def test_a_text_that_takes_two_segments_is_refused() -> None:
    with pytest.raises(TooLong):
        reminder_text(DECEMBER, "växeln, och be att få tala med sköterskan på mottagningen i hiss B, plan 4")


@settings(max_examples=40)
@given(st.datetimes(datetime(2026, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC)))
def test_every_visit_of_the_years_fits_in_one_segment_without_link(at: datetime) -> None:
    text = reminder_text(at, "+46846500412", is_moved=True)  # the longer one

    assert count_segments(text) == 1
    assert "http" not in text
    assert "www" not in text


def test_the_clock_of_the_nights_is_the_walls() -> None:
    first, second = datetime(2026, 10, 25, 0, 30, tzinfo=UTC), datetime(2026, 10, 25, 1, 30, tzinfo=UTC)

    assert "söndag 25 oktober kl. 02.30" in reminder_text(first, "+46846500412")
    assert "söndag 25 oktober kl. 02.30" in reminder_text(second, "+46846500412")
    assert "kl. 03.30" in reminder_text(second + timedelta(hours=1), "+46846500412")


@pytest.mark.parametrize(
    ("written", "sent"),
    [
        ("8–10", "8-10"),
        ("”Lindängen”", '"Lindängen"'),
        ("08\u00a0465", "08 465"),
        ("så…", "så..."),
        ("Åäö É é ü ñ à", "Åäö É é ü ñ à"),
        ("Čáhppe", "Cahppe"),
        ("hälsa 😀", "hälsa ?"),
    ],
)
def test_what_the_network_does_not_know_is_written_plainer(written: str, sent: str) -> None:
    assert plain(written) == sent


@settings(max_examples=40)
@given(st.text(max_size=40))
def test_plain_text_is_within_the_alphabet(text: str) -> None:
    assert set(plain(text)) <= BASIC | EXTENDED


@pytest.mark.parametrize(
    ("text", "segments"),
    [("a" * 160, 1), ("a" * 161, 2), ("a" * 306, 2), ("a" * 307, 3), ("€" * 80, 1), ("€" * 81, 2),
     ("a" * 69 + "–", 1), ("a" * 70 + "–", 2), ("😀" * 35, 1), ("😀" * 36, 2)],
)  # fmt: skip
def test_segments_are_counted_as_the_supplier_does(text: str, segments: int) -> None:
    assert count_segments(text) == segments


def test_some_characters_take_the_room_of_two() -> None:
    assert count_septets("5 €") == 4
    assert count_septets("å") == 1
    assert ONE_SEGMENT == 160
