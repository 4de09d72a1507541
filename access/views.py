"""Staff's first contact with a patient."""

from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from access.forms import FirstContactForm
from access.gate import open_unit
from access.grants import May
from access.search import FIRST_CONTACT, find_anybody
from access.services import begin_relation
from audit.models import How
from people.viewer import Viewer, signed_in


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
