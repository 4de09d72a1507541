"""The agreements of one patient, in force, proposed or lately ended, as decided values."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import DateTimeField, F, OuterRef, Q, QuerySet, UUIDField
from django.utils import timezone
from django.utils.translation import gettext as _

from access.grants import Access
from access.kinds import Scope
from access.prepared import Param
from access.row_json import RowJson
from access.seen import AskedSeen, Reading, Silence
from access.visibility import Shape
from agreements.committed import commitments_json, does
from agreements.later_steps import later_steps, later_steps_json
from agreements.models import (
    ALIVE,
    AgreedHow,
    Agreement,
    AgreementQuerySet,
    AgreementStatus,
    Question,
    Watch,
    Who,
    Wish,
)
from agreements.pins import pin_rows, pinned_of
from agreements.rows import AgreementRow, EndedRow, QuestionRow, WatchRow
from people.shown import source_of

__all__ = ["AgreementRow", "AgreementsSection", "EndedRow", "ask", "section"]

FIELDS = (
    "public_id", "title", "what_matters", "turn_by_day", "turn_by_evening", "turn_in_emergency", "fixed_contacts",
    "no_fixed_contact_because", "influence_times", "coordination", "relatives", "follow_up_on", "follow_up_how",
    "agreed_at", "agreed_how", "by_proxy", "disagreed_because", "disagreed_at", "no_next_step_because",
    "next_step__public_id", "next_step__what", "next_step__latest", "next_step__approved_for_patient", "author_id",
    "author__given_name", "author__family_name", "version", "status", "commitment_rows", "question_rows",
    "watch_rows", "step_rows", "unit_id", "ended_at", "ended_because", "signed_at", "signed_by__given_name",
    "signed_by__family_name", "pin_rows",
)  # fmt: skip

QUESTIONS_SHOWN = 5
ENDED_SHOWN_FOR = timedelta(days=180)
SINCE = Param("since", DateTimeField())
SERIES = Param("series", UUIDField())


@dataclass(frozen=True, slots=True)
class AgreementsSection:
    rows: tuple[AgreementRow, ...]
    ended: tuple[EndedRow, ...]
    silences: frozenset[Silence]

    @property
    def what_matters(self) -> tuple[str, ...]:
        """The patient's own words, newest first, each once."""
        return tuple(dict.fromkeys(row.what_matters for row in self.rows if not row.is_proposed))


def _questions() -> QuerySet[Question, Any]:
    # Asked about any version: a question is not gone because staff answered it with a new text.
    rows = Question.objects.filter(agreement__series=OuterRef("series")).order_by("-asked_at")
    return rows.values(
        json=RowJson(
            id="public_id",
            wish="wish",
            text="text",
            asked_at="asked_at",
            by_proxy="by_proxy",
            answer="answer",
            seen_at="seen_at",
        )
    )


def _watches() -> QuerySet[Watch, Any]:
    rows = Watch.objects.filter(agreement=OuterRef("pk")).order_by("position")
    return rows.values(json=RowJson(sign="sign", by_day="by_day", at_night="at_night"))


def _shown() -> AgreementQuerySet:
    # What was only proposed was never agreed, and is not told of when it is taken back.
    ended = Q(status=AgreementStatus.ENDED, ended_at__gte=SINCE, agreed_at__isnull=False)
    # A proposal has no time of agreement, and comes first: it is the one to answer.
    return whole(Agreement.objects.filter(Q(status__in=ALIVE) | ended)).order_by(
        F("agreed_at").desc(nulls_first=True), "-pk"
    )


def whole(rows: AgreementQuerySet) -> AgreementQuerySet:
    """With who does what, the steps further on, what to watch for, what is pinned and the last questions, in the same
    statement. It is asked with the day, `today`.
    """
    return rows.annotate(
        commitment_rows=ArraySubquery(commitments_json()),
        question_rows=ArraySubquery(_questions()[:QUESTIONS_SHOWN]),
        watch_rows=ArraySubquery(_watches()),
        pin_rows=pin_rows(),
        step_rows=ArraySubquery(later_steps_json()),
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
        rows=tuple(row_of(row, access, now) for row in seen.rows if row.status != AgreementStatus.ENDED),
        ended=tuple(sorted(map(_ended, ended), key=lambda row: row.ended_at, reverse=True)),
        silences=seen.silences,
    )


def _ended(row: Any) -> EndedRow:
    questions = tuple(_question(each) for each in row.question_rows)
    return EndedRow(row.public_id, row.title, row.ended_at, row.ended_because, questions, source_of(row))


def row_of(row: Any, access: Access, now: datetime) -> AgreementRow:
    """`row` has FIELDS and those of its source."""
    is_proposed = row.status == AgreementStatus.PROPOSED
    step, today = _step(row, access), timezone.localdate(now)
    is_ours = access.is_staff and row.unit_id == access.unit_id
    return AgreementRow(
        id=row.public_id,
        title=row.title,
        version=row.version,
        what_matters=row.what_matters,
        patient_does=does(row.commitment_rows, Who.PATIENT, access, today, row.status),
        network_does=does(row.commitment_rows, Who.NETWORK, access, today, row.status),
        care_does=does(row.commitment_rows, Who.CARE, access, today, row.status),
        watch_for=tuple(WatchRow(**each) for each in row.watch_rows),
        turn_by_day=row.turn_by_day,
        turn_by_evening=row.turn_by_evening,
        turn_in_emergency=row.turn_in_emergency,
        fixed_contacts=row.fixed_contacts or row.no_fixed_contact_because,
        next_step=step.what or row.no_next_step_because,
        next_step_id=step.id,
        next_step_latest=step.latest,
        later_steps=later_steps(row.step_rows, row.unit_id, access),
        influence_times=row.influence_times,
        coordination=row.coordination,
        relatives=row.relatives,
        follow_up_on=row.follow_up_on,
        follow_up_how=row.follow_up_how,
        agreed_at=row.agreed_at,
        agreed_with=_name(row.author__given_name, row.author__family_name),
        agreed_how=str(AgreedHow(row.agreed_how).label) if row.agreed_how else "",
        by_proxy=row.by_proxy,
        status=_status(row, access),
        is_proposed=is_proposed,
        is_disagreed=row.status == AgreementStatus.DISAGREED,
        disagreed_because=row.disagreed_because,
        disagreed_at=row.disagreed_at,
        signed=_name(row.signed_by__given_name, row.signed_by__family_name),
        signed_at=row.signed_at,
        can_answer=access.may_agree and is_proposed,
        can_ask=access.may_agree,
        can_sign=is_ours and _can_sign(row, access),
        questions=tuple(_question(each) for each in row.question_rows),
        pins=pinned_of(row.pin_rows),
        is_ours=is_ours,
        source=source_of(row),
    )


def _can_sign(row: Any, access: Access) -> bool:
    """Whoever wrote it, once the patient has said yes or no."""
    is_to_sign = (row.agreed_at or row.disagreed_at) and not row.signed_at
    return bool(is_to_sign) and access.may_document and row.author_id == access.professional_id


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


def _question(question: Any) -> QuestionRow:
    return QuestionRow(
        id=UUID(question["id"]),
        wish=str(Wish(question["wish"]).label),
        text=question["text"],
        asked_at=datetime.fromisoformat(question["asked_at"]),
        by_proxy=question["by_proxy"],
        answer=question["answer"],
        state=_state(question),
    )


def _state(question: Any) -> str:
    if question["answer"]:
        return _("Besvarad")
    return _("Läst av mottagningen") if question["seen_at"] else _("Skickad, väntar på svar")


def _name(given: str | None, family: str | None) -> str:
    return f"{given} {family}" if given else ""


def _status(row: Any, access: Access) -> str:
    if row.status != AgreementStatus.PROPOSED:
        return str(AgreementStatus(row.status).label)
    if access.is_for_another and access.may_agree:
        return _("Förslag, väntar på svar")
    return _("Förslag, väntar på ditt svar") if access.may_agree else _("Förslag, väntar på patientens svar")
