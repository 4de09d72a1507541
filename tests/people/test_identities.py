"""Numbers of identity: read as people write them, kept in one form, shown with a dash."""

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from people.identities import NotAnIdentityNumber, Number, read_number, show_number
from people.models import IdentityKind

PERSONAL, COORDINATION = IdentityKind.PERSONAL, IdentityKind.COORDINATION


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("19410312-2380", "194103122380"),
        ("194103122380", "194103122380"),
        (" 19410312 2380 ", "194103122380"),
        ("410312-2380", "194103122380"),
        ("4103122380", "194103122380"),
        ("170115-2397", "201701152397"),
        ("170115+2397", "191701152397"),
        ("20240229-2383", "202402292383"),
    ],
)
def test_a_number_is_read_as_people_write_it(now: datetime, written: str, kept: str) -> None:
    assert read_number(written) == Number(PERSONAL, kept)


def test_a_coordination_number_is_known_by_its_day() -> None:
    assert read_number("19701063-2391") == Number(COORDINATION, "197010632391")


@pytest.mark.parametrize(
    "written",
    [
        "",
        "19410312-2381",
        "19410231-2382",
        "19411312-2380",
        "19230229-2385",
        "194103122",
        "1941031223800",
        "Agda Andersson",
        "19410312-238O",
        "19410312--2380",
        "18410312-2380-",
        "00000000-0000",
    ],
)
def test_what_is_no_number_is_turned_away(now: datetime, written: str) -> None:
    with pytest.raises(NotAnIdentityNumber):
        read_number(written)


@given(st.text(max_size=30))
def test_whatever_is_written_is_a_number_of_twelve_digits_or_none(written: str) -> None:
    try:
        kept = read_number(written).value
    except NotAnIdentityNumber:
        return
    assert (len(kept), kept.isascii(), kept.isdigit()) == (12, True, True)


@given(st.from_regex(r"\A(19|20)\d{6}-?\d{4}\Z"))
def test_what_is_kept_is_read_again_as_itself(written: str) -> None:
    try:
        number = read_number(written)
    except NotAnIdentityNumber:
        return
    assert read_number(show_number(number.value)) == read_number(number.value) == number


def test_a_kept_number_is_shown_with_a_dash() -> None:
    assert show_number("194103122380") == "19410312-2380"
