"""Numbers of identity: read as people write them, kept in one form, shown with a dash."""

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from people.identities import NotAnIdentityNumber, Number, read_number, show_number
from people.models import IdentityKind

PERSONAL, COORDINATION = IdentityKind.PERSONAL, IdentityKind.COORDINATION
NATIONAL, LOCAL = IdentityKind.NATIONAL_RESERVE, IdentityKind.LOCAL_RESERVE


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
        "99410312-2380",
        "20990101-2386",  # not born yet
        "20990161-2383",
        "1941031௨2380",
        "18410312-2380-",
        "00000000-0000",
    ],
)
def test_what_is_no_number_is_turned_away(now: datetime, written: str) -> None:
    with pytest.raises(NotAnIdentityNumber):
        read_number(written)


@given(st.text(max_size=30))
def test_whatever_is_written_is_a_number_of_twelve_or_none(written: str) -> None:
    try:
        number = read_number(written)
    except NotAnIdentityNumber:
        return
    is_of_the_register = number.kind in {PERSONAL, COORDINATION}
    assert (len(number.value), number.value.isascii(), number.value.isalnum()) == (12, True, True)
    assert not is_of_the_register or number.value.isdigit()


@pytest.mark.parametrize(
    ("written", "kept", "kind"),
    [
        ("98240301AA06", "98240301AA06", NATIONAL),
        ("98240301-aa06", "98240301AA06", NATIONAL),
        ("22810829AB11", "22810829AB11", NATIONAL),
        ("00202145AB11", "00202145AB11", NATIONAL),
        ("991981000010", "991981000010", LOCAL),
        ("991945000023", "991945000023", LOCAL),
        ("99199300-0032", "991993000032", LOCAL),
        ("19810829M071", "19810829M071", LOCAL),
        ("19810829-m071", "19810829M071", LOCAL),
        ("19810829SF1A", "19810829SF1A", LOCAL),
    ],
)
def test_a_reserve_number_is_known_by_its_shape(written: str, kept: str, kind: str) -> None:
    assert read_number(written) == Number(kind, kept)


@pytest.mark.parametrize(
    "written",
    [
        "98240230AA06",  # no such day
        "99240301AA06",  # no century is left
        "19240301AA06",  # a year of our own
        "98240301IA06",  # a letter that looks like a digit
        "00200145AB11",  # a month that there is
        "00202131AB11",  # a day that there is
        "991981000011",  # Luhn
        "991781000010",  # a year before any patient
        "19810829M072",  # Luhn
        "19810829K071",  # another letter, another sum
        "19810829A071",  # no letter of the region
        "19810830M05X",
        "19810231SF1A",  # no such day
        "19810829SV1A",  # no such letter
    ],
)
def test_what_only_looks_like_a_reserve_number_is_turned_away(written: str) -> None:
    with pytest.raises(NotAnIdentityNumber):
        read_number(written)


@given(st.from_regex(r"\A99(18|19|20)[0-9]{8}\Z"))
def test_a_number_that_begins_with_99_is_never_a_personal_number(written: str) -> None:
    try:
        number = read_number(written)
    except NotAnIdentityNumber:
        return
    assert number == Number(LOCAL, written)


@given(st.from_regex(r"\A(19|20)\d{6}-?\d{4}\Z"))
def test_what_is_kept_is_read_again_as_itself(written: str) -> None:
    try:
        number = read_number(written)
    except NotAnIdentityNumber:
        return
    assert read_number(show_number(number.value)) == read_number(number.value) == number


def test_a_kept_number_is_shown_with_a_dash() -> None:
    assert show_number("194103122380") == "19410312-2380"
