"""The library. It is about nobody and open to all who are logged in; what one keeps from it is written by a gate."""

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from access.gate import open_own
from access.grants import Access, May
from audit.models import How
from knowledge.library import find_published, languages_offered, page_of, search
from knowledge.searching import SearchForm
from people.viewer import Viewer, signed_in

KNOWLEDGE = "knowledge"


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def library(request: HttpRequest, viewer: Viewer, now: datetime, patient: UUID | None = None) -> HttpResponse:
    """What one looks for tells of one's health: it is sent by POST, stands in no address, and is kept nowhere."""
    access, today = _for_another(viewer, patient, now), timezone.localdate(now)
    form = SearchForm(request.POST or None, languages=languages_offered(today))
    found = search(form.wanted, page=request.POST.get("sida", "1"), today=today)
    return render(request, "knowledge/library.html", {"list": found, "form": form, "access": access, "now": now})


@require_safe
@signed_in
def resource(
    request: HttpRequest, viewer: Viewer, now: datetime, resource: UUID, patient: UUID | None = None
) -> HttpResponse:
    access = _for_another(viewer, patient, now)
    page = page_of(find_published(resource), today=timezone.localdate(now))
    can_keep = page.is_offered and (access is not None or (viewer.has_own_plan and not viewer.is_staff))
    context = {"page": page, "access": access, "can_keep": can_keep, "now": now}
    return render(request, "knowledge/resource.html", context)


def _for_another(viewer: Viewer, patient: UUID | None, now: datetime) -> Access | None:
    """Somebody who looks for what another is to have; None for who looks for themselves."""
    if patient is None:
        return None
    return open_own(viewer, How.PAGE, now=now, patient=patient, what=KNOWLEDGE, needs=May.AGREE)
