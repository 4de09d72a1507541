"""The patient answers the seven questions; staff ask them, read the answers and say that they have seen to them."""

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from access.gate import open_own, open_patient
from access.grants import Access, May
from audit.models import How
from people.viewer import Viewer, signed_in
from surveys.forms import SurveyForm
from surveys.lookups import answers_of, find_survey, read_survey
from surveys.models import Survey
from surveys.services import AlreadyAnswered, NothingToFollowUp, answer, ask, follow_up

SURVEY, QUESTIONS = "survey", "questions"
get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@get_or_post
@signed_in
def answer_survey(
    request: HttpRequest, viewer: Viewer, now: datetime, survey: UUID, patient: UUID | None = None
) -> HttpResponse:
    """Answers are given once. From then on the page shows them, and thanks."""
    access = open_own(viewer, How.FORM, now=now, patient=patient, what=SURVEY, needs=May.ANSWER)
    found = find_survey(access, survey)
    form = SurveyForm(request.POST if request.method == "POST" else None, version=found.version)
    if request.method == "POST" and form.is_valid():
        return _answer(request, access, found, form, now)
    if found.answered_at:
        return _thanks(request, access, found, now, came_late=False)
    return render(request, "surveys/answer.html", {"form": form, "survey": found, "access": access, "now": now})


@require_POST
@signed_in
def ask_survey(request: HttpRequest, viewer: Viewer, now: datetime, patient: UUID) -> HttpResponse:
    access = open_patient(viewer, patient, How.FORM, now=now, what=QUESTIONS, needs=May.DOCUMENT)
    ask(access=access, now=now)
    messages.success(request, _("Frågorna är ställda. Patienten ser dem i sin plan."))
    return redirect("patient_plan", patient=patient)


@get_or_post
@signed_in
def survey_answers(request: HttpRequest, viewer: Viewer, now: datetime, patient: UUID, survey: UUID) -> HttpResponse:
    """Reads the answers; posted to, the unit has seen to them. A colleague who was first is named on the page."""
    needs = May.DOCUMENT if request.method == "POST" else None
    access = open_patient(viewer, patient, How.FORM, now=now, what=SURVEY, needs=needs)
    found = find_survey(access, survey)
    was_late = False
    if request.method == "POST":
        try:
            follow_up(access=access, survey=found, now=now)
        except NothingToFollowUp:
            found, was_late = find_survey(access, survey), True
        else:
            messages.success(request, _("Svaren är markerade som uppföljda."))
            return redirect("patient_plan", patient=patient)
    context = {"survey": read_survey(access, found), "was_late": was_late, "access": access, "now": now}
    return render(request, "surveys/answers.html", context)


def _answer(request: HttpRequest, access: Access, survey: Survey, form: SurveyForm, now: datetime) -> HttpResponse:
    try:
        answer(access=access, survey=survey, answers=form.answers, now=now)
    except AlreadyAnswered:
        if answers_of(survey) != form.answers:
            return _thanks(request, access, find_survey(access, survey.public_id), now, came_late=True)
    return redirect(reverse("answer_survey", kwargs={"survey": survey.public_id, **access.whose}))


def _thanks(request: HttpRequest, access: Access, survey: Survey, now: datetime, *, came_late: bool) -> HttpResponse:
    context = {"survey": read_survey(access, survey), "came_late": came_late, "access": access, "now": now}
    return render(request, "surveys/thanks.html", context)
