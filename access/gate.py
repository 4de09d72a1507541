"""The one gate. It answers with leave to see, or with Http404, which tells an outsider nothing; both are logged.

Ground for staff: an assignment at a unit that takes part in the care of the patient (PDL 2008:355 4 kap. 1 §), or to
which the plan is open for a while, with consent or in an emergency.
Ground for everybody else: a mandate.
"""

from datetime import datetime
from typing import NoReturn
from uuid import UUID

from django.http import Http404

from access.actors import person_actor, staff_actor
from access.ages import Leave
from access.grants import Access, EditorAccess, LogAccess, May, TemplateAccess, UnitAccess, require
from access.kinds import MandateKind, Opens, Scope
from access.lookups import find_grounds, find_invitation, find_mandate, leave_in, patient_in
from access.opened import opened_in
from access.roles import READERS, STAFF_MAY, edits_knowledge, keeps_templates, may_with, reviews_log
from audit.models import Action, ActorKind, How
from audit.services import Actor, Deed, record
from people.models import Patient
from people.viewer import Viewer

PLAN, INVITATION = "plan", "invitation"


def open_own(
    viewer: Viewer,
    how: How,
    *,
    now: datetime,
    patient: UUID | None = None,
    what: str = PLAN,
    needs: May | None = None,
) -> Access:
    """Open the viewer's own data, or, with `patient`, that of somebody they have a mandate for.

    Raises NotAllowed when the mandate does not let them do what they came for: then nothing is read.
    """
    mandate = find_mandate(login=viewer.login.pk, patient=patient, now=now)
    leave = leave_in(mandate, now=now) if mandate else Leave(frozenset())
    if mandate is None or not leave.scopes:
        _refuse(viewer, how, what, patient, now)
    kind = MandateKind(mandate.kind)
    access = Access(
        patient=patient_in(mandate),
        identity=mandate.identity or "",
        actor=person_actor(viewer, kind),
        how=how,
        may=may_with(kind, leave),
        mandate=kind,
        mandate_id=mandate.pk,
        scopes=leave.scopes,
        only_units=leave.only_units,
    )
    return _enter(access, what, needs, now)


def open_invitation(viewer: Viewer, code: str, how: How, *, now: datetime) -> Access:
    """Open what the viewer has been asked to do for somebody: whose it is and what, and nothing of the plan.

    Whoever has the code has been handed it by the patient or by the unit.
    """
    invited = find_invitation(code=code, now=now)
    if invited is None:
        _refuse(viewer, how, INVITATION, None, now)
    kind = MandateKind(invited.kind)
    access = Access(
        patient=patient_in(invited),
        actor=person_actor(viewer, kind),
        how=how,
        may=frozenset({May.ACCEPT}),
        mandate=kind,
        mandate_id=invited.pk,
        scopes=frozenset(),
        asked_scopes=frozenset(map(Scope, invited.scopes)),
    )
    return _enter(access, INVITATION, None, now)


def open_patient(
    viewer: Viewer, patient: UUID, how: How, *, now: datetime, what: str = PLAN, needs: May | None = None
) -> Access:
    """Open a patient for staff. One statement asks for relation, blocks, consent, openings and number.

    Who comes to answer what their unit is asked, without taking part in the care, may do that alone, and sees no more
    than what those who ask have written. Raises NotAllowed when the role may not do what they came for: then nothing
    is read.
    """
    assignment = viewer.assignment
    if assignment is None or assignment.role not in READERS:
        _refuse(viewer, how, what, patient, now)
    found = find_grounds(patient=patient, assignment=assignment, now=now)
    openings = opened_in(found.opened, is_in_care=found.is_in_care) if found else ()
    kinds = {each.opens for each in openings}
    is_cared_for = found is not None and (found.is_in_care or Opens.CARE in kinds)
    may = STAFF_MAY[assignment.role] if is_cared_for else STAFF_MAY[assignment.role] & {May.ANSWER_ASKED}
    if found is None or not (is_cared_for or (found.asked_by and needs == May.ANSWER_ASKED and may)):
        _refuse(viewer, how, what, patient, now)
    lifted = {each.unit for each in openings}
    access = Access(
        patient=patient_in(found),
        identity=found.identity or "",
        actor=staff_actor(viewer, assignment),
        how=how,
        may=may,
        only_units=() if is_cared_for else tuple(found.asked_by),
        assignment=assignment,
        blocked_units=tuple(unit for unit in found.blocked_units if unit not in lifted),
        blocked_providers=tuple(found.blocked_providers),
        sees_other_providers=found.shares_documentation or Opens.OTHERS in kinds,
        openings=openings,
    )
    return _enter(access, what, needs, now)


def open_unit(viewer: Viewer, how: How, *, now: datetime, what: str) -> UnitAccess:
    """Open a unit's lists and searches. The patients a list shows are logged by the list, one line each."""
    assignment = viewer.assignment
    if assignment is None or assignment.role not in READERS:
        _refuse(viewer, how, what, None, now)
    return UnitAccess(
        assignment=assignment,
        actor=staff_actor(viewer, assignment),
        how=how,
        may=STAFF_MAY[assignment.role],
        opened_at=now,
    )


def open_log(viewer: Viewer, how: How, *, now: datetime, what: str) -> LogAccess:
    """Open the log of the viewer's provider for review. What is shown of each patient is logged by the list."""
    assignment = viewer.assignment
    if assignment is None or not reviews_log(viewer):
        _refuse(viewer, how, what, None, now)
    actor = staff_actor(viewer, assignment)
    record(actor, Deed(Action.READ, what, how), now=now)
    return LogAccess(assignment=assignment, actor=actor, how=how, opened_at=now)


def open_editing(viewer: Viewer, how: How, *, now: datetime, what: str) -> EditorAccess:
    """Open the library of knowledge to those who write it. It holds nothing about patients: only writing is logged."""
    assignment = viewer.assignment
    if assignment is None or not edits_knowledge(viewer):
        _refuse(viewer, how, what, None, now)
    return EditorAccess(
        assignment=assignment,
        actor=staff_actor(viewer, assignment),
        how=how,
        may=STAFF_MAY[assignment.role],
        opened_at=now,
    )


def open_templates(viewer: Viewer, how: How, *, now: datetime, what: str) -> TemplateAccess:
    """Open the templates for those who keep them. A template is about nobody: that it was read is not logged."""
    assignment = viewer.assignment
    if assignment is None or not keeps_templates(viewer):
        _refuse(viewer, how, what, None, now)
    return TemplateAccess(
        assignment=assignment,
        actor=staff_actor(viewer, assignment),
        how=how,
        may=STAFF_MAY[assignment.role],
        opened_at=now,
    )


def open_system(name: str, patient: Patient, may: frozenset[May], how: How) -> Access:
    """Open a patient for the program itself: replies, imports, batches. Only its verbs are logged: it reads nothing."""
    return Access(patient=patient, actor=Actor(ActorKind.SYSTEM, name=name), how=how, may=may)


def log_list(access: UnitAccess | LogAccess, patients: list[UUID], what: str, *, now: datetime) -> None:
    """A list writes a line for each patient it shows."""
    record(access.actor, *(Deed(Action.LIST, what, access.how, patient) for patient in patients), now=now)


def _enter(access: Access, what: str, needs: May | None, now: datetime) -> Access:
    """The line of who came in, or of who may see the patient but not do this."""
    is_allowed = needs is None or needs in access.may
    action = Action.READ if is_allowed else Action.REFUSED
    deed = Deed(action, what, access.how, access.patient.public_id, emergency=access.is_emergency)
    record(access.actor, deed, now=now)
    require(is_allowed)
    return access


def _refuse(viewer: Viewer, how: How, what: str, patient: UUID | None, now: datetime) -> NoReturn:
    actor = staff_actor(viewer, viewer.assignment) if viewer.assignment else person_actor(viewer, None)
    record(actor, Deed(Action.REFUSED, what, how, patient), now=now)
    raise Http404
