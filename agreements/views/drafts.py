"""Keeping what is typed while it is typed, and throwing it away."""

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from access.forms import RevisionForm
from access.gate import open_patient
from access.grants import Access, May
from agreements.forms.whole import WholeForm
from agreements.lookups import our_agreement, our_draft
from agreements.models import Agreement
from agreements.services import DraftChanged, discard_draft, save_draft
from agreements.views.page import beside, show_kept, those_in
from agreements.views.places import places_first
from audit.models import How
from people.viewer import Viewer, signed_in

DRAFT = "draft"


@require_POST
@signed_in
def keep(request: HttpRequest, viewer: Viewer, now: datetime, patient: UUID) -> HttpResponse:
    """Keep the draft, right or wrong. Sent by the page while one writes, or by the button."""
    access = open_patient(viewer, patient, How.FORM, now=now, what=DRAFT, needs=May.DOCUMENT)
    form = WholeForm(request.POST, those_in(request.POST, access, now))
    form.main.is_valid()
    replaces = _replaces(access, form)
    is_live = bool(request.headers.get("HX-Request"))
    try:
        draft = save_draft(
            access=access, key=form.key, typed=form.typed(), read=form.draft_read, replaces=replaces, now=now
        )
    except DraftChanged:
        if is_live:
            return render(request, "agreements/not_kept.html", _who(access, form), status=409)
        return show_kept(request, access, form.not_judged(), replaces, now)
    if not is_live:
        messages.success(request, _("Utkastet är sparat."))
        return redirect("draft", patient=patient, draft=draft.public_id)
    context = {"draft": draft, "access": access, "now": now, **beside(access, form, now)}
    return render(request, "agreements/beside.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def discard(request: HttpRequest, viewer: Viewer, now: datetime, patient: UUID, draft: UUID) -> HttpResponse:
    """Asks once: what is thrown away is gone."""
    access = open_patient(viewer, patient, How.FORM, now=now, what=DRAFT, needs=May.DOCUMENT)
    if asked := places_first(request, access):
        return asked
    found = our_draft(access, draft)
    form = RevisionForm(request.POST or None, initial={"revision": found.revision})
    if request.method == "POST" and form.is_valid():
        found.revision = form.cleaned_data["revision"]
        try:
            discard_draft(access=access, draft=found, now=now)
        except DraftChanged:
            form.add_error(None, _("Någon har skrivit i utkastet. Läs det igen innan du kastar det."))
        else:
            messages.success(request, _("Utkastet är kastat."))
            return redirect("patient_plan", patient=patient)
    return render(request, "agreements/discard.html", {"form": form, "draft": found, "access": access, "now": now})


def _who(access: Access, form: WholeForm) -> dict[str, bool]:
    kept = our_draft(access, form.key)
    return {"is_open": kept.is_open, "is_own": kept.written_by_id == access.professional_id}


def _replaces(access: Access, form: WholeForm) -> Agreement | None:
    replaces = form.main.cleaned_data.get("replaces")
    return our_agreement(access, replaces, is_read=False) if replaces else None
