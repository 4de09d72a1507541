"""Pages of the patient: who may see the plan, letting somebody in, ending it. And of those who act for another."""

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from access.gate import open_invitation, open_own
from access.grants import Access, May
from access.mandate_forms import CodeForm, EndForm, InviteForm
from access.mandate_rows import find_row, scope_names, who_may_see
from access.mandates import ways_in
from access.services import (
    HasMandateAlready,
    MandateChanged,
    ProxiesNotAllowed,
    TooYoungToChoose,
    accept,
    decline,
    end_mandate,
    invite,
    leave,
)
from audit.models import How
from people.limits import limited
from people.viewer import Viewer, signed_in

MANDATES = "mandates"
get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@signed_in
def may_see(request: HttpRequest, viewer: Viewer, now: datetime) -> HttpResponse:
    access = open_own(viewer, How.PAGE, now=now, what=MANDATES)
    context = {"who": who_may_see(access, now=now), "access": access, "now": now}
    return render(request, "access/who_may_see.html", context)


@get_or_post
@signed_in
def let_in(request: HttpRequest, viewer: Viewer, now: datetime) -> HttpResponse:
    """Sent twice, the same code is shown."""
    access = open_own(viewer, How.FORM, now=now, what=MANDATES, needs=May.LET_IN)
    form = InviteForm(request.POST or None, today=timezone.localdate(now))
    if form.is_valid():
        said, until = form.cleaned_data, form.until
        assert until is not None  # noqa: S101 -- the form asks for a day
        try:
            invite(access=access, name=said["name"], scopes=said["scopes"], until=until, key=said["key"], now=now)
        except (ProxiesNotAllowed, TooYoungToChoose):
            return redirect("who_may_see")
        messages.success(request, _("Klart. Ge koden till personen, som loggar in och svarar."))
        return redirect("who_may_see")
    who = who_may_see(access, now=now)
    return render(request, "access/let_in.html", {"form": form, "who": who, "now": now})


@get_or_post
@signed_in
def end_own_mandate(request: HttpRequest, viewer: Viewer, now: datetime, mandate: UUID) -> HttpResponse:
    """From the next moment on the other one is out."""
    access = open_own(viewer, How.FORM, now=now, what=MANDATES, needs=May.LET_IN)
    row, form = find_row(access, mandate, now=now), EndForm(request.POST or None)
    if row.is_over:
        return redirect("who_may_see")
    if request.method == "POST" and form.is_valid():
        try:
            end_mandate(access=access, mandate=mandate, because=form.cleaned_data["because"], now=now)
        except MandateChanged:
            return redirect("who_may_see")
        messages.success(request, _("Det är avslutat. %(name)s kommer inte längre in.") % {"name": row.name})
        return redirect("who_may_see")
    return render(request, "access/end_mandate.html", {"form": form, "row": row, "now": now})


@get_or_post
@signed_in
def leave_mandate(request: HttpRequest, viewer: Viewer, now: datetime, patient: UUID) -> HttpResponse:
    access = open_own(viewer, How.FORM, now=now, patient=patient, what=MANDATES, needs=May.LEAVE)
    form = EndForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        leave(access=access, because=form.cleaned_data["because"], now=now)
        messages.success(request, _("Du har slutat. Du kommer inte längre in i den planen."))
        return redirect("start")
    return render(request, "access/leave.html", {"form": form, "access": access})


@get_or_post
@limited("code")
@signed_in
def answer_invitation(request: HttpRequest, viewer: Viewer, now: datetime) -> HttpResponse:
    """First the code, then what it is about, then the answer. The code stands in no address."""
    form, access = CodeForm(request.POST or None), None
    if form.is_valid():
        try:
            access = open_invitation(viewer, form.cleaned_data["code"], How.FORM, now=now)
        except Http404:
            form.say_wrong()
    if access is None:
        return render(request, "access/code.html", {"form": form})
    reason = EndForm(request.POST if "decline" in request.POST else None)
    try:
        answered = _answer(request, viewer, access, reason, now)
    except (HasMandateAlready, MandateChanged, ProxiesNotAllowed) as refusal:
        form.add_error(None, _why(refusal))
        return render(request, "access/code.html", {"form": form})
    if answered:
        return answered
    context = {"form": form, "reason": reason, "access": access, "opens": scope_names(access.asked_scopes)}
    return render(request, "access/invitation.html", context)


def _answer(
    request: HttpRequest, viewer: Viewer, access: Access, reason: EndForm, now: datetime
) -> HttpResponse | None:
    if "accept" in request.POST:
        accept(access=access, login=viewer.login, now=now)
        if any(way.patient == access.patient.public_id for way in ways_in(viewer, now=now)):
            messages.success(request, _("Tack! Nu kommer du in i planen."))
            return redirect("my_plan", patient=access.patient.public_id)
        messages.info(request, _("Tack! Vården ska säga ja först. Planen visas här när de har gjort det."))
        return redirect("start")
    if "decline" in request.POST and reason.is_valid():
        because = reason.cleaned_data["because"]
        decline(access=access, login=viewer.login, because=because, now=now)
        messages.success(request, _("Du har tackat nej. Det syns för den som frågade."))
        return redirect("start")
    return None


def _why(refusal: Exception) -> str:
    if isinstance(refusal, HasMandateAlready):
        return _("Du har redan en väg in i den planen.")
    if isinstance(refusal, ProxiesNotAllowed):
        return _("Regionen har inte bestämt än om ombud får läsa. Fråga igen senare.")
    return _("Koden har redan använts eller tagits tillbaka.")
