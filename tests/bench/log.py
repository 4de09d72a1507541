"""`log`: the plan page with its line in the log, against the same page without. At most 15 % more: 0.87 as many."""

from tests.bench.page import patient_with_much
from tests.bench.result import Result
from tests.bench.server import cookie_of, gunicorn, requests_a_second

ROUNDS, SECONDS = 7, 4
GOAL = 0.87


def log() -> Result:
    cookie = cookie_of(patient_with_much())
    ours, floor = [], []
    with gunicorn() as logged, gunicorn(settings="tests.bench.unlogged_settings") as unlogged:
        for address in (logged, unlogged):
            requests_a_second(f"{address}/min-plan/", cookie, 1)
        for _ in range(ROUNDS):
            ours.append(requests_a_second(f"{logged}/min-plan/", cookie, SECONDS))
            floor.append(requests_a_second(f"{unlogged}/min-plan/", cookie, SECONDS))
    return Result(tuple(ours), tuple(floor), goal=GOAL, unit="/s")
