"""What each person reads, word by word: each row has words of its own, and the table says who sees which."""

import re
from collections.abc import Iterable

import pytest
from django.urls import reverse

from access.services import decide_about_proxies
from tests.factories import NOW, PROGRAM
from tests.matrix.answers import NOT_THERE
from tests.matrix.asking import Asker, undone
from tests.matrix.cast import PROXIES
from tests.matrix.shelves import AGREEMENT, CONTACT, KINDS, SIP, STEP, TIME, word

WORDS = re.compile(rf"\b(?:{'|'.join(KINDS)})-[a-z-]*[a-z]")
HIDDEN = "dold"
REGION = ("heart", "eyes")
EVERY_UNIT = ("heart", "eyes", "ward", "hips", "private")


def rows(shelves: Iterable[str], kinds: Iterable[str] = KINDS) -> set[str]:
    return {word(kind, shelf) for shelf in shelves for kind in kinds}


# Not approved for the patient: staff see it, and nobody it could reach the patient by.
NOT_APPROVED = rows([HIDDEN], [TIME, STEP, AGREEMENT])
OF_REGION = rows(REGION) | NOT_APPROVED

OWN_PLANS = {
    ("agda", "agda"): rows(EVERY_UNIT),
    ("karin", "agda"): rows(EVERY_UNIT),
    # What Agda prepares for a visit is in her own words, and for who may read more than when it is.
    ("times_proxy", "agda"): rows(EVERY_UNIT, [TIME, STEP]),
    ("contacts_proxy", "agda"): rows(EVERY_UNIT, [CONTACT]),
    ("agreements_proxy", "agda"): rows(EVERY_UNIT, [AGREEMENT, SIP]),
    ("answer_proxy", "agda"): set(),
    ("book_proxy", "agda"): set(),
    ("bertil", "bertil"): rows(["bertil"]),
    ("erik", "leo"): rows(["leo", "leo-eyes"]),
    ("ture", "tuva"): rows(["tuva"]),
    ("moa", "pia"): rows(["pia"]),
}
STAFF_PLANS = {
    ("anna", "agda"): OF_REGION,
    ("lena", "agda"): OF_REGION,
    ("nils", "agda"): OF_REGION,
    ("ove", "agda"): OF_REGION | rows(["ward"]),
    ("mona", "agda"): OF_REGION | rows(["ward"]),
    ("sten", "agda"): OF_REGION,
    ("olle", "agda"): rows(["hips"]),
    ("ola", "agda"): OF_REGION | rows(["hips"]),
    ("samira", "agda"): OF_REGION | rows(["hips"]),
    ("petra", "agda"): rows(["private"]),
    ("olle", "bertil"): rows(["bertil"]),
    ("sven", "leo"): rows(["leo", "leo-eyes"]),
    ("helena", "tuva"): rows(["tuva", "tuva-eyes"]),
}


def words_in(text: str) -> set[str]:
    return set(WORDS.findall(text))


def read(asker: Asker, role: str, name: str, whose: str = "") -> str:
    where = {"patient": asker.scene.patient(whose)} if whose else {}
    return asker.asks(role, "GET", reverse(name, kwargs=where)).text


@pytest.mark.parametrize(("role", "whose"), OWN_PLANS)
def test_the_patient_and_who_acts_for_them_read_what_is_open_to_them(asker: Asker, role: str, whose: str) -> None:
    due = OWN_PLANS[role, whose]
    assert words_in(read(asker, role, "my_plan", whose)) == due
    # Without places and names, a protected person's sheet has the same rows.
    assert words_in(read(asker, role, "print_my_plan", whose)) == due


@pytest.mark.parametrize(("role", "whose"), STAFF_PLANS)
def test_staff_read_what_block_and_consent_let_them(asker: Asker, role: str, whose: str) -> None:
    assert words_in(read(asker, role, "patient_plan", whose)) == STAFF_PLANS[role, whose]


@pytest.mark.parametrize("role", ["anna", "ove", "ola", "samira"])
def test_what_staff_print_is_for_the_patient_to_take_home(asker: Asker, role: str) -> None:
    assert words_in(read(asker, role, "print_patient_plan", "agda")) == STAFF_PLANS[role, "agda"] - NOT_APPROVED


def test_the_data_are_the_same_as_the_page(asker: Asker) -> None:
    assert words_in(read(asker, "agda", "api_my_plan")) == rows(EVERY_UNIT)


# What a patient keeps from the library is theirs: no unit wrote it, and no staff see it.
KEPT = {
    ("agda", "agda"): {"sparad-agda"},
    ("karin", "agda"): {"sparad-agda"},
    ("agreements_proxy", "agda"): {"sparad-agda"},
    ("times_proxy", "agda"): set(),
    ("answer_proxy", "agda"): set(),
    ("bertil", "bertil"): set(),
    ("ture", "tuva"): set(),  # lets in to what the heart clinic has written
}


def test_what_a_patient_keeps_is_seen_by_those_who_see_their_agreements_and_by_no_staff(asker: Asker) -> None:
    def seen(role: str, name: str, whose: str) -> set[str]:
        return set(re.findall(r"sparad-\w+", read(asker, role, name, whose)))

    assert {key: seen(key[0], "my_plan", key[1]) for key in KEPT} == KEPT
    assert {key: seen(key[0], "print_my_plan", key[1]) for key in KEPT} == KEPT
    for page in ("patient_plan", "print_patient_plan"):
        assert {role: seen(role, page, "agda") for role in ("anna", "helena", "samira")} == {
            "anna": set(), "helena": set(), "samira": set(),
        }  # fmt: skip


@pytest.mark.parametrize(("role", "whose"), OWN_PLANS)
def test_programs_of_patients_read_the_agreements_that_the_page_shows(asker: Asker, role: str, whose: str) -> None:
    assert words_in(read(asker, role, "api_own_agreements", whose)) == agreements_of(OWN_PLANS[role, whose])


@pytest.mark.parametrize(("role", "whose"), STAFF_PLANS)
def test_programs_of_staff_read_the_agreements_that_the_page_shows(asker: Asker, role: str, whose: str) -> None:
    assert words_in(read(asker, role, "api_agreements", whose)) == agreements_of(STAFF_PLANS[role, whose])


def agreements_of(words: Iterable[str]) -> set[str]:
    return {each for each in words if each.startswith(f"{AGREEMENT}-")}


# By the unit's lists: whose names, and which words.
LISTS = {
    "anna": {"Andersson, Agda", "Lindqvist, Alva", "Modig, Tuva", "Nilsson, Leo"},
    "nils": {"Andersson, Agda", "Modig, Tuva", "Nilsson, Leo"},
    "olle": {"Andersson, Agda", "Olsson, Bertil"},
    "samira": {"Andersson, Agda"},
    "sven": set(),
    "sten": set(),
}
# Somebody whom the heart clinic asks the eye clinic about: on the work list, to be answered, and on no other.
ASKED_ABOUT = {"nils": {"Lindqvist, Alva"}}
NAMES = re.compile(r"Andersson, Agda|Olsson, Bertil|Lindqvist, Alva|Modig, Tuva|Nilsson, Leo|Gömd|Pia")


@pytest.mark.parametrize("role", LISTS)
def test_the_lists_of_a_unit_name_those_in_its_care_and_tell_what_it_may_see(asker: Asker, role: str) -> None:
    patients, work = read(asker, role, "patients"), read(asker, role, "worklist")
    assert set(NAMES.findall(patients)) == LISTS[role]
    assert set(NAMES.findall(work)) <= LISTS[role] | ASKED_ABOUT.get(role, set())
    assert set(NAMES.findall(read(asker, role, "api_work"))) == set(NAMES.findall(work))
    hidden = {"ward"} | ({"hips", "private", "bertil"} if role != "olle" else {"heart", "eyes", "private"})
    told = {each.split("-", 1)[1] for each in words_in(patients + work)}
    assert told & (hidden | {"pia"}) == set()


def test_the_place_of_a_protected_person_is_shown_to_the_one_who_asked(asker: Asker) -> None:
    shown = {role: "plats-pia" in read(asker, role, "patient_plan", "pia") for role in ("anna", "maria", "helena")}
    assert shown == {"anna": True, "maria": False, "helena": False}
    assert "plats-pia" not in read(asker, "moa", "print_my_plan", "pia")


def test_all_proxies_are_out_when_the_region_takes_its_leave_back(asker: Asker) -> None:
    url = reverse("my_plan", kwargs={"patient": asker.scene.patient("agda")})
    with undone():
        decide_about_proxies(actor=PROGRAM, is_allowed=False, valid_from=NOW, because="Dom", now=NOW)
        answers = {role: asker.asks(role, "GET", url).answer for role in (*PROXIES, "karin")}
    assert answers == {**dict.fromkeys(PROXIES, NOT_THERE), "karin": "opens"}


# The log of a patient: of herself alone. The reviewer's: of the own provider.
def test_the_log_is_read_by_the_one_it_is_about_and_tells_of_no_other(asker: Asker) -> None:
    agda, bertil = read(asker, "agda", "who_has_read"), read(asker, "bertil", "who_has_read")
    assert ("Anna Berg" in agda, "Anna Berg" in bertil) == (True, False)
    assert ("Olle Gran" in agda, "Olle Gran" in bertil) == (True, True)
    mine, others = read(asker, "rita", "review_log"), read(asker, "otto", "review_log")
    assert ("Agda Andersson" in mine, "Agda Andersson" in others) == (True, False)


def test_the_start_page_shows_the_ways_in_that_lead_somewhere(asker: Asker) -> None:
    roles = ("agda", "karin", "former", "later", "erik", "sara", "ture", "moa", "fred")
    names = re.compile(r"Agda Andersson|Leo Nilsson|Alva Lindqvist|Tuva Modig|Pia Gömd")
    shown = {role: set(names.findall(read(asker, role, "start"))) for role in roles}
    assert {role: found for role, found in shown.items() if found} == {
        "agda": {"Agda Andersson"},
        "karin": {"Agda Andersson"},
        "erik": {"Leo Nilsson"},
        "ture": {"Tuva Modig"},
        "moa": {"Pia Gömd"},
    }


def test_a_code_that_has_gone_out_does_not_tell_whose_it_was(asker: Asker) -> None:
    told = {
        name: "Agda Andersson" in asker.asks("bertil", "POST", "/kod/", {"code": asker.scene.mandates[name].code}).text
        for name in ("asked", "asked long ago")
    }
    assert told == {"asked": True, "asked long ago": False}


def test_what_a_patient_has_decided_is_shown_to_no_other(asker: Asker) -> None:
    """Staff see the blocks of their own provider, and not that something is blocked elsewhere."""
    seen = {role: read(asker, role, "patient_grounds", "agda") for role in ("anna", "petra", "samira")}
    assert {role: "Slutna avdelningen" in text for role, text in seen.items()} == {
        "anna": True, "petra": False, "samira": False,
    }  # fmt: skip
    assert "Kliniken AB" not in seen["anna"] + seen["samira"]
