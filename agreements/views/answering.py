"""Pages on which staff answer for their unit, and write down what the patient has answered."""

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from access.gate import open_patient
from access.grants import Access, May
from access.search import is_in_care
from agreements.forms.answers import AnswerForm, DeclineForm, EndForm, RecordAnswerForm, TickForm
from agreements.lookups import (
    as_it_holds,
    as_it_stands,
    asked_of_us,
    find_agreement,
    find_commitment,
    find_tick,
    our_agreement,
    our_question,
    tick_as_it_holds,
)
from agreements.models import Agreement, AgreementStatus, Standing
from agreements.services import (
    AgreementChanged,
    QuestionAnswered,
    answer_commitment,
    answer_question,
    end,
    record_answer,
    take_back,
    take_up_question,
    tick,
)
from agreements.versions import versions_of
from agreements.views.leading import led_on, to_plan_since_changed
from agreements.views.places import places_first
from agreements.views.writing import written_as
from audit.models import How
from people.viewer import Viewer, signed_in

AGREEMENT, VERSIONS = "agreement", "agreement.versions"
get_or_post = require_http_methods(["GET", "HEAD", "POST"])
ENDED = {
    AgreementStatus.AGREED: gettext_lazy("Överenskommelsen är avslutad."),
    AgreementStatus.PROPOSED: gettext_lazy("Förslaget är återtaget."),
    AgreementStatus.DISAGREED: gettext_lazy("Det som ni inte är överens om är avslutat."),
}


@get_or_post
@signed_in
def end_agreement(request: HttpRequest, viewer: Viewer, now: datetime, patient: UUID, agreement: UUID) -> HttpResponse:
    access = open_patient(viewer, patient, How.FORM, now=now, what=AGREEMENT, needs=May.DOCUMENT)
    if asked := places_first(request, access):
        return asked
    found = our_agreement(access, agreement, is_read=False)
    if led := led_on(request, access, found, to="end_agreement"):
        return led
    form = EndForm(request.POST or None, initial={"revision": found.revision})
    stands: Agreement | None = found
    if request.method == "POST" and form.is_valid():
        found.revision = form.cleaned_data["revision"]
        try:
            end(access=access, agreement=found, because=form.cleaned_data["because"], now=now)
        except AgreementChanged:
            stands = as_it_stands(access, found)
            if stands is None:
                form.add_error(None, _("Överenskommelsen är redan avslutad. Det du skrev står kvar här."))
            else:
                found = stands
                form.has_seen(found.revision)
                form.add_error(None, _("Överenskommelsen har ändrats. Läs den i planen innan du avslutar den."))
        else:
            messages.success(request, str(ENDED[AgreementStatus(found.status)]))
            return redirect("patient_plan", patient=patient)
    context = {"form": form, "agreement": found, "is_too_late": stands is None, "access": access, "now": now}
    return render(request, "agreements/end.html", context)


@get_or_post
@signed_in
def record(request: HttpRequest, viewer: Viewer, now: datetime, patient: UUID, agreement: UUID) -> HttpResponse:
    """What the patient has answered to a proposal on paper, in the telephone or at a meeting."""
    access = open_patient(viewer, patient, How.FORM, now=now, what=AGREEMENT, needs=May.DOCUMENT)
    if asked := places_first(request, access):
        return asked
    found = our_agreement(access, agreement, is_read=False)
    if led := led_on(request, access, found, to="record_answer"):
        return led
    form = RecordAnswerForm(
        request.POST or None, initial={"revision": found.revision}, now=now, since=found.authored_at
    )
    stands: Agreement | None = found
    if request.method == "POST" and form.is_valid():
        found.revision = form.cleaned_data["revision"]
        try:
            record_answer(access=access, agreement=found, said=form.said, at=form.at, now=now)
        except AgreementChanged:
            stands = as_it_stands(access, found)
            if stands is None or stands.status != AgreementStatus.PROPOSED:
                stands = None
                form.add_error(None, _("Förslaget är redan besvarat eller avslutat. Det du skrev står kvar här."))
            else:
                found = stands
                form.has_seen(found.revision)
                form.add_error(None, _("Förslaget har ändrats. Läs det i planen innan du skriver ner svaret."))
        else:
            found.status = form.said.status
            messages.success(request, written_as(found))
            return redirect("patient_plan", patient=patient)
    context = {"form": form, "agreement": found, "is_too_late": stands is None, "access": access, "now": now}
    return render(request, "agreements/record_answer.html", context)


@get_or_post
@signed_in
def answer(request: HttpRequest, viewer: Viewer, now: datetime, patient: UUID, question: UUID) -> HttpResponse:
    """The unit answers what the patient asked, or lets the patient know that it is read and taken up."""
    access = open_patient(viewer, patient, How.FORM, now=now, what=AGREEMENT, needs=May.DOCUMENT)
    if asked := places_first(request, access):
        return asked
    found = our_question(access, question)
    form = AnswerForm(request.POST or None)
    if "take_up" in request.POST:
        take_up_question(access=access, question=found, now=now)
        messages.success(request, _("Patienten ser att ni har läst."))
        return redirect("patient_plan", patient=patient)
    if request.method == "POST" and form.is_valid():
        try:
            answer_question(access=access, question=found, answer=form.cleaned_data["answer"], now=now)
        except QuestionAnswered:
            form.add_error(None, _("En kollega har redan svarat på frågan."))
        else:
            messages.success(request, _("Svaret är sparat."))
            return redirect("patient_plan", patient=patient)
    return render(request, "agreements/answer.html", {"form": form, "question": found, "access": access, "now": now})


@get_or_post
@signed_in
def accept_commitment(
    request: HttpRequest, viewer: Viewer, now: datetime, patient: UUID, commitment: UUID
) -> HttpResponse:
    """A unit or person that was asked answers: yes, we do it, or no and why."""
    access = open_patient(viewer, patient, How.FORM, now=now, what=AGREEMENT, needs=May.ANSWER_ASKED)
    if access.may_document and (asked := places_first(request, access)):
        return asked
    found = asked_of_us(access, commitment)
    if found.standing != Standing.ASKED:
        return _answered_already(request, access)
    form = DeclineForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = {"accepts": form.accepts, "because": form.cleaned_data["because"]}
        try:
            answer_commitment(access=access, commitment=found, now=now, **said)
        except AgreementChanged:
            return _answered_already(request, access)
        else:
            yes, no = _("Ni har sagt ja. Det står i planen."), _("Ni har sagt nej. Enheten som frågade ser det.")
            messages.success(request, yes if form.accepts else no)
            if not is_in_care(access, now=now):  # let in to answer, and no longer
                return redirect(settings.WORK_LIST)
        return redirect("patient_plan", patient=patient)
    back = reverse("patient_plan", kwargs={"patient": patient}) if access.may_document else reverse(settings.WORK_LIST)
    context = {"form": form, "commitment": found, "access": access, "now": now, "back": back}
    return render(request, "agreements/answer_commitment.html", context)


def _answered_already(request: HttpRequest, access: Access) -> HttpResponse:
    """Who is only asked does not read the plan."""
    if not access.may_document:
        messages.info(request, _("Det är redan besvarat."))
        return redirect(settings.WORK_LIST)
    messages.info(request, _("Det är redan besvarat. Planen visar vad som gäller."))
    return redirect("patient_plan", patient=access.patient.public_id)


@get_or_post
@signed_in
def done(request: HttpRequest, viewer: Viewer, now: datetime, patient: UUID, commitment: UUID) -> HttpResponse:
    """What care has promised is done."""
    access = open_patient(viewer, patient, How.FORM, now=now, what=AGREEMENT, needs=May.DOCUMENT)
    if asked := places_first(request, access):
        return asked
    found = as_it_holds(access, find_commitment(access, commitment))
    if found is None:
        return to_plan_since_changed(request, access)
    form = TickForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            tick(access=access, commitment=found, on=timezone.localdate(now), now=now, **form.cleaned_data)
        except AgreementChanged:
            return to_plan_since_changed(request, access)
        else:
            messages.success(request, _("Det är avprickat."))
            return redirect("patient_plan", patient=patient)
    return render(
        request, "agreements/done_here.html", {"form": form, "commitment": found, "access": access, "now": now}
    )


@require_POST
@signed_in
def undone(request: HttpRequest, viewer: Viewer, now: datetime, patient: UUID, tick: UUID) -> HttpResponse:
    access = open_patient(viewer, patient, How.FORM, now=now, what=AGREEMENT, needs=May.DOCUMENT)
    found = tick_as_it_holds(access, find_tick(access, tick))
    if found is None:
        return to_plan_since_changed(request, access)
    try:
        take_back(access=access, tick=found, now=now)
    except AgreementChanged:
        return to_plan_since_changed(request, access)
    messages.success(request, _("Avprickningen är borttagen."))
    return redirect("patient_plan", patient=patient)


@require_safe
@signed_in
def versions(request: HttpRequest, viewer: Viewer, now: datetime, patient: UUID, agreement: UUID) -> HttpResponse:
    access = open_patient(viewer, patient, How.PAGE, now=now, what=VERSIONS)
    if asked := places_first(request, access):
        return asked
    found = versions_of(access, find_agreement(access, agreement), now)
    context = {"versions": found, "access": access, "now": now}
    return render(request, "agreements/versions_here.html", context)
