"""The doors that staff use about a patient. Who cares for whom, who may what, and whose each row is, stands here."""

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Any
from uuid import uuid4

from tests.matrix.answers import LEADS_ON, OPENS, SAYS_NO, WRITES, Answer, Due, only
from tests.matrix.cast import EYES, HEART, HIPS, HOME, PRIVATE, ROLES, SKIN, WARD
from tests.matrix.doors import FEW, NEAR, Case, Door, Told, get, nothing, post
from tests.matrix.scene import Scene
from tests.matrix.sent import NEW_TIME, OPENED, TEAM, agreement, because, first_agreement, keyed, written_draft

# Sten of the skin clinic has opened Agda's plan for himself, and Leo's for the clinic.
CARE_FOR: dict[str, tuple[str, ...]] = {
    "agda": (*HEART, *EYES, *WARD, *HIPS, *HOME, *PRIVATE, "sten"),
    "bertil": HIPS,
    "leo": (*HEART, *EYES, *SKIN),
    "alva": HEART,
    "tuva": (*HEART, *EYES),
    "pia": HEART,
    "nobody": (),
}
SCHEDULERS = ("lena",)
OPENED_ALONE = dict.fromkeys(SKIN, LEADS_ON)  # they have no care relation to end
HEADS = ("helena", "hedda")
APPOINT = ("johan", "samira", *HEADS)

Sent = Callable[[Any], Mapping[str, Any]]


def to_staff(
    whose: str,
    answer: Answer,
    *,
    to: Iterable[str] | None = None,
    may: Iterable[str] = (),
    may_not: Iterable[str] = (),
    but: Due = MappingProxyType({}),
) -> Due:
    """`to`: those whose row it is. `may`: nobody else may, if it is given; `may_not`: everybody else may."""
    care = CARE_FOR[whose]
    no = [role for role in care if role in may_not or (may and role not in may)]
    let = [role for role in (care if to is None else to) if role in care and role not in no]
    return {**only(let, answer, no=no), **{role: each for role, each in but.items() if role in care}}


def at(whose: str, **more: Callable[[Scene], Any]) -> Told:
    return lambda scene: {"patient": scene.patient(whose), **{name: each(scene) for name, each in more.items()}}


def about_patient(make: Callable[..., Door], name: str, answer: Answer, sends: Told = nothing, **rule: Any) -> Door:
    """A page about the patient, and no row of it. Nobody cares for Bertil at the heart clinic."""

    def case(whose: str, asks: tuple[str, ...]) -> Case:
        return Case(f"of {whose}", to_staff(whose, answer, **rule), at(whose), sends, asks)

    everybody = Case("of agda", to_staff("agda", answer, **rule), at("agda"), sends)
    return make(name, everybody, case("bertil", NEAR), case("leo", ("sven", *NEAR)), case("nobody", NEAR))


def about_row(
    make: Callable[..., Door], name: str, part: str, row: str, answer: Answer, sends: Sent = lambda row: {}, *,
    by: tuple[str, ...] = ROLES, **rule: Any,
) -> Door:  # fmt: skip
    """A page about one row: of the heart clinic, blocked, of somebody else, of a protected person, and none at all.

    `by`: who alone may of those whose row it is.
    """

    def case(about: str, whose: str, shelf: str, to: Iterable[str], asks: tuple[str, ...] = NEAR) -> Case:
        def found(scene: Scene) -> Any:
            return getattr(scene.shelf(shelf), row)

        where = at(whose, **{part: lambda scene: found(scene).public_id})
        others = {role: SAYS_NO for role in to if role not in by}
        due = to_staff(whose, answer, to=to, **rule, **({"but": others} if others else {}))
        return Case(about, due, where, lambda scene: sends(found(scene)), asks)

    if make is get:
        return get(
            name, case("the heart clinic's", "agda", "heart", HEART), case("the ward's", "agda", "ward", WARD, FEW),
            case("none", "agda", "nothing", (), FEW),
        )  # fmt: skip
    everybody = tuple(case("the heart clinic's", "agda", "heart", HEART).due)
    return make(
        name,
        case("the heart clinic's", "agda", "heart", HEART, everybody),
        case("the ward's, which is blocked", "agda", "ward", WARD),
        case("another provider's", "agda", "hips", HIPS),
        case("Bertil's, as if it were Agda's", "agda", "bertil's", ()),
        case("Bertil's", "bertil", "bertil's", HIPS),
        case("Pia's, who is protected", "pia", "pia's", HEART),
        case("none", "agda", "nothing", ()),
        case("nobody's", "nobody", "nothing", ()),
    )


DOCUMENT = {"may_not": SCHEDULERS}

FORMS: dict[str, dict[str, Any]] = {
    "write_agreement": DOCUMENT,
    "book_time": {},
    "note_consent": {},
    "note_block": {},
    "stop_caring": DOCUMENT,
    "open_elsewhere": DOCUMENT,
    "appoint_contact": {"may": APPOINT},
    "vouch_for": {"may": HEADS},
    "age_exception": {"may": HEADS},
}


def opened(name: str, **rule: Any) -> Door:
    """The form, before anything is sent: one of each kind asks."""
    asks = ("anna", "lena", "johan", "helena", "nils", "olle", "sven", "karin", "rita")
    return get(name, Case("of agda", to_staff("agda", OPENS, **rule), at("agda"), asks=asks))


DOORS = (
    about_patient(get, "patient_plan", OPENS),
    about_patient(get, "print_patient_plan", OPENS),
    about_patient(post, "write_agreement", WRITES, first_agreement, **DOCUMENT),
    *(opened(name, **rule) for name, rule in FORMS.items()),
    about_row(
        post, "note_preparation_read", "booking", "booking", WRITES, lambda row: {"revision": "1"}, **DOCUMENT
    ),
    about_row(get, "revise_agreement", "agreement", "agreement", OPENS, **DOCUMENT),
    about_row(post, "revise_agreement", "agreement", "agreement", WRITES, agreement, **DOCUMENT),
    about_patient(post, "keep_draft", WRITES, first_agreement, **DOCUMENT),
    about_row(get, "draft", "draft", "draft", OPENS, **DOCUMENT),
    about_row(post, "draft", "draft", "draft", WRITES, written_draft, **DOCUMENT),
    about_row(get, "discard_draft", "draft", "draft", OPENS, **DOCUMENT),
    about_row(post, "discard_draft", "draft", "draft", WRITES, lambda row: {"revision": row.revision}, **DOCUMENT),
    about_row(get, "record_answer", "agreement", "proposal", OPENS, **DOCUMENT),
    about_row(
        post, "record_answer", "agreement", "proposal", WRITES,
        lambda row: {"answer": "phone", "on": "2026-11-25", "revision": row.revision}, **DOCUMENT,
    ),
    about_row(get, "sign_agreement", "agreement", "agreement", OPENS, **DOCUMENT),
    about_row(
        post, "sign_agreement", "agreement", "agreement", WRITES, lambda row: {"revision": row.revision},
        by=("anna", "mona", "olle"), **DOCUMENT,
    ),
    about_row(get, "leave_unsigned", "agreement", "agreement", OPENS, **DOCUMENT),
    about_row(post, "leave_unsigned", "agreement", "agreement", WRITES, because, **DOCUMENT),
    about_row(get, "end_agreement", "agreement", "agreement", OPENS, **DOCUMENT),
    about_row(post, "end_agreement", "agreement", "agreement", WRITES, because, **DOCUMENT),
    about_row(get, "answer_question", "question", "question", OPENS, **DOCUMENT),
    about_row(post, "answer_question", "question", "question", WRITES, lambda row: {"answer": "Ja"}, **DOCUMENT),
    about_row(get, "hand_over_step", "step", "handed", OPENS, **DOCUMENT),
    about_row(
        post, "hand_over_step", "step", "handed", WRITES, lambda row: {"unit": "keep", "revision": row.revision},
        **DOCUMENT,
    ),
    about_patient(post, "book_time", WRITES, keyed(**NEW_TIME)),
    about_row(get, "move_time", "booking", "booking", OPENS),
    about_row(post, "move_time", "booking", "booking", WRITES, lambda row: {**NEW_TIME, "revision": row.revision}),
    about_row(get, "cancel_time", "booking", "booking", OPENS),
    about_row(post, "cancel_time", "booking", "booking", WRITES, because),
    about_row(
        post, "conclude_time", "booking", "past", WRITES, lambda row: {"outcome": "done", "revision": row.revision}
    ),
    about_patient(post, "appoint_contact", WRITES, keyed(**TEAM), may=APPOINT),
    about_row(get, "end_contact", "contact", "contact", OPENS, may=APPOINT),
    about_row(
        post, "end_contact", "contact", "contact", WRITES,
        lambda row: {"ending": "Behovet har upphört", "revision": row.revision, "key": uuid4()}, may=APPOINT,
    ),
    about_patient(get, "patient_grounds", OPENS),
    about_patient(post, "note_consent", WRITES, keyed(kind="sip", how="Muntligt på telefon")),
    about_patient(
        post, "stop_caring", WRITES, lambda scene: {"because": "Vården hos oss är klar"}, but=OPENED_ALONE, **DOCUMENT
    ),
    about_patient(post, "open_elsewhere", WRITES, keyed(**OPENED), **DOCUMENT),
    about_patient(get, "patient_mandates", OPENS, may=HEADS),
    about_patient(
        post, "vouch_for", WRITES,
        keyed(name="Greta God", shown="good_man", document="Beslut", scopes=["times"], last_day=""), may=HEADS,
    ),
    about_patient(get, "relatives", OPENS, may=HEADS),
)  # fmt: skip
