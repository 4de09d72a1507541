"""The page of the form, with the patient's reading and the help beside."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _

from access.grants import Access
from agreements.alike import alike
from agreements.forms.choosing import ChooseTemplateForm
from agreements.forms.faults import faults_of
from agreements.forms.whole import WholeForm
from agreements.hints import help_with
from agreements.lookups import chosen_template, our_draft
from agreements.models import Agreement
from agreements.preview import preview_of
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
    context = {
        "replaces": replaces,
        "current": None,
        "target": "",
        "drafts": (),
        "kept": None,
        "choose": None,
        "prepared": None,
        **more,
    }
    if context["choose"] is None and replaces is None:
        context["choose"] = choosing(form.responsibles)
    context["faults"] = faults_of(form, context["choose"])
    context |= {"form": form, "replaces": replaces, "access": access, "now": now, **beside(access, form, now)}
    return render(request, "agreements/write.html", context)


def choosing(here: Responsibles, data: QueryDict | None = None) -> ChooseTemplateForm:
    """The templates that the unit is offered today. One statement."""
    return ChooseTemplateForm(data, offered=offered_to(here.own_unit.pk, here.today), today=here.today)


def beside(access: Access, form: WholeForm, now: datetime) -> dict[str, Any]:
    """The patient's reading of what is typed, and what would make it better."""
    judged = WholeForm(form.started(), form.responsibles)
    judged.is_valid()
    template = chosen_template(access, judged.main.cleaned_data.get("template"))
    return {
        "preview": preview_of(access, judged, now),
        "help": help_with(judged),
        "asks": template.text.prompts if template else (),
        "alike": alike(access, judged, template),
    }


def show_kept(
    request: HttpRequest, access: Access, form: WholeForm, replaces: Agreement | None, now: datetime
) -> HttpResponse:
    """A colleague has written in the draft: both texts. What is sent again is kept over the other, once it is shown."""
    kept = our_draft(access, form.key)
    name = {"name": kept.written_by.name if kept.written_by else _("En kollega")}
    if access.hides_places:
        said = _("%(name)s har skrivit i utkastet medan du skrev. Visa platserna först, och spara sedan igen.")
        form.main.add_error(None, said % name)
        return show(request, access, form, replaces, now)
    said = _("%(name)s har skrivit i utkastet medan du skrev. Den texten står bredvid. Spara igen för att ersätta den.")
    form.main.add_error(None, said % name)
    form.main.has_read(kept.revision)
    theirs = WholeForm.of_draft(kept, responsibles(access, now=now))
    theirs.is_valid()
    return show(request, access, form, replaces, now, kept=preview_of(access, theirs, now))
