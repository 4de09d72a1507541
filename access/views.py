"""The patient's own view of the log, and staff's first contact with a patient."""

from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from access.forms import FirstContactForm
from access.gate import open_own, open_unit
from access.grants import May
from access.log_lines import read_log
from access.search import FIRST_CONTACT, find_anybody
from access.services import begin_relation
from audit.models import How
from people.viewer import Viewer, signed_in


@require_safe
@signed_in
def who_has_read(request: HttpRequest, viewer: Viewer, now: datetime) -> HttpResponse:
    """Reading the log is logged too."""
    access = open_own(viewer, How.PAGE, now=now, what="log")
    log = read_log(access, page=request.GET.get("sida", "1"))
    return render(request, "access/who_has_read.html", {"log": log, "now": now})


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def first_contact(request: HttpRequest, viewer: Viewer, now: datetime) -> HttpResponse:
    """The unit begins to care for a patient. A search that found nobody brings its number here, and no reason yet."""
    access = open_unit(viewer, How.FORM, now=now, what=FIRST_CONTACT)
    context = {"unit": access.assignment.unit, "may_open": May.DOCUMENT in access.may}
    if request.method != "POST" or "begin" not in request.POST:
        form = FirstContactForm(initial={"number": request.POST.get("number", "")})
        return render(request, "access/first_contact.html", {"form": form, **context})
    form = FirstContactForm(request.POST)
    if form.is_valid():
        patient = find_anybody(access, form.cleaned_data["number"], now=now)
        if patient:
            begin_relation(access=access, patient=patient, because=form.cleaned_data["because"], now=now)
            messages.success(request, _("Nu deltar ni i vården av patienten."))
            return redirect("patient_plan", patient=patient.public_id)
        form.say_not_found()
    return render(request, "access/first_contact.html", {"form": form, **context})
