"""Drawing readings from the log to be looked at, and saying what came of it."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from functools import reduce
from operator import or_
from secrets import token_hex
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from access.grants import LogAccess, require
from access.models import Outcome, Review, ReviewMonth, Rule
from access.review.rules import OF_A_LINE, any_rule, day_of, last_of_each, readings, sampled, unusually_busy, with_rules
from audit.models import Action, ActorKind, How
from audit.services import Actor, Deed, record
from people.models import CareProvider, Patient

PROGRAM = "Granskningen"
SAMPLE_A_DAY = 2
DAY, LOOK_BACK = timedelta(days=1), timedelta(days=31)
SETTLED = timedelta(hours=1)  # by then, what was begun before midnight is written
BATCH = 1000

Key = tuple[UUID, UUID, str, tuple[str, ...]]  # reader, patient, unit, rules
Drawn = dict[Key, tuple[int, datetime, bool]]


class ReviewChanged(Exception):
    """Somebody else was first."""


@transaction.atomic
def ask_to_draw(*, access: LogAccess, now: datetime) -> None:
    """The reviewer does not want to wait for the night. Asked already: it stays asked, and no new line."""
    month = _month(access.assignment.unit.provider, access.today)
    if ReviewMonth.objects.filter(pk=month.pk, asked_at=None).update(asked_at=now):
        record(access.actor, Deed(Action.WRITE, "review.asked", access.how), now=now)


def draw_for(*, provider: CareProvider, now: datetime) -> None:
    """Draw from the days after those that are done, at most a month, and from what there is of today.

    Nothing is drawn twice: it may be done as often as one likes. Of two at once, one leaves it to the other.
    """
    today = timezone.localdate(now)
    done = ReviewMonth.objects.filter(provider=provider, drawn_through__isnull=False).order_by("-month").first()
    day = max(done.drawn_through + DAY, today - LOOK_BACK) if done and done.drawn_through else today - LOOK_BACK
    while day <= today:
        if not draw_day(provider=provider, day=day, now=now):
            return
        day += DAY
    ReviewMonth.objects.filter(provider=provider, asked_at__lte=now).update(asked_at=None)


@transaction.atomic
def draw_day(*, provider: CareProvider, day: date, now: datetime) -> bool:
    """False when somebody else draws for this provider.

    The rules are asked at any time; the sample is drawn when the day is over, so that each line had its chance.
    """
    if not CareProvider.objects.select_for_update(skip_locked=True, no_key=True).filter(pk=provider.pk):
        return False
    month, (since, until) = _month(provider, day), day_of(day)
    is_over = now >= until + SETTLED
    lines = readings(provider.hsa_id, since, until)
    if lines.exists():
        sample = set(sampled(lines, month.seed, SAMPLE_A_DAY)) if is_over else set()
        found = with_rules(lines).filter(any_rule() | Q(id__in=sample)).order_by("at", "id")
        rows = found.values_list("id", "at", "actor", "patient", "unit", *(f"is_{rule}" for rule in OF_A_LINE))
        _keep(provider, day, _first_of_each(rows.iterator(), sample))
        _keep(provider, day, _busy(provider, day))
    if is_over:
        ReviewMonth.objects.filter(pk=month.pk).update(drawn_through=day)
    program = Actor(ActorKind.SYSTEM, name=PROGRAM, provider=provider.hsa_id, provider_name=provider.name)
    record(program, Deed(Action.WRITE, "review.drawn", How.TASK, because=day.isoformat()), now=now)
    return True


@transaction.atomic
def judge(*, access: LogAccess, review: Review, outcome: Outcome, note: str, revision: int, now: datetime) -> None:
    """Say what came of it. Nobody judges their own reading. Raises ReviewChanged when somebody else was first."""
    require(review.provider_id == access.provider_id and review.actor != access.actor.id)
    changed = Review.objects.filter(pk=review.pk, revision=revision).update(
        outcome=outcome,
        note=note,
        decided_at=now,
        decided_by=access.professional_id,
        revision=F("revision") + 1,
    )
    if not changed:
        raise ReviewChanged
    deed = Deed(Action.WRITE, "review.judged", access.how, review.patient.public_id, review.public_id)
    record(access.actor, deed, now=now)


def _first_of_each(rows: Iterable[Any], sample: set[int]) -> Drawn:
    """Line, time and whether it was sampled: the first by each reader of each patient, on each ground."""
    drawn: Drawn = {}
    for number, at, actor, patient, unit, *holds in rows:
        key = (actor, patient, unit, tuple(rule for rule, is_so in zip(OF_A_LINE, holds, strict=True) if is_so))
        first, first_at, was_sampled = drawn.get(key, (number, at, False))
        drawn[key] = (first, first_at, was_sampled or number in sample)
    return drawn


def _busy(provider: CareProvider, day: date) -> Drawn:
    """The last reading of that day stands for all of them."""
    busy = unusually_busy(provider.hsa_id, day)
    last = last_of_each(readings(provider.hsa_id, *day_of(day)), busy) if busy else []
    return {(actor, patient, unit, (Rule.VOLUME,)): (line, at, False) for line, at, actor, patient, unit in last}


def _keep(provider: CareProvider, day: date, drawn: Drawn) -> None:
    """What was drawn before stays as it is, with what came of it; but what a rule found may be sampled later."""
    patients = dict(Patient.objects.filter(public_id__in={key[1] for key in drawn}).values_list("public_id", "pk"))
    Review.objects.bulk_create(
        (
            Review(
                provider=provider,
                patient_id=patients[patient],
                day=day,
                line=line,
                line_at=at,
                actor=actor,
                unit=unit,
                rules=list(rules),
                is_sample=is_sample,
            )
            for (actor, patient, unit, rules), (line, at, is_sample) in drawn.items()
            if patient in patients
        ),
        BATCH,
        ignore_conflicts=True,
    )
    in_sample = [
        Q(actor=actor, patient__public_id=patient, unit=unit, rules=list(rules))
        for (actor, patient, unit, rules), (_line, _at, is_sample) in drawn.items()
        if is_sample
    ]
    if in_sample:
        found = Review.objects.filter(reduce(or_, in_sample), provider=provider, day=day, is_sample=False)
        found.update(is_sample=True)


def _month(provider: CareProvider, day: date) -> ReviewMonth:
    """With a seed of its own, that nobody can foresee."""
    first, seed = day.replace(day=1), token_hex(16)
    return ReviewMonth.objects.get_or_create(provider=provider, month=first, defaults={"seed": seed})[0]
