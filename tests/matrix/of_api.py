"""The doors of programs: who is answered what is as on the pages, but a stranger is told no, not where one logs in."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from uuid import uuid4

from tests.matrix.answers import (
    LEADS_ON,
    LOG_IN,
    NOT_THERE,
    OPENS,
    SAYS_NO,
    TO_MEND,
    TOO_LATE,
    WRITES,
    Answer,
    only,
)
from tests.matrix.cast import EYES, HEART, HIPS, HOME, PATIENTS, ROLES, STAFF, WARD
from tests.matrix.doors import FEW, Case, Door, get, post
from tests.matrix.of_knowledge import kept, of_another, pinned
from tests.matrix.of_patients import ACTS_ALONE, of_plan, plan_of
from tests.matrix.of_rows import CAREFUL, OTHERS_OF_REGION, SEES_AND_DOCUMENTS, all_of_agda, on_shelf, seeing
from tests.matrix.of_staff import DOCUMENT, about_patient, about_row, at, to_staff
from tests.matrix.scene import NOBODY, Scene

AGREEMENT: dict[str, Any] = {
    "title": "Promenader", "what_matters": "Att orka", "patient": [{"what": "går"}],
    "care": [{"what": "ringer", "who": "own"}], "no_next_step_because": "Inget behövs", "turn_by_day": "Ring.",
    "no_fixed_contact_because": "Behövs inte", "follow_up_how": "I telefon", "how": "meeting",
}  # fmt: skip


def marked(row: Any, **data: Any) -> Mapping[str, Any]:
    """With the mark of what was read (tests.matrix.asking sends it as a header)."""
    return {"If-Match": f'"{row.public_id}-{row.revision}"', **data}


def put(name: str, *cases: Case) -> Door:
    return Door(name, "PUT", cases)


def delete(name: str, *cases: Case) -> Door:
    return Door(name, "DELETE", cases)


def to_programs(door: Door) -> Door:
    def case(each: Case) -> Case:
        return replace(each, due={role: SAYS_NO if due == LOG_IN else due for role, due in each.due.items()})

    return replace(door, cases=tuple(map(case, door.cases)))


READ_BY = (*ACTS_ALONE, "agreements_proxy")
TURE: dict[str, Any] = {"Tuva's, whom Ture may read": {"ture": OPENS}}
REGION: dict[str, Any] = dict.fromkeys(OTHERS_OF_REGION, OPENS)
commitment = on_shelf("commitment", "commitment", sends=lambda scene: {"answer": "yes"}, **DOCUMENT)


def of_shelf(make: Any, name: str, about: Any) -> Door:
    return make(
        name, about("heart", "agda", WRITES, HEART, asks=all_of_agda), about("ward", "agda", WRITES, WARD),
        about("bertil's", "agda", WRITES, ()), about("nothing", "agda", WRITES, ()),
    )  # fmt: skip


def read_before(row: Any) -> Mapping[str, Any]:
    """What Agda has prepared for the visit, once."""
    return {"If-Match": f'"{row.public_id}-1"'}


def sends_mark(scene: Scene, shelf: str) -> Mapping[str, Any]:
    return marked(scene.shelf(shelf).handed, answer="yes")


def asked_to_take(shelf: str, whose: str, to: Any, **more: Any) -> Case:
    about = on_shelf("step", "handed", sends=lambda scene: sends_mark(scene, shelf), **DOCUMENT)
    return about(shelf, whose, WRITES, to, **more)


def too_late(*roles: str) -> dict[str, Answer]:
    return dict.fromkeys(roles, TOO_LATE)


def template(which: str, *to: str) -> Case:
    def where(scene: Scene) -> Mapping[str, Any]:
        return {"template": scene.templates[which].public_id if which != "none" else NOBODY}

    return Case(which, only(to), where, asks=ROLES if to else ("helena", "evert", *FEW))


def with_resource(door: Door) -> Door:
    def sends(scene: Scene) -> Mapping[str, Any]:
        return {"heading": "watch_for", "pin": str(scene.resources["offered"].public_id)}

    return replace(door, cases=tuple(replace(each, sends=sends) for each in door.cases))


OF_STEPS = (
    about_patient(get, "api_steps", OPENS),
    about_patient(get, "api_units_to_take_over", OPENS, **DOCUMENT),
    seeing("api_step", OPENS, get, on_shelf("step", "handed"), REGION, ward={"ove": OPENS}),
    about_row(post, "api_hand_over", "step", "handed", WRITES, lambda row: marked(row, unit="keep"), **DOCUMENT),
    post(
        "api_take_over",
        asked_to_take("heart", "agda", EYES, asks=all_of_agda, but=too_late(*SEES_AND_DOCUMENTS)),
        asked_to_take("ward", "agda", (), but=too_late(*WARD, "ove")),
        asked_to_take("hips", "agda", (), but=too_late(*HIPS, *HOME)),
        asked_to_take("bertil's", "agda", ()),
        asked_to_take("nothing", "agda", ()),
    ),
)  # fmt: skip
OF_BOOKINGS = (
    plan_of(get, "api_own_times"),
    about_patient(get, "api_times", OPENS),
    of_plan(get, "api_own_preparation", "booking", "booking", OPENS, may=ACTS_ALONE),
    of_plan(
        put, "api_own_preparation", "booking", "booking", WRITES,
        lambda row: {"questions": "Varför?", **read_before(row)}, may=ACTS_ALONE,
    ),
    seeing("api_preparation", OPENS, get, on_shelf("booking", "booking"), REGION, ward={"ove": OPENS}),
    about_row(post, "api_note_preparation_read", "booking", "booking", WRITES, read_before, **DOCUMENT),
)  # fmt: skip
OF_KNOWLEDGE = (
    plan_of(get, "api_own_pins"),
    of_another(
        put, "api_own_pin", WRITES,
        kept({"agda": OPENS, "leo": OPENS, "bertil": WRITES, "alva": WRITES}),
        kept(dict.fromkeys(PATIENTS, TO_MEND), "expired"), kept({}, "draft"), row="offered", gone=TO_MEND,
        already=OPENS,
    ),
    of_another(
        delete, "api_own_pin", WRITES, kept({"agda": WRITES, "leo": WRITES, "bertil": LEADS_ON, "alva": LEADS_ON}),
        kept({}, "draft"), row="offered", gone=LEADS_ON,
    ),
    with_resource(about_row(post, "api_pins", "agreement", "agreement", WRITES, **DOCUMENT)),
    delete(
        "api_pin", pinned("heart", "agda", WRITES, HEART, asks=all_of_agda),
        pinned("ward", "agda", WRITES, WARD, asks=(*WARD, *EYES, *CAREFUL)), pinned("bertil's", "agda", WRITES, ()),
        pinned("bertil's", "bertil", WRITES, HIPS), pinned("none", "agda", WRITES, ()),
    ),
)  # fmt: skip
OF_UNITS = (
    get("api_work", Case("the unit's", only(STAFF))),
    get("api_templates", Case("the unit's", only(STAFF))),
    get("api_template", template("in use", *HEART), template("everybody's"), template("the heart's"), template("none")),
)

DOORS = tuple(map(to_programs, (
    *OF_STEPS, *OF_BOOKINGS, *OF_KNOWLEDGE, *OF_UNITS,
    get("api_my_plan", Case("one's own", only(PATIENTS))),
    plan_of(get, "api_own_agreements"),
    *(
        of_plan(get, name, "agreement", "agreement", OPENS, may=READ_BY, others=NOT_THERE, but=TURE)
        for name in ("api_own_agreement", "api_own_versions")
    ),
    of_plan(post, "api_say_yes", "agreement", "proposal", WRITES, marked, may=ACTS_ALONE),
    of_plan(
        post, "api_say_no", "agreement", "proposal", WRITES, lambda row: marked(row, because="Stämmer inte"),
        may=ACTS_ALONE,
    ),
    of_plan(
        post, "api_ask_question", "agreement", "agreement", WRITES,
        lambda row: {"text": "Varför?", "Idempotency-Key": str(uuid4())}, may=ACTS_ALONE,
    ),
    of_plan(post, "api_tick_own", "commitment", "mine", WRITES, may=ACTS_ALONE),
    of_plan(post, "api_untick_own", "tick", "tick", WRITES, may=ACTS_ALONE),
    about_patient(get, "api_agreements", OPENS),
    get(
        "api_agreements",
        Case(
            "of Pia, who is protected: Anna alone has asked for the places",
            to_staff("pia", OPENS, but={role: SAYS_NO for role in HEART if role != "anna"}), at("pia"),
            asks=(*HEART, "ove", "moa"),
        ),
    ),
    about_patient(post, "api_agreements", WRITES, lambda scene: AGREEMENT, **DOCUMENT),
    about_patient(get, "api_responsible", OPENS, **DOCUMENT),
    *(
        seeing(name, OPENS, get, on_shelf("agreement", "agreement"), REGION, ward={"ove": OPENS})
        for name in ("api_agreement", "api_versions")
    ),
    about_row(
        post, "api_revise", "agreement", "agreement", WRITES, lambda row: marked(row, **AGREEMENT), **DOCUMENT
    ),
    about_row(
        post, "api_end", "agreement", "agreement", WRITES, lambda row: marked(row, because="Klart"), **DOCUMENT
    ),
    about_row(
        post, "api_record_answer", "agreement", "proposal", WRITES,
        lambda row: marked(row, answer="phone", on="2026-11-25"), **DOCUMENT,
    ),
    about_row(
        post, "api_sign", "agreement", "agreement", WRITES, marked, by=("anna", "mona", "olle"), **DOCUMENT
    ),
    about_row(
        post, "api_leave_unsigned", "agreement", "agreement", WRITES, lambda row: marked(row, because="Trasig"),
        **DOCUMENT,
    ),
    about_row(post, "api_answer_question", "question", "question", WRITES, lambda row: {"answer": "Ja"}, **DOCUMENT),
    about_row(post, "api_take_up_question", "question", "question", WRITES, **DOCUMENT),
    post(
        "api_answer_commitment",
        commitment("heart", "agda", WRITES, EYES, asks=all_of_agda),
        *(commitment(shelf, "agda", WRITES, ()) for shelf in ("ward", "hips", "bertil's", "nothing")),
        commitment("bertil's", "bertil", WRITES, ()),
    ),
    of_shelf(post, "api_tick", on_shelf("commitment", "ours", **DOCUMENT)),
    of_shelf(post, "api_untick", on_shelf("tick", "our_tick", **DOCUMENT)),
    about_row(get, "api_draft", "draft", "draft", OPENS, **DOCUMENT),
    get(
        "api_draft",
        Case(
            "the heart clinic's, asked for by all who work there", to_staff("agda", OPENS, to=HEART, **DOCUMENT),
            at("agda", draft=lambda scene: scene.shelf("heart").draft.public_id), asks=HEART,
        ),
    ),
    about_row(put, "api_draft", "draft", "draft", WRITES, lambda row: marked(row, title="Promenader"), **DOCUMENT),
    about_row(delete, "api_draft", "draft", "draft", WRITES, marked, **DOCUMENT),
)))  # fmt: skip
