"""The patient's own answers: yes to a proposal, a question, a wish to change."""

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from access.gate import open_own
from access.grants import May
from agreements.forms import QuestionForm
from agreements.lookups import find_agreement
from agreements.models import AgreementStatus
from agreements.services import AgreementChanged, ask_question, say_yes
from audit.models import How
from people.viewer import Viewer, signed_in

AGREEMENT = "agreement"


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
        if found.status == AgreementStatus.AGREED:  # pressed twice: the yes has counted
            return redirect(reverse("my_plan", kwargs=access.whose))
        return render(request, "agreements/changed.html", {"access": access}, status=409)
    messages.success(request, _("Tack! Ditt ja är sparat, och överenskommelsen gäller nu."))
    return redirect(reverse("my_plan", kwargs=access.whose))


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def question(
    request: HttpRequest, viewer: Viewer, now: datetime, agreement: UUID, patient: UUID | None = None
) -> HttpResponse:
    """The patient has a question, or wants to change something."""
    access = open_own(viewer, How.FORM, now=now, patient=patient, what=AGREEMENT, needs=May.AGREE)
    found = find_agreement(access, agreement)
    form = QuestionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            ask_question(access=access, agreement=found, text=said["text"], key=said["key"], now=now)
        except AgreementChanged:
            form.add_error(None, _("Överenskommelsen har ändrats sedan du läste den. Läs planen igen, eller ring."))
        else:
            messages.success(request, _("Din fråga är skickad. Svaret kommer här i planen."))
            return redirect(reverse("my_plan", kwargs=access.whose))
    return render(request, "agreements/question.html", {"form": form, "agreement": found, "access": access})
