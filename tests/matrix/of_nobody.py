"""The doors with nobody behind them: the start page, logging in and out, what programs ask, and forms not yet sent."""

from collections.abc import Callable, Mapping
from typing import Any

from tests.matrix.answers import LEADS_ON, NOT_THERE, OPENS, Answer, only
from tests.matrix.cast import PATIENTS, ROLES, STAFF, STRANGERS
from tests.matrix.doors import Case, Door, get, post
from tests.matrix.scene import Scene

# One of each kind: a stranger, a closed login, a patient, a relative, staff, and staff without care.
KINDS = ("anonymous", "closed_nurse", "agda", "karin", "anna", "lena", "rita", "evert", "ended_nurse")
SIGNED_IN = [role for role in ROLES if role not in STRANGERS]


def to_all(answer: Answer) -> dict[str, Answer]:
    return dict.fromkeys(ROLES, answer)


def to_signed_in(answer: Answer) -> dict[str, Answer]:
    return only(SIGNED_IN, answer)


def plain(
    make: Callable[..., Door], name: str, due: Mapping[str, Answer], about: str = "nobody's", /, **where: Any
) -> Door:
    """`where`: what stands in the address."""
    return make(name, Case(about, due, lambda scene: where, asks=KINDS))


def session_of_another(scene: Scene) -> Mapping[str, Any]:
    return {"session": scene.sessions["olle"]}


DOORS = (
    plain(get, "start", to_all(OPENS)),
    plain(post, "log_out", to_all(LEADS_ON)),
    plain(post, "openid_connect_login", to_all(NOT_THERE), provider_id="nobody"),
    plain(get, "openid_connect_callback", to_all(NOT_THERE), provider_id="nobody"),
    plain(get, "assignments", to_signed_in(OPENS)),
    plain(post, "remain", to_signed_in(LEADS_ON)),
    plain(post, "lock", to_signed_in(LEADS_ON)),
    plain(get, "kept", to_signed_in(LEADS_ON)),
    plain(post, "kept", to_signed_in(LEADS_ON)),
    plain(get, "sessions", to_signed_in(OPENS)),
    post("sessions", Case("another's", to_signed_in(LEADS_ON), sends=session_of_another, asks=KINDS)),
    plain(post, "csp_report", to_all(LEADS_ON)),
    plain(get, "live", to_all(OPENS)),
    plain(get, "ready", to_all(OPENS)),
    plain(get, "api_schema", to_all(OPENS)),
    plain(post, "sms_receipt", to_all(NOT_THERE), token="wrong"),
    # Before anything is sent. Anybody who is logged in may have been handed a code.
    plain(get, "answer_invitation", to_signed_in(OPENS)),
    plain(get, "first_contact", only(STAFF)),
    plain(get, "block_mine", only(PATIENTS)),
    plain(get, "let_in", only(PATIENTS)),
)
