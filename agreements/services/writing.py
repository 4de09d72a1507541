"""Writing an agreement: the first version, the next one, and the end."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.db.models import F

from access.grants import Access, require
from access.services import log_write, written_before
from agreements.models import ALIVE, AgreedHow, Agreement, AgreementStatus, Commitment, Standing, Who
from people.models import CareUnit, Professional
from steps.models import Step, StepStatus
from steps.services import StepHasEnded, StepPlan, cancel_step, plan_step

ONE_AT_A_TIME = ("agreements_one_proposal", "agreements_one_current_version", "agreements_version")
REPLACED = "Ersatt i en ny överenskommelse"


class AgreementChanged(Exception):
    """Somebody was first: the version in question is no longer alive, or was changed since it was read."""


@dataclass(frozen=True, slots=True)
class CareDoes:
    """A commitment of care: what, and who answers for it. A unit other than the writer's is asked first."""

    what: str
    responsible: Professional | None = None
    unit: CareUnit | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementText:
    """What was agreed, heading by heading. Without `next_step`, say why in `no_next_step_because`."""

    title: str
    what_matters: str
    patient_does: tuple[str, ...] = ()
    network_does: tuple[str, ...] = ()
    care_does: tuple[CareDoes, ...] = ()
    where_to_turn: str = ""
    next_step: StepPlan | None = None
    no_next_step_because: str = ""
    follow_up_on: date | None = None


def agree(
    *,
    access: Access,
    text: AgreementText,
    how: AgreedHow | None,
    now: datetime,
    replaces: Agreement | None = None,
    approved_for_patient: bool = True,
    key: UUID | None = None,
) -> Agreement:
    """Write down what was agreed, or, without `how`, what is proposed and waits for the patient's yes.

    With `replaces` it becomes the next version of that one, which holds until the new one is agreed. The same `key`
    from the same author gives the row that is there. Raises AgreementChanged when `replaces` is no longer alive or
    has been changed since it was read.
    """
    require(access.may_document)
    key = key or uuid4()
    ours = {"author": access.professional_id, "patient": access.patient}
    if written := written_before(Agreement, key, **ours):
        return written
    try:
        with transaction.atomic():
            return _write(
                access=access,
                text=text,
                how=how,
                now=now,
                replaces=replaces,
                approved_for_patient=approved_for_patient,
                key=key,
            )
    except (IntegrityError, AgreementChanged) as error:
        # Sent twice at once: the other one has just written the row. Or a colleague wrote the next version.
        if written := written_before(Agreement, key, **ours):
            return written
        if any(name in str(error) for name in ONE_AT_A_TIME):
            raise AgreementChanged from error
        raise


@transaction.atomic
def end(*, access: Access, agreement: Agreement, because: str, now: datetime) -> None:
    """The agreement no longer holds, and its next step is cancelled. Raises AgreementChanged."""
    require(access.may_document and agreement.unit_id == access.unit_id)
    close(access, agreement, AgreementStatus.ENDED, because, now)
    _cancel(access, agreement.next_step, because, now)
    log_write(access, "agreement.ended", agreement.public_id, now=now, because=because)


def _write(
    *,
    access: Access,
    text: AgreementText,
    how: AgreedHow | None,
    now: datetime,
    replaces: Agreement | None,
    approved_for_patient: bool,
    key: UUID,
) -> Agreement:
    assert access.assignment is not None  # noqa: S101 -- only staff may document
    if replaces:
        _make_room(access, replaces, is_agreed=how is not None, now=now)
    unit = access.assignment.unit
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
        status=AgreementStatus.AGREED if how else AgreementStatus.PROPOSED,
        title=text.title,
        what_matters=text.what_matters,
        where_to_turn=text.where_to_turn,
        next_step=_next_step(
            access, text.next_step, replaces, is_agreed=how is not None, is_approved=approved_for_patient, now=now
        ),
        no_next_step_because=text.no_next_step_because,
        follow_up_on=text.follow_up_on,
        agreed_at=now if how else None,
        agreed_how=how or "",
    )
    Commitment.objects.bulk_create(_commitments(agreement, text, _settled(replaces)))
    log_write(access, "agreement.agreed" if how else "agreement.proposed", agreement.public_id, now=now)
    return agreement


def _make_room(access: Access, earlier: Agreement, *, is_agreed: bool, now: datetime) -> None:
    """What is agreed replaces all that is alive of its series; a proposal only the proposal that waits.

    `earlier` must be as it was read; the others follow it. The series is locked while it is looked at: a colleague who
    commits between the look and the closing would otherwise have their text, which nobody here has seen, replaced.
    """
    require(earlier.unit_id == access.unit_id)
    series = Agreement.objects.visible_to(access).alive().filter(series=earlier.series)
    alive = list(series.select_for_update(of=("self",)).order_by("pk"))
    if (earlier.pk, earlier.revision) not in {(each.pk, each.revision) for each in alive}:
        raise AgreementChanged
    for each in alive:
        if not is_agreed and each.status != AgreementStatus.PROPOSED:
            continue
        close(access, each, AgreementStatus.REPLACED, "", now)
        if each.next_step != earlier.next_step:
            _cancel(access, each.next_step, REPLACED, now)


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


def _next_step(
    access: Access,
    plan: StepPlan | None,
    replaces: Agreement | None,
    *,
    is_agreed: bool,
    is_approved: bool,
    now: datetime,
) -> Step | None:
    """Keep the step of the version before when it says the same; otherwise plan the new one.

    The step it replaces is cancelled when the new version is agreed: at once, or by the patient's yes.
    """
    before = replaces.next_step if replaces else None
    if before and plan and before.is_open and plan.is_same_as(before):
        return before
    if is_agreed or (before and before.status == StepStatus.PROPOSED):
        _cancel(access, before, REPLACED, now)
    if plan is None:
        return None
    return plan_step(access=access, plan=plan, now=now, approved_for_patient=is_approved, is_proposed=not is_agreed)


def _cancel(access: Access, step: Step | None, because: str, now: datetime) -> None:
    """Unless another version that is alive goes on with it."""
    if step is None or not step.is_alive:
        return
    if Agreement.objects.visible_to(access).alive().filter(next_step=step).exists():
        return
    try:
        with transaction.atomic():
            cancel_step(access=access, step=step, how=because, now=now)
    except StepHasEnded:
        return


Settled = dict[tuple[str, int | None], Standing]


def _settled(replaces: Agreement | None) -> Settled:
    """What other units have answered already, by words and unit: the same words are not asked about again."""
    if replaces is None:
        return {}
    answered = replaces.commitments.filter(who=Who.CARE).exclude(standing=Standing.ASKED)
    return {(each.what, each.unit_id): Standing(each.standing) for each in answered}


def _commitments(agreement: Agreement, text: AgreementText, settled: Settled) -> list[Commitment]:
    mine = [Commitment(who=Who.PATIENT, what=what) for what in text.patient_does]
    network = [Commitment(who=Who.NETWORK, what=what) for what in text.network_does]
    care = [_of_care(agreement, does, settled) for does in text.care_does]
    commitments = [*mine, *network, *care]
    for position, commitment in enumerate(commitments, start=1):
        commitment.agreement = agreement
        commitment.position = position
    return commitments


def _of_care(agreement: Agreement, does: CareDoes, settled: Settled) -> Commitment:
    unit = does.unit or agreement.unit
    standing = Standing.BINDS
    if unit != agreement.unit:
        standing = settled.get((does.what, unit.pk), Standing.ASKED)
    return Commitment(who=Who.CARE, what=does.what, responsible=does.responsible, unit=unit, standing=standing)
