"""The grounds on which somebody may see a patient, and the shape of what is seen."""

from access.models.grounds import Block, CareRelation, Consent, Mandate
from access.models.openings import MOST, Opening
from access.models.owned import UnitOwned, UnitOwnedQuerySet

__all__ = ["MOST", "Block", "CareRelation", "Consent", "Mandate", "Opening", "UnitOwned", "UnitOwnedQuerySet"]
