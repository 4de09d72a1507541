"""Pages about protected persons: places are shown for a while, and heads of units decide who near them may read."""

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from access.assessing import find_relative, relatives_to_assess
from access.gate import open_patient
from access.grants import May
from access.protection_forms import ALLOW, AssessForm, ShowPlacesForm
from access.search import OPENING
from access.services import AssessmentChanged, assess, show_places
from audit.models import How
from people.viewer import Viewer, signed_in

ASSESSMENT = "assessment"
get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@get_or_post
@signed_in
def see_places(request: HttpRequest, viewer: Viewer, now: datetime, patient: UUID) -> HttpResponse:
    access = open_patient(viewer, patient, How.FORM, now=now, what=OPENING)
    if not access.hides_places:
        return redirect("patient_plan", patient=access.patient.public_id)
    form = ShowPlacesForm(request.POST or None)
    if form.is_valid():
        said = form.cleaned_data
        show_places(access=access, because=said["because"], key=said["key"], now=now)
        messages.success(request, _("Platserna visas i en kvart."))
        return redirect("patient_plan", patient=access.patient.public_id)
    return render(request, "access/see_places.html", {"form": form, "access": access, "now": now})


@require_safe
@signed_in
def relatives(request: HttpRequest, viewer: Viewer, now: datetime, patient: UUID) -> HttpResponse:
    access = open_patient(viewer, patient, How.PAGE, now=now, what=ASSESSMENT, needs=May.ASSESS)
    rows = relatives_to_assess(access, now)
    return render(request, "access/relatives.html", {"rows": rows, "access": access, "now": now})


@get_or_post
@signed_in
def assess_relative(request: HttpRequest, viewer: Viewer, now: datetime, patient: UUID, mandate: UUID) -> HttpResponse:
    access = open_patient(viewer, patient, How.FORM, now=now, what=ASSESSMENT, needs=May.ASSESS)
    found, row = find_relative(access, mandate, now)
    form = AssessForm(request.POST or None, initial={"revision": row.revision})
    if form.is_valid():
        said = form.cleaned_data
        is_allowed, because = said["decision"] == ALLOW, said["because"]
        try:
            assess(
                access=access, mandate=found, is_allowed=is_allowed, because=because, revision=said["revision"],
                now=now,
            )  # fmt: skip
        except AssessmentChanged:
            found, row = find_relative(access, mandate, now)
            form.has_seen(row.revision)
            form.add_error(None, _("Någon annan hann före. Läs vad som är bestämt, och spara igen om det är fel."))
        else:
            messages.success(request, _("Beslutet är sparat och gäller från och med nu."))
            return redirect("relatives", patient=access.patient.public_id)
    return render(request, "access/assess.html", {"form": form, "row": row, "access": access, "now": now})
