"""Pages on which staff write agreements, and answer for their unit."""

from contextlib import suppress
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from access.gate import open_patient
from access.grants import Access, require
from agreements.forms import (
    AgreementForm,
    AnswerForm,
    CareDoesFormSet,
    EndForm,
    care_initial_of,
    initial_of,
)
from agreements.models import Agreement, Commitment, Question
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
    access = open_patient(viewer, patient, How.FORM, now=now, what=AGREEMENT)
    require(access.may_document)
    return _write(request, access, None, now)


@get_or_post
@signed_in
def revise(request: HttpRequest, viewer: Viewer, now: datetime, patient: UUID, agreement: UUID) -> HttpResponse:
    """The next version of an agreement of the viewer's own unit."""
    access = open_patient(viewer, patient, How.FORM, now=now, what=AGREEMENT)
    require(access.may_document)
    return _write(request, access, _of_our_unit(access, agreement), now)


@get_or_post
@signed_in
def end_agreement(request: HttpRequest, viewer: Viewer, now: datetime, patient: UUID, agreement: UUID) -> HttpResponse:
    access = open_patient(viewer, patient, How.FORM, now=now, what=AGREEMENT)
    require(access.may_document)
    found = _of_our_unit(access, agreement)
    form = EndForm(request.POST or None, initial={"revision": found.revision})
    if request.method == "POST" and form.is_valid():
        found.revision = form.cleaned_data["revision"]
        try:
            end(access=access, agreement=found, because=form.cleaned_data["because"], now=now)
        except AgreementChanged:
            form.add_error(None, _("En kollega har ändrat överenskommelsen. Läs den igen innan du avslutar den."))
        else:
            return redirect("patient_plan", patient=patient)
    return render(request, "agreements/end.html", {"form": form, "agreement": found, "access": access, "now": now})


@get_or_post
@signed_in
def answer(request: HttpRequest, viewer: Viewer, now: datetime, patient: UUID, question: UUID) -> HttpResponse:
    """The unit answers what the patient asked."""
    access = open_patient(viewer, patient, How.FORM, now=now, what=AGREEMENT)
    require(access.may_document)
    found = _question(access, question)
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            answer_question(access=access, question=found, answer=form.cleaned_data["answer"], now=now)
        except QuestionAnswered:
            form.add_error(None, _("En kollega har redan svarat på frågan."))
        else:
            return redirect("patient_plan", patient=patient)
    return render(request, "agreements/answer.html", {"form": form, "question": found, "access": access, "now": now})


@require_POST
@signed_in
def accept_commitment(
    request: HttpRequest, viewer: Viewer, now: datetime, patient: UUID, commitment: UUID
) -> HttpResponse:
    """A unit that was asked answers: yes, we do it, or no."""
    access = open_patient(viewer, patient, How.FORM, now=now, what=AGREEMENT)
    require(access.may_document)
    seen = Agreement.objects.visible_to(access).alive()
    found = Commitment.objects.filter(public_id=commitment, unit=access.unit_id, agreement__in=seen).first()
    if found is None:
        raise Http404
    with suppress(AgreementChanged):  # answered already: the plan shows what
        answer_commitment(access=access, commitment=found, accepts=request.POST.get("answer") == "yes", now=now)
    return redirect("patient_plan", patient=patient)


def _write(request: HttpRequest, access: Access, replaces: Agreement | None, now: datetime) -> HttpResponse:
    named = responsibles(access, now=now)
    initial = initial_of(replaces) if replaces else {"where_to_turn": _where_to_turn(access)}
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
    current = None
    if request.method == "POST" and "add_row" not in request.POST and _are_valid(form, care):
        try:
            _agree(access, form, _care_does(care), replaces, now)
        except AgreementChanged:
            current = _now_in_force(access, replaces, now)
            form.add_error(
                None,
                _("En kollega har ändrat överenskommelsen. Din text är kvar här, och det som gäller nu står bredvid."),
            )
        else:
            return redirect("patient_plan", patient=access.patient.public_id)
    if "add_row" in request.POST:
        form, care = _with_another_row(request, form, care)
    context = {"form": form, "care": care, "replaces": replaces, "current": current, "access": access, "now": now}
    return render(request, "agreements/write.html", context)


def _are_valid(form: AgreementForm, care: Any) -> bool:
    return all((form.is_valid(), care.is_valid()))


def _agree(
    access: Access, form: AgreementForm, care_does: tuple[CareDoes, ...], replaces: Agreement | None, now: datetime
) -> Agreement:
    if replaces:
        replaces.revision = form.cleaned_data["revision"] or 0
    text: AgreementText = form.text(care_does)
    key = form.cleaned_data["key"]
    return agree(access=access, text=text, how=form.agreed_how, now=now, replaces=replaces, key=key)


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


def _of_our_unit(access: Access, agreement: UUID) -> Agreement:
    rows = Agreement.objects.visible_to(access).alive().filter(unit=access.unit_id, public_id=agreement)
    found = (
        rows.select_related("next_step__responsible", "next_step__unit", "unit")
        .prefetch_related("commitments__responsible", "commitments__unit")
        .first()
    )
    if found is None:
        raise Http404
    return found


def _question(access: Access, question: UUID) -> Question:
    ours = Agreement.objects.visible_to(access).filter(unit=access.unit_id)
    found = Question.objects.filter(public_id=question, agreement__in=ours).select_related("agreement").first()
    if found is None:
        raise Http404
    return found


def _now_in_force(access: Access, replaces: Agreement | None, now: datetime) -> Any:
    """What stands now in place of the version that somebody tried to replace."""
    if replaces is None:
        return None
    alive = (
        Agreement.objects.visible_to(access).alive().filter(series=replaces.series).values_list("public_id", flat=True)
    )
    return next((row for row in section(access, now).rows if row.id in set(alive)), None)
