"""What is sent by forms: data that would do, if the one who sends it may."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import uuid4

WRITTEN = {
    "title": "Promenader", "what_matters": "Att orka", "next_what": "", "next_latest": "", "next_who": "",
    "patient-TOTAL_FORMS": "1", "patient-INITIAL_FORMS": "0", "patient-0-what": "går",
    "network-TOTAL_FORMS": "0", "network-INITIAL_FORMS": "0", "watch-TOTAL_FORMS": "0", "watch-INITIAL_FORMS": "0",
    "steps-TOTAL_FORMS": "0", "steps-INITIAL_FORMS": "0",
    "care-TOTAL_FORMS": "1", "care-INITIAL_FORMS": "0", "care-0-what": "ringer", "care-0-who": "own",
    "no_next_step_because": "Inget behövs", "turn_by_day": "Ring.", "no_fixed_contact_because": "Behövs inte",
    "follow_up_on": "", "follow_up_how": "I telefon", "how": "meeting",
}  # fmt: skip
NEW_TIME = {
    "what": "Återbesök", "day": "2027-03-10", "clock": "10:00", "minutes": "30", "agreed": "dialogue",
    "performer": "", "place": "", "preparation": "", "step": "",
}  # fmt: skip
TEAM = {"team": "Teamet", "professional": "", "does": "Hjälper", "told_how": "not_told", "kind": "3", "because": "need"}
OPENED = {"ground": "consent", "because": "Behövs", "whom": "me", "days": "1"}


def agreement(row: Any) -> dict[str, Any]:
    return {**first_agreement(None), "revision": row.revision}


def first_agreement(scene: Any) -> dict[str, Any]:
    return {**WRITTEN, "key": uuid4(), "revision": ""}


def written_draft(row: Any) -> dict[str, Any]:
    return {**first_agreement(None), "key": row.public_id, "draft_revision": row.revision}


def prepared(row: Any) -> dict[str, Any]:
    return {"questions": "Varför?", "matters": "", "changes": "", "medication": "", "revision": "1"}


def because(row: Any) -> dict[str, Any]:
    return {"because": "Det behövs", "revision": row.revision}


def keyed(**data: Any) -> Callable[[Any], Mapping[str, Any]]:
    return lambda scene: {"key": uuid4(), **data}
