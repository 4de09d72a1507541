"""What the pages of contacts need to find."""

from uuid import UUID

from django.http import Http404

from access.grants import Access
from contacts.models import FixedContact


def our_contact(access: Access, contact: UUID) -> FixedContact:
    """Of the viewer's own unit: only those are theirs to end. Raises Http404."""
    contacts = FixedContact.objects.visible_to(access).select_related("professional", "unit")
    found = contacts.filter(public_id=contact, unit=access.unit_id).first()
    if found is None:
        raise Http404
    return found
