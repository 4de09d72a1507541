"""Pages: the patient's plan, for patient, relative and staff, and the unit's patients and work."""

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from access.gate import open_own, open_patient, open_unit
from access.grants import May
from access.search import SEARCH, find_by_number
from audit.models import How
from people.viewer import Viewer, signed_in
from plans.bar import patient_bar
from plans.discretion import without_places
from plans.forms import FindPatientForm
from plans.page import plan_page
from plans.printing import PRINTED, on_paper
from plans.work import PATIENTS, unit_patients
from plans.worklist import WORK, work_list


@require_safe
@signed_in
def my_plan(request: HttpRequest, viewer: Viewer, now: datetime, patient: UUID | None = None) -> HttpResponse:
    """With `patient` a relative's way in; the patient's own public id leads here too."""
    access = open_own(viewer, How.PAGE, now=now, patient=patient)
    return render(request, "plans/plan.html", {"plan": plan_page(access, now), "access": access})


@require_safe
@signed_in
def patient_plan(request: HttpRequest, viewer: Viewer, now: datetime, patient: UUID) -> HttpResponse:
    access = open_patient(viewer, patient, How.PAGE, now=now)
    plan = plan_page(access, now)
    bar = patient_bar(access, plan.contacts, now)
    shown = without_places(plan) if access.hides_places else plan
    return render(request, "plans/patient.html", {"plan": shown, "access": access, "bar": bar})


@require_safe
@signed_in
def worklist(request: HttpRequest, viewer: Viewer, now: datetime) -> HttpResponse:
    access = open_unit(viewer, How.LIST, now=now, what=WORK)
    found = work_list(access, page=request.GET.get("sida", "1"), now=now)
    return render(request, "plans/worklist.html", {"list": found, "unit": access.assignment.unit, "now": now})


@require_safe
@signed_in
def print_my_plan(request: HttpRequest, viewer: Viewer, now: datetime, patient: UUID | None = None) -> HttpResponse:
    access = open_own(viewer, How.PDF, now=now, patient=patient, what=PRINTED)
    return on_paper(access, plan_page(access, now))


@require_safe
@signed_in
def print_patient_plan(
    request: HttpRequest, viewer: Viewer, now: datetime, patient: UUID, agreement: UUID | None = None
) -> HttpResponse:
    """For the patient to take home: the same sheet as they print themselves.

    `agreement`: what they have just agreed on comes first.
    """
    access = open_patient(viewer, patient, How.PDF, now=now, what=PRINTED)
    return on_paper(access, plan_page(access, now), first=agreement)


@require_safe
@signed_in
def patients(request: HttpRequest, viewer: Viewer, now: datetime) -> HttpResponse:
    return _patients(request, viewer, now, FindPatientForm())


@require_http_methods(["POST"])
@signed_in
def find_patient(request: HttpRequest, viewer: Viewer, now: datetime) -> HttpResponse:
    """POST, so that no number stands in an address or a log of addresses."""
    form = FindPatientForm(request.POST)
    access = open_unit(viewer, How.SEARCH, now=now, what=SEARCH)
    if form.is_valid():
        found = find_by_number(access, form.cleaned_data["number"], now=now)
        if found:
            return redirect("patient_plan", patient=found)
        form.say_not_found()
    return _patients(request, viewer, now, form)


def _patients(request: HttpRequest, viewer: Viewer, now: datetime, form: FindPatientForm) -> HttpResponse:
    access = open_unit(viewer, How.LIST, now=now, what=PATIENTS)
    found = unit_patients(access, page=request.GET.get("sida", "1"), now=now)
    context = {"list": found, "form": form, "unit": access.assignment.unit, "now": now}
    context["may_open"] = May.DOCUMENT in access.may
    return render(request, "plans/patients.html", context)
