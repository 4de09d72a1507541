"""The lines at the end of a run, and whether it was a good one."""

from tests.canary.phases import Scene
from tests.canary.reach import unasked
from tests.canary.sinks import Verdict

# Where marks must be: a run in which they were not seen there has shown nothing.
ALLOWED = "allowed: "
WALK = "walk: "
MAY_BE_EMPTY = ("beat: schedule", "files left behind", "browser: console", "valkey: log", "said by ")


SERVER_ERROR = 500
# Of a child's guardian, and the marked patient is grown.
OF_CHILDREN = {"end_age_exception"}
FAULTS, FORMS = 10, 60  # a walk that has shrunk to less has shown too little
# Where tests/canary/leak.py leaks.
LEAKS = {
    "said by web", "postgres: log", "valkey: all that was said to it", "browser: headers", "browser: titles",
    "browser: addresses", "browser: kept", "browser: error pages",
}  # fmt: skip


def found_leaks(verdicts: list[Verdict]) -> int:
    """The other way round: it ends with 1 as it should, or with 2 when a leak was not found."""
    for each in verdicts:
        print(each)
    missed = LEAKS - {each.sink for each in verdicts if each.hits}
    print(f"The leaks were planted, and found in all {len(LEAKS)} places." if not missed else f"NOT FOUND: {missed}")
    return 2 if missed else 1


def told(verdicts: list[Verdict], scene: Scene) -> int:
    for each in verdicts:
        print(each)
    told = ", ".join(f"{number} × {status}" for status, number in sorted(scene.statuses.items()))
    print(f"{scene.forms} forms sent; answers: {told}")
    wrong = [*filter(None, map(fault, verdicts))]
    if scene.statuses[SERVER_ERROR] < FAULTS:
        wrong.append("too little went wrong to show what is told then")
    if scene.forms < FORMS:
        wrong.append(f"fewer than {FORMS} forms were sent")
    left = unasked(url for _, url in scene.asked)
    print(f"Nobody came to: {', '.join(left) or 'nothing is left'}")
    if not_come_to := sorted({*left} - OF_CHILDREN):
        wrong.append(f"nobody came to {', '.join(not_come_to)}")
    for each in wrong:
        print(f"WRONG: {each}")
    return 1 if wrong else 0


def fault(verdict: Verdict) -> str:
    """Why the run is not a good one."""
    if verdict.sink.startswith(WALK):
        return ""
    if verdict.sink.startswith(ALLOWED):
        return "" if verdict.hits else f"nothing marked was seen in {verdict.sink}"
    if verdict.hits:
        return f"{sum(verdict.hits.values())} marks in {verdict.sink}"
    return "" if verdict.bytes or verdict.sink.startswith(MAY_BE_EMPTY) else f"nobody listened to {verdict.sink}"
