"""The buttons of the form that write nothing: more rows, a template, another unit to ask. Nothing typed is lost."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from access.grants import Access
from agreements.forms.filling import filled
from agreements.forms.finding import FindUnitForm
from agreements.forms.initial import first_step_later, of_nothing, of_template
from agreements.forms.rows import ROWS
from agreements.forms.whole import WholeForm
from agreements.models import Agreement
from agreements.responsible import Responsibles
from agreements.views.page import choosing, known_when_writing, show


def with_help(
    request: HttpRequest, access: Access, here: Responsibles, replaces: Agreement | None, now: datetime
) -> HttpResponse | None:
    """The page again with what was asked for; None when it was sent to be saved."""
    if replaces is None and "choose" in request.POST:
        return _with_template(request, access, here, now)
    if (more := request.POST.get("add_row")) in ROWS:
        return show(request, access, WholeForm(request.POST, here).with_more(more), replaces, now)
    if FindUnitForm(request.POST).is_asked:
        return show(request, access, WholeForm(request.POST, here).not_judged(), replaces, now)
    return None


def untouched(here: Responsibles, known: Any) -> dict[str, Any]:
    """What an empty form starts from."""
    return {**of_nothing(here), "fixed_contacts": known.fixed_contacts}


def _with_template(request: HttpRequest, access: Access, here: Responsibles, now: datetime) -> HttpResponse:
    """The same draft goes on."""
    known = known_when_writing(access, now)
    empty = untouched(here, known)
    typed = WholeForm(request.POST if "key" in request.POST else None, here, empty)
    choose = choosing(here, request.POST)
    more: dict[str, Any] = {"choose": choose, "known": known}
    if not choose.is_valid() or (template := choose.chosen) is None:
        if choose.is_valid():
            messages.info(request, _("Välj en mall i listan först. Det du har skrivit står kvar."))
        return show(request, access, typed.not_judged(), None, now, **more)
    anchor = choose.cleaned_data.get("dag") or here.today
    start = of_template(template, anchor, here)
    done = filled(typed, start, empty, first_step_later(template, anchor, here))
    messages.success(request, done.told(template.name))
    if done.added and anchor < here.today:
        messages.warning(request, _("Dagarna är räknade från %(day)s, som har varit.") % {"day": anchor.isoformat()})
    return show(request, access, WholeForm(done.data, here).not_judged(), None, now, **more)
