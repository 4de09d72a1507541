"""What the gate hands out. Made in access.gate and nowhere else (tests/test_architecture.py)."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from django.utils import timezone

from access.kinds import ALL_SCOPES, MandateKind, Opens, Scope
from access.opened import Opened
from audit.models import How
from audit.services import Actor
from people.models import Assignment, Patient

__all__ = ["Access", "EditorAccess", "LogAccess", "May", "NotAllowed", "TemplateAccess", "UnitAccess", "require"]


class May(StrEnum):
    """What somebody may do, in words. Which role may what is said in access.roles.

    For the patient: ANSWER the seven questions, ANSWER_TIMES, AGREE to what is proposed, LET_IN somebody or end it,
    LEAVE what one does for another, ACCEPT an invitation. Staff who DOCUMENT also answer what their unit is asked to do
    (ANSWER_ASKED), for patients of others too. Staff VOUCH for who is guardian or trustee. Registers
    MERGE two patients who are one. Heads of units MANAGE_TEMPLATES of their own and which ones the unit
    uses; administrators SHARE_TEMPLATES with everybody. Editors EDIT_KNOWLEDGE, which is about nobody.
    """

    DOCUMENT = "document"
    ANSWER_ASKED = "answer_asked"
    BOOK = "book"
    APPOINT = "appoint"
    GRANT = "grant"
    DECIDE = "decide"
    NOTE = "note"
    ASSESS = "assess"
    ANSWER = "answer"
    ANSWER_TIMES = "answer_times"
    AGREE = "agree"
    LET_IN = "let_in"
    LEAVE = "leave"
    VOUCH = "vouch"
    ACCEPT = "accept"
    MERGE = "merge"
    MANAGE_TEMPLATES = "manage_templates"
    SHARE_TEMPLATES = "share_templates"
    EDIT_KNOWLEDGE = "edit_knowledge"


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """Leave to see one patient, and what the viewer may do there. Every section and every verb takes one.

    `scopes`: the parts of the plan that are open. `asked_scopes`: those that somebody is asked to take on.
    """

    patient: Patient
    actor: Actor
    how: How
    may: frozenset[May]
    identity: str = ""
    mandate: MandateKind | None = None
    mandate_id: int | None = None
    scopes: frozenset[Scope] = ALL_SCOPES
    only_units: tuple[int, ...] = ()
    asked_scopes: frozenset[Scope] = frozenset()
    assignment: Assignment | None = None
    blocked_units: tuple[int, ...] = ()
    blocked_providers: tuple[int, ...] = ()
    sees_other_providers: bool = False
    openings: tuple[Opened, ...] = ()

    @property
    def is_emergency(self) -> bool:
        """Something is open in an emergency: each line of the log says so."""
        return any(each.is_emergency for each in self.openings)

    @property
    def hides_places(self) -> bool:
        """Where a protected person is to be is for staff to ask for, with a reason."""
        shown = any(each.opens == Opens.PLACES for each in self.openings)
        return self.is_staff and self.patient.is_protected and not shown

    @property
    def is_staff(self) -> bool:
        return self.assignment is not None

    @property
    def is_own(self) -> bool:
        return self.mandate == MandateKind.SELF

    @property
    def is_for_another(self) -> bool:
        """A guardian, trustee or proxy: acts under their own name."""
        return self.mandate is not None and not self.is_own

    @property
    def signature(self) -> str:
        """Who did it for the patient, for the row that is written; empty when the patient did it."""
        if self.mandate is None or self.is_own:
            return ""
        return f"{self.actor.name} ({self.mandate.label})"

    @property
    def whose(self) -> dict[str, Any]:
        """What an address of the patient's own pages holds besides, when somebody else acts."""
        return {"patient": self.patient.public_id} if self.is_for_another else {}

    def opens(self, scope: Scope) -> bool:
        """Whether that part of the plan may be read."""
        return scope in self.scopes

    @property
    def unit_id(self) -> int | None:
        return self.assignment.unit_id if self.assignment else None

    @property
    def provider_id(self) -> int | None:
        return self.assignment.unit.provider_id if self.assignment else None

    @property
    def professional_id(self) -> int | None:
        return self.assignment.professional_id if self.assignment else None

    @property
    def may_document(self) -> bool:
        return May.DOCUMENT in self.may

    @property
    def may_answer_asked(self) -> bool:
        """Say whether the own unit does what it is asked to."""
        return May.ANSWER_ASKED in self.may

    @property
    def may_book(self) -> bool:
        return May.BOOK in self.may

    @property
    def may_appoint(self) -> bool:
        return May.APPOINT in self.may

    @property
    def may_grant(self) -> bool:
        return May.GRANT in self.may

    @property
    def may_decide(self) -> bool:
        """About consents and blocks: the patient alone, never a guardian (domain.md 6.1)."""
        return May.DECIDE in self.may

    @property
    def may_note(self) -> bool:
        """Write down what the patient has said about consents and blocks."""
        return May.NOTE in self.may

    @property
    def may_assess(self) -> bool:
        """Whether somebody near a protected person may read."""
        return May.ASSESS in self.may

    @property
    def may_answer(self) -> bool:
        return May.ANSWER in self.may

    @property
    def may_answer_times(self) -> bool:
        return May.ANSWER_TIMES in self.may

    @property
    def may_agree(self) -> bool:
        return May.AGREE in self.may

    @property
    def may_let_in(self) -> bool:
        return May.LET_IN in self.may

    @property
    def may_leave(self) -> bool:
        return May.LEAVE in self.may

    @property
    def may_vouch(self) -> bool:
        return May.VOUCH in self.may

    @property
    def may_merge(self) -> bool:
        return May.MERGE in self.may

    @property
    def may_accept(self) -> bool:
        return May.ACCEPT in self.may


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitAccess:
    """Leave to work with a unit's lists and searches."""

    assignment: Assignment
    actor: Actor
    how: How
    may: frozenset[May]
    opened_at: datetime

    @property
    def unit_id(self) -> int:
        return self.assignment.unit_id

    @property
    def provider_id(self) -> int:
        return self.assignment.unit.provider_id

    @property
    def today(self) -> date:
        return timezone.localdate(self.opened_at)


@dataclass(frozen=True, slots=True, kw_only=True)
class LogAccess:
    """Leave to review the log of a provider. It opens no patient's care."""

    assignment: Assignment
    actor: Actor
    how: How
    opened_at: datetime

    @property
    def provider_id(self) -> int:
        return self.assignment.unit.provider_id

    @property
    def professional_id(self) -> int:
        return self.assignment.professional_id

    @property
    def today(self) -> date:
        return timezone.localdate(self.opened_at)


@dataclass(frozen=True, slots=True, kw_only=True)
class EditorAccess:
    """Leave to write in the library of knowledge. It opens no patient."""

    assignment: Assignment
    actor: Actor
    how: How
    may: frozenset[May]
    opened_at: datetime

    @property
    def provider_id(self) -> int:
        return self.assignment.unit.provider_id

    @property
    def professional_id(self) -> int:
        return self.assignment.professional_id

    @property
    def today(self) -> date:
        return timezone.localdate(self.opened_at)

    @property
    def may_edit_knowledge(self) -> bool:
        return May.EDIT_KNOWLEDGE in self.may


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateAccess:
    """Leave to work with templates. It opens no patient: administrators have it too."""

    assignment: Assignment
    actor: Actor
    how: How
    may: frozenset[May]
    opened_at: datetime

    @property
    def unit_id(self) -> int:
        return self.assignment.unit_id

    @property
    def professional_id(self) -> int:
        return self.assignment.professional_id

    @property
    def today(self) -> date:
        return timezone.localdate(self.opened_at)

    @property
    def may_manage(self) -> bool:
        """Which templates the unit uses, and its own."""
        return May.MANAGE_TEMPLATES in self.may

    @property
    def may_share(self) -> bool:
        """Those that are everybody's."""
        return May.SHARE_TEMPLATES in self.may


class NotAllowed(Exception):
    """The viewer may see this patient, but not do this. Answered with 403."""


def require(allowed: bool) -> None:  # noqa: FBT001 -- reads as a sentence: require(access.may_book)
    """Guard at the top of a verb: raises NotAllowed."""
    if not allowed:
        raise NotAllowed
