"""Which readings of a day are worth a look. Each rule is a condition on a line of the log, asked in one statement.

A match of names is no proof of anything, and neither is a missing match: a number of identity never stands in the log,
and staff have none here.
"""

from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db.models import BooleanField, CharField, Count, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet, Value
from django.db.models import Subquery as Asked
from django.db.models.functions import MD5, Cast, Concat
from django.utils import timezone

from access.kinds import MandateKind
from access.models import CareRelation, Inquiry, Mandate, Rule
from audit.models import Action, ActorKind, Entry
from people.models import Assignment, Patient, Professional, Protection

# Rules asked of each line; VOLUME is asked of a day.
OF_A_LINE = tuple(rule for rule in Rule if rule != Rule.VOLUME)
MANY = 40  # patients in a day, from where it may be unusual
TIMES_USUAL = 3
USUAL_OVER = timedelta(days=28)
WORKING_DAYS = 20  # in those
RECENTLY = timedelta(days=1)

Reader = tuple[UUID, str]  # and the unit they read at


def day_of(day: date) -> tuple[datetime, datetime]:
    """A day's beginning and end, Swedish time."""
    first, after = (datetime.combine(each, time.min) for each in (day, day + timedelta(days=1)))
    return timezone.make_aware(first), timezone.make_aware(after)


def readings(provider: str, since: datetime, until: datetime) -> QuerySet[Entry]:
    """What a provider's staff have read or looked up of patients. A list or a write is not a reading of one's own."""
    return Entry.objects.filter(
        at__gte=since,
        at__lt=until,
        provider=provider,
        actor_kind=ActorKind.STAFF,
        action__in=[Action.READ, Action.SEARCH],
        actor__isnull=False,
        patient__isnull=False,
    )


def sampled(lines: QuerySet[Entry], seed: str, size: int) -> list[int]:
    """A random sample: the same lines with the same seed, whoever asks and in whatever order they lie."""
    lot = MD5(Concat(Value(seed), Value(":"), Cast("id", CharField())))
    return list(lines.order_by(lot, "id").values_list("id", flat=True)[:size])


def with_rules(lines: QuerySet[Entry]) -> QuerySet[Entry]:
    """Each line with an attribute for each of OF_A_LINE: is_<rule>."""
    patients, readers = Patient.objects.filter(public_id=OuterRef("patient")), _readers()
    named = lines.annotate(
        patient_given=Asked(patients.values("given_name")[:1]),
        patient_family=Asked(patients.values("family_name")[:1]),
        reader_given=Asked(readers.values("given_name")[:1]),
        reader_family=Asked(readers.values("family_name")[:1]),
    )
    same_family = Q(patient_family__iexact=F("reader_family"))
    same_name = same_family & Q(patient_given__iexact=F("reader_given"))
    return named.annotate(
        is_emergency=F("emergency"),
        is_no_relation=~Exists(_relations()) & ~Exists(_inquiries()),
        is_self_begun=Exists(_begun_by_the_reader()),
        is_own_record=ExpressionWrapper(same_name | Q(Exists(_own())), BooleanField()),
        is_family_name=ExpressionWrapper(same_family, BooleanField()),
        is_colleague=Exists(_colleagues()),
        is_protected=Exists(patients.exclude(protection=Protection.NONE)),
    )


def any_rule() -> Q:
    found = Q()
    for rule in OF_A_LINE:
        found |= Q(**{f"is_{rule}": True})
    return found


def unusually_busy(provider: str, day: date) -> set[Reader]:
    """Those who read many more patients that day than they usually read lines.

    The weeks before are asked only of those who read many that day, by reader: the log of everybody is long.
    """
    since, until = day_of(day)
    that_day = _counted(readings(provider, since, until))
    many = {(actor, unit): lines for actor, unit, patients, lines in that_day if patients >= MANY}
    if not many:
        return set()
    before = readings(provider, since - USUAL_OVER, since).filter(actor__in={actor for actor, _unit in many})
    usual = {(actor, unit): lines for actor, unit, _patients, lines in _counted(before)}
    return {each for each, lines in many.items() if lines > usual.get(each, 0) * TIMES_USUAL / WORKING_DAYS}


def last_of_each(lines: QuerySet[Entry], readers: set[Reader]) -> list[Any]:
    """The last line of each of these: number, time, reader, patient and unit."""
    theirs = lines.filter(actor__in={actor for actor, _unit in readers})
    last = theirs.order_by("actor", "unit", "-at", "-id").distinct("actor", "unit")
    found: QuerySet[Entry, Any] = last.values_list("id", "at", "actor", "patient", "unit")
    return [each for each in found if (each[2], each[4]) in readers]


def _counted(lines: QuerySet[Entry]) -> QuerySet[Entry, Any]:
    """By reader: how many patients, and how many lines."""
    grouped = lines.order_by().values("actor", "unit")
    counts = grouped.annotate(patients=Count("patient", distinct=True), lines=Count("id"))
    return counts.values_list("actor", "unit", "patients", "lines")


def _readers() -> QuerySet[Professional]:
    return Professional.objects.filter(public_id=OuterRef("actor"))


def _relations() -> QuerySet[CareRelation]:
    """The unit's relation with the patient when the line was written."""
    at = OuterRef("at")
    mine = CareRelation.objects.filter(patient__public_id=OuterRef("patient"), unit__hsa_id=OuterRef("unit"))
    return mine.filter(Q(until=None) | Q(until__gt=at), since__lte=at)


def _inquiries() -> QuerySet[Inquiry]:
    """What another unit asked the reader's when the line was written."""
    at = OuterRef("at")
    asked = Inquiry.objects.filter(patient__public_id=OuterRef("patient"), unit__hsa_id=OuterRef("unit"))
    return asked.filter(until__gt=at, since__lte=at)


def _begun_by_the_reader() -> QuerySet[CareRelation]:
    """A first contact asks nobody but the one who makes it: the reader's own word is the ground for the reading."""
    recent = _relations().filter(since__gt=OuterRef("at") - RECENTLY)
    return recent.filter(professional__public_id=OuterRef("actor"))


def _own() -> QuerySet[Mandate]:
    """The reader is the patient: one login for both."""
    return Mandate.objects.filter(
        kind=MandateKind.SELF, patient__public_id=OuterRef("patient"), login__professional__public_id=OuterRef("actor")
    )


def _colleagues() -> QuerySet[Assignment]:
    """Somebody else who worked at the unit then, and is the patient by login or by name."""
    at = OuterRef("at")
    there = Assignment.objects.filter(Q(until=None) | Q(until__gt=at), unit__hsa_id=OuterRef("unit"), since__lte=at)
    by_login = Q(
        professional__logins__mandates__kind=MandateKind.SELF,
        professional__logins__mandates__patient__public_id=OuterRef("patient"),
    )
    by_name = Q(
        professional__family_name__iexact=OuterRef("patient_family"),
        professional__given_name__iexact=OuterRef("patient_given"),
    )
    return there.exclude(professional__public_id=OuterRef("actor")).filter(by_login | by_name)
