"""Verbs for the grounds on which somebody may see a patient. Each one is logged."""

from access.services.blocks import block_provider, block_unit
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
from access.services.mandates import NoLongerChild, ProxiesNotAllowed, TooYoungToChoose, grant_mandate
from access.services.merging import CannotMerge, PatientsCollide, merge_patients
from access.services.relations import begin_relation
from access.services.writing import log_write, written_before

__all__ = [
    "CannotMerge",
    "HasMandateAlready",
    "MandateChanged",
    "NoLongerChild",
    "PatientsCollide",
    "ProxiesNotAllowed",
    "TooOld",
    "TooYoungToChoose",
    "accept",
    "begin_relation",
    "block_provider",
    "block_unit",
    "decide_about_proxies",
    "decide_age",
    "decline",
    "end_age_exception",
    "end_mandate",
    "give_consent",
    "grant_mandate",
    "invite",
    "leave",
    "log_write",
    "make_age_exception",
    "merge_patients",
    "vouch",
    "written_before",
]
