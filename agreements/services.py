"""Verbs for agreements."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import F

from access.grants import Access, require
from access.services import log_write
from agreements.models import AgreedHow, Agreement, AgreementStatus, Commitment, Standing, Who
from people.models import CareUnit, Professional
from steps.services import StepPlan, plan_step


class AgreementChanged(Exception):
    """A colleague was first: the version that was to be replaced is no longer the one in force."""


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


@transaction.atomic
def agree(
    *,
    access: Access,
    text: AgreementText,
    how: AgreedHow,
    now: datetime,
    replaces: Agreement | None = None,
    approved_for_patient: bool = True,
    key: UUID | None = None,
) -> Agreement:
    """Write down what was agreed: a first version, or one that replaces the version in force.

    The same `key` from the same author gives the row that is there. Raises AgreementChanged when `replaces` is no
    longer in force or has been changed since it was read.
    """
    require(access.may_document)
    assert access.assignment is not None  # noqa: S101 -- only staff may document
    key = key or uuid4()
    already = Agreement.objects.filter(public_id=key, author=access.professional_id, patient=access.patient).first()
    if already:
        return already
    if replaces:
        _replace(access, replaces, now)
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
        version=replaces.version + 1 if replaces else 1,
        title=text.title,
        what_matters=text.what_matters,
        where_to_turn=text.where_to_turn,
        next_step=plan_step(access=access, plan=text.next_step, now=now) if text.next_step else None,
        no_next_step_because=text.no_next_step_because,
        follow_up_on=text.follow_up_on,
        agreed_at=now,
        agreed_how=how,
    )
    Commitment.objects.bulk_create(_commitments(agreement, text))
    log_write(access, "agreement.agreed", agreement.public_id, now=now)
    return agreement


@transaction.atomic
def end(*, access: Access, agreement: Agreement, because: str, now: datetime) -> None:
    """The agreement no longer holds. Raises AgreementChanged when somebody was first."""
    require(access.may_document)
    _close(access, agreement, AgreementStatus.ENDED, because, now)
    log_write(access, "agreement.ended", agreement.public_id, now=now, because=because)


def _replace(access: Access, earlier: Agreement, now: datetime) -> None:
    _close(access, earlier, AgreementStatus.REPLACED, "", now)


def _close(access: Access, agreement: Agreement, status: AgreementStatus, because: str, now: datetime) -> None:
    closed = (
        Agreement.objects.visible_to(access)
        .current()
        .filter(pk=agreement.pk, unit=access.unit_id, revision=agreement.revision)
        .update(status=status, ended_at=now, updated_at=now, ended_because=because, revision=F("revision") + 1)
    )
    if not closed:
        raise AgreementChanged


def _commitments(agreement: Agreement, text: AgreementText) -> list[Commitment]:
    mine = [Commitment(who=Who.PATIENT, what=what) for what in text.patient_does]
    network = [Commitment(who=Who.NETWORK, what=what) for what in text.network_does]
    care = [_of_care(agreement, does) for does in text.care_does]
    commitments = [*mine, *network, *care]
    for position, commitment in enumerate(commitments, start=1):
        commitment.agreement = agreement
        commitment.position = position
    return commitments


def _of_care(agreement: Agreement, does: CareDoes) -> Commitment:
    unit = does.unit or agreement.unit
    standing = Standing.BINDS if unit == agreement.unit else Standing.ASKED
    return Commitment(who=Who.CARE, what=does.what, responsible=does.responsible, unit=unit, standing=standing)
