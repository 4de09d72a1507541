"""Pages of the head of unit: guardians and trustees whose right has been seen, and exceptions by age."""

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from access.gate import open_patient
from access.grants import Access, May
from access.kinds import MandateKind
from access.mandate_forms import AgeExceptionForm, EndWithReasonForm, VouchForm
from access.mandate_rows import find_row, who_may_see
from access.services import (
    MandateChanged,
    NoLongerChild,
    TooOld,
    end_age_exception,
    end_mandate,
    make_age_exception,
    vouch,
)
from audit.models import How
from people.viewer import Viewer, signed_in

MANDATES = "mandates"
get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@signed_in
def patient_mandates(request: HttpRequest, viewer: Viewer, now: datetime, patient: UUID) -> HttpResponse:
    access = _open(viewer, patient, now)
    context = {"who": who_may_see(access, now=now), "access": access, "now": now}
    return render(request, "access/patient_mandates.html", context)


@get_or_post
@signed_in
def vouch_for(request: HttpRequest, viewer: Viewer, now: datetime, patient: UUID) -> HttpResponse:
    """The right has been seen on paper; the person logs in with the code, and is known from then on."""
    access = _open(viewer, patient, now)
    form = VouchForm(request.POST or None, today=timezone.localdate(now))
    if form.is_valid():
        said = form.cleaned_data
        try:
            vouch(
                access=access, kind=form.mandate_kind, name=said["name"], because=form.because, scopes=said["scopes"],
                until=form.until, key=said["key"], now=now,
            )  # fmt: skip
        except NoLongerChild:
            form.add_error("shown", _("Patienten har fyllt 18 år och har ingen vårdnadshavare."))
        else:
            messages.success(request, _("Klart. Ge koden till personen, som loggar in och svarar."))
            return redirect("patient_mandates", patient=patient)
    return render(request, "access/vouch.html", {"form": form, "access": access, "now": now})


@get_or_post
@signed_in
def end_patient_mandate(
    request: HttpRequest, viewer: Viewer, now: datetime, patient: UUID, mandate: UUID
) -> HttpResponse:
    access = _open(viewer, patient, now)
    row, form = find_row(access, mandate, now=now), EndWithReasonForm(request.POST or None)
    if row.is_over:
        return redirect("patient_mandates", patient=patient)
    if form.is_valid():
        try:
            end_mandate(access=access, mandate=mandate, because=form.cleaned_data["because"], now=now)
        except MandateChanged:
            return redirect("patient_mandates", patient=patient)
        messages.success(request, _("Det är avslutat och gäller nu."))
        return redirect("patient_mandates", patient=patient)
    return render(request, "access/end_patient_mandate.html", {"form": form, "row": row, "access": access, "now": now})


@get_or_post
@signed_in
def age_exception(request: HttpRequest, viewer: Viewer, now: datetime, patient: UUID) -> HttpResponse:
    access = _open(viewer, patient, now)
    form = AgeExceptionForm(request.POST or None)
    if form.is_valid():
        said = form.cleaned_data
        try:
            make_age_exception(
                access=access, kind=MandateKind(said["kind"]), because=said["because"], key=said["key"], now=now
            )
        except TooOld:
            form.add_error(None, _("Patienten har fyllt 16 år. Då läser patienten själv."))
        else:
            messages.success(request, _("Beslutet gäller nu."))
            return redirect("patient_mandates", patient=patient)
    return render(request, "access/age_exception.html", {"form": form, "access": access, "now": now})


@require_POST
@signed_in
def end_exception(request: HttpRequest, viewer: Viewer, now: datetime, patient: UUID, exception: UUID) -> HttpResponse:
    access = _open(viewer, patient, now)
    end_age_exception(access=access, exception=exception, now=now)
    messages.success(request, _("Beslutet är tillbakataget och gäller inte längre."))
    return redirect("patient_mandates", patient=patient)


def _open(viewer: Viewer, patient: UUID, now: datetime) -> Access:
    return open_patient(viewer, patient, How.FORM, now=now, what=MANDATES, needs=May.VOUCH)
