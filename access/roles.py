"""Which role may do what. One table; the gate reads it, templates and verbs ask the access in words."""

from access.grants import May
from access.kinds import MandateKind
from people.models import Role
from people.viewer import Viewer

# Reviewers and administrators read no care at all: their work is with the log and with units (domain.md 11.1).
READERS = frozenset({Role.CLINICIAN, Role.SCHEDULER, Role.COORDINATOR, Role.CARE_MANAGER, Role.UNIT_MANAGER})

# Whoever meets the patient writes down what the patient decides about consents and blocks.
NOTES = frozenset({May.NOTE})

STAFF_MAY: dict[str, frozenset[May]] = {
    Role.CLINICIAN: NOTES | {May.DOCUMENT, May.BOOK},
    Role.SCHEDULER: NOTES | {May.BOOK},
    # Fast vårdkontakt is appointed by the head of unit, or by the one who has it delegated (HSF 2017:80 4 kap.).
    Role.COORDINATOR: NOTES | {May.DOCUMENT, May.BOOK, May.APPOINT},
    Role.CARE_MANAGER: NOTES | {May.DOCUMENT, May.BOOK, May.APPOINT},
    Role.UNIT_MANAGER: NOTES | {May.DOCUMENT, May.BOOK, May.APPOINT, May.ASSESS},
    Role.REVIEWER: frozenset(),
    Role.ADMINISTRATOR: frozenset(),
}

# Others than the patient only read, until mandates have scopes (their issue).
MANDATE_MAY: dict[str, frozenset[May]] = {
    MandateKind.SELF: frozenset({May.ANSWER, May.DECIDE}),
    MandateKind.GUARDIAN: frozenset(),
    MandateKind.TRUSTEE: frozenset(),
    MandateKind.PROXY: frozenset(),
}


def reads_care(viewer: Viewer) -> bool:
    """Whether there are any patients to show this viewer the way to."""
    return viewer.assignment is not None and viewer.assignment.role in READERS
