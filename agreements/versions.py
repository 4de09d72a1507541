"""The versions of an agreement, newest first, and what changed from one to the next."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher
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


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of a changed text: `how` is same, added or removed."""

    how: str
    words: str


@dataclass(frozen=True, slots=True)
class Change:
    heading: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Version:
    """`changes` against the version before; None for the first."""

    row: AgreementRow
    label: str
    changes: tuple[Change, ...] | None


def _rows() -> AgreementQuerySet:
    return whole(Agreement.objects.filter(series=SERIES)).order_by("-version")


READING = Reading(_rows, FIELDS)


def versions_of(access: Access, agreement: Agreement, now: datetime) -> tuple[Version, ...]:
    """Those that the viewer may see. A patient is not shown what was proposed and taken back. One statement."""
    found = READING.seen_by(access, series=agreement.series, today=timezone.localdate(now)).rows
    told = [row for row in found if is_told(row, access)]
    rows = [(row_of(row, access, now), AgreementStatus(row.status)) for row in told]
    earlier = [row for row, _status in rows[1:]]
    return tuple(
        Version(row, str(status.label), None if before is None else changes(before, row))
        for (row, status), before in zip(rows, [*earlier, None], strict=True)
    )


SHOWN_UNAGREED = (AgreementStatus.PROPOSED, AgreementStatus.DISAGREED)


def is_told(row: Any, access: Access) -> bool:
    """Whether it is told of at all: to the patient not when it was only proposed, and is no more."""
    return bool(row.agreed_at or row.status in SHOWN_UNAGREED or access.is_staff)


def changes(before: AgreementRow, after: AgreementRow) -> tuple[Change, ...]:
    """Heading by heading, in the order of the page; what is the same is left out."""
    old, new = dict(_texts(before)), dict(_texts(after))
    return tuple(
        Change(heading, pieces_of(old[heading], new[heading])) for heading in new if old[heading] != new[heading]
    )


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


def _texts(row: AgreementRow) -> Iterator[tuple[str, str]]:
    yield _("Rubrik"), row.title
    yield _("Viktigt för mig"), row.what_matters
    yield _("Jag"), _lines(row.patient_does)
    yield _("Mitt nätverk"), _lines(row.network_does)
    yield _("Vården"), _lines(row.care_does)
    yield _("Håll koll på"), ". ".join(f"{each.sign}: {each.by_day} {each.at_night}" for each in row.watch_for)
    yield _("Hit vänder jag mig"), f"{row.turn_by_day} {row.turn_by_evening} {row.turn_in_emergency}"
    yield _("Mina fasta kontakter"), row.fixed_contacts
    yield _("Nästa steg"), f"{row.next_step} {_on(row.next_step_latest)}"
    yield _("Steg framåt"), ". ".join(map(_step, row.later_steps))
    yield _("Så kan jag påverka tider"), row.influence_times
    yield _("Samordning"), row.coordination
    yield _("Närstående"), row.relatives
    yield _("Uppföljning"), f"{_on(row.follow_up_on)} {row.follow_up_how}"


def _lines(rows: tuple[CommitmentRow, ...]) -> str:
    return ". ".join(" ".join(filter(None, (each.what, each.how_often, _on(each.latest)))) for each in rows)


def _step(row: LaterStepRow) -> str:
    """Who it waits for is no change of the text: it changes when somebody answers."""
    return " ".join(filter(None, (row.what, row.when, _on(row.not_before), _on(row.latest))))


def _on(day: Any) -> str:
    return format_date(day, "d MMMM y", locale=(get_language() or "sv").replace("-", "_")) if day else ""
