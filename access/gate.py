"""The one gate. It answers with leave to see, or with Http404, which tells an outsider nothing; both are logged.

Ground for staff: an assignment at a unit that takes part in the care of the patient (PDL 2008:355 4 kap. 1 §).
Ground for everybody else: a mandate.
"""

from datetime import datetime
from typing import Any, NoReturn
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.http import Http404

from access.grants import Access, May, UnitAccess
from access.kinds import BlockKind, ConsentKind, MandateKind
from access.models import Block, CareRelation, Consent, Mandate
from access.roles import OWN_MAY, READERS, STAFF_MAY
from audit.models import Action, ActorKind, How
from audit.services import Actor, Deed, record
from people.models import Assignment, Identity, Patient
from people.viewer import Viewer

PLAN = "plan"


def open_own(viewer: Viewer, how: How, *, now: datetime, patient: UUID | None = None, what: str = PLAN) -> Access:
    """Open the viewer's own data, or, with `patient`, that of somebody they have a mandate for."""
    mandates = Mandate.objects.current(now).filter(login=viewer.login).select_related("patient")
    wanted = mandates.filter(patient__public_id=patient) if patient else mandates.filter(kind=MandateKind.SELF)
    mandate = wanted.annotate(identity=_current_number("patient")).first()
    if mandate is None:
        _refuse(viewer, how, what, patient, now)
    kind = MandateKind(mandate.kind)
    access = Access(
        patient=mandate.patient,
        identity=mandate.identity or "",
        actor=_person(viewer, kind),
        how=how,
        may=OWN_MAY,
        mandate=kind,
    )
    record(access.actor, Deed(Action.READ, what, how, access.patient.public_id), now=now)
    return access


def open_patient(viewer: Viewer, patient: UUID, how: How, *, now: datetime, what: str = PLAN) -> Access:
    """Open a patient for staff. One statement asks for relation, blocks, consent and number together."""
    assignment = viewer.assignment
    if assignment is None or assignment.role not in READERS:
        _refuse(viewer, how, what, patient, now)
    found: Any = _with_grounds(Patient.objects.filter(public_id=patient), assignment, now).first()
    if found is None or not found.is_in_care:
        _refuse(viewer, how, what, patient, now)
    access = Access(
        patient=found,
        identity=found.identity or "",
        actor=_staff(viewer, assignment),
        how=how,
        may=STAFF_MAY[assignment.role],
        assignment=assignment,
        blocked_units=tuple(found.blocked_units),
        blocked_providers=tuple(found.blocked_providers),
        sees_other_providers=found.shares_documentation,
    )
    record(access.actor, Deed(Action.READ, what, how, found.public_id), now=now)
    return access


def open_unit(viewer: Viewer, how: How, *, now: datetime, what: str) -> UnitAccess:
    """Open a unit's lists and searches. The patients a list shows are logged by the list, one line each."""
    assignment = viewer.assignment
    if assignment is None or assignment.role not in READERS:
        _refuse(viewer, how, what, None, now)
    return UnitAccess(
        assignment=assignment,
        actor=_staff(viewer, assignment),
        how=how,
        may=STAFF_MAY[assignment.role],
        opened_at=now,
    )


def open_system(name: str, patient: Patient, may: frozenset[May], how: How) -> Access:
    """Open a patient for the program itself: replies, imports, batches. Only its verbs are logged: it reads nothing."""
    return Access(patient=patient, actor=Actor(ActorKind.SYSTEM, name=name), how=how, may=may)


def log_list(access: UnitAccess, patients: list[UUID], what: str, *, now: datetime) -> None:
    """A list writes a line for each patient it shows."""
    record(access.actor, *(Deed(Action.LIST, what, access.how, patient) for patient in patients), now=now)


def _with_grounds(patients: QuerySet[Patient], assignment: Assignment, now: datetime) -> QuerySet[Patient]:
    relations = CareRelation.objects.current(now).filter(patient=OuterRef("pk"), unit=assignment.unit_id)
    blocks = Block.objects.current(now).filter(patient=OuterRef("pk"))
    consents = Consent.objects.current(now).filter(
        patient=OuterRef("pk"), unit=assignment.unit_id, kind=ConsentKind.SHARED_DOCUMENTATION
    )
    return patients.annotate(
        is_in_care=Exists(relations),
        identity=_current_number("pk"),
        blocked_units=ArraySubquery(blocks.filter(kind=BlockKind.INNER).values("unit")),
        blocked_providers=ArraySubquery(blocks.filter(kind=BlockKind.OUTER).values("provider")),
        shares_documentation=Exists(consents),
    )


def _current_number(patient: str) -> Subquery:
    return Subquery(Identity.objects.filter(patient=OuterRef(patient), is_current=True).values("value")[:1])


def _refuse(viewer: Viewer, how: How, what: str, patient: UUID | None, now: datetime) -> NoReturn:
    actor = _staff(viewer, viewer.assignment) if viewer.assignment else _person(viewer, None)
    record(actor, Deed(Action.REFUSED, what, how, patient), now=now)
    raise Http404


def _person(viewer: Viewer, mandate: MandateKind | None) -> Actor:
    login = viewer.login
    kinds = {None: ActorKind.NOBODY, MandateKind.SELF: ActorKind.PATIENT}
    return Actor(
        kind=kinds.get(mandate, ActorKind.PROXY),
        id=login.public_id,
        name=login.name,
        mandate=mandate or "",
        request=viewer.request,
    )


def _staff(viewer: Viewer, assignment: Assignment) -> Actor:
    professional, unit = assignment.professional, assignment.unit
    return Actor(
        kind=ActorKind.STAFF,
        id=professional.public_id,
        name=professional.name,
        title=professional.title,
        assignment=assignment.public_id,
        unit=unit.hsa_id,
        unit_name=unit.name,
        provider=unit.provider.hsa_id,
        provider_name=unit.provider.name,
        purpose=assignment.purpose,
        request=viewer.request,
    )
