"""The doors of the library: open to all who are logged in; to those who write it; and what patients keep from it."""

from collections.abc import Callable, Mapping
from typing import Any

from tests.matrix.answers import LEADS_ON, NOT_THERE, OPENS, WRITES, Answer, Due, only
from tests.matrix.cast import EYES, HEART, HIPS, PATIENTS, ROLES, WARD
from tests.matrix.doors import FEW, NEAR, Case, Door, Told, get, nothing, post
from tests.matrix.of_nobody import KINDS, to_signed_in
from tests.matrix.of_patients import ACTS_ALONE, READS
from tests.matrix.of_rows import CAREFUL, all_of_agda, of
from tests.matrix.of_staff import DOCUMENT, about_row
from tests.matrix.scene import NOBODY, Scene
from tests.matrix.sent import keyed

EDITORS = ("edda", "ebbe")  # of the region
LOOKS = (*KINDS, "edda", "hillevi")
WRITTEN = {
    "title": "Sova", "kind": "text", "summary": "Om sömn", "body": "Råd", "link": "", "diagnoses": "", "phase": "home",
    "life_phase": "any", "language": "sv", "source": "Vi", "revision": "",
}  # fmt: skip


def resource(name: str) -> Told:
    return lambda scene: {"resource": scene.resources[name].public_id if name != "none" else NOBODY}


def read_by_all(name: str) -> Case:
    due = to_signed_in(OPENS if name in {"offered", "expired"} else NOT_THERE)
    return Case(name, due, resource(name), asks=LOOKS)


def of_another(
    make: Callable[..., Door], name: str, answer: Answer, *first: Case, row: str = "", gone: Answer | None = None,
    already: Answer | None = None,
) -> Door:  # fmt: skip
    """At the address that those who act for a patient use: they may who may agree.

    `already`: what comes of keeping what Agda and Leo keep.
    """

    def case(whose: str, which: str = row, to: Answer = answer) -> Case:
        def where(scene: Scene) -> Mapping[str, Any]:
            return {"patient": scene.patient(whose), **(resource(which)(scene) if which else {})}

        let = [role for role in READS[whose] if role in ACTS_ALONE]
        no = [role for role in READS[whose] if role not in ACTS_ALONE]
        asks = ROLES if whose == "agda" else ("agda", "leo", "erik", "sara", "ture", *FEW)
        return Case(f"for {whose}, {which}", only(let, to, no=no), where, asks=asks)

    missing = [case("agda", "draft", NOT_THERE)] if row else []
    expired = [case("agda", "expired", gone)] if gone else []
    leo, agda = (case(whose, to=already or answer) for whose in ("leo", "agda"))
    return make(name, *first, agda, leo, case("tuva"), case("nobody"), *missing, *expired)


def kept(answers: Mapping[str, Answer], name: str = "offered") -> Case:
    return Case(f"their own, {name}", {**only(), **answers}, resource(name))


def of_editors(make: Callable[..., Door], name: str, answer: Answer, sends: Told = nothing, **others: Due) -> Door:
    def case(which: str, due: Due) -> Case:
        return Case(which, due, resource(which), sends, ROLES if which == "draft" else (*EDITORS, "hillevi", *NEAR))

    theirs = others.get("draft", only(EDITORS, answer))
    return make(name, case("draft", theirs), case("others", only(("hillevi",), answer)), case("none", only()))


def sent_to(team: str) -> Told:
    return lambda scene: keyed(**WRITTEN, team=scene.resources[team].team.public_id)(scene)


def revised(scene: Scene) -> Mapping[str, Any]:
    return {**WRITTEN, "team": scene.resources["draft"].team.public_id, "revision": "1"}


REVIEWED: Told = lambda scene: {"revision": "1", "expires_on": "2027-11-25"}  # noqa: E731 -- data
SENT_BACK: Told = lambda scene: {"revision": "1", "because": "Skriv kortare"}  # noqa: E731 -- data
WITHDRAWN: Told = lambda scene: {"revision": "1", "because": "Fel", "instead": ""}  # noqa: E731 -- data
PINNED: Told = lambda scene: {  # noqa: E731 -- data
    "heading": "watch_for", "pin": scene.resources["offered"].public_id
}  # fmt: skip
pinned = of("pins", "pin", **DOCUMENT)
pins_of_heart = about_row(post, "pin_to_heading", "agreement", "agreement", WRITES, **DOCUMENT)

DOORS = (
    of_another(get, "library", OPENS, Case("all of it", to_signed_in(OPENS), asks=LOOKS)),
    of_another(
        post, "library", OPENS,
        Case("what is looked for", to_signed_in(OPENS), sends=lambda scene: {"words": "sömn"}, asks=LOOKS),
    ),
    of_another(
        get, "resource", OPENS, *map(read_by_all, ("offered", "expired", "draft", "none")), row="offered", gone=OPENS
    ),
    of_another(
        post, "pin_resource", WRITES,
        kept({"agda": LEADS_ON, "leo": LEADS_ON, "bertil": WRITES, "alva": WRITES}),
        kept(dict.fromkeys(PATIENTS, LEADS_ON), "expired"), kept({}, "draft"), row="offered", gone=LEADS_ON,
        already=LEADS_ON,
    ),
    of_another(
        post, "unpin_resource", WRITES,
        kept({"agda": WRITES, "leo": WRITES, "bertil": LEADS_ON, "alva": LEADS_ON}), kept({}, "draft"),
        row="offered", gone=LEADS_ON,
    ),
    get("editorial", Case("the team's", only((*EDITORS, "hillevi")))),
    get("write_resource", Case("nothing yet", only((*EDITORS, "hillevi")), asks=("edda", "hillevi", *NEAR))),
    post(
        "write_resource",
        Case("for the region's team", {**only(EDITORS, WRITES), "hillevi": OPENS}, sends=sent_to("draft")),
        Case(
            "for the other region's", {**only(("hillevi",), WRITES), **dict.fromkeys(EDITORS, OPENS)},
            sends=sent_to("others"), asks=(*EDITORS, "hillevi"),
        ),
    ),
    of_editors(get, "preview_resource", OPENS),
    of_editors(get, "revise_resource", OPENS),
    post("revise_resource", Case("draft", only(EDITORS, WRITES), resource("draft"), revised),
         Case("others", only(), resource("others"), revised, (*EDITORS, *NEAR))),
    of_editors(get, "review_resource", OPENS),
    # Edda and Hillevi have each written theirs themselves.
    post(
        "review_resource",
        Case("draft", {**only(), "edda": OPENS, "ebbe": WRITES}, resource("draft"), REVIEWED),
        Case("others", {**only(), "hillevi": OPENS}, resource("others"), REVIEWED, (*EDITORS, "hillevi", *NEAR)),
    ),
    of_editors(get, "send_back_resource", OPENS),
    post(
        "send_back_resource",
        Case("draft", {**only(), "edda": OPENS, "ebbe": WRITES}, resource("draft"), SENT_BACK),
        Case("others", {**only(), "hillevi": OPENS}, resource("others"), SENT_BACK, (*EDITORS, "hillevi", *NEAR)),
    ),
    of_editors(get, "withdraw_resource", OPENS),
    of_editors(post, "withdraw_resource", WRITES, WITHDRAWN),
    about_row(get, "pin_to_heading", "agreement", "agreement", OPENS, **DOCUMENT),
    Door(
        "pin_to_heading", "POST",
        tuple(Case(each.about, each.due, each.where, PINNED, each.asks) for each in pins_of_heart.cases),
    ),
    post(
        "unpin_from_heading",
        pinned("heart", "agda", WRITES, HEART, asks=all_of_agda),
        pinned("ward", "agda", WRITES, WARD, asks=(*WARD, *EYES, *CAREFUL)),
        pinned("bertil's", "agda", WRITES, ()),
        pinned("bertil's", "bertil", WRITES, HIPS),
        pinned("none", "agda", WRITES, ()),
    ),
)  # fmt: skip
