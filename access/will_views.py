"""The patient's own consents and blocks: given, taken back, set and lifted. What changes holds at the next request."""

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from access.gate import open_own
from access.grants import Access, May
from access.kinds import ConsentKind
from access.services import (
    BlockHasEnded,
    ConsentHasEnded,
    OpeningHasEnded,
    block_provider,
    block_unit,
    close_opening,
    give_consent,
    lift_block,
    withdraw_consent,
)
from access.will import known_units, my_will
from access.will_forms import BlockForm, ConsentForm
from access.will_lookups import find_block, find_consent, find_opening
from audit.models import How
from people.models import CareUnit
from people.viewer import Viewer, signed_in

WILL = "will"


@require_safe
@signed_in
def my_consents(request: HttpRequest, viewer: Viewer, now: datetime) -> HttpResponse:
    access = open_own(viewer, How.PAGE, now=now, what=WILL, needs=May.DECIDE)
    return render(request, "access/my_consents.html", {"will": my_will(access, now), "now": now})


@require_POST
@signed_in
def give_mine(request: HttpRequest, viewer: Viewer, now: datetime) -> HttpResponse:
    access = _open(viewer, now)
    form = ConsentForm(request.POST)
    units = {unit.public_id: unit for unit in known_units(access, now=now)}
    if not form.is_valid() or form.cleaned_data["unit"] not in units:
        raise Http404
    said = form.cleaned_data
    because = _("I Patientkontrakt")
    kind, unit = ConsentKind(said["kind"]), units[said["unit"]]
    give_consent(access=access, unit=unit, kind=kind, because=because, key=said["key"], now=now)
    return _done(request, _("Ditt ja är sparat."))


@require_POST
@signed_in
def withdraw_mine(request: HttpRequest, viewer: Viewer, now: datetime, consent: UUID) -> HttpResponse:
    access = _open(viewer, now)
    found = find_consent(access, consent)
    try:
        withdraw_consent(access=access, consent=found, now=now)
    except ConsentHasEnded:
        return redirect("my_consents")
    return _done(request, _("Samtycket är återtaget. Det gäller från och med nu."))


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def block_mine(request: HttpRequest, viewer: Viewer, now: datetime) -> HttpResponse:
    access = _open(viewer, now)
    form = BlockForm(request.POST or None, units=known_units(access, now=now))
    if form.is_valid():
        chosen, key = form.chosen, form.cleaned_data["key"]
        if isinstance(chosen, CareUnit):
            block_unit(access=access, unit=chosen, key=key, now=now)
        else:
            block_provider(access=access, provider=chosen, key=key, now=now)
        return _done(request, _("Spärren gäller från och med nu."))
    return render(request, "access/block_mine.html", {"form": form})


@require_POST
@signed_in
def lift_mine(request: HttpRequest, viewer: Viewer, now: datetime, block: UUID) -> HttpResponse:
    access = _open(viewer, now)
    found = find_block(access, block)
    try:
        lift_block(access=access, block=found, now=now)
    except BlockHasEnded:
        return redirect("my_consents")
    return _done(request, _("Spärren är borttagen."))


@require_POST
@signed_in
def close_mine(request: HttpRequest, viewer: Viewer, now: datetime, opening: UUID) -> HttpResponse:
    access = _open(viewer, now)
    found = find_opening(access, opening)
    try:
        close_opening(access=access, opening=found, now=now)
    except OpeningHasEnded:
        return redirect("my_consents")
    return _done(request, _("Det är stängt nu."))


def _open(viewer: Viewer, now: datetime) -> Access:
    return open_own(viewer, How.FORM, now=now, what=WILL, needs=May.DECIDE)


def _done(request: HttpRequest, words: str) -> HttpResponse:
    messages.success(request, words)
    return redirect("my_consents")
