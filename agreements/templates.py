"""Templates, as those who write at a unit are offered them."""

from datetime import date
from uuid import UUID

from django.http import Http404

from agreements.models import AgreementTemplate
from agreements.template_content import GENERIC


def offered_to(unit: int, today: date) -> list[AgreementTemplate]:
    """The generic one first, then those that the unit uses, by name. One statement."""
    offered = AgreementTemplate.objects.offered_to(unit, today).order_by("name", "key")
    return sorted(offered, key=lambda each: each.key != GENERIC)


def find_offered(unit: int, template: UUID, today: date) -> AgreementTemplate:
    """Raises Http404: also for one that has been withdrawn, or has a newer version."""
    found = AgreementTemplate.objects.offered_to(unit, today).filter(public_id=template).first()
    if found is None:
        raise Http404
    return found
