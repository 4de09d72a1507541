"""Those who work at the viewer's unit now: whom staff may book, appoint or name."""

from datetime import datetime

from access.grants import Access
from access.roles import READERS
from people.models import Assignment, Professional


def colleagues(access: Access, *, now: datetime) -> dict[str, Professional]:
    """By public id, in order of name. Those who read no care are left out. One statement."""
    here = Assignment.objects.current(now).filter(unit=access.unit_id, role__in=READERS)
    rows = here.select_related("professional").order_by("professional__given_name", "professional__family_name")
    return {str(each.professional.public_id): each.professional for each in rows}
