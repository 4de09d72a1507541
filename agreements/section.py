"""The agreements of one patient, in force, proposed or lately ended, as decided values."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import DateTimeField, F, OuterRef, Q, QuerySet
from django.db.models.functions import JSONObject
from django.utils import timezone
from django.utils.translation import gettext as _

from access.grants import Access
from access.kinds import Scope
from access.prepared import Param
from access.seen import AskedSeen, Reading, Silence
from access.visibility import Shape
from agreements.models import (
    ALIVE,
    AgreedHow,
    Agreement,
    AgreementQuerySet,
    AgreementStatus,
    Commitment,
    Question,
    Standing,
    Who,
)
from agreements.pins import PinnedRow, pin_rows, pinned_of
from people.shown import Source, source_of

FIELDS = (
    "public_id", "title", "what_matters", "where_to_turn", "follow_up_on", "agreed_at", "agreed_how", "by_proxy",
    "no_next_step_because", "next_step__public_id", "next_step__what", "next_step__latest",
    "next_step__approved_for_patient", "author__given_name",
    "author__family_name", "version", "status", "commitment_rows", "question_rows", "unit_id", "ended_at",
    "ended_because", "pin_rows",
)  # fmt: skip

QUESTIONS_SHOWN = 5
ENDED_SHOWN_FOR = timedelta(days=180)
SINCE = Param("since", DateTimeField())


@dataclass(frozen=True, slots=True)
class CommitmentRow:
    """`waits_for` is the unit whose answer is awaited; empty when the commitment binds."""

    what: str
    responsible: str
    waits_for: str
    is_declined: bool
    id: UUID
    can_accept: bool


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """`answer` is empty while the unit has not answered; `by_proxy` says who asked, when it was not the patient."""

    id: UUID
    text: str
    asked_at: datetime
    by_proxy: str
    answer: str


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
    agreed_at: datetime | None
    agreed_with: str
    agreed_how: str
    by_proxy: str
    status: str
    is_proposed: bool
    can_answer: bool
    can_ask: bool
    questions: tuple[QuestionRow, ...]
    pins: tuple[PinnedRow, ...]
    is_ours: bool
    source: Source


@dataclass(frozen=True, slots=True)
class EndedRow:
    """An agreement that no longer holds. `because` is what the unit wrote to the patient; a question may have an answer
    after the end.
    """

    id: UUID
    title: str
    ended_at: datetime
    because: str
    questions: tuple[QuestionRow, ...]
    source: Source


@dataclass(frozen=True, slots=True)
class AgreementsSection:
    rows: tuple[AgreementRow, ...]
    ended: tuple[EndedRow, ...]
    silences: frozenset[Silence]

    @property
    def what_matters(self) -> tuple[str, ...]:
        """The patient's own words, newest first, each once."""
        return tuple(dict.fromkeys(row.what_matters for row in self.rows if not row.is_proposed))


def _commitments() -> QuerySet[Commitment, Any]:
    rows = Commitment.objects.filter(agreement=OuterRef("pk")).order_by("position")
    return rows.values(
        json=JSONObject(
            id="public_id",
            unit_pk="unit",
            who="who",
            what="what",
            standing="standing",
            unit="unit__name",
            given="responsible__given_name",
            family="responsible__family_name",
        )
    )


def _shown() -> AgreementQuerySet:
    # Asked about any version: a question is not gone because staff answered it with a new text.
    questions = Question.objects.filter(agreement__series=OuterRef("series")).order_by("-asked_at")
    as_json = questions.values(
        json=JSONObject(id="public_id", text="text", asked_at="asked_at", by_proxy="by_proxy", answer="answer")
    )
    # What was only proposed was never agreed, and is not told of when it is taken back.
    ended = Q(status=AgreementStatus.ENDED, ended_at__gte=SINCE, agreed_at__isnull=False)
    # A proposal has no time of agreement, and comes first: it is the one to answer.
    return (
        Agreement.objects.filter(Q(status__in=ALIVE) | ended)
        .order_by(F("agreed_at").desc(nulls_first=True), "-pk")
        .annotate(
            commitment_rows=ArraySubquery(_commitments()),
            question_rows=ArraySubquery(as_json[:QUESTIONS_SHOWN]),
            pin_rows=pin_rows(),
        )
    )


READING = Reading(_shown, FIELDS)


def ask(access: Access, now: datetime) -> AskedSeen:
    return READING.ask(access, since=now - ENDED_SHOWN_FOR, today=timezone.localdate(now))


def section(access: Access, now: datetime, asked: AskedSeen | None = None) -> AgreementsSection:
    """Agreements in force and proposals, and those that ended in the last half year; newest first. One statement,
    commitments and the last questions included.
    """
    seen = (asked or ask(access, now)).seen()
    ended = (row for row in seen.rows if row.status == AgreementStatus.ENDED)
    return AgreementsSection(
        rows=tuple(_row(row, access) for row in seen.rows if row.status != AgreementStatus.ENDED),
        ended=tuple(sorted(map(_ended, ended), key=lambda row: row.ended_at, reverse=True)),
        silences=seen.silences,
    )


def _ended(row: Any) -> EndedRow:
    questions = tuple(_question(each) for each in row.question_rows)
    return EndedRow(row.public_id, row.title, row.ended_at, row.ended_because, questions, source_of(row))


def _row(row: Any, access: Access) -> AgreementRow:
    is_proposed = row.status == AgreementStatus.PROPOSED
    step = _step(row, access)
    return AgreementRow(
        id=row.public_id,
        title=row.title,
        version=row.version,
        what_matters=row.what_matters,
        patient_does=_does(row, Who.PATIENT, access),
        network_does=_does(row, Who.NETWORK, access),
        care_does=_does(row, Who.CARE, access),
        where_to_turn=row.where_to_turn,
        next_step=step.what or row.no_next_step_because,
        next_step_id=step.id,
        next_step_latest=step.latest,
        follow_up_on=row.follow_up_on,
        agreed_at=row.agreed_at,
        agreed_with=_name(row.author__given_name, row.author__family_name),
        agreed_how=str(AgreedHow(row.agreed_how).label) if row.agreed_how else "",
        by_proxy=row.by_proxy,
        status=_status(row, access),
        is_proposed=is_proposed,
        can_answer=access.may_agree and is_proposed,
        can_ask=access.may_agree,
        questions=tuple(_question(each) for each in row.question_rows),
        pins=pinned_of(row.pin_rows),
        is_ours=access.is_staff and row.unit_id == access.unit_id,
        source=source_of(row),
    )


@dataclass(frozen=True, slots=True)
class _NextStep:
    id: UUID | None = None
    what: str = ""
    latest: date | None = None


def _step(row: Any, access: Access) -> _NextStep:
    """It is a row of its own: an approved agreement does not tell the patient of a step that is not."""
    is_shown = row.next_step__approved_for_patient or not Shape.of(access, Scope.TIMES).is_for_patient
    if not (is_shown and row.next_step__what):
        return _NextStep()
    return _NextStep(row.next_step__public_id, row.next_step__what, row.next_step__latest)


def _does(row: Any, who: Who, access: Access) -> tuple[CommitmentRow, ...]:
    return tuple(
        CommitmentRow(
            what=each["what"],
            responsible=_name(each["given"], each["family"]) or each["unit"] or "",
            waits_for=each["unit"] if each["standing"] == Standing.ASKED else "",
            is_declined=each["standing"] == Standing.DECLINED,
            id=UUID(each["id"]),
            can_accept=_can_accept(each, access),
        )
        for each in row.commitment_rows
        if each["who"] == who
    )


def _can_accept(commitment: Any, access: Access) -> bool:
    is_asked = commitment["standing"] == Standing.ASKED
    return is_asked and access.may_document and commitment["unit_pk"] == access.unit_id


def _question(question: Any) -> QuestionRow:
    asked_at = datetime.fromisoformat(question["asked_at"])
    return QuestionRow(UUID(question["id"]), question["text"], asked_at, question["by_proxy"], question["answer"])


def _name(given: str | None, family: str | None) -> str:
    return f"{given} {family}" if given else ""


def _status(row: Any, access: Access) -> str:
    if row.status == AgreementStatus.AGREED:
        return str(AgreementStatus.AGREED.label)
    return _("Förslag, väntar på ditt svar") if access.may_agree else _("Förslag, väntar på patientens svar")
