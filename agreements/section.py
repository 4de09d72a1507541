"""The agreements in force for one patient, as decided values."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet
from django.db.models.functions import JSONObject

from access.grants import Access
from access.seen import Reading, Silence
from agreements.models import AgreedHow, Agreement, AgreementQuerySet, AgreementStatus, Commitment, Standing, Who
from people.shown import Source, source_of

FIELDS = (
    "public_id", "title", "what_matters", "where_to_turn", "follow_up_on", "agreed_at", "agreed_how",
    "no_next_step_because", "next_step__public_id", "next_step__what", "next_step__latest", "author__given_name",
    "author__family_name", "version", "commitment_rows",
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


def _commitments() -> QuerySet[Commitment, Any]:
    rows = Commitment.objects.filter(agreement=OuterRef("pk")).order_by("position")
    return rows.values(
        json=JSONObject(
            who="who",
            what="what",
            standing="standing",
            unit="unit__name",
            given="responsible__given_name",
            family="responsible__family_name",
        )
    )


def _in_force() -> AgreementQuerySet:
    agreements = Agreement.objects.current().order_by("-agreed_at", "-pk")
    return agreements.annotate(commitment_rows=ArraySubquery(_commitments()))


READING = Reading(_in_force, FIELDS)


def section(access: Access, now: datetime) -> AgreementsSection:
    """Agreements in force, newest first. One statement, commitments included."""
    seen = READING.seen_by(access)
    return AgreementsSection(tuple(_row(row) for row in seen.rows), seen.silences)


def _row(row: Any) -> AgreementRow:
    return AgreementRow(
        id=row.public_id,
        title=row.title,
        version=row.version,
        what_matters=row.what_matters,
        patient_does=_does(row, Who.PATIENT),
        network_does=_does(row, Who.NETWORK),
        care_does=_does(row, Who.CARE),
        where_to_turn=row.where_to_turn,
        next_step=row.next_step__what or row.no_next_step_because,
        next_step_id=row.next_step__public_id,
        next_step_latest=row.next_step__latest,
        follow_up_on=row.follow_up_on,
        agreed_at=row.agreed_at,
        agreed_with=_name(row.author__given_name, row.author__family_name),
        agreed_how=str(AgreedHow(row.agreed_how).label),
        status=str(AgreementStatus.AGREED.label),
        source=source_of(row),
    )


def _does(row: Any, who: Who) -> tuple[CommitmentRow, ...]:
    return tuple(
        CommitmentRow(
            what=each["what"],
            responsible=_name(each["given"], each["family"]) or each["unit"] or "",
            waits_for=each["unit"] if each["standing"] == Standing.ASKED else "",
            is_declined=each["standing"] == Standing.DECLINED,
        )
        for each in row.commitment_rows
        if each["who"] == who
    )


def _name(given: str | None, family: str | None) -> str:
    return f"{given} {family}" if given else ""
