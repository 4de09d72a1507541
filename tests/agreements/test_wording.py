"""Help while staff write: what is told, in Swedish, of real sentences from care; and what is left alone."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agreements.wording import Hint, HintKind, hints
from agreements.wording.care_words import CARE_WORDS, hard_words
from agreements.wording.gendered import GENDERED, gender_hints
from agreements.wording.sentences import lix, long_sentences, sentences

REMITTED = "Pat remitteras till dsk för kontroll av hypertonin och ödemen."
LONG = (
    "Du ringer till oss på mottagningen om du går upp mer än två kilo på tre dagar eller om du får svårt att andas "
    "när du ligger ner och sover."
)
HEAVY = (
    "Läkemedelsjusteringen genomförs fortlöpande tillsammans med hjärtsviktsmottagningen. "
    "Provtagningen samordnas därefter regelbundet mellan mottagningarna. "
    "Sjuksköterskan kontaktar hemsjukvården angående fortsatta vätskedrivande behandlingar och viktkontroller."
)


def told(text: str) -> list[str]:
    return [each.say for each in hints(text, is_patients_own=False)]


def words(text: str) -> dict[str, str]:
    return {each.quote: each.plain for each in hard_words(text)}


def test_hard_words_are_met_in_their_forms_with_plain_ones_beside() -> None:
    assert words(REMITTED) == {
        "Pat": "du",
        "remitteras": "skicka remiss",
        "dsk": "distriktssköterska",
        "hypertonin": "högt blodtryck",
        "ödemen": "svullnad",
    }


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Dyspnén har ökat.", {"Dyspnén": "andnöd"}),
        ("HYPERTONI", {"HYPERTONI": "högt blodtryck"}),
        ("Antikoagulantia ges p.o. varje dag.", {"Antikoagulantia": "blodförtunnande medicin", "p.o.": "genom munnen"}),
        ("Furosemid iv, vb.", {"iv": "i blodet", "vb": "vid behov"}),
        ("Ring ssk, t.ex. Anna.", {"ssk": "sjuksköterska", "t.ex": "till exempel"}),
        ("Tas per os.", {"per os": "genom munnen"}),
        ("Palpabla körtlar.", {"Palpabla": "som går att känna"}),
        ("Kontraindicerat.", {"Kontraindicerat": "inte lämplig"}),
        ("Byte av katetrar.", {"katetrar": "slang i urinblåsan"}),
        ("Ödemets storlek. Ödem!", {"Ödemets": "svullnad"}),
    ],
)  # fmt: skip
def test_a_word_is_found_as_it_is_written(text: str, found: dict[str, str]) -> None:
    assert {quote.rstrip("."): plain for quote, plain in words(text).items()} == {
        quote.rstrip("."): plain for quote, plain in found.items()
    }


@pytest.mark.parametrize(
    "text",
    [
        "Du går en patrull runt sjön.",  # pat
        "Du ser på tv med Ivar.",  # iv
        "Pojken har en tia i fickan och dricker öl.",
        "Såret är 5 mm. Ta två doser om dagen. Karin sa bla bla.",
        "Du mår bra och vill orka gå till kören.",
        "Ring Anna på mottagningen om du blir sämre, dag som natt.",
        "Jag tar mina tabletter morgon och kväll.",
        "Vi ses den 3 mars kl. 9.30.",
        "Du går ut varje dag, lite längre för varje vecka.",
        "Ordet är ditt. Vid nästa besök talar vi om din sömn.",
    ],
)
def test_plain_words_are_left_alone(text: str) -> None:
    assert words(text) == {}
    assert hints(text, is_patients_own=False) == ()


def test_the_plain_word_is_never_itself_a_hard_one() -> None:
    plain = [plain for group in CARE_WORDS.values() for plain in group.values()]
    plain += [text for each in GENDERED for text in (each["instead"], each["because"])]
    assert {each: words(each) for each in plain if words(each)} == {}


def test_no_advice_uses_a_word_that_is_advised_against() -> None:
    plain = [plain for group in CARE_WORDS.values() for plain in group.values()]
    assert [each for each in plain if gender_hints(each)] == []


def test_every_listed_word_is_found() -> None:
    listed = [word for group in CARE_WORDS.values() for word in group]
    assert len(listed) >= 250
    assert [each for each in listed if not hard_words(each)] == []
    forms = [form for each in GENDERED for form in each["forms"]]
    assert [each for each in forms if not gender_hints(each)] == []


def test_no_word_is_listed_twice() -> None:
    listed = [word for group in CARE_WORDS.values() for word in group]
    forms = [form for each in GENDERED for form in each["forms"]]
    assert (len(listed), len(forms)) == (len(set(listed)), len(set(forms)))


def test_a_wife_is_a_partner_and_a_sister_on_the_ward_a_nurse() -> None:
    (wife,) = gender_hints("Hustrun följer med.")
    assert (wife.quote, wife.instead) == ("Hustrun", "partner")
    (nurse,) = gender_hints("Ring syster Anna på avdelningen.")
    assert (nurse.quote, nurse.instead) == ("syster", "sjuksköterska")


def test_family_is_not_taken_for_staff() -> None:
    assert gender_hints("Din syster Karin följer med.") == ()
    assert gender_hints("Hennes syster och en bror hjälper till.") == ()


def test_a_daughter_who_is_to_do_the_care_is_asked_about() -> None:
    (said,) = told("Dottern sköter såret.")
    assert said == (
        "Måste det stå ”Dottern sköter”? Skriv gärna ”närstående, med namn”. Fråga först om hon vill och orkar. "
        "Räkna inte med att kvinnor i familjen vårdar."
    )


def test_the_sex_of_staff_is_left_out_unless_wished_for() -> None:
    (doctor,) = gender_hints("Du träffar en kvinnlig läkare.")
    assert (doctor.instead, doctor.because) == ("läkare", "Skriv bara könet om patienten själv har önskat det.")


def test_the_patients_own_words_are_never_judged() -> None:
    own = f"Min hustru sköter hemmet. {REMITTED} {HEAVY}"
    assert hints(own, is_patients_own=True) == ()
    assert len(hints(own, is_patients_own=False)) == 5


def test_a_hint_says_what_to_write() -> None:
    assert hints("Kontroll av ödem.", is_patients_own=False) == (
        Hint(HintKind.HARD_WORD, "ödem", "”ödem” är ett svårt ord. Skriv hellre ”svullnad”."),
    )
    assert told("Ring ssk.") == ["”ssk” är en förkortning. Skriv hellre ”sjuksköterska”."]


def test_a_long_sentence_is_quoted_with_its_length() -> None:
    assert long_sentences(f"Kom i tid. {LONG}") == (LONG,)
    (hint,) = hints(LONG, is_patients_own=False)
    assert hint.kind is HintKind.LONG_SENTENCE
    assert LONG.startswith(hint.quote.removesuffix("…"))
    assert hint.say.endswith("har 30 ord. Dela den, så att ingen mening har mer än 25 ord.")


def test_twenty_five_words_are_not_too_many() -> None:
    assert long_sentences("ord " * 25) == ()
    assert len(long_sentences("ord " * 26)) == 1


def test_a_heavy_text_is_told_with_its_lix_and_a_short_one_is_not() -> None:
    (hint,) = hints(HEAVY, is_patients_own=False)
    assert (hint.kind, hint.quote) == (HintKind.HEAVY, "")
    assert f"LIX {lix(HEAVY)}" in hint.say
    assert hints("Sjuksköterskan kontaktar hemsjukvården.", is_patients_own=False) == ()


def test_lix_is_words_a_sentence_and_the_share_of_long_ones() -> None:
    assert lix("") == lix(" \n…!") == 0
    assert lix("Du går ut. Du äter.") == round(5 / 2)
    assert lix("Sjuksköterskan ringer dig.") == round(3 + 100 / 3)  # "ringer" has six letters


def test_a_sentence_does_not_end_at_an_abbreviation() -> None:
    assert sentences("Kom kl. 9.30, ta med t.ex. en lista. Ring A. Berg sen.") == (
        "Kom kl. 9.30, ta med t.ex. en lista.",
        "Ring A. Berg sen.",
    )


def test_each_line_of_a_list_is_a_sentence() -> None:
    assert sentences("- väg dig\n- ring oss\n\n") == ("- väg dig", "- ring oss")


def test_one_of_each_kind_comes_first_and_never_more_than_five() -> None:
    kinds = [each.kind for each in hints(f"{REMITTED} Hustrun hjälper till. {LONG} {HEAVY}", is_patients_own=False)]
    assert kinds == ["hard_word", "gender", "long_sentence", "heavy", "hard_word"]


def test_what_is_meant_twice_is_told_once() -> None:
    assert words("Hypertoni, hypertonin och hypertension.") == {"Hypertoni": "högt blodtryck"}


def test_a_ring_above_may_be_a_sign_of_its_own() -> None:
    assert [each.kind for each in hints("a\u030aterfall i sva\u030art o\u0308dem", is_patients_own=False)] == [
        "hard_word"
    ]


def test_ten_thousand_characters_take_no_time_to_notice() -> None:
    text = f"{REMITTED} {LONG} Hustrun ringer. " * 60
    hints(text, is_patients_own=False)
    began = time.perf_counter()
    hints(text[:10_000], is_patients_own=False)
    assert time.perf_counter() - began < 0.25  # a few ms on an idle machine


@given(st.text())
def test_any_text_is_answered(text: str) -> None:
    found = hints(text, is_patients_own=False)
    assert len(found) <= 5
    assert all(each.say for each in found)
    assert lix(text) >= 0


@given(
    st.lists(
        st.sampled_from(
            [*"aöÅé.,!?…\n\r\t\x00\x0b-:’”(", " ", "kl", "hustru", "p.o", "per os", "ödem", "🙂", "\u202e", "İ", "ß"]
        )
    )
)
def test_odd_signs_between_words_are_answered(parts: list[str]) -> None:
    text = "".join(parts)
    assert len(hints(text, is_patients_own=False)) <= 5
    assert "".join(sentences(text)).replace(" ", "").count("ödem") == text.replace(" ", "").count("ödem")


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Compliant.", "som följer behandlingen"),
        ("Pat är dekompenserad", "sämre"),
        ("Ortostatism?", "blodtrycksfall när du reser dig"),
        ("Minska preload", "blodmängden som fyller hjärtat"),
        ("Vätskerestriktionen gäller", "gräns för hur mycket du dricker"),
    ],
)
def test_a_hard_word_is_told_however_short_the_text_is(text: str, plain: str) -> None:
    assert any(plain in said for said in told(text))


def test_the_words_stand_in_the_order_of_the_swedish_alphabet() -> None:
    place = {letter: number for number, letter in enumerate("abcdefghijklmnopqrstuvwxyzåäö")}
    for words_of_a_kind in CARE_WORDS.values():
        keys = [[place.get(letter, -1) for letter in word.replace("é", "e")] for word in words_of_a_kind]
        assert keys == sorted(keys)


def test_a_short_text_is_judged_only_when_it_is_very_heavy() -> None:
    heavy = (
        "Regelbunden uppföljning av läkemedelsbehandlingen samt noggrann kontroll av vätskebalansen och njurfunktionen."
    )
    assert [each.kind for each in hints(heavy, is_patients_own=False)] == [HintKind.HEAVY]
    assert hints("Läkemedelsgruppen kontrollerar behandlingen.", is_patients_own=False) == ()
    plain = "Jag läser min sammanfattning från sjukhuset, och frågar om det jag inte förstår"
    assert hints(plain, is_patients_own=False) == ()
