"""Verbs for the grounds on which somebody may see a patient. Each one is logged."""

from access.services.arrivals import NotLetIn, Vouched, arrive, choose_assignment, refuse_login
from access.services.blocks import block_provider, block_unit
from access.services.consents import give_consent
from access.services.mandates import NoLongerChild, grant_mandate
from access.services.relations import begin_relation
from access.services.writing import log_write, written_before

__all__ = [
    "NoLongerChild",
    "NotLetIn",
    "Vouched",
    "arrive",
    "begin_relation",
    "block_provider",
    "block_unit",
    "choose_assignment",
    "give_consent",
    "grant_mandate",
    "log_write",
    "refuse_login",
    "written_before",
]
