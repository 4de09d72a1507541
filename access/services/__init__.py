"""Verbs for the grounds on which somebody may see a patient. Each one is logged."""

from access.services.assessments import AssessmentChanged, assess
from access.services.blocks import BlockHasEnded, block_provider, block_unit, lift_block
from access.services.consents import ConsentHasEnded, give_consent, withdraw_consent
from access.services.mandates import NoLongerChild, grant_mandate
from access.services.openings import (
    Asked,
    InCareAlready,
    NotTheirsToLift,
    OpeningHasEnded,
    TooLong,
    close_opening,
    open_block,
    open_care,
    open_others,
    show_places,
)
from access.services.relations import RelationHasEnded, begin_relation, end_relation
from access.services.writing import log_write, written_before

__all__ = [
    "Asked",
    "AssessmentChanged",
    "BlockHasEnded",
    "ConsentHasEnded",
    "InCareAlready",
    "NoLongerChild",
    "NotTheirsToLift",
    "OpeningHasEnded",
    "RelationHasEnded",
    "TooLong",
    "assess",
    "begin_relation",
    "block_provider",
    "block_unit",
    "close_opening",
    "end_relation",
    "give_consent",
    "grant_mandate",
    "lift_block",
    "log_write",
    "open_block",
    "open_care",
    "open_others",
    "show_places",
    "withdraw_consent",
    "written_before",
]
