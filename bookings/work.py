"""What staff's lists need to know of bookings, for many patients in one statement."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from access.grants import May, UnitAccess
from access.listing import Listing
from access.matters import Matter, Urgency, before, is_cared_for
from bookings.models import SAYS_SOMETHING, AgreedHow, Booking, BookingStatus, TimeWish

# Closer than this, staff ask the patient whether the time suits: a text or a letter may not have arrived.
ASK_WITHIN = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class NextTime:
    """`is_prepared`: the patient has prepared a visit that the unit itself has ahead, this one or a later."""

    what: str
    starts_at: datetime
    is_agreed: bool
    is_prepared: bool


def next_times(access: UnitAccess, patients: Collection[int], now: datetime) -> dict[int, NextTime]:
    """Each patient's next booked time that the unit may see."""
    rows = (
        Booking.objects.booked()
        .listed_for(access)
        .filter(patient__in=patients, starts_at__gte=now)
        .order_by("patient", "starts_at", "pk")
        .distinct("patient")
        .annotate(is_prepared=_is_prepared(access, now))
        .values_list("patient", "what", "starts_at", "agreed", "is_prepared")
    )
    return {row[0]: NextTime(row[1], row[2], row[3] != AgreedHow.NOT_YET, row[4]) for row in rows}


def _is_prepared(access: UnitAccess, now: datetime) -> Exists:
    """Asked of a booking: whether its patient has prepared a visit at the unit."""
    ours = Booking.objects.booked().listed_for(access).filter(patient=OuterRef("patient"), unit=access.unit_id)
    return Exists(ours.filter(SAYS_SOMETHING, starts_at__gte=now))


def has_time(access: UnitAccess) -> Exists:
    """Asked of a patient (`OuterRef("pk")`): whether the unit knows of a time to come."""
    theirs = Booking.objects.booked().listed_for(access).filter(patient=OuterRef("pk"))
    return Exists(theirs.filter(starts_at__gte=access.opened_at))


def last_visit(access: UnitAccess) -> Subquery:
    """Asked of a patient: when the unit knows that they last were somewhere."""
    theirs = Booking.objects.listed_for(access).filter(patient=OuterRef("pk"), status=BookingStatus.DONE)
    return Subquery(theirs.order_by("-ends_at").values("ends_at")[:1])


def is_booked(access: UnitAccess) -> Exists:
    """Asked of a step: whether a time that is booked and ahead, or was kept, fulfils it."""
    ahead = Q(status=BookingStatus.BOOKED, ends_at__gt=access.opened_at)
    covers = ahead | Q(status=BookingStatus.DONE)
    return Exists(Booking.objects.listed_for(access).filter(covers, step=OuterRef("pk")))


def matters(access: UnitAccess) -> list[Matter]:
    """What waits for the unit: wishes for another time, times soon that nobody has said yes to, and what patients
    have prepared for them and nobody has read. Three statements.
    """
    return [*_wishes(access), *_unanswered(access), *_unread(access)]


WISHES = Listing(
    lambda access: (
        TimeWish.objects.open()
        .filter(
            is_cared_for(access, "booking__patient"),
            booking__in=Booking.objects.booked().listed_for(access).filter(unit=access.unit_id),
            booking__starts_at__gt=access.opened_at,
        )
        .order_by("asked_at", "pk")
        .values_list(
            "booking__public_id",
            "booking__patient__public_id",
            "booking__what",
            "booking__starts_at",
            "asked_at",
            "text",
            "by_proxy",
        )
    )
)
UNANSWERED = Listing(
    lambda access: (
        Booking.objects.booked()
        .without_wish()
        .listed_for(access)
        .filter(
            is_cared_for(access),
            unit=access.unit_id,
            agreed=AgreedHow.NOT_YET,
            starts_at__gt=access.opened_at,
            starts_at__lte=access.opened_at + ASK_WITHIN,
        )
        .order_by("starts_at", "pk")
        .values_list("public_id", "patient__public_id", "what", "starts_at", "authored_at")
    )
)

# Whether or not the time is agreed, or another is wished for.
UNREAD = Listing(
    lambda access: (
        Booking.objects.booked()
        .listed_for(access)
        .filter(
            is_cared_for(access),
            SAYS_SOMETHING,
            unit=access.unit_id,
            prepared__seen_at=None,
            starts_at__gt=access.opened_at,
            starts_at__lte=access.opened_at + ASK_WITHIN,
        )
        .order_by("starts_at", "pk")
        .values_list("patient__public_id", "what", "starts_at", "prepared__written_at")
    )
)


def _wishes(access: UnitAccess) -> Iterator[Matter]:
    for booking, patient, what, starts_at, asked_at, text, by_proxy in WISHES.of(access):
        due = timezone.localdate(starts_at)
        yield Matter(
            patient=patient,
            urgency=before(due, access.today, Urgency.ASKED),
            what=_("Behöver en annan tid"),
            about=". ".join(filter(None, (what, text, by_proxy))),
            at=starts_at,
            since=timezone.localdate(asked_at),
            due=due,
            **_act(access, _("Flytta"), patient, booking),
        )


def _unanswered(access: UnitAccess) -> Iterator[Matter]:
    for booking, patient, what, starts_at, authored_at in UNANSWERED.of(access):
        due = timezone.localdate(starts_at)
        yield Matter(
            patient=patient,
            urgency=before(due, access.today, Urgency.SOON),
            what=_("Har inte svarat om tiden passar"),
            about=what,
            at=starts_at,
            since=timezone.localdate(authored_at),
            due=due,
            **_act(access, _("Bekräfta eller flytta"), patient, booking),
        )


def _unread(access: UnitAccess) -> Iterator[Matter]:
    for patient, what, starts_at, written_at in UNREAD.of(access):
        due = timezone.localdate(starts_at)
        yield Matter(
            patient=patient,
            urgency=Urgency.SOON,
            what=_("Patienten har förberett besöket"),
            about=what,
            at=starts_at,
            since=timezone.localdate(written_at),
            due=due,
            act=_("Läs i planen"),
            url=reverse("patient_plan", kwargs={"patient": patient}),
        )


def _act(access: UnitAccess, words: str, patient: UUID, booking: UUID) -> dict[str, str]:
    """Where it is done, for those who may."""
    if May.BOOK not in access.may:
        return {}
    return {"act": words, "url": reverse("move_time", kwargs={"patient": patient, "booking": booking})}
