"""What those who run the program need to see: what browsers have stopped, and whether the log is being sealed."""

import json
import re
from datetime import datetime
from itertools import islice
from typing import Any
from urllib.parse import urlsplit

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import Resolver404, resolve
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from access.roles import runs_the_program
from audit.blocked import Blocked, blocked_lately, count_blocked
from audit.verifying import waits_since
from people.limits import limited
from people.viewer import Viewer, signed_in

LONGEST = 16_384  # bytes
MOST = 20  # reports at once
NOT_IN_ORIGINS = re.compile(r"[^!-~]")  # a browser writes an origin in ASCII
DIRECTIVES = {
    "default-src", "script-src", "script-src-elem", "script-src-attr", "style-src", "style-src-elem", "style-src-attr",
    "img-src", "font-src", "connect-src", "form-action", "base-uri", "frame-ancestors", "frame-src", "object-src",
    "media-src", "worker-src", "manifest-src",
}  # fmt: skip
KEYWORDS = {"inline", "eval", "data", "blob", "self", "wasm-eval"}


@csrf_exempt  # a browser sends it by itself; it changes nothing but a count
@require_POST
@limited("report")
def csp_report(request: HttpRequest) -> HttpResponse:
    """Answers 204 whatever it was: who sends nonsense learns nothing. Of what is too long, the rest is not read."""
    body = request.read(LONGEST + 1)
    if len(body) <= LONGEST:
        for blocked in islice(filter(None, map(_blocked, _told(body))), MOST):
            count_blocked(blocked, now=timezone.now())
    return HttpResponse(status=204)


@require_safe
@signed_in
def operations(request: HttpRequest, viewer: Viewer, now: datetime) -> HttpResponse:
    """For those who run the program; nothing here is about a patient."""
    if not runs_the_program(viewer):
        raise Http404
    return render(
        request, "operations.html", {"blocked": blocked_lately(), "waits_since": waits_since(now=now), "now": now}
    )


def _told(body: bytes) -> list[dict[str, Any]]:
    """The old way is one report in an object, the new one (Reporting API) a list of them."""
    try:
        said = json.loads(body)
    except (ValueError, RecursionError):
        return []
    if isinstance(said, dict):
        said = [said.get("csp-report")]
    reports = [each.get("body", each) for each in said if isinstance(each, dict)] if isinstance(said, list) else []
    return [each for each in reports if isinstance(each, dict)]


def _blocked(report: dict[str, Any]) -> Blocked | None:
    words = {name.replace("-", "").lower(): value for name, value in report.items() if isinstance(value, str)}
    directive = words.get("effectivedirective") or words.get("violateddirective", "").split(" ")[0]
    if directive not in DIRECTIVES:
        return None
    stopped, page = (words.get(f"{what}uri") or words.get(f"{what}url", "") for what in ("blocked", "document"))
    try:
        return Blocked(directive, _origin(stopped), _page(page))
    except ValueError:  # no address
        return None


def _origin(uri: str) -> str:
    if uri in KEYWORDS:
        return uri
    parts = urlsplit(uri)
    origin = f"{parts.scheme}://{parts.netloc}"[:200] if parts.netloc else parts.scheme[:20] or "?"
    return NOT_IN_ORIGINS.sub("?", origin)


def _page(uri: str) -> str:
    try:
        return (resolve(urlsplit(uri).path).url_name or "?")[:60]
    except Resolver404:
        return "?"
