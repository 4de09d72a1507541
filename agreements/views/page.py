"""The page of the form, with the patient's reading and the help beside."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from access.grants import Access
from agreements.alike import alike
from agreements.answers_so_far import so_far
from agreements.forms.choosing import ChooseTemplateForm
from agreements.forms.faults import faults_of
from agreements.forms.finding import FindUnitForm
from agreements.forms.rows import named_in
from agreements.forms.whole import WholeForm, typed_in
from agreements.hints import help_with
from agreements.lookups import chosen_template, newest_of, our_draft, written_of
from agreements.models import Agreement, Draft
from agreements.preview import preview_of
from agreements.represented import represented
from agreements.responsible import Responsibles, responsibles
from agreements.templates import offered_to


def show(
    request: HttpRequest,
    access: Access,
    form: WholeForm,
    replaces: Agreement | None,
    now: datetime,
    **more: Any,
) -> HttpResponse:
    """What stands beside the form and what was chosen in it are there however the page is come to."""
    here, find = form.responsibles, FindUnitForm(request.POST)
    context = {"current": None, "target": "", "drafts": (), "kept": None, "choose": None, "known": None, **more}
    if context["choose"] is None and replaces is None:
        context["choose"] = choosing(here, request.POST if "mall" in request.POST else None).not_judged()
    known = context["known"] or known_when_writing(access, now)
    context |= {
        "prepared": None if access.hides_places else known.prepared,
        "find": find,
        "found": find.told(here.found),
        "faults": faults_of(form, context["choose"], find),
    }
    context |= {"form": form, "replaces": replaces, "access": access, "now": now, **beside(access, form, now)}
    context["so_far"] = so_far(access, context["judged"], replaces, now)
    return render(request, "agreements/write.html", context)


def known_when_writing(access: Access, now: datetime) -> Any:
    """What other parts know already (plans.known.Known): the part itself is blind to them."""
    return import_string(settings.KNOWN_WHEN_WRITING)(access, now)


def those_in(sent: QueryDict, access: Access, now: datetime) -> Responsibles:
    """Who may be named in a form that was sent: also those that it names, and those that were looked for."""
    return responsibles(access, now=now, named=named_in(sent), looked_for=FindUnitForm(sent).words)


def those_in_draft(draft: Draft, access: Access, now: datetime) -> Responsibles:
    return responsibles(access, now=now, named=named_in(typed_in(draft)))


def choosing(here: Responsibles, data: QueryDict | None = None) -> ChooseTemplateForm:
    """The templates that the unit is offered today. One statement."""
    return ChooseTemplateForm(data, offered=offered_to(here.own_unit.pk, here.today), today=here.today)


def beside(access: Access, form: WholeForm, now: datetime) -> dict[str, Any]:
    """The patient's reading of what is typed, and what would make it better."""
    judged = WholeForm(form.started(), form.responsibles)
    judged.judge()
    template = chosen_template(access, judged.main.cleaned_data.get("template"))
    return {
        "judged": judged,
        "preview": preview_of(access, judged, now),
        "help": help_with(judged),
        "template": template,
        "withdrawn": template if template and template.is_withdrawn(form.responsibles.today) else None,
        "asks": template.text.prompts if template else (),
        "alike": alike(access, judged, template),
    }


def show_kept(
    request: HttpRequest, access: Access, form: WholeForm, replaces: Agreement | None, now: datetime
) -> HttpResponse:
    """Somebody has written in the draft: both texts. What is sent again is kept over the other, once it is shown."""
    kept = our_draft(access, form.key)
    if not kept.is_open:
        return show(request, access, form, replaces, now, **_done_with(access, form, replaces, now))
    who = _who_wrote(access, kept)
    if access.hides_places:
        form.main.add_error(None, _("%(who)s Visa platserna först, och spara sedan igen.") % {"who": who})
        return show(request, access, form, replaces, now)
    form.main.add_error(None, _("%(who)s Den texten står bredvid. Spara igen för att ersätta den.") % {"who": who})
    form.main.has_read(kept.revision)
    theirs = WholeForm.of_draft(kept, those_in_draft(kept, access, now))
    theirs.judge()
    return show(request, access, form, replaces, now, kept=preview_of(access, theirs, now))


def _done_with(access: Access, form: WholeForm, replaces: Agreement | None, now: datetime) -> dict[str, Any]:
    """The draft has become an agreement, or is thrown away: sent again, the form becomes what comes after."""
    patient = {"patient": access.patient.public_id}
    written = written_of(access, form.key)
    if written is None:
        form.main.begins_anew()
        form.main.add_error(None, _("Utkastet är kastat. Det du har skrivit står kvar här: spara igen om det behövs."))
        if replaces is None:
            return {"target": reverse("write_agreement", kwargs=patient)}
        return {"target": reverse("revise_agreement", kwargs={**patient, "agreement": replaces.public_id})}
    newest = newest_of(access, written.series)
    if newest is None or not access.hides_places:
        form.main.begins_anew()
    is_own = written.author_id == access.professional_id
    who = _("Du har redan sparat överenskommelsen.") if is_own else _("En kollega har redan sparat överenskommelsen.")
    return stands_now(access, form, newest, who, now)


def stands_now(access: Access, form: WholeForm, newest: Agreement | None, who: str, now: datetime) -> dict[str, Any]:
    """Show what stands now beside what was typed, and let it be saved over that; `who` says what has happened.

    What may not be shown is not saved over either.
    """
    patient = {"patient": access.patient.public_id}
    if newest is None:
        form.main.comes_after(None)
        form.main.add_error(None, _("Överenskommelsen har avslutats medan du skrev. Spara igen för att skriva en ny."))
        return {"target": reverse("write_agreement", kwargs=patient)}
    if access.hides_places:
        form.main.add_error(None, _("%(who)s Visa platserna först, och spara sedan igen.") % {"who": who})
        return {}
    form.main.add_error(
        None, _("%(who)s Det som gäller nu står bredvid. Spara igen för att ersätta det.") % {"who": who}
    )
    form.main.comes_after(newest)
    return {
        "current": represented(access, newest.public_id, now).row,
        "target": reverse("revise_agreement", kwargs={**patient, "agreement": newest.public_id}),
    }


def _who_wrote(access: Access, kept: Draft) -> str:
    if kept.written_by_id == access.professional_id:
        return _("Du har skrivit i utkastet i ett annat fönster.")
    name = kept.written_by.name if kept.written_by else _("En kollega")
    return _("%(name)s har skrivit i utkastet medan du skrev.") % {"name": name}
