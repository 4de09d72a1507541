"""The head of every page: who is logged in, as what, where to go, and what has just been done.

It reads what the view has looked up already.
"""

from dataclasses import dataclass

from django.contrib.messages import get_messages
from django.http import HttpRequest
from django.utils.translation import gettext as _

from access.roles import edits_knowledge, keeps_templates, reads_care, reviews_log, runs_the_program
from patientkontrakt.addresses import address
from patientkontrakt.login.stay import WARNED_BEFORE, idle_limit
from people.models import Assignment
from people.viewer import Viewer


@dataclass(frozen=True, slots=True)
class Link:
    url: str
    text: str
    is_here: bool


@dataclass(frozen=True, slots=True)
class Notice:
    """What has just been done, or was not. `colour`: the design system's success, info or warning."""

    text: str
    colour: str


@dataclass(frozen=True, slots=True)
class Navigation:
    """`who` is empty for those who are not logged in, and on error pages, which must not ask the database.

    `warn_after` and `out_after`: seconds until the page warns that the time is out, and until it is.
    """

    who: str
    where: str
    links: tuple[Link, ...]
    notices: tuple[Notice, ...] = ()
    can_change: bool = False
    warn_after: int = 0
    out_after: int = 0


def navigation(request: HttpRequest) -> dict[str, Navigation]:
    viewer: Viewer | None = getattr(request, "viewer", None)
    if viewer is None:
        return {"navigation": Navigation("", "", ())}
    where = _where(viewer.assignment) if viewer.assignment else ""
    limit = idle_limit(viewer.login)
    links = tuple(Link(url, text, request.path == url) for url, text in _links(viewer))
    notices = tuple(Notice(str(each), each.level_tag) for each in get_messages(request))
    return {
        "navigation": Navigation(
            who=viewer.login.name,
            where=where,
            links=links,
            notices=notices,
            can_change=viewer.is_staff,
            warn_after=int((limit - WARNED_BEFORE).total_seconds()),
            out_after=int(limit.total_seconds()),
        )
    }


def _where(assignment: Assignment) -> str:
    """Unit, role and purpose, as each line of the log has them (HSLF-FS 2016:40 4 kap. 9 §)."""
    return f"{assignment.unit.name}, {assignment.get_role_display()}, {assignment.purpose.lower()}"


def _links(viewer: Viewer) -> list[tuple[str, str]]:
    if runs_the_program(viewer):
        return [
            (address("start"), _("Start")),
            (address("templates"), _("Mallar")),
            (address("operations"), _("Drift")),
        ]
    if reviews_log(viewer):
        return [(address("review_log"), _("Granska loggen"))]
    if edits_knowledge(viewer):
        return [(address("editorial"), _("Redaktionen")), (address("library"), _("Kunskap"))]
    if viewer.is_staff and not reads_care(viewer):
        return [(address("start"), _("Start"))]
    if viewer.is_staff:
        templates = [(address("templates"), _("Mallar"))] if keeps_templates(viewer) else []
        return [
            (address("worklist"), _("Arbetslista")),
            (address("patients"), _("Patienter")),
            (address("library"), _("Kunskap")),
            *templates,
        ]
    mine = [
        (address("my_plan"), _("Min plan")),
        (address("who_may_see"), _("Vem får se?")),
        (address("who_has_read"), _("Vem har läst?")),
        (address("my_consents"), _("Samtycken och spärrar")),
        (address("library"), _("Kunskap")),
    ]
    others = [(address("start"), _("Välj plan")), (address("library"), _("Kunskap"))]
    return mine if viewer.has_own_plan else others
