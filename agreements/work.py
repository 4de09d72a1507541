"""What staff's lists need to know of agreements, for many patients in one statement."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Min
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from access.grants import May, UnitAccess
from access.matters import Matter, Urgency
from agreements.listings import (
    ASKED,
    DECLINED,
    DISAGREED,
    DRAFTS,
    FOLLOW_UPS,
    PROMISED,
    PROPOSALS,
    QUESTIONS,
    UNANSWERED,
    UNSIGNED,
)
from agreements.models import Agreement, Wish
from agreements.numbered import which_version


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
    """What waits for the unit: questions, what it or somebody there is asked for, what others have said no to or not
    answered, drafts, proposals without an answer, what they do not agree on, what is unsigned, what the unit has
    promised and not done, and follow-ups that are late. Ten statements.
    """
    return [
        *_questions(access),
        *_asked(access),
        *_declined(access),
        *_unanswered(access),
        *_disagreed(access),
        *_proposals(access),
        *_promised(access),
        *_follow_ups(access),
        *_unsigned(access),
        *_drafts(access),
    ]


def _questions(access: UnitAccess) -> Iterator[Matter]:
    for question, patient, title, asked_at, by_proxy, wish in QUESTIONS.of(access):
        yield Matter(
            patient=patient,
            urgency=Urgency.ASKED,
            what=_("Patienten vill ändra något") if wish == Wish.CHANGE else _("Fråga från patienten"),
            about=f"{title}. {by_proxy}" if by_proxy else title,
            since=timezone.localdate(asked_at),
            **_act(access, _("Svara"), "answer_question", patient=patient, question=question),
        )


def _asked(access: UnitAccess) -> Iterator[Matter]:
    for commitment, patient, what, asked_at, responsible, given, family in ASKED.of(access):
        is_theirs = responsible in {None, access.assignment.professional_id}
        answer = _act(access, _("Svara"), "answer_commitment", patient=patient, commitment=commitment)
        yield Matter(
            patient=patient,
            urgency=Urgency.ASKED,
            what=_("%(name)s är tillfrågad") % {"name": _name(given, family)} if given else _("Ni är tillfrågade"),
            about=what,
            since=timezone.localdate(asked_at),
            **(answer if is_theirs else {}),
        )


def _declined(access: UnitAccess) -> Iterator[Matter]:
    for patient, agreement, what, answered_at, because in DECLINED.of(access):
        revise = _Revise(access, patient, agreement, _("Ändra överenskommelsen"))
        about = f"{what}. {because}" if because else what
        yield revise.matter(Urgency.ASKED, _("En annan enhet har sagt nej"), about, answered_at)


def _unanswered(access: UnitAccess) -> Iterator[Matter]:
    for patient, agreement, what, asked_at in UNANSWERED.of(access):
        revise = _Revise(access, patient, agreement, _("Ändra överenskommelsen"))
        yield revise.matter(Urgency.LATE, _("Den ni frågade har inte svarat"), what, asked_at)


def _disagreed(access: UnitAccess) -> Iterator[Matter]:
    for patient, agreement, title, since in DISAGREED.of(access):
        revise = _Revise(access, patient, agreement, _("Skriv ett nytt förslag"))
        yield revise.matter(Urgency.ASKED, _("Ni är inte överens"), title, since)


def _promised(access: UnitAccess) -> Iterator[Matter]:
    for commitment, patient, what, since, latest, given, family in PROMISED.of(access):
        yield Matter(
            patient=patient,
            urgency=Urgency.LATE,
            what=_("Ni har lovat något som inte är gjort"),
            about=f"{what} ({_name(given, family)})" if given else what,
            since=timezone.localdate(since),
            due=latest,
            **_act(access, _("Pricka av"), "tick_here", patient=patient, commitment=commitment),
        )


def _unsigned(access: UnitAccess) -> Iterator[Matter]:
    for patient, agreement, title, version, newer, since, given, family, disagreed_at in UNSIGNED.of(access):
        agreed, not_agreed = _("Överenskommelse att signera, %(name)s"), _("Att signera: ni är inte överens, %(name)s")
        yield Matter(
            patient=patient,
            urgency=Urgency.SOON,
            what=(not_agreed if disagreed_at else agreed) % {"name": _name(given, family)},
            about=f"{title}, {which_version(version, newer)}",
            since=timezone.localdate(since),
            **_act(access, _("Signera"), "sign_agreement", patient=patient, agreement=agreement),
        )


def _drafts(access: UnitAccess) -> Iterator[Matter]:
    for patient, draft, title, since, given, family in DRAFTS.of(access):
        yield Matter(
            patient=patient,
            urgency=Urgency.SOON,
            what=_("Påbörjat utkast, %(name)s") % {"name": _name(given, family)},
            about=title or _("Utan rubrik än"),
            since=timezone.localdate(since),
            **_act(access, _("Fortsätt"), "draft", patient=patient, draft=draft),
        )


def _name(given: str | None, family: str | None) -> str:
    return f"{given or ''} {family or ''}".strip()


def _act(access: UnitAccess, act: str, name: str, **where: UUID) -> dict[str, Any]:
    """What leads to where it is done, for those who may."""
    return {"act": act, "url": reverse(name, kwargs=where)} if May.DOCUMENT in access.may else {}


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
        return Matter(
            patient=self.patient,
            urgency=urgency,
            what=what,
            about=about,
            since=timezone.localdate(since),
            due=due,
            **_act(self.access, self.act, "revise_agreement", patient=self.patient, agreement=self.agreement),
        )
