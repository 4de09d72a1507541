"""Who the log says it was: copies of ids and labels as they were at the time."""

from access.kinds import MandateKind
from audit.models import ActorKind
from audit.services import Actor
from people.models import Assignment, Professional
from people.viewer import Viewer


def person_actor(viewer: Viewer, mandate: MandateKind | None) -> Actor:
    login = viewer.login
    kinds = {None: ActorKind.NOBODY, MandateKind.SELF: ActorKind.PATIENT}
    return Actor(
        kind=kinds.get(mandate, ActorKind.PROXY),
        id=login.public_id,
        name=login.name,
        mandate=mandate or "",
        request=viewer.request,
    )


def coming_actor(viewer: Viewer) -> Actor:
    """Who comes and goes: staff as the professional they are, also while they have chosen no assignment."""
    professional = viewer.login.professional
    if viewer.assignment:
        return staff_actor(viewer, viewer.assignment)
    if viewer.came_as_staff and professional:
        return _professional_actor(viewer, professional)
    return person_actor(viewer, MandateKind.SELF if viewer.has_own_plan else None)


def staff_actor(viewer: Viewer, assignment: Assignment) -> Actor:
    unit, professional = assignment.unit, assignment.professional
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


def _professional_actor(viewer: Viewer, professional: Professional) -> Actor:
    return Actor(
        kind=ActorKind.STAFF,
        id=professional.public_id,
        name=professional.name,
        title=professional.title,
        request=viewer.request,
    )
