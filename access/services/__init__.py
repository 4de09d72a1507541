"""Verbs for the grounds on which somebody may see a patient. Each one is logged."""

from access.services.arrivals import NotLetIn, Vouched, arrive, choose_assignment, depart, refuse_login
from access.services.assessments import AssessmentChanged, assess
from access.services.blocks import BlockHasEnded, block_provider, block_unit, lift_block
from access.services.concerns import (
    AlreadyReported,
    ConcernChanged,
    NothingToReport,
    answer_concern,
    examine_concern,
    report_concern,
)
from access.services.consents import ConsentHasEnded, NotConsented, give_consent, require_consent, withdraw_consent
from access.services.decisions import (
    TooOld,
    decide_about_names,
    decide_about_proxies,
    decide_age,
    end_age_exception,
    make_age_exception,
)
from access.services.inquiries import begin_inquiry, end_inquiries
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
from access.services.mandates import NoLongerChild, ProxiesNotAllowed, TooYoungToChoose, grant_mandate
from access.services.merging import CannotMerge, PatientsCollide, merge_patients
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
from access.services.reviews import ReviewChanged, ask_to_draw, draw_for, judge
from access.services.writing import log_write, written_before

__all__ = [
    "AlreadyReported",
    "Asked",
    "AssessmentChanged",
    "BlockHasEnded",
    "CannotMerge",
    "ConcernChanged",
    "ConsentHasEnded",
    "HasMandateAlready",
    "InCareAlready",
    "MandateChanged",
    "NoLongerChild",
    "NotConsented",
    "NotLetIn",
    "NotTheirsToLift",
    "NothingToReport",
    "OpeningHasEnded",
    "PatientsCollide",
    "ProxiesNotAllowed",
    "RelationHasEnded",
    "ReviewChanged",
    "TooLong",
    "TooOld",
    "TooYoungToChoose",
    "Vouched",
    "accept",
    "answer_concern",
    "arrive",
    "ask_to_draw",
    "assess",
    "begin_inquiry",
    "begin_relation",
    "block_provider",
    "block_unit",
    "choose_assignment",
    "close_opening",
    "decide_about_names",
    "decide_about_proxies",
    "decide_age",
    "decline",
    "depart",
    "draw_for",
    "end_age_exception",
    "end_inquiries",
    "end_mandate",
    "end_relation",
    "examine_concern",
    "give_consent",
    "grant_mandate",
    "invite",
    "judge",
    "leave",
    "lift_block",
    "log_write",
    "make_age_exception",
    "merge_patients",
    "open_block",
    "open_care",
    "open_others",
    "refuse_login",
    "report_concern",
    "require_consent",
    "show_places",
    "vouch",
    "withdraw_consent",
    "written_before",
]
