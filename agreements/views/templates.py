"""The pages of those who keep the templates: heads of units and administrators. No patient is near."""

import json
from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from access.gate import open_templates
from access.grants import TemplateAccess, require
from agreements.forms.templates import ExampleDayForm, ImportForm, WithdrawForm
from agreements.models import AgreementTemplate
from agreements.services import (
    KeyIsTaken,
    TemplateChanged,
    add_version,
    said_already,
    take_into_use,
    take_out_of_use,
    withdraw_version,
)
from agreements.template_list import find_template, may_withdraw, template_of, templates_of
from agreements.template_preview import preview_of
from audit.models import How
from people.viewer import Viewer, signed_in

TEMPLATES = "templates"
get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@signed_in
def templates(request: HttpRequest, viewer: Viewer, now: datetime) -> HttpResponse:
    access = open_templates(viewer, How.LIST, now=now, what=TEMPLATES)
    context = {"rows": templates_of(access), "access": access, "unit": access.assignment.unit, "now": now}
    return render(request, "agreements/templates.html", context)


@require_safe
@signed_in
def template(request: HttpRequest, viewer: Viewer, now: datetime, template: UUID) -> HttpResponse:
    access = open_templates(viewer, How.PAGE, now=now, what=TEMPLATES)
    found = find_template(access, template)
    content, row = found.text, template_of(access, found)
    days = ExampleDayForm(request.GET or None, anchor=content.anchor, today=access.today, auto_id="%s")
    anchor = (days.cleaned_data["dag"] if days.is_valid() else None) or access.today
    context = {
        "preview": preview_of(content, anchor=anchor, unit=access.assignment.unit, now=now),
        "row": row,
        "version": next(each for each in row.versions if each.id == found.public_id),
        "name": found.name,
        "about": content.about,
        "days": days if content.anchor else None,
        "anchor": anchor,
        "now": now,
    }
    return render(request, "agreements/template.html", context)


@require_safe
@signed_in
def export_template(request: HttpRequest, viewer: Viewer, now: datetime, template: UUID) -> HttpResponse:
    access = open_templates(viewer, How.EXPORT, now=now, what=TEMPLATES)
    found = find_template(access, template)
    text = json.dumps(found.content, ensure_ascii=False, indent=2)
    name = f'attachment; filename="{found.key}-{found.version}.json"'
    return HttpResponse(f"{text}\n", content_type="application/json", headers={"Content-Disposition": name})


@get_or_post
@signed_in
def import_template(request: HttpRequest, viewer: Viewer, now: datetime) -> HttpResponse:
    access = open_templates(viewer, How.FORM, now=now, what=TEMPLATES)
    form = ImportForm(request.POST or None, request.FILES or None, today=access.today, auto_id="%s")
    if form.is_valid() and (there := _there_already(access, form)):
        messages.info(request, _("Filen säger samma sak som den version som finns. Inget är ändrat."))
        return redirect("template", template=there.public_id)
    if form.is_valid() and (made := _added(access, form, now)):
        messages.success(request, _("Mallen är sparad. Så här ser patienten den."))
        return redirect("template", template=made.public_id)
    return render(request, "agreements/import_template.html", {"form": form, "access": access, "now": now})


@get_or_post
@signed_in
def withdraw_template(request: HttpRequest, viewer: Viewer, now: datetime, template: UUID) -> HttpResponse:
    access = open_templates(viewer, How.FORM, now=now, what=TEMPLATES)
    found = find_template(access, template)
    require(may_withdraw(access, found))
    form = WithdrawForm(request.POST or None, today=access.today, auto_id="%s")
    if form.is_valid():
        said = form.cleaned_data
        try:
            withdraw_version(access=access, template=found, on=said["since"], because=said["because"], now=now)
            messages.success(
                request, _("Versionen är tillbakadragen. Överenskommelser som skrivits från den står kvar.")
            )
        except TemplateChanged:
            messages.success(request, _("Versionen var redan tillbakadragen."))
        return redirect("template", template=template)
    context = {"form": form, "row": template_of(access, found), "template": found, "now": now}
    return render(request, "agreements/withdraw_template.html", context)


@require_POST
@signed_in
def use_template(request: HttpRequest, viewer: Viewer, now: datetime, template: UUID) -> HttpResponse:
    access = open_templates(viewer, How.FORM, now=now, what=TEMPLATES)
    found = find_template(access, template)
    take_into_use(access=access, template=found, now=now)
    messages.success(request, _("%(name)s används nu på enheten.") % {"name": found.name})
    return redirect("templates")


@require_POST
@signed_in
def stop_using_template(request: HttpRequest, viewer: Viewer, now: datetime, template: UUID) -> HttpResponse:
    access = open_templates(viewer, How.FORM, now=now, what=TEMPLATES)
    found = find_template(access, template)
    take_out_of_use(access=access, template=found, now=now)
    messages.success(request, _("%(name)s används inte längre på enheten.") % {"name": found.name})
    return redirect("templates")


def _there_already(access: TemplateAccess, form: ImportForm) -> AgreementTemplate | None:
    assert form.content is not None  # noqa: S101 -- the form is valid
    return said_already(access=access, content=form.content, effective_from=form.cleaned_data["since"])


def _added(access: TemplateAccess, form: ImportForm, now: datetime) -> AgreementTemplate | None:
    """None when it could not be, which the form then says."""
    assert form.content is not None  # noqa: S101 -- the form is valid
    try:
        return add_version(access=access, content=form.content, effective_from=form.cleaned_data["since"], now=now)
    except KeyIsTaken:
        form.say_key_is_taken()
    except TemplateChanged:
        form.say_changed()
    return None
