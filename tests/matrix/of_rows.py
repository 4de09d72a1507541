"""Staff's doors to consents, blocks, openings, mandates, surveys and commitments, each with a rule of its own."""

from collections.abc import Callable, Iterable
from typing import Any
from uuid import uuid4

from tests.matrix.answers import LEADS_ON, OPENS, SAYS_NO, WRITES, Answer
from tests.matrix.cast import EYES, HEART, HIPS, HOME, SKIN, WARD
from tests.matrix.doors import FEW, NEAR, Case, Door, Told, get, nothing, post
from tests.matrix.of_staff import DOCUMENT, HEADS, at, to_staff
from tests.matrix.scene import NOBODY, Scene
from tests.matrix.sent import OPENED, keyed

REGION = (*HEART, *EYES, *WARD, *SKIN)
CAREFUL = ("helena", *NEAR)


def case(
    about: str, whose: str, answer: Answer, to: Iterable[str], found: Callable[[Scene], Any], part: str,
    asks: tuple[str, ...] = CAREFUL, sends: Told = nothing, **rule: Any,
) -> Case:  # fmt: skip
    where = at(whose, **{part: found})
    return Case(about, to_staff(whose, answer, to=to, **rule), where, sends, asks)


def of(which: str, part: str, **always: Any) -> Callable[..., Case]:
    """Cases about the rows that the scene has of a kind."""

    def about(row: str, whose: str, answer: Answer, to: Iterable[str], **more: Any) -> Case:
        def found(scene: Scene) -> Any:
            return NOBODY if row == "none" else getattr(scene, which)[row].public_id

        return case(f"{row}, at {whose}", whose, answer, to, found, part, **{**always, **more})

    return about


def on_shelf(part: str, row: str, **always: Any) -> Callable[..., Case]:
    def about(shelf: str, whose: str, answer: Answer, to: Iterable[str], **more: Any) -> Case:
        def found(scene: Scene) -> Any:
            return getattr(scene.shelf(shelf), row).public_id

        return case(f"{shelf}, at {whose}", whose, answer, to, found, part, **{**always, **more})

    return about


all_of_agda = tuple(to_staff("agda", OPENS))
consent = of("consents", "consent")
block = of("blocks", "block", sends=keyed(**OPENED), **DOCUMENT)
opening = of("openings", "opening", **DOCUMENT)
ended = of("mandates", "mandate", sends=lambda scene: {"because": "Upphört"}, may=HEADS)
assessed = of(
    "mandates", "mandate", may=HEADS,
    sends=lambda scene: {"decision": "allow", "because": "Säker", "revision": "0"},
)  # fmt: skip
commitment = on_shelf("commitment", "commitment", sends=lambda scene: {"answer": "yes"}, **DOCUMENT)
handed = on_shelf("step", "handed", sends=lambda scene: {"answer": "yes"}, **DOCUMENT)
answers = on_shelf("survey", "answered")
seen_to = on_shelf("survey", "answered", **DOCUMENT)

SEE_HEART = (*HEART, *EYES, *WARD, *HOME, "sten", "ola")
OTHERS_OF_REGION = tuple(role for role in SEE_HEART if role not in {*HEART, "lena"})
SEES_AND_DOCUMENTS = dict.fromkeys((role for role in SEE_HEART if role not in {*EYES, "lena"}), LEADS_ON)


def exception(whose: str, answer: Answer, to: Iterable[str], **more: Any) -> Case:
    return case(f"Tuva's, at {whose}", whose, answer, to, lambda scene: scene.exception, "exception", may=HEADS, **more)


def at_age(whose: str, answer: Answer) -> Case:
    sends = keyed(kind="guardian", because="Behövs")
    return Case(f"of {whose}", to_staff(whose, answer, may=HEADS), at(whose), sends, CAREFUL)


def own_unit(whose: str, answers: dict[str, Answer]) -> Case:
    return Case(
        f"the heart clinic of {whose}", {**to_staff(whose, OPENS), **answers}, at(whose),
        lambda scene: {
            "key": uuid4(), "how": "Muntligt på telefon", "whose": f"inner:{scene.cast.heart.public_id}"
        },
    )  # fmt: skip


def places(whose: str, answers: dict[str, Answer]) -> Case:
    return Case(whose, {**to_staff(whose, LEADS_ON), **answers}, at(whose), keyed(because="Ska ringa"), CAREFUL)


def seeing(
    door: str, answer: Answer, make: Callable[..., Door], about: Callable[..., Case], to_others: Any, *, ward: Any
) -> Door:
    """Answers are read by who may see the row, and seen to by the unit that asked."""
    return make(
        door,
        about("heart", "agda", answer, HEART, asks=all_of_agda, but=to_others),
        about("ward", "agda", answer, WARD, but=ward),
        about("bertil's", "agda", answer, ()),
        about("bertil's", "bertil", answer, HIPS),
        about("nothing", "agda", answer, ()),
        about("nothing", "nobody", answer, ()),
    )


DOORS = (
    post(
        "ask_survey",
        # Asked already, and not answered: the question stands.
        Case(
            "of agda",
            {**to_staff("agda", LEADS_ON, **DOCUMENT), **dict.fromkeys(("samira", "sten"), WRITES)},
            at("agda"),
        ),
        Case("of bertil", to_staff("bertil", LEADS_ON), at("bertil"), asks=NEAR),
    ),
    get(
        "answer_commitment",
        commitment("heart", "agda", OPENS, EYES, asks=all_of_agda),
        commitment("ward", "agda", OPENS, ()),
    ),
    *(
        make(
            "answer_hand_over",
            # Who sees it and is not asked, or no longer, is led back to the plan.
            handed("heart", "agda", answer, EYES, asks=all_of_agda, but=SEES_AND_DOCUMENTS),
            handed("ward", "agda", answer, (), but=dict.fromkeys((*WARD, "ove"), LEADS_ON)),
            handed("hips", "agda", answer, (), but=dict.fromkeys((*HIPS, *HOME), LEADS_ON)),
            handed("bertil's", "agda", answer, ()),
            handed("bertil's", "bertil", answer, (), but=dict.fromkeys(HIPS, LEADS_ON)),
            handed("nothing", "agda", answer, ()),
        )
        for make, answer in ((get, OPENS), (post, WRITES))
    ),
    *(
        make(
            name, about("heart", "agda", answer, HEART, asks=all_of_agda), about("ward", "agda", answer, WARD),
            about("bertil's", "agda", answer, ()), about("nothing", "agda", answer, ()),
        )
        for make, name, answer, about in (
            (get, "tick_here", OPENS, on_shelf("commitment", "ours", **DOCUMENT)),
            (post, "tick_here", WRITES, on_shelf("commitment", "ours", sends=keyed(), **DOCUMENT)),
            (post, "untick_here", WRITES, on_shelf("tick", "our_tick", **DOCUMENT)),
        )
    ),
    seeing(
        "agreement_versions_here", OPENS, get, on_shelf("agreement", "agreement"),
        dict.fromkeys(OTHERS_OF_REGION, OPENS), ward={"ove": OPENS},
    ),
    post(
        "answer_commitment",
        commitment("heart", "agda", WRITES, EYES, asks=all_of_agda),
        commitment("ward", "agda", WRITES, ()),
        commitment("hips", "agda", WRITES, ()),
        commitment("bertil's", "agda", WRITES, ()),
        commitment("bertil's", "bertil", WRITES, ()),
        commitment("nothing", "agda", WRITES, ()),
    ),
    post(
        "note_withdrawal",
        consent("heart", "agda", WRITES, HEART, asks=all_of_agda),
        consent("home", "agda", WRITES, HOME, asks=("samira", *NEAR)),
        consent("withdrawn", "agda", LEADS_ON, HIPS),
        consent("bertil's", "agda", WRITES, ()),
        consent("bertil's", "bertil", WRITES, HIPS),
        consent("none", "agda", WRITES, ()),
    ),
    post("note_block", own_unit("agda", dict.fromkeys(HEART, WRITES)), own_unit("bertil", {})),
    post(
        "open_blocked",
        block("ward", "agda", WRITES, (*HEART, *EYES, "sten"), asks=all_of_agda),
        block("lifted", "agda", LEADS_ON, (*HEART, *WARD, "sten")),
        block("private", "agda", WRITES, (), asks=("petra", *NEAR)),
        block("bertil's", "agda", WRITES, ()),
        block("bertil's", "bertil", WRITES, ()),
        block("none", "agda", WRITES, ()),
    ),
    get(
        "open_blocked",
        block("ward", "agda", OPENS, (*HEART, *EYES, "sten")),
        block("lifted", "agda", LEADS_ON, (*HEART, *WARD, "sten"), asks=FEW),
        block("bertil's", "agda", OPENS, (), asks=FEW),
    ),
    get("assess_relative", assessed("fred", "pia", OPENS, ("helena",))),
    get("end_patient_mandate", ended("karin", "agda", OPENS, HEADS)),
    post(
        "close_opened",
        opening("ove's", "agda", WRITES, EYES, asks=all_of_agda),
        opening("sten's", "agda", WRITES, ("sten",), asks=(*SKIN, *NEAR)),
        opening("over", "agda", LEADS_ON, ("sten",), asks=(*SKIN, *NEAR)),
        opening("the skin clinic's", "agda", WRITES, (), asks=(*SKIN, *NEAR)),
        opening("the skin clinic's", "leo", WRITES, SKIN, asks=(*SKIN, *NEAR)),
        opening("none", "agda", WRITES, ()),
    ),
    get(
        "see_places",
        places("pia", dict.fromkeys(("lena", "helena"), OPENS)),
        places("agda", {}),
    ),
    post(
        "see_places",
        places("agda", {}),
        places("pia", dict.fromkeys(("lena", "helena"), WRITES)),
        places("bertil", {}),
    ),
    post(
        "assess_relative",
        assessed("fred", "pia", WRITES, ("helena",), asks=all_of_agda),
        assessed("fred", "leo", WRITES, ()),
        assessed("karin", "agda", WRITES, ()),
        assessed("none", "pia", WRITES, ()),
    ),
    post(
        "end_patient_mandate",
        ended("karin", "agda", WRITES, HEADS, asks=all_of_agda),
        ended("former", "agda", LEADS_ON, HEADS),
        ended("asked", "agda", WRITES, ()),
        ended("erik", "agda", WRITES, ()),
        ended("erik", "leo", WRITES, HEADS),
        ended("none", "agda", WRITES, ()),
    ),
    post("age_exception", at_age("agda", OPENS), at_age("alva", WRITES), at_age("bertil", WRITES)),
    post(
        "end_age_exception",
        exception("tuva", WRITES, ("helena",), asks=all_of_agda, but={"hedda": LEADS_ON}),
        exception("leo", LEADS_ON, HEADS),
    ),
    seeing("survey_answers", OPENS, get, answers, dict.fromkeys(OTHERS_OF_REGION, OPENS), ward={"ove": OPENS}),
    seeing(
        "survey_answers", WRITES, post, seen_to, dict.fromkeys(OTHERS_OF_REGION, SAYS_NO), ward={"ove": SAYS_NO}
    ),
)  # fmt: skip
