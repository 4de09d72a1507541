"""Pages where fixed contacts are appointed, handed over and ended."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from access.colleagues import colleagues
from access.gate import open_patient
from access.grants import Access, May
from audit.models import How
from contacts.forms import AppointForm, EndForm, initial_of_successor, initial_of_unit
from contacts.lookups import our_contact
from contacts.models import AppointedBecause, ContactKind, FixedContact
from contacts.services import AlreadyAppointed, ContactChanged, SamePerson, appoint, end, hand_over
from people.viewer import Viewer, signed_in

CONTACT = "contact"
get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@get_or_post
@signed_in
def appoint_contact(request: HttpRequest, viewer: Viewer, now: datetime, patient: UUID) -> HttpResponse:
    access = _open(viewer, patient, now)
    initial = initial_of_unit(_unit(access), timezone.localdate(now))
    form = AppointForm(request.POST or None, initial=initial, **_of_the_unit(access, now))
    if form.is_valid():
        said = form.cleaned_data
        appointment = form.appointment(ContactKind(said["kind"]), AppointedBecause(said["because"]))
        try:
            appoint(access=access, appointment=appointment, key=said["key"], now=now)
        except AlreadyAppointed:
            form.say_already_appointed()
        else:
            return _done(request, access, _("Kontakten är utsedd."))
    return render(request, "contacts/appoint.html", {"form": form, "access": access, "now": now})


@get_or_post
@signed_in
def end_contact(request: HttpRequest, viewer: Viewer, now: datetime, patient: UUID, contact: UUID) -> HttpResponse:
    access = _open(viewer, patient, now)
    found = our_contact(access, contact)
    initial = initial_of_successor(found, timezone.localdate(now))
    form = EndForm(request.POST or None, initial=initial, **_of_the_unit(access, now))
    if form.is_valid():
        try:
            words = _end(access, found, form, now)
        except SamePerson:
            form.say_same_person()
        except ContactChanged:
            found = our_contact(access, contact)
            form.say_changed(found.revision)
        else:
            return _done(request, access, words)
    return render(request, "contacts/end.html", {"form": form, "contact": found, "access": access, "now": now})


def _open(viewer: Viewer, patient: UUID, now: datetime) -> Access:
    return open_patient(viewer, patient, How.FORM, now=now, what=CONTACT, needs=May.APPOINT)


def _unit(access: Access) -> Any:
    assert access.assignment is not None  # noqa: S101 -- only staff may appoint
    return access.assignment.unit


def _of_the_unit(access: Access, now: datetime) -> dict[str, Any]:
    return {"colleagues": colleagues(access, now=now), "today": timezone.localdate(now)}


def _end(access: Access, contact: FixedContact, form: EndForm, now: datetime) -> str:
    said = form.cleaned_data
    if form.is_handed_over:
        to = form.appointment(ContactKind(contact.kind), AppointedBecause(contact.because))
        hand_over(access=access, contact=contact, revision=said["revision"], to=to, key=said["key"], now=now)
        return _("Uppdraget är överlämnat.")
    end(access=access, contact=contact, revision=said["revision"], because=form.reason, now=now)
    return _("Uppdraget är avslutat.")


def _done(request: HttpRequest, access: Access, words: str) -> HttpResponse:
    messages.success(request, words)
    return redirect("patient_plan", patient=access.patient.public_id)
