"""How long somebody stays logged in: minutes without a sign of life, and hours in all.

What had been written when the time was out is kept on the server, and given back to the same login.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from allauth.usersessions.models import UserSession
from django.contrib.auth import logout
from django.contrib.sessions.backends.db import SessionStore
from django.db import OperationalError, transaction
from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import Resolver404, resolve
from django.utils import timezone

from access.services import depart
from patientkontrakt.errors import unavailable
from people.models import Login
from people.viewer import viewer_of

IDLE_STAFF, IDLE_OTHERS = timedelta(minutes=15), timedelta(minutes=30)
WARNED_BEFORE = timedelta(minutes=2)
IN_ALL = timedelta(hours=12)
SEEN_EVERY = timedelta(minutes=1)  # a stamp is a write: not with every page
KEPT_FOR = timedelta(hours=1)

BEGUN, SEEN, ENDED, KEPT = "begun", "seen", "ended", "kept"
NOT_KEPT = {"csrfmiddlewaretoken"}
NEVER_KEPT = {"library"}  # what one looks for there tells of one's health, and is soon typed again


@dataclass(frozen=True, slots=True)
class Kept:
    """A form that could not be sent: where it was going, and what stood in it."""

    path: str
    fields: tuple[tuple[str, str], ...]

    @property
    def texts(self) -> tuple[str, ...]:
        """What a person has written, to be recognised; not the keys and choices of the form."""
        return tuple(value for _name, value in self.fields if " " in value.strip())


def begin(request: HttpRequest, *, now: datetime) -> None:
    """The clock starts. The session is listed among those the login can end."""
    request.session[BEGUN] = request.session[SEEN] = now.timestamp()
    request.session.pop(ENDED, None)
    UserSession.objects.create_from_request(request)


def idle_limit(login: Login) -> timedelta:
    return IDLE_STAFF if login.professional_id else IDLE_OTHERS


def keep(request: HttpRequest, path: str, data: QueryDict) -> None:
    """Log out, but keep a form for the same login. Only addresses of ours: it is sent again from a page of ours."""
    login, fields = request.user.pk, [(name, value) for name in data for value in data.getlist(name)]
    here = urlsplit(path)
    leave(request)
    if not here.netloc and path.startswith("/") and not path.startswith("//") and _may_be_kept(here.path):
        kept = [(name, value) for name, value in fields if name not in NOT_KEPT]
        request.session[KEPT] = _put_away({"login": login, "path": here.path, "fields": kept})


def _may_be_kept(path: str) -> bool:
    try:
        return resolve(path).url_name not in NEVER_KEPT
    except Resolver404:
        return True


def _put_away(form: dict[str, Any]) -> str:
    """In a row of its own, that is nobody's session and ends after its hour, however long the session lasts."""
    drawer = SessionStore()
    drawer.update(form)
    drawer.set_expiry(KEPT_FOR)
    drawer.create()
    return str(drawer.session_key)


def leave(request: HttpRequest) -> None:
    """The time is out. The next page says so."""
    log_out_of(request, "idle", now=timezone.now())
    request.session[ENDED] = True


def log_out_of(request: HttpRequest, reason: str, *, now: datetime) -> None:
    """The session is gone, and is no longer listed, and what was kept for it is gone. Who had it stands in the log."""
    viewer = viewer_of(request, now=now)
    with transaction.atomic():
        throw_away(request)
        UserSession.objects.filter(session_key=request.session.session_key).delete()
        logout(request)
        if viewer:
            depart(viewer=viewer, reason=reason, now=now)
    request.viewer = None  # type: ignore[attr-defined] # the head of the page says that nobody is logged in


def kept_for(request: HttpRequest, login: Login) -> Kept | None:
    """What this login had written. What another had written, or too long ago, is thrown away."""
    if KEPT not in request.session:
        return None
    kept = SessionStore(request.session[KEPT])
    if kept.get("login") != login.pk:
        throw_away(request)
        return None
    return Kept(kept["path"], tuple((name, value) for name, value in kept["fields"]))


def throw_away(request: HttpRequest) -> None:
    """What was kept, if anything was."""
    if KEPT in request.session:
        SessionStore().delete(request.session.pop(KEPT))


class Stay:
    """Ends sessions whose time is out, before the view sees who asks. Stands after the guard of forms (CSRF)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        try:
            self._keep_time(request)
        except OperationalError:  # here no other middleware is asked what to say
            return unavailable(request)
        return None

    def _keep_time(self, request: HttpRequest) -> None:
        login = request.user
        if not isinstance(login, Login):
            return
        now = timezone.now()
        begun = request.session.setdefault(BEGUN, now.timestamp())
        seen = request.session.setdefault(SEEN, now.timestamp())
        unseen_for, in_all = now.timestamp() - seen, now.timestamp() - begun
        if unseen_for > idle_limit(login).total_seconds() or in_all > IN_ALL.total_seconds():
            _out_of_time(request)
        elif unseen_for > SEEN_EVERY.total_seconds():
            request.session[SEEN] = now.timestamp()


def _out_of_time(request: HttpRequest) -> None:
    if request.method == "POST" and request.POST:
        keep(request, request.path, request.POST)
    else:
        leave(request)
