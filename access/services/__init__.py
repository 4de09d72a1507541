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
from access.services.decisions import TooOld, decide_about_proxies, decide_age, end_age_exception, make_age_exception
from access.services.invitations import (
    HasMandateAlready,
    MandateChanged,
    accept,
    decline,
    end_mandate,
    invite,
    leave,
    vouch,
)
from access.services.mandates import NoLongerChild, ProxiesNotAllowed, grant_mandate
from access.services.relations import begin_relation
from access.services.reviews import ReviewChanged, draw, draw_for, judge
from access.services.writing import log_write, written_before

__all__ = [
    "AlreadyReported",
    "ConcernChanged",
    "HasMandateAlready",
    "MandateChanged",
    "NoLongerChild",
    "NotLetIn",
    "NothingToReport",
    "ProxiesNotAllowed",
    "ReviewChanged",
    "TooOld",
    "Vouched",
    "accept",
    "answer_concern",
    "arrive",
    "begin_relation",
    "block_provider",
    "block_unit",
    "choose_assignment",
    "decide_about_proxies",
    "decide_age",
    "decline",
    "draw",
    "draw_for",
    "end_age_exception",
    "end_mandate",
    "examine_concern",
    "give_consent",
    "grant_mandate",
    "invite",
    "judge",
    "leave",
    "log_write",
    "make_age_exception",
    "refuse_login",
    "report_concern",
    "vouch",
    "written_before",
]
