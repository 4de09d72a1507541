"""One agreement, question or commitment, if the viewer may see it. Each raises Http404."""

from typing import TypeVar
from uuid import UUID

from django.db.models import Model, QuerySet
from django.http import Http404

from access.grants import Access
from agreements.models import Agreement, Commitment, HeadingPin, Question

M = TypeVar("M", bound=Model)


def find_agreement(access: Access, agreement: UUID) -> Agreement:
    """Alive or not: what was replaced while the patient read is answered by a page that says so."""
    return _first(Agreement.objects.visible_to(access).filter(public_id=agreement))


def our_agreement(access: Access, agreement: UUID, *, is_read: bool) -> Agreement:
    """Of the viewer's own unit. To be read it must be alive; sent, it may have been replaced meanwhile."""
    ours = Agreement.objects.visible_to(access).filter(unit=access.unit_id, public_id=agreement)
    whole = (ours.alive() if is_read else ours).select_related("next_step__responsible", "next_step__unit", "unit")
    return _first(whole.prefetch_related("commitments__responsible", "commitments__unit"))


def newest_of(access: Access, series: UUID) -> Agreement | None:
    """What is alive of a series, newest first; None when it has ended."""
    return Agreement.objects.visible_to(access).alive().filter(series=series).order_by("-version").first()


def our_question(access: Access, question: UUID) -> Question:
    asked = Question.objects.filter(agreement__in=Agreement.objects.visible_to(access).filter(unit=access.unit_id))
    return _first(asked.filter(public_id=question).select_related("agreement"))


def asked_of_us(access: Access, commitment: UUID) -> Commitment:
    alive = Commitment.objects.filter(agreement__in=Agreement.objects.visible_to(access).alive())
    return _first(alive.filter(public_id=commitment, unit=access.unit_id))


def our_pin(access: Access, pin: UUID) -> HeadingPin:
    """To an agreement of the viewer's own unit; taken back already or not."""
    ours = Agreement.objects.visible_to(access).filter(unit=access.unit_id)
    return _first(HeadingPin.objects.filter(patient=access.patient, public_id=pin, series__in=ours.values("series")))


def _first(rows: QuerySet[M]) -> M:
    found = rows.first()
    if found is None:
        raise Http404
    return found
