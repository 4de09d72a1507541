"""Verbs: writing and reviewing what the library holds, and keeping something from it."""

from knowledge.services.editing import (
    HostNotAllowed,
    OwnText,
    ReplacesNothing,
    ResourceChanged,
    ResourceText,
    TooLong,
    review_resource,
    revise_resource,
    send_back,
    withdraw_resource,
    write_resource,
)
from knowledge.services.pinning import NotOffered, PinIsGone, pin, unpin
from knowledge.services.teams import NotAHost, TeamIsThere, form_team

__all__ = [
    "HostNotAllowed",
    "NotAHost",
    "NotOffered",
    "OwnText",
    "PinIsGone",
    "ReplacesNothing",
    "ResourceChanged",
    "ResourceText",
    "TeamIsThere",
    "TooLong",
    "form_team",
    "pin",
    "review_resource",
    "revise_resource",
    "send_back",
    "unpin",
    "withdraw_resource",
    "write_resource",
]
