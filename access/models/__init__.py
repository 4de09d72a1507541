"""The grounds on which somebody may see a patient, and the shape of what is seen."""

from access.models.assessments import Assessment
from access.models.concerns import Concern, ConcernState
from access.models.decisions import AgeException, AgeRule, ProxyDecision
from access.models.grounds import Block, CareRelation, Consent, Inquiry
from access.models.mandates import Mandate
from access.models.openings import MOST, PLACES_FOR, Opening
from access.models.owned import PartOfOwned, UnitOwned, UnitOwnedQuerySet, kept_from_patient
from access.models.reviews import Outcome, Review, ReviewMonth, Rule

__all__ = [
    "MOST",
    "PLACES_FOR",
    "AgeException",
    "AgeRule",
    "Assessment",
    "Block",
    "CareRelation",
    "Concern",
    "ConcernState",
    "Consent",
    "Inquiry",
    "Mandate",
    "Opening",
    "Outcome",
    "PartOfOwned",
    "ProxyDecision",
    "Review",
    "ReviewMonth",
    "Rule",
    "UnitOwned",
    "UnitOwnedQuerySet",
    "kept_from_patient",
]
