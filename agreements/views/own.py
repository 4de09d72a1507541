"""The patient's own answers: yes or no to a proposal, a question, a wish to change, what one has done."""

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from access.gate import open_own
from access.grants import Access, May
from agreements.answered import Answered, answered
from agreements.forms.answers import QuestionForm, RefuseForm, TickForm
from agreements.lookups import as_it_holds, find_agreement, find_commitment, find_tick, tick_as_it_holds
from agreements.models import Wish
from agreements.services import AgreementChanged, ask_question, say_no, say_yes, take_back, tick
from agreements.versions import versions_of
from agreements.views.leading import CHANGED_SINCE
from audit.models import How
from people.viewer import Viewer, signed_in

AGREEMENT, VERSIONS = "agreement", "agreement.versions"
get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@require_POST
@signed_in
def accept(
    request: HttpRequest, viewer: Viewer, now: datetime, agreement: UUID, patient: UUID | None = None
) -> HttpResponse:
    """The patient says yes to a proposal."""
    access = open_own(viewer, How.FORM, now=now, patient=patient, what=AGREEMENT, needs=May.AGREE)
    found = find_agreement(access, agreement)
    try:
        say_yes(access=access, agreement=found, now=now)
    except AgreementChanged:
        told = answered(access, agreement, now)
        if told and told.is_again(access, yes=True):
            return _back(access)
        return _told(request, access, told, now)
    messages.success(request, _thanks(access))
    return _back(access)


@get_or_post
@signed_in
def refuse(
    request: HttpRequest, viewer: Viewer, now: datetime, agreement: UUID, patient: UUID | None = None
) -> HttpResponse:
    """The patient does not agree to a proposal, and says why."""
    access = open_own(viewer, How.FORM, now=now, patient=patient, what=AGREEMENT, needs=May.AGREE)
    found = find_agreement(access, agreement)
    if request.method != "POST" and (told := answered(access, agreement, now)):
        return _told(request, access, told, now, status=200)
    form = RefuseForm(request.POST or None, initial={"revision": found.revision})
    if request.method == "POST" and form.is_valid():
        found.revision, because = form.cleaned_data["revision"], form.cleaned_data["because"]
        try:
            say_no(access=access, agreement=found, because=because, now=now)
        except AgreementChanged:
            if told := answered(access, agreement, now):
                is_sent_twice = told.is_again(access, yes=False) and told.row.disagreed_because == because
                return _back(access) if is_sent_twice else _told(request, access, told, now, typed=because)
            form.add_error(None, _("Förslaget har ändrats sedan du läste det. Läs planen igen, eller ring."))
        else:
            messages.success(request, _("Svaret är skickat. Mottagningen hör av sig."))
            return _back(access)
    return render(request, "agreements/refuse.html", {"form": form, "agreement": found, "access": access})


@get_or_post
@signed_in
def question(
    request: HttpRequest, viewer: Viewer, now: datetime, agreement: UUID, patient: UUID | None = None
) -> HttpResponse:
    """The patient has a question, or wants to change something."""
    access = open_own(viewer, How.FORM, now=now, patient=patient, what=AGREEMENT, needs=May.AGREE)
    found = find_agreement(access, agreement)
    form = QuestionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            ask_question(access=access, agreement=found, now=now, **form.cleaned_data)
        except AgreementChanged:
            form.add_error(None, _("Överenskommelsen har ändrats sedan du läste den. Läs planen igen, eller ring."))
        else:
            wants_change = form.cleaned_data["wish"] == Wish.CHANGE
            question, change = _("Din fråga är skickad."), _("Det du vill ändra är skickat.")
            messages.success(request, f"{change if wants_change else question} {_('Svaret kommer här i planen.')}")
            return _back(access)
    return render(request, "agreements/question.html", {"form": form, "agreement": found, "access": access})


@get_or_post
@signed_in
def done(
    request: HttpRequest, viewer: Viewer, now: datetime, commitment: UUID, patient: UUID | None = None
) -> HttpResponse:
    """Tick something off, with a note if one wishes. The button in the plan sends it at once."""
    access = open_own(viewer, How.FORM, now=now, patient=patient, what=AGREEMENT, needs=May.AGREE)
    found = as_it_holds(access, find_commitment(access, commitment))
    if found is None:
        return _back_since_changed(request, access)
    form = TickForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        today = timezone.localdate(now)
        try:
            tick(access=access, commitment=found, on=today, now=now, **form.cleaned_data)
        except AgreementChanged:
            return _back_since_changed(request, access)
        messages.success(request, _("Bra! Det är avprickat."))
        return _back(access)
    return render(request, "agreements/done.html", {"form": form, "commitment": found, "access": access})


@require_POST
@signed_in
def undone(
    request: HttpRequest, viewer: Viewer, now: datetime, tick: UUID, patient: UUID | None = None
) -> HttpResponse:
    access = open_own(viewer, How.FORM, now=now, patient=patient, what=AGREEMENT, needs=May.AGREE)
    found = tick_as_it_holds(access, find_tick(access, tick))
    if found is None:
        return _back_since_changed(request, access)
    try:
        take_back(access=access, tick=found, now=now)
    except AgreementChanged:
        return _back_since_changed(request, access)
    messages.success(request, _("Avprickningen är borttagen."))
    return _back(access)


@require_safe
@signed_in
def versions(
    request: HttpRequest, viewer: Viewer, now: datetime, agreement: UUID, patient: UUID | None = None
) -> HttpResponse:
    """Every version that has been agreed on, and what changed from one to the next."""
    access = open_own(viewer, How.PAGE, now=now, patient=patient, what=VERSIONS)
    found = versions_of(access, find_agreement(access, agreement), now)
    return render(request, "agreements/versions.html", {"versions": found, "access": access, "now": now})


def _told(
    request: HttpRequest, access: Access, told: Answered | None, now: datetime, *, typed: str = "", status: int = 409
) -> HttpResponse:
    """Somebody has answered already, or care has changed the proposal. What was typed may be sent as a wish instead."""
    if told is None:
        return render(request, "agreements/changed.html", {"access": access}, status=status)
    wish = QuestionForm(initial={"wish": Wish.CHANGE, "text": typed})
    context = {"told": told, "form": wish, "is_sent": request.method == "POST", "access": access, "now": now}
    return render(request, "agreements/answered.html", context, status=status)


def _thanks(access: Access) -> str:
    if access.is_own:
        return _("Tack! Ditt ja är sparat, och överenskommelsen gäller nu.")
    return _("Tack! Ditt ja för %(name)s är sparat, och överenskommelsen gäller nu.") % {"name": access.patient.name}


def _back_since_changed(request: HttpRequest, access: Access) -> HttpResponse:
    """What was on the page that stayed open is there no more."""
    messages.warning(request, CHANGED_SINCE)
    return _back(access)


def _back(access: Access) -> HttpResponse:
    return redirect(reverse("my_plan", kwargs=access.whose))
