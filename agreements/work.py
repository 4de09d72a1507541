"""What staff's lists need to know of agreements, for many patients in one statement."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Min
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from access.grants import May, UnitAccess
from access.listing import Listing
from access.matters import Matter, Urgency, is_cared_for
from agreements.models import Agreement, AgreementStatus, Commitment, Question, Standing

# A proposal is given a week before its silence is somebody's to break.
PATIENCE = timedelta(days=7)


def overdue_follow_ups(access: UnitAccess, patients: Collection[int], today: date) -> dict[int, date]:
    """Patients whose agreement should have been followed up before `today`, with the earliest such day."""
    rows = (
        Agreement.objects.current()
        .listed_for(access)
        .filter(patient__in=patients, follow_up_on__lt=today)
        .values_list("patient")
        .annotate(since=Min("follow_up_on"))
    )
    return dict(rows.order_by("patient"))


def matters(access: UnitAccess) -> list[Matter]:
    """What waits for the unit: questions, commitments asked of it and those that others have said no to, proposals
    without an answer, follow-ups that are late. Five statements.
    """
    return [
        *_questions(access),
        *_asked(access),
        *_declined(access),
        *_proposals(access),
        *_follow_ups(access),
    ]


QUESTIONS = Listing(
    lambda access: (
        Question.objects.open()
        .filter(
            is_cared_for(access, "agreement__patient"),
            agreement__in=Agreement.objects.listed_for(access).filter(unit=access.unit_id),
        )
        .order_by("asked_at", "pk")
        .values_list("public_id", "agreement__patient__public_id", "agreement__title", "asked_at", "by_proxy")
    )
)
# Asked by units of the same provider. Those of others show in the patient's plan, where consent decides.
ASKED = Listing(
    lambda access: (
        Commitment.objects.filter(
            is_cared_for(access, "agreement__patient"),
            agreement__in=Agreement.objects.alive().listed_for(access).exclude(unit=access.unit_id),
            unit=access.unit_id,
            standing=Standing.ASKED,
        )
        .order_by("agreement__authored_at", "pk")
        .values_list("agreement__patient__public_id", "what", "agreement__authored_at")
    )
)
# A no comes back to the unit that asked, until the agreement is written anew without it.
DECLINED = Listing(
    lambda access: (
        Commitment.objects.filter(
            is_cared_for(access, "agreement__patient"),
            agreement__in=Agreement.objects.alive().newest().listed_for(access).filter(unit=access.unit_id),
            standing=Standing.DECLINED,
        )
        .order_by("agreement__authored_at", "pk")
        .values_list("agreement__patient__public_id", "agreement__public_id", "what", "agreement__authored_at")
    )
)
PROPOSALS = Listing(
    lambda access: (
        Agreement.objects.listed_for(access)
        .filter(
            is_cared_for(access),
            unit=access.unit_id,
            status=AgreementStatus.PROPOSED,
            authored_at__lt=access.opened_at - PATIENCE,
        )
        .order_by("authored_at", "pk")
        .values_list("patient__public_id", "public_id", "title", "authored_at")
    )
)
FOLLOW_UPS = Listing(
    lambda access: (
        Agreement.objects.current()
        .listed_for(access)
        .filter(is_cared_for(access), unit=access.unit_id, follow_up_on__lt=access.today)
        .order_by("follow_up_on", "pk")
        .values_list("patient__public_id", "public_id", "title", "agreed_at", "follow_up_on")
    )
)


def _questions(access: UnitAccess) -> Iterator[Matter]:
    may_answer = May.DOCUMENT in access.may
    for question, patient, title, asked_at, by_proxy in QUESTIONS.of(access):
        yield Matter(
            patient=patient,
            urgency=Urgency.ASKED,
            what=_("Fråga från patienten"),
            about=f"{title}. {by_proxy}" if by_proxy else title,
            since=timezone.localdate(asked_at),
            act=_("Svara") if may_answer else "",
            url=reverse("answer_question", kwargs={"patient": patient, "question": question}) if may_answer else "",
        )


def _asked(access: UnitAccess) -> Iterator[Matter]:
    may_answer = May.DOCUMENT in access.may
    for patient, what, asked_at in ASKED.of(access):
        yield Matter(
            patient=patient,
            urgency=Urgency.ASKED,
            what=_("En annan enhet ber er göra något"),
            about=what,
            since=timezone.localdate(asked_at),
            act=_("Svara i planen") if may_answer else "",
            url=reverse("patient_plan", kwargs={"patient": patient}) if may_answer else "",
        )


def _declined(access: UnitAccess) -> Iterator[Matter]:
    for patient, agreement, what, authored_at in DECLINED.of(access):
        revise = _Revise(access, patient, agreement, _("Ändra överenskommelsen"))
        yield revise.matter(Urgency.ASKED, _("En annan enhet har sagt nej"), what, authored_at)


def _proposals(access: UnitAccess) -> Iterator[Matter]:
    for patient, agreement, title, authored_at in PROPOSALS.of(access):
        revise = _Revise(access, patient, agreement, _("Ändra förslaget"))
        yield revise.matter(Urgency.LATE, _("Patienten har inte svarat på ert förslag"), title, authored_at)


def _follow_ups(access: UnitAccess) -> Iterator[Matter]:
    for patient, agreement, title, agreed_at, due in FOLLOW_UPS.of(access):
        revise = _Revise(access, patient, agreement, _("Följ upp"))
        yield revise.matter(Urgency.LATE, _("Uppföljning försenad"), title, agreed_at, due)


@dataclass(frozen=True, slots=True)
class _Revise:
    """What is mended by writing the agreement anew; `act` says so to those who may."""

    access: UnitAccess
    patient: UUID
    agreement: UUID
    act: str

    def matter(self, urgency: Urgency, what: str, about: str, since: datetime, due: date | None = None) -> Matter:
        may_revise = May.DOCUMENT in self.access.may
        names = {"patient": self.patient, "agreement": self.agreement}
        return Matter(
            patient=self.patient,
            urgency=urgency,
            what=what,
            about=about,
            since=timezone.localdate(since),
            due=due,
            act=self.act if may_revise else "",
            url=reverse("revise_agreement", kwargs=names) if may_revise else "",
        )
