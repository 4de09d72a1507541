"""Opening for a while what is closed to staff: somebody the unit does not care for, a block, other providers' rows."""

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from access.gate import open_patient, open_unit
from access.grants import Access, May, require
from access.kinds import Opens
from access.opening_forms import OpeningForm, OpenSomebodyForm
from access.search import OPENING, find_anybody
from access.services import (
    InCareAlready,
    NotTheirsToLift,
    OpeningHasEnded,
    close_opening,
    open_block,
    open_care,
    open_others,
)
from access.will_lookups import find_opening, liftable_block
from audit.models import How
from people.viewer import Viewer, signed_in

get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@get_or_post
@signed_in
def open_somebody(request: HttpRequest, viewer: Viewer, now: datetime) -> HttpResponse:
    """A search that found nobody brings its number here, and no reason yet."""
    access = open_unit(viewer, How.FORM, now=now, what=OPENING)
    require(May.DOCUMENT in access.may)
    most, unit = settings.OPENINGS_LAST_AT_MOST, access.assignment.unit
    if request.method != "POST" or "open" not in request.POST:
        form = OpenSomebodyForm(initial={"number": request.POST.get("number", "")}, most=most)
        return render(request, "access/open_somebody.html", {"form": form, "unit": unit})
    form = OpenSomebodyForm(request.POST, most=most)
    if form.is_valid():
        patient = find_anybody(access, form.cleaned_data["number"], now=now, what=OPENING)
        if patient:
            try:
                open_care(access=access, patient=patient, asked=form.asked, now=now)
            except InCareAlready:
                messages.success(request, _("Ni deltar redan i vården av patienten, så inget behövde öppnas."))
            else:
                messages.success(request, _("Planen är öppen. Patienten får veta det."))
            return redirect("patient_plan", patient=patient.public_id)
        form.say_not_found()
    return render(request, "access/open_somebody.html", {"form": form, "unit": unit})


@get_or_post
@signed_in
def open_blocked(request: HttpRequest, viewer: Viewer, now: datetime, patient: UUID, block: UUID) -> HttpResponse:
    access = _open(viewer, patient, now)
    found = liftable_block(access, block)
    if found.until is not None and found.until <= now:
        return redirect("patient_grounds", patient=access.patient.public_id)
    form = OpeningForm(request.POST or None, most=settings.OPENINGS_LAST_AT_MOST)
    if form.is_valid():
        try:
            open_block(access=access, block=found, asked=form.asked, now=now)
        except NotTheirsToLift as error:
            raise Http404 from error
        return _done(request, access)
    whose = found.unit.name if found.unit else ""
    return render(request, "access/open_more.html", {"form": form, "access": access, "whose": whose, "now": now})


@get_or_post
@signed_in
def open_elsewhere(request: HttpRequest, viewer: Viewer, now: datetime, patient: UUID) -> HttpResponse:
    """What other providers have written."""
    access = _open(viewer, patient, now)
    form = OpeningForm(request.POST or None, most=settings.OPENINGS_LAST_AT_MOST)
    if form.is_valid():
        open_others(access=access, asked=form.asked, now=now)
        return _done(request, access)
    return render(request, "access/open_more.html", {"form": form, "access": access, "whose": "", "now": now})


@require_POST
@signed_in
def close_opened(request: HttpRequest, viewer: Viewer, now: datetime, patient: UUID, opening: UUID) -> HttpResponse:
    """Whoever has closed the way they came in by is led to the start page: nothing is to be seen any more."""
    access = _open(viewer, patient, now)
    found = find_opening(access, opening)
    try:
        close_opening(access=access, opening=found, now=now)
    except OpeningHasEnded:
        return redirect("patient_grounds", patient=access.patient.public_id)
    messages.success(request, _("Det är stängt nu."))
    if found.opens == Opens.CARE:
        return redirect("start")
    return redirect("patient_grounds", patient=access.patient.public_id)


def _open(viewer: Viewer, patient: UUID, now: datetime) -> Access:
    return open_patient(viewer, patient, How.FORM, now=now, what=OPENING, needs=May.DOCUMENT)


def _done(request: HttpRequest, access: Access) -> HttpResponse:
    messages.success(request, _("Uppgifterna är öppna. Patienten får veta det."))
    return redirect("patient_plan", patient=access.patient.public_id)
