"""The versions of an agreement, newest first, and what changed from one to the next."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher
from itertools import groupby
from typing import Any

from babel.dates import format_date
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from access.grants import Access
from access.seen import Reading
from agreements.models import Agreement, AgreementQuerySet, AgreementStatus
from agreements.rows import AgreementRow, CommitmentRow, LaterStepRow
from agreements.section import FIELDS, SERIES, row_of, whole

Lines = tuple[str, ...]
ALIKE = 0.5  # of 1: how much of two lines is the same when one has become the other


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of a changed text: `how` is same, added or removed."""

    how: str
    words: str


@dataclass(frozen=True, slots=True)
class Change:
    """One line under a heading: `how` is added, removed or changed."""

    heading: str
    how: str
    pieces: tuple[Piece, ...]

    @property
    def before(self) -> tuple[Piece, ...]:
        return tuple(each for each in self.pieces if each.how != "added")

    @property
    def after(self) -> tuple[Piece, ...]:
        return tuple(each for each in self.pieces if each.how != "removed")


@dataclass(frozen=True, slots=True)
class Version:
    """`changes` against the version before; None for the first."""

    row: AgreementRow
    label: str
    written_at: datetime
    changes: tuple[Change, ...] | None

    @property
    def by_heading(self) -> list[tuple[str, list[Change]]]:
        return [(heading, list(each)) for heading, each in groupby(self.changes or (), lambda change: change.heading)]


def _rows() -> AgreementQuerySet:
    return whole(Agreement.objects.filter(series=SERIES)).order_by("-version")


READING = Reading(_rows, (*FIELDS, "authored_at"))


def versions_of(access: Access, agreement: Agreement, now: datetime) -> tuple[Version, ...]:
    """Those that the viewer may see. A patient is not shown what was proposed and taken back. One statement."""
    found = READING.seen_by(access, series=agreement.series, today=timezone.localdate(now)).rows
    told = [row for row in found if is_told(row, access)]
    rows = [row_of(row, access, now) for row in told]
    return tuple(
        Version(
            row,
            str(AgreementStatus(each.status).label),
            each.authored_at,
            None if before is None else changes(before, row),
        )
        for each, row, before in zip(told, rows, [*rows[1:], None], strict=False)
    )


SHOWN_UNAGREED = (AgreementStatus.PROPOSED, AgreementStatus.DISAGREED)


def is_told(row: Any, access: Access) -> bool:
    """Whether it is told of at all: to the patient not when it was only proposed, and is no more."""
    return bool(row.agreed_at or row.status in SHOWN_UNAGREED or access.is_staff)


def changes(before: AgreementRow, after: AgreementRow) -> tuple[Change, ...]:
    """Heading by heading, in the order of the page; what is the same is left out."""
    old = dict(_texts(before))
    return tuple(change for heading, new in _texts(after) for change in _under(heading, old[heading], new))


def _under(heading: str, old: Lines, new: Lines) -> Iterator[Change]:
    """Line by line: what is like a line that was there is that line, changed; the rest has come, or gone."""
    gone, come = list((Counter(old) - Counter(new)).elements()), list((Counter(new) - Counter(old)).elements())
    for line in come:
        was = max(gone, key=lambda each: _alike(each, line), default=None)
        if was is None or _alike(was, line) < ALIKE:
            yield Change(heading, "added", (Piece("added", line),))
            continue
        gone.remove(was)
        yield Change(heading, "changed", pieces_of(was, line))
    for line in gone:
        yield Change(heading, "removed", (Piece("removed", line),))


def _alike(before: str, after: str) -> float:
    return SequenceMatcher(None, before.split(), after.split(), autojunk=False).ratio()


def pieces_of(before: str, after: str) -> tuple[Piece, ...]:
    """Word by word: what stands, what was taken away, and what came instead."""
    old, new = before.split(), after.split()
    pieces: list[Piece] = []
    for how, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if how == "equal":
            pieces.append(Piece("same", " ".join(old[i:j])))
        if how in {"delete", "replace"}:
            pieces.append(Piece("removed", " ".join(old[i:j])))
        if how in {"insert", "replace"}:
            pieces.append(Piece("added", " ".join(new[k:m])))
    return tuple(pieces)


def _texts(row: AgreementRow) -> Iterator[tuple[str, Lines]]:
    yield _("Rubrik"), _said(row.title)
    yield _("Viktigt för mig"), _said(row.what_matters)
    yield _("Jag"), _lines(row.patient_does)
    yield _("Mitt nätverk"), _lines(row.network_does)
    yield _("Vården"), _lines(row.care_does)
    yield (
        _("Håll koll på"),
        tuple(" ".join(f"{each.sign}: {each.by_day} {each.at_night}".split()) for each in row.watch_for),
    )
    yield _("Hit vänder jag mig"), tuple(_where_to_turn(row))
    yield _("Mina fasta kontakter"), _said(row.fixed_contacts)
    yield _("Nästa steg"), _said(f"{row.next_step} {on_day(row.next_step_latest)}")
    yield _("Steg framåt"), tuple(map(_step, row.later_steps))
    yield _("Så kan jag påverka tider"), _said(row.influence_times)
    yield _("Samordning"), _said(row.coordination)
    yield _("Närstående"), _said(row.relatives)
    yield _("Uppföljning"), _said(f"{on_day(row.follow_up_on)} {row.follow_up_how}")


def _where_to_turn(row: AgreementRow) -> Iterator[str]:
    """When is said on each line: the same words by day and at night are two things."""
    said = {_("Dagtid"): row.turn_by_day, _("Kväll och helg"): row.turn_by_evening, _("Akut"): row.turn_in_emergency}
    yield from (f"{when}: {words}" for when, words in said.items() if words)


def _said(text: str) -> Lines:
    return (text.strip(),) if text.strip() else ()


def _lines(rows: tuple[CommitmentRow, ...]) -> Lines:
    return tuple(map(_commitment, rows))


def _commitment(row: CommitmentRow) -> str:
    """Who is to do it is a part of what is promised; whether they have said yes is not."""
    promised = ", ".join(filter(None, (row.what, row.how_often, on_day(row.latest))))
    return f"{promised} ({row.responsible})" if row.responsible else promised


def _step(row: LaterStepRow) -> str:
    """Who it waits for is no change of the text: it changes when somebody answers."""
    return " ".join(filter(None, (row.what, row.when, on_day(row.not_before), on_day(row.latest))))


def on_day(day: Any) -> str:
    return format_date(day, "d MMMM y", locale=(get_language() or "sv").replace("-", "_")) if day else ""
