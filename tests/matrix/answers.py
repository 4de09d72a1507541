"""What an address may answer, and how the tables say who is answered what."""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from tests.matrix.cast import ROLES, STRANGERS


class Answer(StrEnum):
    """A status, and whether something was written by it."""

    OPENS = "opens"
    WRITES = "writes"
    LEADS_ON = "leads on, and writes nothing"
    SAYS_NO = "says no"
    NOT_THERE = "not there"
    LOG_IN = "log in first"
    TO_MEND = "something must be mended"
    TOO_LATE = "somebody was first"


OPENS, WRITES, LEADS_ON = Answer.OPENS, Answer.WRITES, Answer.LEADS_ON
SAYS_NO, NOT_THERE, LOG_IN = Answer.SAYS_NO, Answer.NOT_THERE, Answer.LOG_IN
TO_MEND, TOO_LATE = Answer.TO_MEND, Answer.TOO_LATE  # told to programs, with a status of their own

Due = Mapping[str, Answer]


def only(
    who: Iterable[str] = (), answer: Answer = OPENS, *, no: Iterable[str] = (), others: Answer = NOT_THERE
) -> dict[str, Answer]:
    """Strangers log in first; `no` may see whom it is about, but not do this."""
    return {
        **dict.fromkeys(ROLES, others),
        **dict.fromkeys(STRANGERS, LOG_IN),
        **dict.fromkeys(no, SAYS_NO),
        **dict.fromkeys(who, answer),
    }
