"""The grounds on which somebody may see a patient, and the shape of what is seen."""

from access.models.grounds import Block, CareRelation, Consent, Mandate
from access.models.owned import Seen, Silence, UnitOwned, UnitOwnedQuerySet

__all__ = ["Block", "CareRelation", "Consent", "Mandate", "Seen", "Silence", "UnitOwned", "UnitOwnedQuerySet"]
