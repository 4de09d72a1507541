"""The doors that are nobody's: lists and searches of a unit, the review of the log, and what is one's own work."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import uuid4

from tests.matrix.answers import LEADS_ON, OPENS, SAYS_NO, WRITES, Answer, only
from tests.matrix.cast import HIPS, ROLES, SKIN, STAFF
from tests.matrix.doors import NEAR, Case, Door, get, post
from tests.matrix.of_staff import CARE_FOR
from tests.matrix.scene import NOBODY, Scene
from tests.matrix.sent import OPENED

REVIEWERS = ("rita", "otto")
IN_CARE = tuple(role for role in CARE_FOR["agda"] if role not in SKIN)


def numbered(whose: str, **data: Any) -> Callable[[Scene], Mapping[str, Any]]:
    def sends(scene: Scene) -> Mapping[str, Any]:
        return {"number": scene.numbers[whose], "key": uuid4(), **data}

    return sends


def reviewed(make: Callable[..., Door], name: str, part: str, which: str, data: Mapping[str, Any], **rows: Any) -> Door:
    """`rows`: of each, what the reviewer of the region is answered. Otto reviews the log of another."""

    def case(row: str, answer: Answer, asks: tuple[str, ...]) -> Case:
        def where(scene: Scene) -> Mapping[str, Any]:
            return {part: getattr(scene, which)[row].public_id if row != "none" else NOBODY}

        return Case(row, only(("rita",), answer), where, lambda scene: data, asks)

    first, *more = rows
    return make(name, case(first, rows[first], ROLES), *(case(row, rows[row], (*REVIEWERS, *NEAR)) for row in more))


NEAR_AND_LENA = ("lena", *NEAR)
JUDGED = {"outcome": "fine", "note": "", "revision": "1"}
FOUND = {"because": "Vi har fått en remiss", "begin": "1"}
DOORS = (
    get("worklist", Case("the unit's", only(STAFF))),
    get("patients", Case("the unit's", only(STAFF))),
    post(
        "find_patient",
        Case("agda", {**only(STAFF), **dict.fromkeys(CARE_FOR["agda"], LEADS_ON)}, sends=numbered("agda")),
        Case("bertil", {**only(STAFF), **dict.fromkeys(HIPS, LEADS_ON)}, sends=numbered("bertil"), asks=NEAR),
    ),
    post(
        "first_contact",
        Case("agda", {**only(IN_CARE, LEADS_ON), **dict.fromkeys(SKIN, WRITES)}, sends=numbered("agda", **FOUND)),
    ),
    get("open_somebody", Case("nobody yet", {**only(STAFF), "lena": SAYS_NO}, asks=NEAR_AND_LENA)),
    post(
        "open_somebody",
        Case(
            "agda", {**only(IN_CARE, LEADS_ON), **dict.fromkeys(SKIN, WRITES), "lena": SAYS_NO},
            sends=numbered("agda", open="1", **OPENED),
        ),
    ),
    get("review_log", Case("the provider's", only(REVIEWERS))),
    post("draw_reviews", Case("the provider's", only(REVIEWERS, WRITES))),
    get("review_report", Case("the provider's", only(REVIEWERS))),
    reviewed(
        post, "judge_review", "review", "reviews", JUDGED, **{"anna's": WRITES, "rita's": SAYS_NO},
    ),
    reviewed(get, "answer_concern", "concern", "concerns", {}, region=OPENS, **{"rita's": OPENS}),
    reviewed(
        post, "answer_concern", "concern", "concerns", {"answer": "Ja.", "revision": "1"}, region=WRITES,
        **{"rita's": SAYS_NO},
    ),
    # The private clinic's is nobody's here.
    post(
        "answer_concern",
        Case(
            "another provider's", only(), lambda scene: {"concern": scene.concerns["private"].public_id},
            lambda scene: {"answer": "Ja", "revision": "1"}, (*REVIEWERS, *NEAR),
        ),
        Case("none", only(), lambda scene: {"concern": NOBODY}, lambda scene: {"answer": "Ja"}, (*REVIEWERS, *NEAR)),
    ),
    get("operations", Case("the program's", only(("evert",)))),
    post(
        "assignments",
        Case(
            "Anna's", only(("anna",), WRITES, others=LEADS_ON),
            sends=lambda scene: {"assignment": scene.cast.anna.assignment.public_id},
        ),
    ),
)  # fmt: skip
