"""The figures, by the name that `make bench NAME=…` takes."""

from collections.abc import Callable

from tests.bench.log import log
from tests.bench.log_writers import log_writers
from tests.bench.page import page
from tests.bench.pdf import pdf
from tests.bench.plan_sms import plan_sms
from tests.bench.result import Result
from tests.bench.send import send
from tests.bench.worklist import worklist
from tests.bench.write import write

FIGURES: dict[str, Callable[[], Result]] = {
    "page": page, "pdf": pdf, "send": send, "plan-sms": plan_sms, "log": log, "log-writers": log_writers,
    "worklist": worklist, "write": write,
}  # fmt: skip
