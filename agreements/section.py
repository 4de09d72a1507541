"""The agreements in force for one patient, as decided values."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from access.grants import Access
from access.models import Silence
from agreements.models import AgreedHow, Agreement, Commitment, Standing, Who
from people.shown import Source, source_of

FIELDS = (
    "pk", "public_id", "title", "what_matters", "where_to_turn", "follow_up_on", "agreed_at", "agreed_how",
    "no_next_step_because", "next_step__public_id", "next_step__what", "next_step__latest", "author__given_name",
    "author__family_name", "version",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class CommitmentRow:
    """`waits_for` is the unit whose answer is awaited; empty when the commitment binds."""

    what: str
    responsible: str
    waits_for: str
    is_declined: bool


@dataclass(frozen=True, slots=True)
class AgreementRow:
    id: UUID
    title: str
    version: int
    what_matters: str
    patient_does: tuple[CommitmentRow, ...]
    network_does: tuple[CommitmentRow, ...]
    care_does: tuple[CommitmentRow, ...]
    where_to_turn: str
    next_step: str
    next_step_id: UUID | None
    next_step_latest: date | None
    follow_up_on: date | None
    agreed_at: datetime
    agreed_with: str
    agreed_how: str
    status: str
    source: Source


@dataclass(frozen=True, slots=True)
class AgreementsSection:
    rows: tuple[AgreementRow, ...]
    silences: frozenset[Silence]

    @property
    def what_matters(self) -> tuple[str, ...]:
        """The patient's own words, newest first, each once."""
        return tuple(dict.fromkeys(row.what_matters for row in self.rows))


def section(access: Access, now: datetime) -> AgreementsSection:
    """Agreements in force, newest first. Two statements, however many there are."""
    seen = Agreement.objects.current().order_by("-agreed_at", "-pk").seen_by(access, *FIELDS)
    commitments = _commitments([row.pk for row in seen.rows])
    return AgreementsSection(tuple(_row(row, commitments.get(row.pk, ())) for row in seen.rows), seen.silences)


def _commitments(agreements: list[int]) -> dict[int, list[Any]]:
    rows = Commitment.objects.filter(agreement__in=agreements).values_list(
        "agreement", "who", "what", "standing", "unit__name", "responsible__given_name", "responsible__family_name",
        named=True,
    )  # fmt: skip
    found: dict[int, list[Any]] = {}
    for row in rows.order_by("agreement", "position"):
        found.setdefault(row.agreement, []).append(row)
    return found


def _row(row: Any, commitments: Any) -> AgreementRow:
    return AgreementRow(
        id=row.public_id,
        title=row.title,
        version=row.version,
        what_matters=row.what_matters,
        patient_does=_does(commitments, Who.PATIENT),
        network_does=_does(commitments, Who.NETWORK),
        care_does=_does(commitments, Who.CARE),
        where_to_turn=row.where_to_turn,
        next_step=row.next_step__what or row.no_next_step_because,
        next_step_id=row.next_step__public_id,
        next_step_latest=row.next_step__latest,
        follow_up_on=row.follow_up_on,
        agreed_at=row.agreed_at,
        agreed_with=_name(row.author__given_name, row.author__family_name),
        agreed_how=str(AgreedHow(row.agreed_how).label),
        status=_("Gäller"),
        source=source_of(row),
    )


def _does(commitments: Any, who: Who) -> tuple[CommitmentRow, ...]:
    return tuple(
        CommitmentRow(
            what=row.what,
            responsible=_name(row.responsible__given_name, row.responsible__family_name) or row.unit__name or "",
            waits_for=row.unit__name if row.standing == Standing.ASKED else "",
            is_declined=row.standing == Standing.DECLINED,
        )
        for row in commitments
        if row.who == who
    )


def _name(given: str | None, family: str | None) -> str:
    return f"{given} {family}" if given else ""
