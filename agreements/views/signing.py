"""Signing in the record, or saying what hinders it (PDL 3 kap. 10 §)."""

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from access.forms import RevisionForm
from access.gate import open_patient
from access.grants import May
from agreements.forms.answers import UnsignedForm
from agreements.lookups import our_agreement, replaced_by
from agreements.models import Agreement
from agreements.numbered import which_version
from agreements.services import AgreementChanged, leave_unsigned, sign
from agreements.views.places import places_first
from audit.models import How
from people.viewer import Viewer, signed_in

AGREEMENT = "agreement"
SINCE = gettext_lazy(
    "Något har ändrats sedan du öppnade sidan: ett svar, eller ett skäl. Läs den igen, och spara sedan."
)
get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@get_or_post
@signed_in
def sign_agreement(request: HttpRequest, viewer: Viewer, now: datetime, patient: UUID, agreement: UUID) -> HttpResponse:
    """Whoever wrote it signs."""
    access = open_patient(viewer, patient, How.FORM, now=now, what=AGREEMENT, needs=May.DOCUMENT)
    if asked := places_first(request, access):
        return asked
    found = our_agreement(access, agreement, is_read=False)
    form = RevisionForm(request.POST or None, initial={"revision": found.revision})
    if request.method == "POST" and form.is_valid():
        found.revision = form.cleaned_data["revision"]
        try:
            sign(access=access, agreement=found, now=now)
        except AgreementChanged:
            found = our_agreement(access, agreement, is_read=False)
            if found.signed_at:
                return _signed_already(request, found)
            form.has_seen(found.revision)
            form.add_error(None, SINCE)
        else:
            messages.success(request, _("Överenskommelsen är signerad."))
            return redirect("patient_plan", patient=patient)
    context = {
        "form": form,
        "agreement": found,
        "which": which_version(found.version, replaced_by(access, found)),
        "is_theirs": found.author_id == access.professional_id,
        "access": access,
        "now": now,
    }
    return render(request, "agreements/sign.html", context)


@get_or_post
@signed_in
def leave(request: HttpRequest, viewer: Viewer, now: datetime, patient: UUID, agreement: UUID) -> HttpResponse:
    """It cannot be signed, and why."""
    access = open_patient(viewer, patient, How.FORM, now=now, what=AGREEMENT, needs=May.DOCUMENT)
    if asked := places_first(request, access):
        return asked
    found = our_agreement(access, agreement, is_read=False)
    form = UnsignedForm(request.POST or None, initial={"revision": found.revision})
    if request.method == "POST" and form.is_valid():
        found.revision = form.cleaned_data["revision"]
        try:
            leave_unsigned(access=access, agreement=found, because=form.cleaned_data["because"], now=now)
        except AgreementChanged:
            found = our_agreement(access, agreement, is_read=False)
            if found.signed_at:
                return _signed_already(request, found)
            if found.unsigned_because == form.cleaned_data["because"]:
                messages.info(request, _("Skälet är redan sparat."))
                return redirect("patient_plan", patient=patient)
            form.has_seen(found.revision)
            form.add_error(None, SINCE)
        else:
            messages.success(request, _("Skälet är sparat."))
            return redirect("patient_plan", patient=patient)
    which = which_version(found.version, replaced_by(access, found))
    context = {"form": form, "agreement": found, "which": which, "access": access, "now": now}
    return render(request, "agreements/unsigned.html", context)


def _signed_already(request: HttpRequest, agreement: Agreement) -> HttpResponse:
    """Pressed twice, or in another window."""
    messages.info(request, _("Överenskommelsen är redan signerad."))
    return redirect("patient_plan", patient=agreement.patient.public_id)
