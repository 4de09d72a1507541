"""What the persons of the tests do, with everything filled in that a test does not speak of."""

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from access.grants import Access
from access.kinds import ConsentKind
from access.services import give_consent
from agreements.models import AgreedHow as Agreed
from agreements.models import Agreement
from agreements.services import AgreementText, Does, Said, agree, sign
from bookings.models import AgreedHow, Booking
from bookings.services import Time, book
from contacts.models import AppointedBecause, ContactKind, FixedContact
from contacts.services import Appointment, appoint
from people.models import Principal, Professional
from plans.models import PlanKind, StatutoryPlan
from plans.services import PlanText, record_plan
from steps.models import Step, StepKind
from steps.services import StepPlan, plan_step

HOUR = timedelta(hours=1)
AT_THE_MEETING = Said(Agreed.IN_MEETING)


def whole(**words: Any) -> AgreementText:
    """Something under each heading that is required."""
    text = {
        "title": "Hjärtsvikt", "what_matters": "Att orka gå till kören.", "no_next_step_because": "Inget behövs",
        "patient_does": (Does("tar en promenad"),), "care_does": (Does("svarar på frågor"),),
        "turn_by_day": "Ring mottagningen", "no_fixed_contact_because": "Behövs inte",
        "follow_up_how": "Vid nästa besök",
    }  # fmt: skip
    for said, otherwise in (("next_step", "no_next_step_because"), ("fixed_contacts", "no_fixed_contact_because")):
        if said in words:
            del text[otherwise]
    return AgreementText(**{**text, **words})


def agrees(
    access: Access,
    *,
    now: datetime,
    approved: bool = True,
    said: Said = AT_THE_MEETING,
    signed: bool = False,
    replaces: Agreement | None = None,
    **words: Any,
) -> Agreement:
    """In the meeting, unless it is said otherwise."""
    agreement = agree(
        access=access, text=whole(**words), said=said, now=now, replaces=replaces, approved_for_patient=approved
    )
    if signed:
        sign(access=access, agreement=agreement, now=now)
    return agreement


def books(
    access: Access,
    *,
    now: datetime,
    days: float = 7,
    what: str = "Återbesök",
    agreed: AgreedHow = AgreedHow.IN_DIALOGUE,
    performer: Professional | None = None,
    place: str = "",
    preparation: str = "",
    approved: bool = True,
    **more: Any,
) -> Booking:
    """A visit of an hour, `days` from now."""
    starts_at = now + timedelta(days=days)
    ends_at = starts_at + HOUR
    time = Time(
        what=what, starts_at=starts_at, ends_at=ends_at, place=place, preparation=preparation, performer=performer
    )
    return book(access=access, time=time, agreed=agreed, now=now, approved_for_patient=approved, **more)


def books_many(access: Access, number: int, *, now: datetime) -> None:
    """In bulk: what is measured is the reading."""
    assert access.assignment
    unit = access.assignment.unit
    Booking.objects.bulk_create(
        Booking(
            patient=access.patient,
            unit=unit,
            provider=unit.provider,
            author_id=access.professional_id,
            authored_at=now,
            updated_at=now,
            what=f"Besök {n}",
            starts_at=now + timedelta(days=n),
            ends_at=now + timedelta(days=n) + HOUR,
        )
        for n in range(1, number + 1)
    )


def plans(access: Access, *, now: datetime, kind: StepKind = StepKind.ACTION, **more: Any) -> Step:
    return plan_step(access=access, plan=StepPlan(**{"kind": kind, "what": "Sköterskan ringer", **more}), now=now)


def appoints(
    access: Access, who: Professional | None = None, *, now: datetime, kind: ContactKind = ContactKind.CARE, **more: Any
) -> FixedContact:
    told = {"does": "Samordnar din vård", "because": AppointedBecause.NEED, "professional": who}
    appointment = Appointment(**{"kind": kind, **told, **more})
    return appoint(access=access, appointment=appointment, now=now, key=uuid4())


def records_sip(access: Access, *, now: datetime, **more: Any) -> StatutoryPlan:
    assert access.assignment
    give_consent(access=access, unit=access.assignment.unit, kind=ConsentKind.SIP, because="Skriftligt", now=now)
    told = {
        "kind": PlanKind.SIP,
        "title": "Samordnad individuell plan (SIP)",
        "responsible": Principal.MUNICIPALITY,
        "agreed_on": now.date(),
        "follow_up_at": now + timedelta(days=30),
        "goals": ("Kunna gå till brevlådan själv",),
        "interventions": (("Hemtjänst", access.assignment.unit),),
    }
    return record_plan(access=access, text=PlanText(**{**told, **more}), now=now)
