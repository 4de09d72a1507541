"""Sheets to be judged: the demo's patients, nothing at all, very much, and what nobody should write."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

from access.gate import open_log, open_own
from access.grants import Access
from access.log_extract import ON_PAPER, log_on_paper
from access.log_lines import Wanted, read_whole_log
from access.review.report import report_of, report_on_paper
from agreements.services import Does
from audit.models import How
from paper.render import render
from patientkontrakt.demo.stage import Stage
from people.models import Assignment, Login, Patient
from people.viewer import Viewer
from plans.page import plan_page
from plans.printing import sheet
from tests.deeds import agrees, books, books_many
from tests.factories import World

ODD = (
    "x" * 1000,
    "Att orka \N{SLIGHTLY SMILING FACE} \N{HEAVY BLACK HEART}\N{VARIATION SELECTOR-16} → ✓ gå",
    "שלום עולם, أستطيع المشي, Здоровье, Ελλάδα, 漢字",
    "\u202eom\u200bvänt\ufeff och \u00ad dolt",
)


def write_samples(folder: Path, now: datetime, *guests: str) -> None:
    """Needs the demo, loaded just before `now`. `guests` says which of its patients; without any it is all of them."""
    for name, access in _everybody(now, [f"demo {guest}" for guest in guests]):
        (folder / f"{name}.pdf").write_bytes(render(sheet(access, plan_page(access, now))))
    agda, per = Login.objects.get(username="demo agda"), Login.objects.get(username="demo per")
    own = _own(agda, now)
    (folder / "log.pdf").write_bytes(log_on_paper(own, read_whole_log(own, Wanted(), most=ON_PAPER), now=now).content)
    assignment = Assignment.objects.with_unit().get(professional__logins=per)
    review = open_log(Viewer(per, assignment), How.PDF, now=now, what="log.report")
    month = review.today.replace(day=1)
    (folder / "review.pdf").write_bytes(report_on_paper(report_of(review, month), month=month, now=now).content)


def _everybody(now: datetime, names: list[str]) -> Iterator[tuple[str, Access]]:
    patients = Login.objects.filter(mandates__kind="self").order_by("pk")
    for login in patients.filter(username__in=names) if names else patients:
        yield login.name, _own(login, now)
    yield "nothing at all", World(now).patient("Tom Lund", date(1999, 9, 9)).opens_own(how=How.PDF)
    much, odd = Login.objects.get(username="demo agda"), Login.objects.get(username="demo bengt")
    books_many(_doctor(much, now), 60, now=now)
    yield "sixty visits", _own(much, now)
    _write_oddly(_doctor(odd, now), now)
    yield "odd texts", _own(odd, now)


def _own(login: Login, now: datetime) -> Access:
    return open_own(Viewer(login), How.PDF, now=now)


def _doctor(login: Login, now: datetime) -> Access:
    doctor = Assignment.objects.with_unit().get(professional__given_name="Maria")
    return Stage(now, {}, {"maria": doctor}).as_("maria", Patient.objects.get(mandates__login=login), 0)


def _write_oddly(access: Access, now: datetime) -> None:
    assert access.assignment
    doctor = access.assignment.professional
    for days, text in enumerate(ODD, start=1):
        books(access, what=text[:200], place=text[:200], preparation=text, days=days, now=now)
        does = {"patient_does": (Does(text[:300]),), "care_does": (Does(text[:300], doctor),), "turn_by_day": text}
        agrees(access, title=text[:100], what_matters=text, now=now, **does)
