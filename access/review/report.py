"""The report of a month: how much was looked at, for what reasons, and what came of it. It names no patient."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from access.grants import LogAccess
from access.models import Concern, ConcernState, Outcome, Review, Rule
from access.review.forms import name_of
from access.review.rules import day_of, readings
from audit.models import Entry
from paper.render import render


@dataclass(frozen=True, slots=True)
class Remark:
    """A reading that was not as it should be, or that is examined."""

    at: datetime
    unit: str
    who: str
    outcome: str
    reasons: str
    note: str


@dataclass(frozen=True, slots=True)
class Report:
    provider: str
    month: str
    readings: int
    drawn: int
    reasons: tuple[tuple[str, int], ...]
    outcomes: tuple[tuple[str, int], ...]
    concerns: tuple[tuple[str, int], ...]
    remarks: tuple[Remark, ...]


def report_of(access: LogAccess, month: date) -> Report:
    provider = access.assignment.unit.provider
    since, until = day_of(month)[0], day_of(_next(month))[0]
    reviews = list(Review.objects.filter(provider=provider, day__gte=month, day__lt=_next(month)).order_by("line_at"))
    rules = Counter(rule for each in reviews for rule in each.rules)
    outcomes = Counter(each.outcome for each in reviews)
    asked = Concern.objects.filter(provider=provider, reported_at__gte=since, reported_at__lt=until)
    states = Counter(asked.values_list("state", flat=True))
    return Report(
        provider=provider.name,
        month=name_of(month),
        readings=readings(provider.hsa_id, since, until).count(),
        drawn=len(reviews),
        reasons=(
            (_("Stickprov"), sum(each.is_sample for each in reviews)),
            *((str(rule.label).capitalize(), rules[rule]) for rule in Rule),
        ),
        outcomes=tuple((str(each.label).capitalize(), outcomes[each]) for each in Outcome),
        concerns=tuple((str(each.label).capitalize(), states[each]) for each in ConcernState),
        remarks=_remarks([each for each in reviews if each.outcome in {Outcome.EXAMINE, Outcome.BREACH}]),
    )


def report_on_paper(report: Report, *, month: date, now: datetime) -> HttpResponse:
    today = timezone.localdate(now)
    pdf = render(render_to_string("access/print/review.html", {"report": report, "today": today, "now": now}))
    headers = {
        "Content-Disposition": f'inline; filename="granskning-{month:%Y-%m}.pdf"',
        "Cache-Control": "no-store",
    }
    return HttpResponse(pdf, content_type="application/pdf", headers=headers)


def _remarks(reviews: list[Review]) -> tuple[Remark, ...]:
    keys = Q(at__in={each.line_at for each in reviews}, id__in={each.line for each in reviews})
    lines = {each.pk: each for each in Entry.objects.filter(keys)}
    return tuple(
        Remark(
            at=each.line_at,
            unit=lines[each.line].unit_name,
            who=lines[each.line].actor_name,
            outcome=str(Outcome(each.outcome).label).capitalize(),
            reasons=", ".join(str(Rule(rule).label) for rule in each.rules) or _("stickprov"),
            note=each.note,
        )
        for each in reviews
        if each.line in lines
    )


def _next(month: date) -> date:
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)
