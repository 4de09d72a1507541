"""Reviewed resources, who edits them, and what patients have pinned. A resource is about nobody."""

from knowledge.models.pins import Pin, PinQuerySet
from knowledge.models.resources import LONGEST, SOON, Resource, ResourceQuerySet
from knowledge.models.teams import EditorialTeam, EditorialTeamQuerySet
from knowledge.models.words import Kind, LifePhase, Phase

__all__ = [
    "LONGEST",
    "SOON",
    "EditorialTeam",
    "EditorialTeamQuerySet",
    "Kind",
    "LifePhase",
    "Phase",
    "Pin",
    "PinQuerySet",
    "Resource",
    "ResourceQuerySet",
]
