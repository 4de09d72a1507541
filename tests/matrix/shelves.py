"""What one unit has written about one patient: something of every kind, in words that stand nowhere else."""

from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from access.grants import Access
from agreements.models import Agreement, Commitment, Draft, Question, Tick
from agreements.services import Does, agree, ask_question, save_draft, tick
from bookings.models import AgreedHow, Booking
from bookings.services import PreparationText, prepare
from contacts.models import FixedContact
from people.models import CareUnit
from steps.models import Step
from surveys.models import Survey
from surveys.services import answer, ask
from tests.deeds import agrees, books, plans, records_sip, whole
from tests.factories import Person, Staff
from tests.surveys.deeds import ALL_WELL, NO

TIME, STEP, AGREEMENT, CONTACT, SIP, BROUGHT = "tid", "steg", "avtal", "kontakt", "sipen", "eget"
KINDS = (TIME, STEP, AGREEMENT, CONTACT, SIP, BROUGHT)


def word(kind: str, shelf: str) -> str:
    """Stands in that row, and nowhere else."""
    return f"{kind}-{shelf}"


@dataclass(frozen=True)
class Shelf:
    """`booking`, which is prepared, and `proposal` wait for an answer; `past` has been; another unit is asked for
    `commitment`, and to take over `handed`.
    """

    booking: Booking
    past: Booking
    proposal: Agreement
    agreement: Agreement
    question: Question
    commitment: Commitment
    handed: Step
    mine: Commitment
    ours: Commitment
    tick: Tick
    our_tick: Tick
    draft: Draft
    contact: FixedContact
    survey: Survey
    answered: Survey


def fills(who: Staff, whom: Person, name: str, *, asks: CareUnit, days: int, now: datetime) -> Shelf:
    """`asks`: another unit, that is asked to do something. `days`: from now, nobody is at two places at once."""
    access, own = who.meets(whom), whom.opens_own()
    does = (Does("Mäter", unit=asks), Does("Ringer"), Does("Har ringt"))
    agreement = agrees(
        access, title=word(AGREEMENT, name), now=now, care_does=does, patient_does=(Does("Går"), Does("Har gått"))
    )
    does_what = {each.what: each for each in agreement.commitments.all()}
    proposed = whole(title="Förslag", what_matters="Lugn")
    plans(access, what=word(STEP, name), now=now)
    records_sip(access, title=word(SIP, name), now=now)
    booking = books(access, what=word(TIME, name), agreed=AgreedHow.NOT_YET, place=f"plats-{name}", days=days, now=now)
    text = PreparationText(questions=word(BROUGHT, name))
    prepare(access=own, booking=booking, text=text, revision=0, now=now)
    return Shelf(
        booking=booking,
        past=books(access, what="Har varit", days=-1, now=now),
        proposal=agree(access=access, text=proposed, now=now),
        agreement=agreement,
        question=_asks(own, agreement, now),
        commitment=does_what["Mäter"],
        handed=_hands_over(access, name, asks, now),
        mine=does_what["Går"],
        ours=does_what["Ringer"],
        tick=_ticks(own, does_what["Har gått"], now),
        our_tick=_ticks(access, does_what["Har ringt"], now),
        draft=save_draft(access=access, key=uuid4(), typed={"title": ["Utkast"]}, now=now),
        contact=_appoints(access, name, now),
        answered=_answered(access, own, now),
        survey=ask(access=access, now=now),
    )


def hides(who: Staff, whom: Person, name: str, *, now: datetime) -> Booking:
    """The same, but not approved for the patient."""
    access = who.opens(whom)
    agrees(access, title=word(AGREEMENT, name), approved=False, now=now)
    step = plans(access, what=word(STEP, name), now=now)
    type(step).objects.filter(pk=step.pk).update(approved_for_patient=False)
    return books(access, what=word(TIME, name), agreed=AgreedHow.NOT_YET, approved=False, days=9, now=now)


def _hands_over(access: Access, name: str, asks: CareUnit, now: datetime) -> Step:
    """Who is asked may not be known to who asks, and that is not what is tried here."""
    step = plans(access, what=word(STEP, name), now=now)
    Step.objects.filter(pk=step.pk).update(asked_unit=asks, asked_at=now)
    return step


def _asks(own: Access, agreement: Agreement, now: datetime) -> Question:
    return ask_question(access=own, agreement=agreement, text="Hur ofta?", key=uuid4(), now=now)


def _ticks(access: Access, commitment: Commitment, now: datetime) -> Tick:
    return tick(access=access, commitment=commitment, on=now.date(), note="", key=uuid4(), now=now)


def _answered(access: Access, own: Access, now: datetime) -> Survey:
    survey = ask(access=access, now=now)
    answer(access=own, survey=survey, answers={**ALL_WELL, 5: NO}, now=now)
    return survey


def _appoints(access: Access, name: str, now: datetime) -> FixedContact:
    """Who writes may not always appoint, and that is not what is tried here."""
    assert access.assignment
    unit = access.assignment.unit
    return FixedContact.objects.create(
        patient=access.patient, unit=unit, provider=unit.provider, author=access.assignment.professional,
        authored_at=now, updated_at=now, kind="1", team="Teamet", does=word(CONTACT, name), phone=unit.phone,
        phone_hours=unit.phone_hours, because="need", since=now,
    )  # fmt: skip
