"""Verbs for the grounds on which somebody may see a patient. Each one is logged."""

from access.services.arrivals import NotLetIn, Vouched, arrive, choose_assignment, refuse_login
from access.services.blocks import block_provider, block_unit
from access.services.concerns import (
    AlreadyReported,
    ConcernChanged,
    NothingToReport,
    answer_concern,
    examine_concern,
    report_concern,
)
from access.services.consents import give_consent
from access.services.mandates import NoLongerChild, grant_mandate
from access.services.relations import begin_relation
from access.services.reviews import ReviewChanged, draw, draw_for, judge
from access.services.writing import log_write, written_before

__all__ = [
    "AlreadyReported",
    "ConcernChanged",
    "NoLongerChild",
    "NotLetIn",
    "NothingToReport",
    "ReviewChanged",
    "Vouched",
    "answer_concern",
    "arrive",
    "begin_relation",
    "block_provider",
    "block_unit",
    "choose_assignment",
    "draw",
    "draw_for",
    "examine_concern",
    "give_consent",
    "grant_mandate",
    "judge",
    "log_write",
    "refuse_login",
    "report_concern",
    "written_before",
]
