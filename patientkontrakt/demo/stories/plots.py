"""Plots that several stories share: a coordinator is appointed, a visit has been, a visit is coming."""

from agreements.models import AgreedHow as Agreed
from agreements.models import Agreement
from agreements.services import AgreementText, Said, agree, sign
from bookings.models import AgreedHow, Booking, BookingStatus
from bookings.services import Time, book, conclude
from contacts.models import AppointedBecause, ContactKind, ToldHow
from contacts.services import Appointment, appoint
from patientkontrakt.demo.stage import Stage
from people.models import Patient
from steps.models import Step


def coordinated_by(stage: Stage, patient: Patient, *, by: str, who: str, days: int) -> None:
    """The head of the unit appoints `who` as fast vårdkontakt."""
    appoint(
        access=stage.as_(by, patient, days, because="Fast vårdkontakt behövs"),
        appointment=Appointment(
            kind=ContactKind.CARE,
            does="Samordnar din vård",
            because=AppointedBecause.NEED,
            professional=stage.person(who),
            told_how=ToldHow.MEETING,
            told_on=stage.day(days),
        ),
        now=stage.at(days),
    )


def has_visited(stage: Stage, patient: Patient, *, who: str, what: str, days: int) -> None:
    """A visit that took place `-days` ago."""
    access = stage.as_(who, patient, days - 14)
    time = Time(what=what, starts_at=stage.at(days), ends_at=stage.at(days, "10.30"), performer=stage.person(who))
    visit = book(access=access, time=time, agreed=AgreedHow.IN_DIALOGUE, now=stage.at(days - 14))
    conclude(access=access, booking=visit, status=BookingStatus.DONE, now=stage.at(days, "10.40"))


def will_visit(
    stage: Stage,
    patient: Patient,
    *,
    who: str,
    what: str,
    days: int,
    clock: str,
    agreed: AgreedHow,
    preparation: str = "",
) -> Booking:
    """A visit `days` ahead, booked three days ago. It fulfils the step agreed for that day, if there is one."""
    hour, minute = clock.split(".")
    time = Time(
        what=what,
        starts_at=stage.at(days, clock),
        ends_at=stage.at(days, f"{int(hour) + 1:02}.{minute}"),
        preparation=preparation,
        performer=stage.person(who),
    )
    access = stage.as_(who, patient, -3)
    due = Step.objects.visible_to(access).open().filter(unit=access.unit_id, latest=stage.day(days)).first()
    return book(access=access, time=time, agreed=agreed, step=due, now=stage.at(-3))


AT_THE_MEETING = Said(Agreed.IN_MEETING)


def has_agreed(
    stage: Stage,
    patient: Patient,
    *,
    who: str,
    days: int,
    text: AgreementText,
    approved: bool = True,
    said: Said = AT_THE_MEETING,
    replaces: Agreement | None = None,
) -> Agreement:
    """In the meeting, unless it is said otherwise. Who wrote it has signed what was agreed."""
    access, at = stage.as_(who, patient, days), stage.at(days)
    agreement = agree(access=access, text=text, said=said, now=at, replaces=replaces, approved_for_patient=approved)
    if said.how:
        sign(access=access, agreement=agreement, now=at)
        agreement.refresh_from_db()
    return agreement
