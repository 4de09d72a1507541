"""Who has read: the patient's own view of the log. Reading it is logged too."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from access.gate import open_own
from access.log_lines import read_log
from audit.models import How
from people.viewer import Viewer, signed_in


@require_safe
@signed_in
def who_has_read(request: HttpRequest, viewer: Viewer, now: datetime) -> HttpResponse:
    access = open_own(viewer, How.PAGE, now=now, what="log")
    return render(request, "access/who_has_read.html", {"rows": read_log(access), "now": now})
