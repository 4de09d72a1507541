"""What is sent by forms: data that would do, if the one who sends it may."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import uuid4

WRITTEN = {
    "title": "Promenader", "what_matters": "Att orka", "patient_does": "går", "network_does": "", "next_what": "",
    "care-TOTAL_FORMS": "0", "care-INITIAL_FORMS": "0", "next_latest": "", "next_who": "", "follow_up_on": "",
    "no_next_step_because": "Inget behövs", "where_to_turn": "Ring.", "how": "meeting",
}  # fmt: skip
NEW_TIME = {
    "what": "Återbesök", "day": "2027-03-10", "clock": "10:00", "minutes": "30", "agreed": "dialogue",
    "performer": "", "place": "", "preparation": "", "step": "",
}  # fmt: skip
TEAM = {"team": "Teamet", "professional": "", "does": "Hjälper", "told_how": "not_told", "kind": "3", "because": "need"}
OPENED = {"ground": "consent", "because": "Behövs", "whom": "me", "days": "1"}


def agreement(row: Any) -> dict[str, Any]:
    return {**WRITTEN, "key": uuid4(), "revision": row.revision if row else ""}


def prepared(row: Any) -> dict[str, Any]:
    return {"questions": "Varför?", "matters": "", "changes": "", "medication": "", "revision": "1"}


def because(row: Any) -> dict[str, Any]:
    return {"because": "Det behövs", "revision": row.revision}


def keyed(**data: Any) -> Callable[[Any], Mapping[str, Any]]:
    return lambda scene: {"key": uuid4(), **data}
