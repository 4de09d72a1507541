"""The editors' pages: what must be looked at, and writing, reviewing and withdrawing it."""

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from access.gate import open_editing
from access.grants import EditorAccess
from audit.models import How
from knowledge.editorial import editorial_list, our_resource, our_teams, replacements, row_for
from knowledge.forms import ResourceForm, ReviewForm, SendBackForm, WithdrawForm, initial_of
from knowledge.library import page_of
from knowledge.models import Resource
from knowledge.services import (
    HostNotAllowed,
    OwnText,
    ReplacesNothing,
    ResourceChanged,
    TooLong,
    review_resource,
    revise_resource,
    send_back,
    withdraw_resource,
    write_resource,
)
from people.viewer import Viewer, signed_in

EDITORIAL = "knowledge.editorial"
get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@signed_in
def editorial(request: HttpRequest, viewer: Viewer, now: datetime) -> HttpResponse:
    access = open_editing(viewer, How.LIST, now=now, what=EDITORIAL)
    found = editorial_list(access, page=request.GET.get("sida", "1"))
    teams = our_teams(access).values()
    return render(request, "knowledge/editorial.html", {"list": found, "teams": teams, "now": now})


@require_safe
@signed_in
def preview(request: HttpRequest, viewer: Viewer, now: datetime, resource: UUID) -> HttpResponse:
    access = open_editing(viewer, How.PAGE, now=now, what=EDITORIAL)
    found = our_resource(access, resource)
    page = page_of(found, today=access.today, is_draft=True)
    context = {"page": page, "row": row_for(access, found), "because": found.withdrawn_because, "now": now}
    return render(request, "knowledge/preview.html", context)


@get_or_post
@signed_in
def write(request: HttpRequest, viewer: Viewer, now: datetime) -> HttpResponse:
    access = open_editing(viewer, How.FORM, now=now, what=EDITORIAL)
    form = ResourceForm(request.POST or None, teams=our_teams(access))
    if request.method == "POST" and form.is_valid():
        try:
            written = write_resource(
                access=access, team=form.team, text=form.text(), now=now, key=form.cleaned_data["key"]
            )
        except HostNotAllowed:
            form.say_where_links_may_lead(form.team)
        else:
            messages.success(request, _("Sparat. En annan i redaktionen granskar det innan det visas."))
            return redirect("preview_resource", resource=written.public_id)
    return render(
        request, "knowledge/write.html", {"form": form, "page": None, "row": None, "changed": False, "now": now}
    )


@get_or_post
@signed_in
def revise(request: HttpRequest, viewer: Viewer, now: datetime, resource: UUID) -> HttpResponse:
    """A colleague's later text is shown beside what was typed, which may then be saved over it."""
    access = open_editing(viewer, How.FORM, now=now, what=EDITORIAL)
    found = our_resource(access, resource)
    teams = {str(found.team.public_id): found.team}
    form = ResourceForm(request.POST or None, teams=teams, initial=initial_of(found))
    changed = False
    if request.method == "POST" and form.is_valid():
        seen = form.cleaned_data["revision"] or 0
        try:
            revise_resource(access=access, resource=found, revision=seen, text=form.text(), now=now)
        except HostNotAllowed:
            form.say_where_links_may_lead(found.team)
        except ResourceChanged:
            found, changed = our_resource(access, resource), True
            form.has_seen(found.revision)
            form.add_error(None, _changed(access, found, seen))
        else:
            messages.success(request, _("Sparat. En annan i redaktionen granskar det innan det visas igen."))
            return redirect("preview_resource", resource=resource)
    page = page_of(found, today=access.today, is_draft=True)
    context = {"form": form, "page": page, "row": row_for(access, found), "changed": changed, "now": now}
    return render(request, "knowledge/write.html", context)


@get_or_post
@signed_in
def review(request: HttpRequest, viewer: Viewer, now: datetime, resource: UUID) -> HttpResponse:
    access = open_editing(viewer, How.FORM, now=now, what=EDITORIAL)
    found = our_resource(access, resource)
    form = ReviewForm(request.POST or None, today=access.today, initial={"revision": found.revision})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            review_resource(
                access=access, resource=found, revision=said["revision"], expires_on=said["expires_on"], now=now
            )
        except TooLong:
            form.add_error("expires_on", _("Välj en dag från i morgon och högst tre år fram."))
        except OwnText:
            form.add_error(None, _("Du skrev det här senast. Någon annan i redaktionen granskar det."))
        except ResourceChanged:
            found = our_resource(access, resource)
            form.has_seen(found.revision)
            form.add_error(None, _changed(access, found, said["revision"]))
        else:
            messages.success(request, _("Granskat. Nu visas det i biblioteket."))
            return redirect("editorial")
    page = page_of(found, today=access.today, is_draft=True)
    context = {"form": form, "page": page, "row": row_for(access, found), "now": now}
    return render(request, "knowledge/review.html", context)


@get_or_post
@signed_in
def return_to_writer(request: HttpRequest, viewer: Viewer, now: datetime, resource: UUID) -> HttpResponse:
    """A reviewer asks the one who wrote it to mend something."""
    access = open_editing(viewer, How.FORM, now=now, what=EDITORIAL)
    found = our_resource(access, resource)
    form = SendBackForm(request.POST or None, initial={"revision": found.revision})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            send_back(access=access, resource=found, revision=said["revision"], because=said["because"], now=now)
        except OwnText:
            form.add_error(None, _("Du skrev det här senast. Ändra det själv, eller be någon annan granska."))
        except ResourceChanged:
            found = our_resource(access, resource)
            if found.sent_back_because == said["because"]:  # pressed twice
                messages.info(
                    request, _("Texten är redan skickad tillbaka till %(name)s.") % {"name": found.written_by.name}
                )
                return redirect("editorial")
            form.has_seen(found.revision)
            form.add_error(None, _changed(access, found, said["revision"]))
        else:
            messages.success(request, _("Skickat tillbaka till %(name)s.") % {"name": found.written_by.name})
            return redirect("editorial")
    page = page_of(found, today=access.today, is_draft=True)
    context = {"form": form, "page": page, "row": row_for(access, found), "now": now}
    return render(request, "knowledge/send_back.html", context)


@get_or_post
@signed_in
def withdraw(request: HttpRequest, viewer: Viewer, now: datetime, resource: UUID) -> HttpResponse:
    access = open_editing(viewer, How.FORM, now=now, what=EDITORIAL)
    found = our_resource(access, resource)
    form = WithdrawForm(
        request.POST or None, replacements=replacements(access, found), initial={"revision": found.revision}
    )
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            withdraw_resource(
                access=access, resource=found, revision=said["revision"], because=said["because"], now=now,
                replaced_by=form.replaced_by,
            )  # fmt: skip
        except ReplacesNothing:
            form.add_error("instead", _("Det visas inte längre. Välj något annat."))
        except ResourceChanged:
            found = our_resource(access, resource)
            form.has_seen(found.revision)
            form.add_error(None, _changed(access, found, said["revision"]))
        else:
            messages.success(request, _("Återkallat. Det visas inte längre."))
            return redirect("editorial")
    page = page_of(found, today=access.today, is_draft=True)
    return render(request, "knowledge/withdraw.html", {"form": form, "page": page, "now": now})


def _changed(access: EditorAccess, found: Resource, seen: int) -> str:
    """What has happened since the page was opened, in another window or by a colleague; `seen` is the revision then.

    More than one thing has happened: before it was reviewed, or sent back, the text may have been written anew.
    """
    if found.withdrawn_at is not None:
        return _("Det är återkallat och går inte att ändra.")
    again = _again(is_only_this=found.revision == seen + 1)
    if found.sent_back_by:
        said = {"name": found.sent_back_by.name, "because": found.sent_back_because}
        return _("Texten är redan skickad tillbaka av %(name)s: ”%(because)s”") % said + f" {again}"
    if not found.needs_review:
        return _("Texten är redan granskad. Den som gäller nu står på sidan.") + f" {again}"
    if found.written_by_id == access.professional_id:
        return _("Du har ändrat texten i ett annat fönster. Den står på sidan. Läs den, och spara sedan igen.")
    return _("En kollega har ändrat texten. Den som gäller nu står på sidan. Läs den, och spara sedan igen.")


def _again(*, is_only_this: bool) -> str:
    if is_only_this:
        return _("Spara igen om du ändå vill.")
    return _("Den kan också ha skrivits om sedan du öppnade sidan. Läs den, och spara igen om du ändå vill.")
