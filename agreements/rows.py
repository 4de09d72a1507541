"""What a page shows of an agreement: decided values, for the screen, paper, data and the preview of a draft alike."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from people.shown import Source


@dataclass(frozen=True, slots=True)
class CommitmentRow:
    """`waits_for` is who is asked and has not answered; empty when the commitment binds.

    `how_often` is empty for what is done once. `done_on`: the last day it was ticked off, by the tick `tick`.
    """

    what: str
    responsible: str = ""
    waits_for: str = ""
    is_declined: bool = False
    declined_because: str = ""
    how_often: str = ""
    not_before: date | None = None
    latest: date | None = None
    is_late: bool = False
    is_done: bool = False
    done_on: date | None = None
    done_note: str = ""
    tick: UUID | None = None
    id: UUID | None = None
    can_accept: bool = False
    can_tick: bool = False


@dataclass(frozen=True, slots=True)
class WatchRow:
    sign: str
    by_day: str
    at_night: str


@dataclass(frozen=True, slots=True)
class LaterStepRow:
    """A step further on. `when`: its time in words. `waits_for`: the unit that is asked to take it over."""

    what: str
    when: str
    not_before: date | None
    latest: date | None
    who: str
    waits_for: str = ""


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """`answer` is empty while the unit has not answered; `by_proxy` says who asked, when it was not the patient.

    `state` in words: sent, read by the unit, answered.
    """

    id: UUID
    wish: str
    text: str
    asked_at: datetime
    by_proxy: str
    answer: str
    state: str


@dataclass(frozen=True, slots=True)
class PinnedRow:
    """Something to read about a heading. `resource` leads to it, if it is still offered."""

    id: UUID
    heading: str
    resource: UUID
    title: str
    lang: str
    is_offered: bool


@dataclass(frozen=True, slots=True)
class AgreementRow:
    """One version as it is shown. `can_answer`: the patient may say yes or no to it."""

    id: UUID
    title: str
    version: int
    what_matters: str
    patient_does: tuple[CommitmentRow, ...]
    network_does: tuple[CommitmentRow, ...]
    care_does: tuple[CommitmentRow, ...]
    watch_for: tuple[WatchRow, ...]
    turn_by_day: str
    turn_by_evening: str
    turn_in_emergency: str
    fixed_contacts: str
    next_step: str
    next_step_id: UUID | None
    next_step_latest: date | None
    later_steps: tuple[LaterStepRow, ...]
    influence_times: str
    coordination: str
    relatives: str
    follow_up_on: date | None
    follow_up_how: str
    agreed_at: datetime | None
    agreed_with: str
    agreed_how: str
    by_proxy: str
    status: str
    is_proposed: bool
    is_disagreed: bool
    disagreed_because: str
    disagreed_at: datetime | None
    signed: str
    signed_at: datetime | None
    can_answer: bool
    can_ask: bool
    can_sign: bool
    questions: tuple[QuestionRow, ...]
    pins: tuple[PinnedRow, ...]
    is_ours: bool
    source: Source

    def pinned_to(self, heading: str) -> tuple[PinnedRow, ...]:
        return tuple(each for each in self.pins if each.heading == heading)


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
