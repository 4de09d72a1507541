"""A template is read strictly from JSON: what is wrong is told with its place, and nothing crashes."""

import json
from copy import deepcopy
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from access.json_reading import FaultyJson
from agreements.headings import Heading
from agreements.shipped import CARE_MODELS
from agreements.template_content import OWN, CareLine, Line, Offset, Repeat, hash_of, to_json
from agreements.template_reading import parse, read_template

AFTER = {"from_days": 14, "to_days": 21, "words": "2–3 veckor efter"}
WHOLE: dict[str, Any] = {
    "key": "knee",
    "name": "Knäoperation",
    "title": "Min knäoperation",
    "about": "För den som ska få en knäprotes.",
    "anchor": "Datum för operationen",
    "prompts": {"what_matters": "Vad vill du kunna göra igen?"},
    "patient_does": [{"what": "tränar hemma", "repeat": "daily", "after": AFTER}],
    "network_does": [{"what": "får skjuts av min son", "repeat": "once"}],
    "care_does": [{"what": "tar bort stygnen", "repeat": "once", "after": AFTER, "owner": "vårdcentralen"}],
    "watch_for": [{"sign": "Såret vätskar", "by_day": "Ring oss.", "at_night": "Ring 1177."}],
    "turn_by_day": "Ring oss.",
    "turn_by_evening": "Ring 1177.",
    "turn_in_emergency": "Ring 112.",
    "influence_times": "Ring om tiden inte passar.",
    "coordination": "Vi talar med vårdcentralen.",
    "relatives": "Din son får vara med.",
    "follow_up": AFTER,
    "follow_up_how": "Besök",
    "steps": [{"what": "Besök hos fysioterapeut", "kind": "visit", "after": AFTER, "owner": "own"}],
}
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)


def faults(given: object) -> dict[str, str]:
    with pytest.raises(FaultyJson) as found:
        parse(given)
    return {each.place: each.words for each in found.value.faults}


def with_member(name: str, value: object) -> dict[str, Any]:
    return {**deepcopy(WHOLE), name: value}


def test_a_whole_template_is_read_and_written_as_it_stood() -> None:
    content = parse(WHOLE)
    after = Offset(14, 21, "2–3 veckor efter")
    assert to_json(content) == WHOLE
    assert content.patient_does == (Line("tränar hemma", Repeat.DAILY, after),)
    assert content.care_does == (CareLine("tar bort stygnen", Repeat.ONCE, after, "vårdcentralen"),)
    assert (content.asks_about(Heading.WHAT_MATTERS), content.asks_about(Heading.RELATIVES)) == (
        "Vad vill du kunna göra igen?",
        "",
    )


def test_all_but_key_name_and_title_may_be_left_out() -> None:
    least = {"key": "knee", "name": "Knä", "title": "Mitt knä"}
    content = parse({**least, "follow_up": None, "steps": None, "about": None, "patient_does": [{"what": "vilar"}]})
    assert to_json(content) == {**least, "patient_does": [{"what": "vilar", "repeat": "once"}]}
    assert parse({**least, "care_does": [{"what": "ringer"}]}).care_does == (CareLine("ringer", owner=OWN),)


def test_a_window_is_counted_from_the_day_of_the_anchor() -> None:
    assert Offset(14, 21, "2–3 veckor efter").window(date(2026, 12, 20)) == (date(2027, 1, 3), date(2027, 1, 10))


def test_the_hash_is_that_of_what_is_said_and_not_of_how_it_was_written() -> None:
    turned = json.dumps(dict(reversed(WHOLE.items())), indent=4)
    assert hash_of(read_template(turned)) == hash_of(parse(WHOLE))
    assert hash_of(parse(with_member("about", "Annat."))) != hash_of(parse(WHOLE))


def test_everything_that_is_wrong_is_told_at_once_with_its_place() -> None:
    wrong = deepcopy(WHOLE)
    del wrong["title"]
    wrong |= {"name": " ", "follow_up_how": 7, "kneee": 1}
    wrong["patient_does"].append({"what": "x" * 301, "repeat": "often"})
    wrong["steps"][0] = {"what": "Besök", "kind": "visit"}
    wrong["care_does"][0]["after"] = {"from_days": 21, "to_days": 14, "words": "efter"}
    assert faults(wrong) == {
        "name": "Det här måste finnas med.",
        "title": "Det här måste finnas med.",
        "patient_does, rad 2, what": "Skriv högst 300 tecken. Nu är det 301.",
        "patient_does, rad 2, repeat": "Välj ett av orden: once, daily, weekly, monthly, when_needed.",
        "care_does, rad 1, after, to_days": "Skriv minst 21, som i from_days.",
        "follow_up_how": "Här ska det stå en text, inom citattecken.",
        "steps, rad 1, after": "Det här måste finnas med.",
        "kneee": "Det här namnet känns inte igen. Kontrollera stavningen.",
    }


@pytest.mark.parametrize(
    ("name", "value", "place"),
    [
        ("key", "Knä", "key"),
        ("key", "x" * 41, "key"),
        ("key", "knee 2", "key"),
        ("name", "x" * 81, "name"),
        ("about", "x" * 10_000, "about"),
        ("about", "a\x00b", "about"),
        ("about", "\ud800", "about"),
        ("prompts", {"joy": "Vad?"}, "prompts, joy"),
        ("prompts", [], "prompts"),
        ("patient_does", {}, "patient_does"),
        ("patient_does", [{"what": "vilar"}] * 21, "patient_does"),
        ("patient_does", ["vilar"], "patient_does, rad 1"),
        ("watch_for", [{"sign": "Feber", "by_day": "Ring."}], "watch_for, rad 1, at_night"),
        ("follow_up", {**AFTER, "from_days": -1}, "follow_up, from_days"),
        ("follow_up", {**AFTER, "to_days": 3661}, "follow_up, to_days"),
        ("follow_up", {**AFTER, "from_days": True}, "follow_up, from_days"),
        ("follow_up", {**AFTER, "from_days": 14.0}, "follow_up, from_days"),
        ("follow_up", {**AFTER, "words": ""}, "follow_up, words"),
        ("steps", [{**WHOLE["steps"][0], "kind": "party"}], "steps, rad 1, kind"),
        ("steps", [{**WHOLE["steps"][0], "what": "x" * 201}], "steps, rad 1, what"),
        ("anchor", "", "anchor"),
    ],
)
def test_a_fault_is_told_where_it_is(name: str, value: object, place: str) -> None:
    assert list(faults(with_member(name, value))) == [place]


@pytest.mark.parametrize("words", ["Hej 👩🏽‍⚕️", "مرحبا بكم", "En rad.\nEn till.", "År 1899", "x" * 2000])
def test_what_people_write_is_kept(words: str) -> None:
    assert parse(with_member("about", words)).about == words


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "rad 1, tecken 1"),
        ('{"key": "knee",\n "name": Knä}', "rad 2, tecken 10"),
        ('{"key": "knee", "key": "hip"}', "key"),
        ('{"key": NaN}', ""),
        ("9" * 5000, ""),
        ("[" * 100_000, ""),
    ],
)
def test_what_is_no_json_is_told_in_plain_words(text: str, told: str) -> None:
    with pytest.raises(FaultyJson) as found:
        read_template(text)
    assert [each.place for each in found.value.faults] == [told]


@given(JSON)
def test_no_json_crashes_the_reading(anything: Any) -> None:
    with pytest.raises(FaultyJson):
        parse(anything)


@given(st.sampled_from(sorted(WHOLE)), JSON)
def test_no_member_crashes_the_reading(name: str, anything: Any) -> None:
    """It is told in its place, or read and written back the same."""
    told = set()
    try:
        content = parse(with_member(name, anything))
    except FaultyJson as error:
        told = {each.place.split(",")[0] for each in error.faults}
    else:
        assert parse(to_json(content)) == content
    assert told <= {name}


@given(st.text())
def test_no_text_crashes_the_reading(text: str) -> None:
    with pytest.raises(FaultyJson):
        read_template(text)


@pytest.mark.parametrize("path", sorted(CARE_MODELS.glob("*.json")), ids=lambda path: path.stem)
def test_what_comes_with_the_program_is_read_and_written_as_it_stands(path: Any) -> None:
    text = path.read_text(encoding="utf-8")
    content = read_template(text)
    assert content.key == path.stem
    assert json.dumps(to_json(content), ensure_ascii=False, indent=2) + "\n" == text
