"""The doors to templates: heads of units and administrators, and nobody's patient behind any of them."""

import json
from collections.abc import Callable, Mapping
from typing import Any

from tests.matrix.answers import LEADS_ON, OPENS, SAYS_NO, WRITES, Answer, Due, only
from tests.matrix.cast import ROLES
from tests.matrix.doors import NEAR, Case, Door, get, post
from tests.matrix.scene import NOBODY, Scene

# Helena and Evert are at the heart clinic, Hedda at the eye clinic.
HEADS, KEEPERS = ("helena", "hedda"), ("helena", "hedda", "evert")
AT_HEART = ("helena", "evert")
WITHDRAWN = {"because": "Fel nummer", "since": "2026-11-26"}
NEW = {"text": json.dumps({"key": "new", "name": "Ny", "title": "Ny"}), "since": "2026-11-25"}


def about(make: Callable[..., Door], name: str, sends: Mapping[str, Any] | None = None, /, **due: Due) -> Door:
    """`due`: of the shared one, the used one and the heart clinic's own, who is answered what."""
    which = {"shared": "everybody's", "used": "in use", "own": "the heart's"}

    def case(row: str, answers: Due, asks: tuple[str, ...]) -> Case:
        def where(scene: Scene) -> Mapping[str, Any]:
            return {"template": scene.templates[row].public_id if row else NOBODY}

        return Case(row or "none", answers, where, lambda scene: sends or {}, asks)

    first, *more = due
    return make(
        name,
        case(which[first], due[first], ROLES),
        *(case(which[row], due[row], (*KEEPERS, *NEAR)) for row in more),
        case("", only(), (*KEEPERS, "anna")),
    )


def each(**answers: Answer) -> Due:
    return {**only(), **answers}


DOORS = (
    get("templates", Case("the unit's", only(KEEPERS))),
    get("import_template", Case("none yet", only(KEEPERS))),
    post("import_template", Case("a new one", only(KEEPERS, WRITES), sends=lambda scene: NEW)),
    about(get, "template", shared=only(KEEPERS), own=only(AT_HEART)),
    about(get, "export_template", shared=only(KEEPERS), own=only(AT_HEART)),
    about(
        post, "use_template",
        shared=only(HEADS, WRITES, no=["evert"]), own=each(helena=WRITES, evert=SAYS_NO),
        used=each(helena=LEADS_ON, hedda=WRITES, evert=SAYS_NO),
    ),
    about(
        post, "stop_using_template",
        used=each(helena=WRITES, hedda=LEADS_ON, evert=SAYS_NO), own=each(helena=LEADS_ON, evert=SAYS_NO),
    ),
    about(get, "withdraw_template", shared=only(["evert"], no=HEADS), own=each(helena=OPENS, evert=SAYS_NO)),
    about(
        post, "withdraw_template", WITHDRAWN,
        shared=only(["evert"], WRITES, no=HEADS), own=each(helena=WRITES, evert=SAYS_NO),
    ),
)  # fmt: skip
