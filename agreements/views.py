"""Pages on which staff write agreements, and answer for their unit."""

from contextlib import suppress
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from access.gate import open_patient
from access.grants import Access, May
from agreements.forms import (
    AgreementForm,
    AnswerForm,
    CareDoesFormSet,
    EndForm,
    care_initial_of,
    initial_of,
)
from agreements.lookups import asked_of_us, newest_of, our_agreement, our_question
from agreements.models import Agreement, AgreementStatus
from agreements.responsible import responsibles
from agreements.section import section
from agreements.services import (
    AgreementChanged,
    AgreementText,
    CareDoes,
    QuestionAnswered,
    agree,
    answer_commitment,
    answer_question,
    end,
)
from audit.models import How
from people.viewer import Viewer, signed_in

AGREEMENT = "agreement"
get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@get_or_post
@signed_in
def write(request: HttpRequest, viewer: Viewer, now: datetime, patient: UUID) -> HttpResponse:
    """A first version."""
    access = open_patient(viewer, patient, How.FORM, now=now, what=AGREEMENT, needs=May.DOCUMENT)
    return _write(request, access, None, now)


@get_or_post
@signed_in
def revise(request: HttpRequest, viewer: Viewer, now: datetime, patient: UUID, agreement: UUID) -> HttpResponse:
    """The next version of an agreement of the viewer's own unit. Its words may say where a protected person is."""
    access = open_patient(viewer, patient, How.FORM, now=now, what=AGREEMENT, needs=May.DOCUMENT)
    if access.hides_places:
        messages.info(request, _("Överenskommelsen kan nämna platser. Visa platserna först, och ändra sedan."))
        return redirect("see_places", patient=patient)
    return _write(request, access, our_agreement(access, agreement, is_read=request.method != "POST"), now)


@get_or_post
@signed_in
def end_agreement(request: HttpRequest, viewer: Viewer, now: datetime, patient: UUID, agreement: UUID) -> HttpResponse:
    access = open_patient(viewer, patient, How.FORM, now=now, what=AGREEMENT, needs=May.DOCUMENT)
    found = our_agreement(access, agreement, is_read=request.method != "POST")
    form = EndForm(request.POST or None, initial={"revision": found.revision})
    if request.method == "POST" and form.is_valid():
        found.revision = form.cleaned_data["revision"]
        try:
            end(access=access, agreement=found, because=form.cleaned_data["because"], now=now)
        except AgreementChanged:
            form.add_error(None, _("En kollega har ändrat överenskommelsen. Läs den igen innan du avslutar den."))
        else:
            was_proposed = found.status == AgreementStatus.PROPOSED
            messages.success(
                request, _("Förslaget är återtaget.") if was_proposed else _("Överenskommelsen är avslutad.")
            )
            return redirect("patient_plan", patient=patient)
    return render(request, "agreements/end.html", {"form": form, "agreement": found, "access": access, "now": now})


@get_or_post
@signed_in
def answer(request: HttpRequest, viewer: Viewer, now: datetime, patient: UUID, question: UUID) -> HttpResponse:
    """The unit answers what the patient asked."""
    access = open_patient(viewer, patient, How.FORM, now=now, what=AGREEMENT, needs=May.DOCUMENT)
    found = our_question(access, question)
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            answer_question(access=access, question=found, answer=form.cleaned_data["answer"], now=now)
        except QuestionAnswered:
            form.add_error(None, _("En kollega har redan svarat på frågan."))
        else:
            messages.success(request, _("Svaret är sparat."))
            return redirect("patient_plan", patient=patient)
    return render(request, "agreements/answer.html", {"form": form, "question": found, "access": access, "now": now})


@require_POST
@signed_in
def accept_commitment(
    request: HttpRequest, viewer: Viewer, now: datetime, patient: UUID, commitment: UUID
) -> HttpResponse:
    """A unit that was asked answers: yes, we do it, or no."""
    access = open_patient(viewer, patient, How.FORM, now=now, what=AGREEMENT, needs=May.DOCUMENT)
    found = asked_of_us(access, commitment)
    accepts = request.POST.get("answer") == "yes"
    with suppress(AgreementChanged):  # answered already: the plan shows what
        answer_commitment(access=access, commitment=found, accepts=accepts, now=now)
        messages.success(
            request,
            _("Ni har sagt ja. Det står i planen.") if accepts else _("Ni har sagt nej. Enheten som frågade ser det."),
        )
    return redirect("patient_plan", patient=patient)


def _write(request: HttpRequest, access: Access, replaces: Agreement | None, now: datetime) -> HttpResponse:
    form, care = _forms(request, access, replaces, now)
    context = {"replaces": replaces, "current": None, "target": "", "access": access, "now": now}
    if "add_row" in request.POST:
        form, care = _with_another_row(request, form, care)
    elif request.method == "POST" and _are_valid(form, care):
        try:
            _agree(access, form, _care_does(care), replaces, now)
        except AgreementChanged:
            context |= _changed(access, form, replaces, now)
        else:
            messages.success(request, _written_as(form))
            return redirect("patient_plan", patient=access.patient.public_id)
    return render(request, "agreements/write.html", {**context, "form": form, "care": care})


def _forms(
    request: HttpRequest, access: Access, replaces: Agreement | None, now: datetime
) -> tuple[AgreementForm, Any]:
    named = responsibles(access, now=now)
    writer = str(access.assignment.professional.public_id) if access.assignment else ""
    initial = initial_of(replaces) if replaces else {"where_to_turn": _where_to_turn(access), "next_who": writer}
    form = AgreementForm(
        request.POST or None, initial=initial, responsibles=named, today=timezone.localdate(now), auto_id="%s"
    )
    care = CareDoesFormSet(
        request.POST or None,
        initial=care_initial_of(replaces) if replaces else None,
        form_kwargs={"responsibles": named},
        prefix="care",
        auto_id="%s",
    )
    return form, care


def _changed(access: Access, form: AgreementForm, replaces: Agreement | None, now: datetime) -> dict[str, Any]:
    """A colleague was first: show what stands now beside what was typed, and let it be saved over that."""
    patient = {"patient": access.patient.public_id}
    newest = newest_of(access, replaces.series) if replaces else None
    if newest is None:
        form.add_error(None, _("En kollega har avslutat överenskommelsen. Spara igen för att skriva en ny."))
        return {"target": reverse("write_agreement", kwargs=patient)}
    form.add_error(
        None,
        _("En kollega har ändrat överenskommelsen. Det som gäller nu står bredvid. Spara igen för att ersätta det."),
    )
    form.has_seen(newest.revision)
    return {
        "current": next((row for row in section(access, now).rows if row.id == newest.public_id), None),
        "target": reverse("revise_agreement", kwargs={**patient, "agreement": newest.public_id}),
    }


def _written_as(form: AgreementForm) -> str:
    if form.agreed_how:
        return _("Överenskommelsen är sparad, och gäller.")
    return _("Förslaget är sparat, och väntar på patientens svar.")


def _are_valid(form: AgreementForm, care: Any) -> bool:
    return all((form.is_valid(), care.is_valid()))


def _agree(
    access: Access, form: AgreementForm, care_does: tuple[CareDoes, ...], replaces: Agreement | None, now: datetime
) -> Agreement:
    if replaces:
        replaces.revision = form.cleaned_data["revision"] or 0
    text: AgreementText = form.text(care_does)
    key = form.cleaned_data["key"]
    return agree(
        access=access,
        text=text,
        how=form.agreed_how,
        now=now,
        replaces=replaces,
        approved_for_patient=replaces.approved_for_patient if replaces else True,
        key=key,
    )


def _care_does(care: Any) -> tuple[CareDoes, ...]:
    return tuple(does for each in care if (does := each.does()))


def _with_another_row(request: HttpRequest, form: AgreementForm, care: Any) -> tuple[AgreementForm, Any]:
    """The same page with two more rows for care, and nothing judged yet."""
    data = request.POST.copy()
    data["care-TOTAL_FORMS"] = str(min(care.total_form_count() + 2, care.max_num))
    shown: Any = CareDoesFormSet(data, form_kwargs=care.form_kwargs, prefix="care", auto_id="%s")
    for each in (form, *shown.forms):
        each._errors = {}  # noqa: SLF001 -- what is being written is not judged yet
    return form, shown


def _where_to_turn(access: Access) -> str:
    assert access.assignment is not None  # noqa: S101 -- only staff write
    unit = access.assignment.unit
    return _("Dagtid: %(desk)s på %(unit)s, %(hours)s. Kväll och helg: 1177. Livsfara: 112.") % {
        "desk": unit.desk,
        "unit": unit.name,
        "hours": unit.phone_hours,
    }
