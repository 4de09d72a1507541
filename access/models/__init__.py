"""The grounds on which somebody may see a patient, and the shape of what is seen."""

from access.models.assessments import Assessment
from access.models.grounds import Block, CareRelation, Consent, Mandate
from access.models.openings import MOST, PLACES_FOR, Opening
from access.models.owned import UnitOwned, UnitOwnedQuerySet

__all__ = [
    "MOST",
    "PLACES_FOR",
    "Assessment",
    "Block",
    "CareRelation",
    "Consent",
    "Mandate",
    "Opening",
    "UnitOwned",
    "UnitOwnedQuerySet",
]
