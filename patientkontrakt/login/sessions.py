"""The sessions of one login, as the person can recognise them. allauth.usersessions keeps the record."""

from dataclasses import dataclass
from datetime import datetime

from allauth.usersessions.models import UserSession
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils.translation import gettext as _

from access.services import depart
from people.models import Login
from people.viewer import Viewer

ALL_OTHERS = "all"
# In this order: Edge says that it is Chrome, and Chrome that it is Safari.
BROWSERS = (("Edg", "Edge"), ("Firefox", "Firefox"), ("Chrome", "Chrome"), ("Safari", "Safari"))
MACHINES = (("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Mac", "Mac"))


@dataclass(frozen=True, slots=True)
class SessionRow:
    id: int
    where: str
    since: datetime
    is_this: bool


def sessions_of(login: Login, *, current: str) -> tuple[SessionRow, ...]:
    """This one first. Those that have run out are cleared away as they are listed."""
    found = UserSession.objects.purge_and_list(login)
    rows = (
        SessionRow(each.pk, _where(each.user_agent), each.created_at, each.session_key == current) for each in found
    )
    return tuple(sorted(rows, key=lambda row: (not row.is_this, -row.since.timestamp())))


def end(viewer: Viewer, which: str, *, but: str, now: datetime) -> None:
    """End one of the login's sessions, or all but this. The next request of an ended one is nobody's."""
    mine = UserSession.objects.filter(user=viewer.login).exclude(session_key=but)
    chosen = mine if which == ALL_OTHERS else mine.filter(pk=which) if which.isdecimal() else mine.none()
    for session in chosen:
        with transaction.atomic():
            session.end()
            depart(viewer=viewer, reason="elsewhere", now=now)


def clear_ended() -> None:
    """Delete the sessions whose time is out, what was kept for them, and from which machines they were."""
    SessionStore.clear_expired()
    UserSession.objects.exclude(session_key__in=Session.objects.values("pk")).delete()


def _where(user_agent: str) -> str:
    browser = next((name for sign, name in BROWSERS if sign in user_agent), "")
    machine = next((name for sign, name in MACHINES if sign in user_agent), "")
    return ", ".join(word for word in (browser, machine) if word) or _("Okänd webbläsare")
