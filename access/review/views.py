"""The reviewer's pages. Each reading of the log is logged, and so is each patient that is shown."""

from datetime import date, datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from access.gate import open_log
from access.grants import LogAccess
from access.models import Outcome
from access.review.concerns import find_concern, read_concern, waiting_concerns
from access.review.forms import AnswerForm, JudgeForm, MonthForm
from access.review.readings import LOG_REVIEW, find_review, is_asked, read_reviews
from access.review.report import report_of, report_on_paper
from access.services import ConcernChanged, ReviewChanged, answer_concern, ask_to_draw, examine_concern
from access.services import judge as judge_reading
from audit.models import How
from people.viewer import Viewer, signed_in


@require_safe
@signed_in
def review_log(request: HttpRequest, viewer: Viewer, now: datetime) -> HttpResponse:
    access = open_log(viewer, How.LIST, now=now, what=LOG_REVIEW)
    return _page(request, access, now)


@require_POST
@signed_in
def draw(request: HttpRequest, viewer: Viewer, now: datetime) -> HttpResponse:
    """A worker draws; the page says that it is being done."""
    access = open_log(viewer, How.FORM, now=now, what=LOG_REVIEW)
    ask_to_draw(access=access, now=now)
    return redirect("review_log")


@require_POST
@signed_in
def judge(request: HttpRequest, viewer: Viewer, now: datetime, review: UUID) -> HttpResponse:
    """Back to the list, where the next reading waits with its button in focus: one key for each."""
    access = open_log(viewer, How.FORM, now=now, what=LOG_REVIEW)
    found = find_review(access, review)
    form = JudgeForm(request.POST)
    if not form.is_valid():
        return _page(request, access, now, faulty=review, form=form)
    said = form.cleaned_data
    try:
        judge_reading(
            access=access, review=found, outcome=Outcome(said["outcome"]), note=said["note"],
            revision=said["revision"], now=now,
        )  # fmt: skip
    except ReviewChanged:
        form.has_seen(find_review(access, review).revision)
        return _page(request, access, now, faulty=review, form=form, came_late=True)
    return redirect(f"{reverse('review_log')}?{_where(request, found.day)}")


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def concern(request: HttpRequest, viewer: Viewer, now: datetime, concern: UUID) -> HttpResponse:
    """What a patient asks, and the answer. `begin`: somebody looks into it, and the patient sees that."""
    access = open_log(viewer, How.FORM, now=now, what=LOG_REVIEW)
    found = find_concern(access, concern)
    form = AnswerForm(request.POST or None, initial={"revision": found.revision})
    came_late = False
    if request.method == "POST":
        try:
            if "begin" in request.POST:
                examine_concern(access=access, concern=found, revision=_seen(request), now=now)
                messages.success(request, _("Patienten ser nu att frågan utreds."))
                return redirect("answer_concern", concern=concern)
            if form.is_valid():
                said = form.cleaned_data
                answer_concern(access=access, concern=found, answer=said["answer"], revision=said["revision"], now=now)
                messages.success(request, _("Svaret är skickat till patienten."))
                return redirect("review_log")
        except ConcernChanged:
            found, came_late = find_concern(access, concern), True
            form.has_seen(found.revision)
    row = read_concern(access, found, now=now)
    return render(request, "access/review_concern.html", {"form": form, "row": row, "came_late": came_late, "now": now})


@require_safe
@signed_in
def report(request: HttpRequest, viewer: Viewer, now: datetime) -> HttpResponse:
    access = open_log(viewer, How.PDF, now=now, what="log.report")
    month = MonthForm(request.GET, today=access.today).month
    return report_on_paper(report_of(access, month), month=month, now=now)


def _page(
    request: HttpRequest,
    access: LogAccess,
    now: datetime,
    *,
    faulty: UUID | None = None,
    form: JudgeForm | None = None,
    came_late: bool = False,
) -> HttpResponse:
    """`faulty`: the reading whose form did not go through, with what was typed."""
    asked = request.POST if faulty else request.GET
    months = MonthForm(asked, today=access.today)
    done = asked.get("visa") == "klara"
    found = read_reviews(access, month=months.month, done=done, page=asked.get("sida", "1"), now=now)
    context = {
        "list": found,
        "concerns": waiting_concerns(access, page=asked.get("fragor", "1"), now=now),
        "is_asked": is_asked(access),
        "months": months,
        "month": f"{months.month:%Y-%m}",
        "done": done,
        "provider": access.assignment.unit.provider,
        "faulty": faulty,
        "form": form,
        "came_late": came_late,
        "now": now,
    }
    return render(request, "access/review_log.html", context)


def _where(request: HttpRequest, day: date) -> str:
    """The same list and page as before."""
    return f"manad={day:%Y-%m}" + ("&visa=klara" if request.POST.get("visa") == "klara" else "")


def _seen(request: HttpRequest) -> int:
    said = request.POST.get("revision", "")
    return int(said) if said.isdecimal() else 0
