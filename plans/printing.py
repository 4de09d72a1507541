"""The plan on paper: the same PlanPage, for the refrigerator and the handbag."""

from datetime import date
from uuid import UUID

from babel.dates import format_date
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from access.grants import Access
from paper.render import render
from plans.discretion import without_names
from plans.page import PlanPage

PRINTED = "plan.printed"


def on_paper(access: Access, plan: PlanPage, *, first: UUID | None = None) -> HttpResponse:
    """The answer that a browser shows, prints or keeps, under a name that tells nothing about the patient."""
    pdf = render(sheet(access, plan, first=first))
    name = f"plan-{timezone.localdate(plan.made_at):%Y-%m-%d}.pdf"
    headers = {"Content-Disposition": f'inline; filename="{name}"', "Cache-Control": "no-store"}
    return HttpResponse(pdf, content_type="application/pdf", headers=headers)


def sheet(access: Access, plan: PlanPage, *, first: UUID | None = None) -> str:
    """The page that becomes the PDF. `first`: the agreement that stands above all else, if it is in the plan."""
    is_protected = access.patient.is_protected
    shown = without_names(plan) if is_protected else plan
    above = next((row for row in shown.agreed if row.id == first), None)
    today = timezone.localdate(plan.made_at)
    context = {
        "plan": shown,
        "first": above,
        "agreed": [row for row in shown.agreed if row is not above],
        "printed_on": _in_words("d MMMM y", today),
        "printed_day": _in_words("EEEE d MMMM y", today),
        "born_on": _in_words("d MMMM y", plan.patient.birth_date),
        "printed_by": access.signature,
        "notices": tuple(_notices(plan, is_protected=is_protected)),
        "ahead": [row for row in shown.timeline if row.state.is_ahead],
        "behind": [row for row in shown.timeline if not row.state.is_ahead],
    }
    return render_to_string("plans/print/sheet.html", context)


def _notices(plan: PlanPage, *, is_protected: bool) -> list[str]:
    """What is not on the sheet. In words that tell nothing to whoever sees it on the refrigerator."""
    sentences = []
    if plan.silences:
        sentences.append(_("Allt i din vård står inte på det här pappret. Logga in för att se hela din plan."))
    if is_protected:
        sentences.append(_("Platser och mottagningar står inte på det här pappret. Ring om du undrar vart du ska."))
    return sentences


def _in_words(pattern: str, day: date) -> str:
    """With the year: a sheet may hang for long."""
    return format_date(day, pattern, locale=(get_language() or "sv").replace("-", "_"))
