"""The head of every page: who is logged in, as what, where to go, and what has just been done.

It reads what the view has looked up already.
"""

from dataclasses import dataclass

from django.contrib.messages import get_messages
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from access.roles import reads_care
from people.viewer import Viewer


@dataclass(frozen=True, slots=True)
class Link:
    url: str
    text: str
    is_here: bool


@dataclass(frozen=True, slots=True)
class Navigation:
    """`who` is empty for those who are not logged in, and on error pages, which must not ask the database."""

    who: str
    where: str
    links: tuple[Link, ...]
    notices: tuple[str, ...] = ()


def navigation(request: HttpRequest) -> dict[str, Navigation]:
    viewer: Viewer | None = getattr(request, "viewer", None)
    if viewer is None:
        return {"navigation": Navigation("", "", ())}
    unit = viewer.assignment.unit.name if viewer.assignment else ""
    links = tuple(Link(url, text, request.path == url) for url, text in _links(viewer))
    notices = tuple(str(message) for message in get_messages(request))
    return {"navigation": Navigation(viewer.login.name, unit, links, notices)}


def _links(viewer: Viewer) -> list[tuple[str, str]]:
    if viewer.is_staff and not reads_care(viewer):
        return [(reverse("start"), _("Start"))]
    if viewer.is_staff:
        return [(reverse("worklist"), _("Arbetslista")), (reverse("patients"), _("Patienter"))]
    mine = [
        (reverse("my_plan"), _("Min plan")),
        (reverse("who_has_read"), _("Vem har läst?")),
        (reverse("who_may_see"), _("Vem får se?")),
    ]
    return mine if viewer.has_own_plan else [(reverse("start"), _("Välj plan"))]
