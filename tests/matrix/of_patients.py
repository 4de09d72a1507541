"""The doors of patients and of those who act for them."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any
from uuid import uuid4

from tests.matrix.answers import LEADS_ON, NOT_THERE, OPENS, SAYS_NO, WRITES, Answer, only
from tests.matrix.cast import GUARDIANS, PATIENTS, PROXIES, ROLES
from tests.matrix.doors import FEW, NEAR, Case, Door, Told, get, post
from tests.matrix.scene import NOBODY, Scene
from tests.matrix.sent import keyed, prepared

# Who opens whose plan. Alva and Tuva are fourteen: Sara sees nothing, and Ture what the heart clinic has written.
READS: dict[str, tuple[str, ...]] = {
    "agda": ("agda", "karin", *PROXIES),
    "bertil": ("bertil",),
    "leo": ("leo", "erik"),
    "alva": ("alva",),
    "tuva": ("ture",),
    "pia": ("moa",),
    "nobody": (),
}
# Each of the proxies has one scope: to answer about an agreement or a time one must also be let read it.
ACTS_ALONE = ("agda", "karin", "bertil", "leo", "erik", "alva", "moa")
ANSWERS = (*ACTS_ALONE, "answer_proxy")

OWN = "their own"
Sent = Callable[[Any], Mapping[str, Any]]


def of_plan(
    make: Callable[..., Door], name: str, part: str, row: str, answer: Answer, sends: Sent = lambda row: {}, *,
    may: tuple[str, ...], others: Answer = SAYS_NO, but: Mapping[str, Mapping[str, Answer]] = MappingProxyType({}),
) -> Door:  # fmt: skip
    """A page about one row, at the patient's own address and at the one that those who act for the patient use.

    `others`: what those are answered who read the plan and may not do this. `but`: in a case, by what it is about.
    """

    def case(about: str, whose: str, shelf: str, asks: tuple[str, ...] = NEAR, *, there: bool = True) -> Case:
        def found(scene: Scene) -> Any:
            return getattr(scene.shelf(shelf), row)

        def where(scene: Scene) -> Mapping[str, Any]:
            patient = {} if whose == OWN else {"patient": scene.patient(whose)}
            return {part: found(scene).public_id, **patient}

        reads = PATIENTS if whose == OWN else READS[whose]
        no = [role for role in reads if role not in may]
        theirs = ("agda",) if whose == OWN else READS[whose]
        let = [role for role in theirs if role in may] if there else []
        due = {**only(let, answer), **({} if others == NOT_THERE else dict.fromkeys(no, others)), **but.get(about, {})}
        return Case(about, due, where, lambda scene: sends(found(scene)), asks)

    everybody = tuple(case("", OWN, "heart").due)
    return make(
        name,
        case("Agda's, at her own address", OWN, "heart", everybody if make is post else FEW),
        case("Agda's", "agda", "heart", everybody if make is post else (*FEW, "karin", *PROXIES)),
        case("Agda's of the ward: her block hides nothing from herself", "agda", "ward", ("agda", "karin", "erik")),
        case("Bertil's, as if it were Agda's", "agda", "bertil's", FEW, there=False),
        case("Bertil's", "bertil", "bertil's", ("agda", "bertil", "karin", "anna")),
        case("Leo's, who is twelve", "leo", "leo's", ("agda", "leo", "erik", "sara", "anna")),
        case("Alva's, who is fourteen", "alva", "alva's", ("alva", "sara", "erik", "anna")),
        case("Tuva's, whom Ture may read", "tuva", "tuva's", ("ture", "sara", "anna")),
        case("Tuva's at the eye clinic", "tuva", "tuva's eyes", ("ture", "sara", "anna")),
        case("Pia's, who is protected", "pia", "pia's", ("moa", "fred", "anna")),
        case("none", "agda", "nothing", (*FEW, "karin"), there=False),
        case("nobody's", "nobody", "nothing", (*FEW, "karin"), there=False),
    )


def of_oneself(make: Callable[..., Door], name: str, answer: Answer, sends: Told = lambda scene: {}) -> Door:
    return make(name, Case("one's own", only(PATIENTS, answer), sends=sends))


def of_row(
    make: Callable[..., Door], name: str, part: str, which: str, rows: Mapping[str, Mapping[str, Answer]], *,
    sends: Told = lambda scene: {},
) -> Door:  # fmt: skip
    """What somebody has decided about. For each of the scene's rows: what its owner is answered."""

    def case(row: str, asks: tuple[str, ...]) -> Case:
        due = {**only(), **rows[row]}
        return Case(row, due, lambda scene: {part: getattr(scene, which)[row].public_id}, sends, asks)

    first, *more = rows
    none = Case("none", only(), lambda scene: {part: NOBODY}, sends, FEW)
    return make(name, case(first, ROLES), *(case(row, (*FEW, *rows[row])) for row in more), none)


def about_line(make: Callable[..., Door], lines: Mapping[str, Mapping[str, Answer]]) -> Door:
    def case(line: str, asks: tuple[str, ...]) -> Case:
        sends = keyed(text="Vem var det?")
        return Case(line, {**only(), **lines[line]}, lambda scene: {"line": scene.lines.get(line, 0)}, sends, asks)

    return make("report_concern", *(case(line, ROLES if line == "anna's" else (*PATIENTS, *FEW)) for line in lines))


def plan_of(make: Callable[..., Door], name: str) -> Door:
    """The first case is the address without anybody's name."""

    def case(whose: str) -> Case:
        asks = ROLES if whose == "agda" else (*PATIENTS, *GUARDIANS, *FEW)
        return Case(whose, only(READS[whose]), lambda scene: {"patient": scene.patient(whose)}, asks=asks)

    return make(name, Case("one's own", only(PATIENTS)), *map(case, READS))


IN_A_WEEK = {"name": "Olga Ny", "scopes": ["times"], "last_day": "2026-12-01"}
NO_REASON: Told = lambda scene: {"because": ""}  # noqa: E731 -- data
HAVE_A_WAY_IN = ("agda", "karin", *PROXIES)
DOORS = (
    plan_of(get, "my_plan"),
    plan_of(get, "print_my_plan"),
    of_plan(post, "accept_agreement", "agreement", "proposal", WRITES, may=ACTS_ALONE),
    of_plan(get, "refuse_agreement", "agreement", "proposal", OPENS, may=ACTS_ALONE),
    of_plan(
        post, "refuse_agreement", "agreement", "proposal", WRITES,
        lambda row: {"because": "Stämmer inte", "revision": row.revision}, may=ACTS_ALONE,
    ),
    of_plan(get, "tick_commitment", "commitment", "mine", OPENS, may=ACTS_ALONE),
    of_plan(post, "tick_commitment", "commitment", "mine", WRITES, lambda row: {"key": uuid4()}, may=ACTS_ALONE),
    of_plan(post, "untick_commitment", "tick", "tick", WRITES, may=ACTS_ALONE),
    of_plan(
        get, "agreement_versions", "agreement", "agreement", OPENS, may=(*ACTS_ALONE, "agreements_proxy"),
        others=NOT_THERE, but={"Tuva's, whom Ture may read": {"ture": OPENS}},
    ),
    of_plan(get, "ask_about_agreement", "agreement", "agreement", OPENS, may=ACTS_ALONE),
    of_plan(
        post, "ask_about_agreement", "agreement", "agreement", WRITES, lambda row: {"key": uuid4(), "text": "Varför?"},
        may=ACTS_ALONE,
    ),
    of_plan(get, "answer_time", "booking", "booking", OPENS, may=ACTS_ALONE),
    of_plan(
        post, "answer_time", "booking", "booking", WRITES, lambda row: {"suits": "1", "revision": row.revision},
        may=ACTS_ALONE,
    ),
    post(
        "answer_time",
        Case(
            "not approved for the patient", only(no=PROXIES), lambda scene: {
                "booking": scene.unapproved.public_id, "patient": scene.patient("agda")
            },
            lambda scene: {"suits": "1", "revision": "1"},
        ),
    ),
    of_plan(get, "prepare_visit", "booking", "booking", OPENS, may=ACTS_ALONE),
    of_plan(post, "prepare_visit", "booking", "booking", WRITES, prepared, may=ACTS_ALONE),
    post(
        "prepare_visit",
        Case(
            "not approved for the patient", only(no=PROXIES), lambda scene: {
                "booking": scene.unapproved.public_id, "patient": scene.patient("agda")
            },
            lambda scene: {**prepared(None), "revision": "0"},
        ),
    ),
    of_plan(get, "answer_survey", "survey", "survey", OPENS, may=ANSWERS),
    of_plan(post, "answer_survey", "survey", "survey", WRITES, lambda row: {"fraga-1": "yes"}, may=ANSWERS),
    get(
        "leave_mandate",
        Case(
            "Agda's", only(("karin",), no=("agda",)), lambda scene: {"patient": scene.patient("agda")},
            asks=("karin", *FEW),
        ),
    ),
    of_oneself(get, "my_consents", OPENS),
    of_oneself(get, "who_may_see", OPENS),
    of_oneself(get, "who_has_read", OPENS),
    of_oneself(get, "print_log", OPENS),
    of_oneself(get, "export_log", OPENS),
    post(
        "let_in",
        Case(
            "somebody", {**only(("agda", "bertil"), WRITES), **dict.fromkeys(("leo", "alva"), LEADS_ON)},
            sends=keyed(**IN_A_WEEK),
        ),
    ),
    post(
        "give_my_consent",
        Case(
            "to the heart clinic", only(("agda", "leo", "alva"), WRITES),
            sends=lambda scene: {"key": uuid4(), "kind": "sip", "unit": scene.cast.heart.public_id},
        ),
        Case(
            "to the hip clinic", only(("agda", "bertil"), WRITES), asks=(*PATIENTS, *FEW),
            sends=lambda scene: {"key": uuid4(), "kind": "sip", "unit": scene.cast.hips.public_id},
        ),
    ),
    post(
        "block_mine",
        Case(
            "the heart clinic", {**only(("agda", "leo", "alva"), WRITES), "bertil": OPENS},
            sends=lambda scene: {"key": uuid4(), "whose": f"inner:{scene.cast.heart.public_id}"},
        ),
    ),
    of_row(
        post, "withdraw_my_consent", "consent", "consents",
        {"home": {"agda": WRITES}, "withdrawn": {"agda": LEADS_ON}, "bertil's": {"bertil": WRITES}},
    ),
    of_row(
        post, "lift_my_block", "block", "blocks",
        {"ward": {"agda": WRITES}, "lifted": {"agda": LEADS_ON}, "bertil's": {"bertil": WRITES}},
    ),
    of_row(
        post, "close_my_opening", "opening", "openings",
        {"ove's": {"agda": WRITES}, "over": {"agda": LEADS_ON}, "the skin clinic's": {"leo": WRITES}},
    ),
    of_row(
        post, "end_own_mandate", "mandate", "mandates",
        {
            "karin": {"agda": WRITES}, "asked": {"agda": WRITES}, "former": {"agda": LEADS_ON},
            "erik": {"leo": NOT_THERE},
        },
        sends=NO_REASON,
    ),
    of_row(get, "end_own_mandate", "mandate", "mandates", {"karin": {"agda": OPENS}, "former": {"agda": LEADS_ON}}),
    post(
        "leave_mandate",
        Case(
            "Agda's", only(("karin", *PROXIES), WRITES, no=("agda",)),
            lambda scene: {"patient": scene.patient("agda")}, NO_REASON,
        ),
        Case(
            "Leo's", only(no=("leo", "erik")), lambda scene: {"patient": scene.patient("leo")},
            asks=("leo", "erik", *NEAR),
        ),
        Case("nobody's", only(), lambda scene: {"patient": NOBODY}, asks=("leo", "erik", *NEAR)),
    ),
    post(
        "answer_invitation",
        Case(
            "with the code", only(HAVE_A_WAY_IN, others=WRITES),
            sends=lambda scene: {"code": scene.mandates["asked"].code, "accept": "1"},
            asks=tuple(role for role in ROLES if role != "later"),
        ),
        Case(
            "with a code that has gone out", only(others=OPENS),
            sends=lambda scene: {"code": scene.mandates["asked long ago"].code, "accept": "1"}, asks=NEAR,
        ),
        Case("with no code of ours", only(others=OPENS), sends=lambda scene: {"code": "BCDFGHJKMN"}, asks=NEAR),
    ),
    about_line(
        get, {"anna's": {"agda": OPENS}, "asked about": {"agda": OPENS}, "of leo": {"leo": OPENS}, "none": {}}
    ),
    about_line(
        post, {"anna's": {"agda": WRITES}, "asked about": {"agda": LEADS_ON}, "of leo": {"leo": WRITES}, "none": {}}
    ),
)  # fmt: skip
