"""The patient's own view of the log: on a page, to keep, and a concern about a line of it."""

from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from access.concerns import own_concern, own_concerns
from access.gate import open_own
from access.grants import Access, May
from access.log_extract import IN_FILE, ON_PAPER, log_in_file, log_on_paper
from access.log_forms import ConcernForm, LogFilterForm
from access.log_lines import read_line, read_log, read_whole_log, units_in_log
from access.services import AlreadyReported, NothingToReport, report_concern
from audit.models import How
from people.viewer import Viewer, signed_in

LOG = "log"


@require_safe
@signed_in
def who_has_read(request: HttpRequest, viewer: Viewer, now: datetime) -> HttpResponse:
    """Reading the log is logged too. What is asked for wrongly is shown as wrong, and no lines with it."""
    access = open_own(viewer, How.PAGE, now=now, what=LOG)
    form = _filter(request, access)
    log = read_log(access, wanted=form.wanted, page=request.GET.get("sida", "1")) if form.is_valid() else None
    context = {"form": form, "log": log, "concerns": own_concerns(access), "query": _query(form), "now": now}
    return render(request, "access/who_has_read.html", context)


@require_safe
@signed_in
def print_log(request: HttpRequest, viewer: Viewer, now: datetime) -> HttpResponse:
    access = open_own(viewer, How.PDF, now=now, what=LOG)
    form = _filter(request, access)
    if not form.is_valid():
        return redirect("who_has_read")
    return log_on_paper(access, read_whole_log(access, form.wanted, most=ON_PAPER + 1), now=now)


@require_safe
@signed_in
def export_log(request: HttpRequest, viewer: Viewer, now: datetime) -> HttpResponse:
    access = open_own(viewer, How.EXPORT, now=now, what=LOG)
    form = _filter(request, access)
    if not form.is_valid():
        return redirect("who_has_read")
    return log_in_file(read_whole_log(access, form.wanted, most=IN_FILE + 1), now=now)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def concern(request: HttpRequest, viewer: Viewer, now: datetime, line: int) -> HttpResponse:
    """Report a line, or see what has become of it."""
    access = open_own(viewer, How.FORM, now=now, what="log.line", needs=May.ANSWER)
    row = read_line(access, line)
    if row is None:
        raise Http404
    known = own_concern(access, line)
    if not known and not row.can_report:
        raise Http404
    form = ConcernForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        return _report(request, access, line, form, now)
    context = {"form": form, "row": row, "concern": known, "now": now}
    return render(request, "access/concern.html", context)


def _report(request: HttpRequest, access: Access, line: int, form: ConcernForm, now: datetime) -> HttpResponse:
    said = form.cleaned_data
    try:
        report_concern(access=access, line=line, text=said["text"], key=said["key"], now=now)
    except NothingToReport as error:
        raise Http404 from error
    except AlreadyReported:
        return redirect("report_concern", line=line)
    messages.success(request, _("Tack! Din fråga är skickad. Svaret kommer här."))
    return redirect("report_concern", line=line)


def _filter(request: HttpRequest, access: Access) -> LogFilterForm:
    return LogFilterForm(request.GET, units=units_in_log(access))


def _query(form: LogFilterForm) -> str:
    """What was asked for, for the addresses of other pages and of the extracts: only what was found right."""
    if not form.is_valid():
        return ""
    return "&".join(f"{name}={value}" for name, value in form.cleaned_data.items() if value)
