"""Pages on which staff write agreements, with the patient beside."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from access.gate import open_patient
from access.grants import Access, May
from agreements.forms.initial import of_agreement
from agreements.forms.whole import WholeForm
from agreements.lookups import (
    chosen_template,
    is_done_with,
    is_written,
    newest_of,
    our_agreement,
    our_draft,
    our_drafts,
    template_of,
)
from agreements.models import Agreement, AgreementStatus
from agreements.responsible import responsibles
from agreements.services import AgreementChanged, DraftChanged, agree, says_the_same
from agreements.views.helping import untouched, with_help
from agreements.views.leading import led_on
from agreements.views.page import known_when_writing, show, show_kept, stands_now, those_in, those_in_draft
from agreements.views.places import places_first
from audit.models import How
from people.viewer import Viewer, signed_in

AGREEMENT = "agreement"
get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@get_or_post
@signed_in
def write(request: HttpRequest, viewer: Viewer, now: datetime, patient: UUID) -> HttpResponse:
    """A first version."""
    access = open_patient(viewer, patient, How.FORM, now=now, what=AGREEMENT, needs=May.DOCUMENT)
    if request.method == "POST":
        return _sent(request, access, None, now)
    known = known_when_writing(access, now)
    here = responsibles(access, now=now, named=())
    form = WholeForm(None, here, untouched(here, known))
    return show(request, access, form, None, now, drafts=our_drafts(access), known=known)


@get_or_post
@signed_in
def revise(request: HttpRequest, viewer: Viewer, now: datetime, patient: UUID, agreement: UUID) -> HttpResponse:
    """The next version of an agreement of the viewer's own unit. Its words may say where a protected person is."""
    access = open_patient(viewer, patient, How.FORM, now=now, what=AGREEMENT, needs=May.DOCUMENT)
    if asked := places_first(request, access):
        return asked
    replaces = our_agreement(access, agreement, is_read=False)
    if request.method == "POST":
        return _sent(request, access, replaces, now)
    if led := led_on(request, access, replaces, to="revise_agreement"):
        return led
    named = [each.unit.public_id for each in replaces.commitments.all() if each.unit]
    form = WholeForm(None, responsibles(access, now=now, named=named), of_agreement(replaces))
    return show(request, access, form, replaces, now, drafts=our_drafts(access, of=replaces))


@get_or_post
@signed_in
def go_on(request: HttpRequest, viewer: Viewer, now: datetime, patient: UUID, draft: UUID) -> HttpResponse:
    """Go on with a draft, one's own or a colleague's."""
    access = open_patient(viewer, patient, How.FORM, now=now, what=AGREEMENT, needs=May.DOCUMENT)
    if asked := places_first(request, access):
        return asked
    kept = our_draft(access, draft)
    if not kept.is_open and request.method != "POST":
        messages.info(request, _("Utkastet är redan klart eller kastat. Det som gäller står i planen."))
        return redirect("patient_plan", patient=patient)
    replaces = our_agreement(access, kept.replaces.public_id, is_read=False) if kept.replaces else None
    if request.method == "POST":
        return _sent(request, access, replaces, now)
    form = WholeForm.of_draft(kept, those_in_draft(kept, access, now))
    return show(request, access, form.not_judged(), replaces, now)


def _sent(request: HttpRequest, access: Access, replaces: Agreement | None, now: datetime) -> HttpResponse:
    here = those_in(request.POST, access, now)
    if helped := with_help(request, access, here, replaces, now):
        return helped
    form = WholeForm(request.POST, here)
    if not form.is_valid() or _is_told_now(access, form):
        return show(request, access, form, replaces, now)
    is_again = is_written(access, form.key)
    if not is_again and is_done_with(access, form.key):
        return show_kept(request, access, form, replaces, now)
    try:
        agreement = _agree(access, form, replaces, now)
    except AgreementChanged:
        return show(request, access, form, replaces, now, **_changed(access, form, replaces, now))
    except DraftChanged:
        return show_kept(request, access, form, replaces, now)
    return _written(request, access, form, agreement, now, is_again=is_again)


def _is_told_now(access: Access, form: WholeForm) -> bool:
    """Of a template that was withdrawn after the form was begun: before anything is saved, and once."""
    said = form.main.cleaned_data
    template = chosen_template(access, said.get("template"))
    if template is None or not template.is_withdrawn(form.responsibles.today):
        return False
    if said.get("told_of") == template.public_id or is_written(access, form.key):
        return False
    form.main.tells_of(template)
    return True


def _written(
    request: HttpRequest, access: Access, form: WholeForm, agreement: Agreement, now: datetime, *, is_again: bool
) -> HttpResponse:
    if is_again and not says_the_same(agreement, form.text(), form.main.said):
        agreement = our_agreement(access, agreement.public_id, is_read=False)
        return show(request, access, form, agreement, now, **_said_since(access, form, agreement))
    messages.success(request, written_as(agreement))
    if "print" in request.POST:
        return redirect(settings.PLAN_SHEET, patient=access.patient.public_id, agreement=agreement.public_id)
    return redirect("patient_plan", patient=access.patient.public_id)


def _agree(access: Access, form: WholeForm, replaces: Agreement | None, now: datetime) -> Agreement:
    if replaces:
        replaces.revision = form.main.cleaned_data["revision"] or 0
    return agree(
        access=access,
        text=form.text(),
        said=form.main.said,
        now=now,
        replaces=replaces,
        approved_for_patient=replaces.approved_for_patient if replaces else True,
        key=form.key,
        draft=form.draft_read,
        template=template_of(access, form.main.cleaned_data.get("template"), replaces),
    )


def _said_since(access: Access, form: WholeForm, written: Agreement) -> dict[str, Any]:
    """Sent once more with other words, as from a page that stayed open while the sheet was printed: a next version."""
    form.main.add_error(
        None, _("Det här är redan sparat. Du har ändrat något sedan dess: spara igen, så blir det en ny version.")
    )
    form.main.begins_anew()
    form.main.comes_after(written)
    patient = {"patient": access.patient.public_id}
    return {"target": reverse("revise_agreement", kwargs={**patient, "agreement": written.public_id})}


def _changed(access: Access, form: WholeForm, replaces: Agreement | None, now: datetime) -> dict[str, Any]:
    """A colleague was first, or the viewer in another window."""
    newest = newest_of(access, replaces.series) if replaces else None
    return stands_now(access, form, newest, _who_changed(access, replaces, newest), now)


def _who_changed(access: Access, read: Agreement | None, newest: Agreement | None) -> str:
    if newest is None:
        return ""
    if read and newest.pk == read.pk:
        return _("Överenskommelsen har fått ett svar eller en signatur medan du skrev.")
    if newest.author_id == access.professional_id:
        return _("Du har sparat en ny version i ett annat fönster.")
    return _("En kollega har ändrat överenskommelsen.")


WRITTEN = {
    AgreementStatus.AGREED: gettext_lazy("Överenskommelsen är sparad, och gäller."),
    AgreementStatus.PROPOSED: gettext_lazy("Förslaget är sparat, och väntar på patientens svar."),
    AgreementStatus.DISAGREED: gettext_lazy("Det är sparat att ni inte är överens, och om vad."),
}


def written_as(agreement: Agreement) -> str:
    return str(WRITTEN[AgreementStatus(agreement.status)])
