"""Somebody comes in: whose login it is that an identity provider vouches for, and the log line of it."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from access.actors import coming_actor, staff_actor
from access.grants import require
from access.kinds import ALL_SCOPES, MandateKind
from access.models import Mandate
from audit.models import Action, ActorKind, How
from audit.services import Actor, Deed, record
from people.identities import Number
from people.models import Assignment, Login, Patient, Professional
from people.viewer import Viewer

LOGIN = "login"


@dataclass(frozen=True, slots=True)
class Vouched:
    """What an identity provider says of a person. `number` or `hsa_id` is what it vouches for; never what was typed."""

    issuer: str
    subject: str
    name: str
    number: Number | None = None
    hsa_id: str = ""

    @property
    def username(self) -> str:
        return f"{self.issuer} {self.subject}"


class NotLetIn(Exception):
    """The provider vouches for somebody, but not for somebody who may come in. `reason` is a word for the log."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@transaction.atomic
def arrive(*, vouched: Vouched, request: str, now: datetime) -> Login:
    """Give the login that is the person's, made the first time they come. Raises NotLetIn.

    1. The login is that of issuer and subject, and nobody else's.
    2. Staff are found by HSA-id; who is in no catalogue does not come in.
    3. A patient is found by number; a relative may have none, and comes in to what others have opened for them.
    """
    login, _is_new = Login.objects.get_or_create(username=vouched.username, defaults={"name": vouched.name})
    login = Login.objects.select_for_update().get(pk=login.pk)
    if not login.is_active:
        raise NotLetIn("closed")
    if vouched.hsa_id:
        _work_with(login, vouched.hsa_id)
    patient = _own(login, vouched.number, now) if vouched.number else None
    login.name = vouched.name
    login.save(update_fields=["name", "professional"])
    viewer = Viewer(login, None, request, has_own_plan=patient is not None, came_as_staff=bool(vouched.hsa_id))
    _record_passage(viewer, Action.LOGIN, LOGIN, patient, now)
    return login


def depart(*, viewer: Viewer, reason: str, now: datetime) -> None:
    """Write that a session has ended. `reason` is a word for the log: how it ended."""
    _record_passage(viewer, Action.LOGOUT, f"{LOGIN}.{reason}", _own_patient(viewer.login, now), now)


def refuse_login(*, reason: str, request: str, now: datetime) -> None:
    """Write that somebody was not let in. Who it was is not known: nothing that was claimed is believed or kept."""
    record(Actor(request=request), Deed(Action.REFUSED, f"{LOGIN}.{reason}", How.PAGE), now=now)


def choose_assignment(*, viewer: Viewer, assignment: Assignment, now: datetime) -> None:
    """Staff say which assignment they work under. What they then do is logged under it. Raises NotAllowed."""
    require(viewer.came_as_staff and assignment.professional_id == viewer.login.professional_id)
    record(staff_actor(viewer, assignment), Deed(Action.LOGIN, "assignment", How.FORM), now=now)


def _work_with(login: Login, hsa_id: str) -> None:
    """HSA-ids are compared without regard to case (domain.md 7)."""
    professional = Professional.objects.filter(hsa_id__iexact=hsa_id).first()
    if professional is None:
        raise NotLetIn("not_in_catalogue")
    if login.professional_id not in {None, professional.pk}:
        raise NotLetIn("somebody_else")
    login.professional = professional


def _own(login: Login, number: Number, now: datetime) -> Patient | None:
    """The patient that the number is, with the login's mandate *self* begun. A number they no longer go by will do."""
    patient = Patient.objects.filter(identities__kind=number.kind, identities__value=number.value).first()
    mine = _own_patient(login, now)
    if mine and mine != patient:
        raise NotLetIn("somebody_else")
    if patient and not mine:
        scopes = sorted(ALL_SCOPES)
        Mandate.objects.create(
            login=login, patient=patient, kind=MandateKind.SELF, because="E-legitimation", since=now, scopes=scopes
        )
    return patient


def _own_patient(login: Login, now: datetime) -> Patient | None:
    mandates = Mandate.objects.current(now).filter(login=login, kind=MandateKind.SELF).select_related("patient")
    return next((mandate.patient for mandate in mandates), None)


def _record_passage(viewer: Viewer, action: Action, what: str, patient: Patient | None, now: datetime) -> None:
    """Only who comes and goes as a patient does it to their own data."""
    actor = coming_actor(viewer)
    about = patient.public_id if patient and actor.kind == ActorKind.PATIENT else None
    record(actor, Deed(action, what, How.PAGE, about), now=now)
