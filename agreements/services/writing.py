"""Writing an agreement: the first version, the next one, and the end."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.db.models import F

from access.grants import Access, require
from access.services import log_write, written_before
from agreements.headings import Heading
from agreements.models import ALIVE, WAITS, AgreedHow, Agreement, AgreementStatus, AgreementTemplate, Commitment, Watch
from agreements.services.asking import end_leave_of_others, let_those_asked_in
from agreements.services.carried import carry_ticks
from agreements.services.commitments import before_in, commitments_of
from agreements.services.drafts import DraftChanged, DraftRead, use_draft
from agreements.services.series import hold_series
from agreements.services.stepping import REPLACED, Stepping, cancel_all, steps_in, steps_of, write_planned
from agreements.services.texts import AgreementText

# What of the text is a column of the agreement's own, under the same name.
PLAIN = (
    "title", "what_matters", "turn_by_day", "turn_by_evening", "turn_in_emergency", "fixed_contacts",
    "no_fixed_contact_because", "no_next_step_because", "influence_times", "coordination", "relatives",
    "follow_up_on", "follow_up_how",
)  # fmt: skip
ONE_AT_A_TIME = ("agreements_one_proposal", "agreements_one_current_version", "agreements_version")


class AgreementChanged(Exception):
    """Somebody was first: the version in question is no longer alive, or was changed since it was read."""


class HeadingsMissing(Exception):
    """Nothing stands under headings that are required."""

    def __init__(self, headings: tuple[Heading, ...]) -> None:
        super().__init__(", ".join(headings))
        self.headings = headings


class BlanksLeft(Exception):
    """A template left something to be filled in, and it is not."""


@dataclass(frozen=True, slots=True)
class Said:
    """What the patient said, by an explicit act: yes, and how; no, and why; or nothing yet.

    `by`: who said it, when it was not the patient.
    """

    how: AgreedHow | None = None
    by: str = ""
    disagreed_because: str = ""

    @property
    def status(self) -> AgreementStatus:
        if self.disagreed_because:
            return AgreementStatus.DISAGREED
        return AgreementStatus.AGREED if self.how else AgreementStatus.PROPOSED


NOTHING_YET = Said()


def says_the_same(agreement: Agreement, text: AgreementText, said: Said) -> bool:
    """Whether what is sent once more is what was written: if not, to answer with the row would be to lose the rest."""
    does = (*text.patient_does, *text.network_does, *text.care_does)
    written = agreement.commitments.values_list("what", "repeat", "latest")
    watched = agreement.watches.values_list("sign", "by_day", "at_night")
    return (
        agreement.status == said.status
        and all(getattr(agreement, name) == getattr(text, name) for name in PLAIN)
        and Counter(written) == Counter((each.what, each.repeat, each.latest) for each in does)
        and Counter(watched) == Counter((each.sign, each.by_day, each.at_night) for each in text.watch_for)
    )


def agree(
    *,
    access: Access,
    text: AgreementText,
    said: Said = NOTHING_YET,
    now: datetime,
    replaces: Agreement | None = None,
    approved_for_patient: bool = True,
    key: UUID | None = None,
    draft: DraftRead | None = None,
    template: AgreementTemplate | None = None,
) -> Agreement:
    """Write down what was agreed, what is proposed and waits for the patient's yes, or what they do not agree on.

    With `replaces` it becomes the next version of that one, which holds until the new one is agreed. The same `key`
    from the same author gives the row that is there. `draft`: that of the same key as it was read, which is used up.
    Raises HeadingsMissing, BlanksLeft, DraftChanged, and AgreementChanged when `replaces` is no
    longer alive or has been changed since it was read.
    """
    require(access.may_document and said.how != AgreedHow.LOGGED_IN)
    if text.missing:
        raise HeadingsMissing(text.missing)
    if text.has_blanks:
        raise BlanksLeft
    key = key or uuid4()
    ours = {"author": access.professional_id, "patient": access.patient}
    if written := written_before(Agreement, key, **ours):
        return written
    try:
        with transaction.atomic():
            return _write(
                access=access,
                text=text,
                said=said,
                now=now,
                replaces=replaces,
                approved_for_patient=approved_for_patient,
                key=key,
                draft=draft,
                template=template,
            )
    except (IntegrityError, AgreementChanged, DraftChanged) as error:
        # Sent twice at once: the other one has just written the row. Or a colleague wrote the next version.
        if written := written_before(Agreement, key, **ours):
            return written
        if any(name in str(error) for name in ONE_AT_A_TIME):
            raise AgreementChanged from error
        raise


@transaction.atomic
def end(*, access: Access, agreement: Agreement, because: str, now: datetime) -> None:
    """The agreement no longer holds, and its steps are cancelled. Raises AgreementChanged."""
    require(access.may_document and agreement.unit_id == access.unit_id)
    close(access, agreement, AgreementStatus.ENDED, because, now)
    cancel_all(access, steps_in(agreement), because, now)
    end_leave_of_others(access, now=now)
    log_write(access, "agreement.ended", agreement.public_id, now=now, because=because)


def _write(
    *,
    access: Access,
    text: AgreementText,
    said: Said,
    now: datetime,
    replaces: Agreement | None,
    approved_for_patient: bool,
    key: UUID,
    draft: DraftRead | None,
    template: AgreementTemplate | None,
) -> Agreement:
    assert access.assignment is not None  # noqa: S101 -- only staff may document
    if draft is not None:
        use_draft(access, key, draft, now=now)
    is_agreed = said.status == AgreementStatus.AGREED
    held = None
    if replaces:
        held = _make_room(access, replaces, is_agreed=is_agreed, now=now)
    unit = access.assignment.unit
    steps = steps_of(Stepping(access, unit, is_agreed, approved_for_patient, now), text, replaces)
    agreement = Agreement.objects.create(
        public_id=key,
        patient=access.patient,
        unit=unit,
        provider_id=unit.provider_id,
        author_id=access.professional_id,
        authored_at=now,
        updated_at=now,
        approved_for_patient=approved_for_patient,
        series=replaces.series if replaces else uuid4(),
        version=_next_version(access, replaces),
        status=said.status,
        template=template,
        next_step=steps.next_step,
        agreed_at=now if is_agreed else None,
        agreed_how=said.how or "",
        by_proxy=said.by,
        disagreed_because=said.disagreed_because,
        disagreed_at=now if said.disagreed_because else None,
        **{name: getattr(text, name) for name in PLAIN},
    )
    write_planned(agreement, steps)
    Commitment.objects.bulk_create(commitments_of(agreement, text, before_in(access, replaces, now=now)))
    Watch.objects.bulk_create(
        Watch(agreement=agreement, position=position, sign=each.sign, by_day=each.by_day, at_night=each.at_night)
        for position, each in enumerate(text.watch_for, start=1)
    )
    carry_ticks(held, agreement)
    let_those_asked_in(access, agreement, now=now)
    if replaces:
        end_leave_of_others(access, now=now)
    log_write(access, f"agreement.{said.status}", agreement.public_id, now=now)
    return agreement


def _make_room(access: Access, earlier: Agreement, *, is_agreed: bool, now: datetime) -> Agreement | None:
    """What is agreed replaces all that is alive of its series; a proposal only what waits. Gives what held until now.

    `earlier` must be as it was read, and nothing newer be there that its reader has not seen. The series is held while
    it is looked at: a colleague who commits between the look and the closing would otherwise have their text, which
    nobody here has seen, replaced.
    """
    require(earlier.unit_id == access.unit_id)
    hold_series(earlier.series)
    alive = list(Agreement.objects.visible_to(access).alive().filter(series=earlier.series).order_by("pk"))
    is_as_read = (earlier.pk, earlier.revision) in {(each.pk, each.revision) for each in alive}
    if not is_as_read or any(each.version > earlier.version for each in alive):
        raise AgreementChanged
    for each in alive:
        if not is_agreed and each.status not in WAITS:
            continue
        close(access, each, AgreementStatus.REPLACED, "", now)
        kept = steps_in(earlier)
        cancel_all(access, (step for step in steps_in(each) if step not in kept), REPLACED, now)
    return next((each for each in alive if is_agreed and each.status == AgreementStatus.AGREED), None)


def close(access: Access, agreement: Agreement, status: AgreementStatus, because: str, now: datetime) -> None:
    """It is no longer alive. Raises AgreementChanged when it is not as it was read."""
    closed = (
        Agreement.objects.visible_to(access)
        .filter(pk=agreement.pk, status__in=ALIVE, revision=agreement.revision)
        .update(status=status, ended_at=now, updated_at=now, ended_because=because, revision=F("revision") + 1)
    )
    if not closed:
        raise AgreementChanged


def _next_version(access: Access, replaces: Agreement | None) -> int:
    if replaces is None:
        return 1
    versions = Agreement.objects.visible_to(access).filter(series=replaces.series).order_by("-version")
    return versions[0].version + 1
