"""What comes with the program: whole, in plain Swedish, and without what a template must never say (domain.md §15)."""

import re
from collections.abc import Iterator

import pytest

from agreements.headings import Heading
from agreements.shipped import shipped_templates
from agreements.template_content import TemplateContent
from agreements.wording import hints
from agreements.wording.sentences import lix

ALL = {each.key: each for each in shipped_templates()}
HARDEST = 35  # LIX
NUMBERS = {"112", "1177"}
UNSAID = re.compile(r"\b(fasta före|fastande|svält|dos|dosen|doser|mg|tablett\w*|tar min medicin|tar mina läkemedel)\b")

of_each = pytest.mark.parametrize("content", ALL.values(), ids=ALL)


def texts(content: TemplateContent) -> Iterator[str]:
    yield from (content.name, content.title, content.about, content.anchor, content.follow_up_how)
    yield from (each.question for each in content.prompts)
    yield from (f"Jag {each.what}" for each in content.patient_does)
    yield from (each.what for each in (*content.network_does, *content.steps))
    yield from (f"Vården {each.what}" for each in content.care_does)
    yield from (each.words for each in content.offsets)
    for row in content.watch_for:
        yield from (row.sign, row.by_day, row.at_night)
    yield from (content.turn_by_day, content.turn_by_evening, content.turn_in_emergency)
    yield from (content.influence_times, content.coordination, content.relatives)


def test_there_are_those_that_were_asked_for() -> None:
    assert set(ALL) == {
        "cancer", "discharge", "generic", "habilitation", "heart_failure", "heart_rehab", "hip_knee",
        "psychiatry_crisis", "rehabilitation", "rheumatoid_arthritis",
    }  # fmt: skip


@of_each
def test_each_is_whole(content: TemplateContent) -> None:
    """A question for every heading, and something to start from under each that may be prefilled."""
    assert {each.heading for each in content.prompts} == set(Heading)
    assert all(texts(content))
    assert content.patient_does
    assert content.network_does
    assert content.care_does
    assert content.watch_for
    assert content.follow_up
    assert content.steps or content.key == "generic"


@of_each
def test_the_steps_stand_in_the_order_they_come(content: TemplateContent) -> None:
    begins = [each.after.from_days for each in content.steps]
    assert begins == sorted(begins)


@of_each
def test_it_is_easy_to_read(content: TemplateContent) -> None:
    """And the writing page has nothing to say of what it fills in: no hard word, no long sentence, no gender.

    Whom it is for is said to staff, in their words.
    """
    assert lix("\n".join(texts(content))) <= HARDEST
    assert {
        text: found
        for text in texts(content)
        if text != content.about and (found := hints(text, is_patients_own=False))
    } == {}


@of_each
def test_it_gives_no_number_but_those_of_all_sweden_and_no_order_about_medicine(content: TemplateContent) -> None:
    said = "\n".join(texts(content))
    assert set(re.findall(r"\d{3,}", said)) <= NUMBERS
    assert UNSAID.findall(said.lower()) == []


@of_each
def test_what_somebody_does_goes_on_from_who_does_it(content: TemplateContent) -> None:
    lines = [each.what for each in (*content.patient_does, *content.network_does)]
    lines += [each.what for each in content.care_does]
    assert [each for each in lines if not each[0].islower() or each.endswith(".") or each.startswith("jag ")] == []


@of_each
def test_danger_leads_to_112_by_day_and_at_night(content: TemplateContent) -> None:
    """Whoever cannot breathe or has pain in the chest that stays is not told to wait for anybody's hours."""
    assert "112" in content.turn_in_emergency
    grave = [
        each
        for each in content.watch_for
        if re.search(r"svårt att andas|ont( eller tryck)? i bröstet|gör något nu|plötsligt svag", each.sign)
    ]
    assert [each.sign for each in grave if "112" not in each.by_day or "112" not in each.at_night] == []


def test_heart_rehabilitation_has_the_visits_that_belong_to_it() -> None:
    """As domain.md §1.8 has them: the nurse after 2–3 weeks and 2 months, the doctor after 6–10 weeks, and a year."""
    visits = [(each.what, each.after.words) for each in ALL["heart_rehab"].steps if each.kind == "visit"]
    assert visits == [
        ("Besök hos sjuksköterska", "2–3 veckor efter"),
        ("Besök hos fysioterapeut och plan för träningen", "2–6 veckor efter"),
        ("Besök hos läkare", "6–10 veckor efter"),
        ("Besök hos sjuksköterska", "2 månader efter"),
        ("Besök efter 1 år", "1 år efter"),
    ]


def test_after_a_new_hip_one_is_seen_after_three_months_and_a_year() -> None:
    steps = {each.what: (each.after.from_days, each.after.to_days) for each in ALL["hip_knee"].steps}
    assert (steps["Återbesök efter 3 månader"], steps["Uppföljning efter 1 år"]) == ((83, 97), (350, 380))


def test_a_crisis_plan_tells_what_to_do_when_one_thinks_of_dying() -> None:
    rows = {each.sign: each for each in ALL["psychiatry_crisis"].watch_for}
    row = rows["Jag tänker på att dö, eller på att skada mig"]
    assert ("genast" in row.by_day, "1177" in row.at_night, "Var inte ensam." in row.at_night) == (True, True, True)
