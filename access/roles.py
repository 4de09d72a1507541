"""Which role may do what. One table; the gate reads it, templates and verbs ask the access in words."""

from access.ages import Leave
from access.grants import May
from access.kinds import MandateKind, Scope
from people.models import Role
from people.viewer import Viewer

# Reviewers, administrators and editors read no care at all: their work is with the log, with units and with the library
# (domain.md 11.1).
READERS = frozenset({Role.CLINICIAN, Role.SCHEDULER, Role.COORDINATOR, Role.CARE_MANAGER, Role.UNIT_MANAGER})

# Whoever meets the patient writes down what the patient decides about consents and blocks.
NOTES = frozenset({May.NOTE})

DOCUMENTS = frozenset({May.DOCUMENT, May.ANSWER_ASKED})

STAFF_MAY: dict[str, frozenset[May]] = {
    Role.CLINICIAN: NOTES | DOCUMENTS | {May.BOOK},
    Role.SCHEDULER: NOTES | {May.BOOK},
    # Fast vårdkontakt is appointed by the head of unit, or by the one who has it delegated (HSF 2017:80 4 kap.).
    Role.COORDINATOR: NOTES | DOCUMENTS | {May.BOOK, May.APPOINT},
    Role.CARE_MANAGER: NOTES | DOCUMENTS | {May.BOOK, May.APPOINT},
    # Who records a trustee reads the patient: so it is the head of unit, and no administrator, who reads no care.
    Role.UNIT_MANAGER: NOTES | DOCUMENTS | {May.BOOK, May.APPOINT, May.VOUCH, May.ASSESS, May.MANAGE_TEMPLATES},
    Role.REVIEWER: frozenset(),
    Role.ADMINISTRATOR: frozenset({May.SHARE_TEMPLATES}),
    Role.EDITOR: frozenset({May.EDIT_KNOWLEDGE}),
}

# Who works with templates: the head of unit with what the unit uses, the administrator with what is everybody's.
TEMPLATES = frozenset({May.MANAGE_TEMPLATES, May.SHARE_TEMPLATES})

# What a scope lets its holder do, whoever they are: one reads what one answers about.
SCOPES_NEEDED: dict[May, frozenset[Scope]] = {
    May.ANSWER: frozenset({Scope.ANSWER}),
    May.AGREE: frozenset({Scope.ANSWER, Scope.AGREEMENTS}),
    May.ANSWER_TIMES: frozenset({Scope.BOOK, Scope.TIMES}),
}
# And what goes with the kind: only patients let others in and decide on consents and blocks, only others can leave.
MANDATE_MAY: dict[str, frozenset[May]] = {
    MandateKind.SELF: frozenset({May.LET_IN, May.DECIDE}),
    MandateKind.GUARDIAN: frozenset(),
    MandateKind.TRUSTEE: frozenset({May.LEAVE}),
    MandateKind.PROXY: frozenset({May.LEAVE}),
}


def may_with(kind: MandateKind, leave: Leave) -> frozenset[May]:
    """What a mandate lets its holder do."""
    return MANDATE_MAY[kind] | {may for may, needed in SCOPES_NEEDED.items() if needed <= leave.scopes}


def runs_the_program(viewer: Viewer) -> bool:
    return viewer.assignment is not None and viewer.assignment.role == Role.ADMINISTRATOR


def reads_care(viewer: Viewer) -> bool:
    """Whether there are any patients to show this viewer the way to."""
    return viewer.assignment is not None and viewer.assignment.role in READERS


def keeps_templates(viewer: Viewer) -> bool:
    return viewer.assignment is not None and bool(STAFF_MAY[viewer.assignment.role] & TEMPLATES)


def reviews_log(viewer: Viewer) -> bool:
    """Whether this viewer looks at who has read what, and not at any care."""
    return viewer.assignment is not None and viewer.assignment.role == Role.REVIEWER


def edits_knowledge(viewer: Viewer) -> bool:
    """Whether this viewer writes what patients may read, and reads none of theirs."""
    return viewer.assignment is not None and May.EDIT_KNOWLEDGE in STAFF_MAY[viewer.assignment.role]
