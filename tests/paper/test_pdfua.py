"""The referee judges the sheets by PDF/UA-1, where Java is at hand (`make pdfua` installs what it needs)."""

from datetime import datetime
from pathlib import Path

import pytest

from paper.look import Look
from paper.render import render
from tests.paper.referee import judge, why_absent
from tests.paper.samples import write_samples

pytestmark = pytest.mark.skipif(bool(why_absent()), reason=f"no referee: {why_absent()}")


# A page without a title, without a language, that skips a level of headings.
WRONG = "<!doctype html><h1>Plan</h1><h3>Tider</h3>"


def test_every_sheet_is_pdf_ua_and_the_referee_sees_what_is_not(demo: datetime, tmp_path: Path) -> None:
    write_samples(tmp_path, demo, "agda", "maja", "petra")
    (tmp_path / "wrong.pdf").write_bytes(render(WRONG, Look(())))
    verdicts = judge(tmp_path)
    assert {fault.split("-")[0] for fault in verdicts.pop("wrong").faults} >= {"7.1", "7.2", "7.4.2"}
    assert {name: verdict.faults for name, verdict in verdicts.items() if verdict.faults} == {}
    assert verdicts.keys() == {
        "Agda Andersson", "Maja Ström", "Petra Sund", "nothing at all", "sixty visits", "odd texts",
        "log", "review",
    }  # fmt: skip
    assert min(verdict.checks for verdict in verdicts.values()) > 1000
