"""The grounds on which somebody may see a patient, and the shape of what is seen."""

from access.models.concerns import Concern, ConcernState
from access.models.decisions import AgeException, AgeRule, ProxyDecision
from access.models.grounds import Block, CareRelation, Consent
from access.models.mandates import Mandate
from access.models.owned import UnitOwned, UnitOwnedQuerySet
from access.models.reviews import Outcome, Review, ReviewMonth, Rule

__all__ = [
    "AgeException",
    "AgeRule",
    "Block",
    "CareRelation",
    "Concern",
    "ConcernState",
    "Consent",
    "Mandate",
    "Outcome",
    "ProxyDecision",
    "Review",
    "ReviewMonth",
    "Rule",
    "UnitOwned",
    "UnitOwnedQuerySet",
]
