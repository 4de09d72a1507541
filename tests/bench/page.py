"""`page`: the plan page with 60 bookings and 5 agreements, read through the gate and logged."""

from datetime import timedelta

from django.utils import timezone

from agreements.models import AgreedHow as Agreed
from agreements.models import Agreement
from agreements.services import Does, Said, agree
from bookings.models import AgreedHow, Booking
from bookings.services import Time, book
from patientkontrakt.demo.load import load
from patientkontrakt.demo.stage import Stage
from people.models import Assignment, Login, Patient
from tests.bench.result import Result
from tests.bench.server import cookie_of, gunicorn, requests_a_second
from tests.deeds import whole

BOOKINGS, AGREEMENTS, ROUNDS, SECONDS = 60, 5, 5, 4
GOAL = 0.20


def page() -> Result:
    cookie = cookie_of(patient_with_much())
    ours, floor = [], []
    with gunicorn() as address:
        for url in ("/min-plan/", "/floor/"):
            requests_a_second(address + url, cookie, 1)
        for _ in range(ROUNDS):
            ours.append(requests_a_second(f"{address}/min-plan/", cookie, SECONDS))
            floor.append(requests_a_second(f"{address}/floor/", cookie, SECONDS))
    return Result(tuple(ours), tuple(floor), goal=GOAL, unit="/s")


def patient_with_much() -> Login:
    """Agda of the demo, with as many bookings and agreements as the figure says."""
    now = timezone.now()
    load(now)
    login = Login.objects.get(username="demo agda")
    patient = Patient.objects.get(mandates__login=login)
    nurse = Assignment.objects.with_unit().get(professional__given_name="Maria")
    access = Stage(now, {}, {"maria": nurse}).as_("maria", patient, 0)
    for number in range(Booking.objects.filter(patient=patient).count(), BOOKINGS):
        starts = now + timedelta(days=30 + number)
        time = Time(what=f"Besök {number}", starts_at=starts, ends_at=starts + timedelta(minutes=30))
        book(access=access, time=time, agreed=AgreedHow.IN_DIALOGUE, now=now)
    for number in range(Agreement.objects.current().filter(patient=patient).count(), AGREEMENTS):
        text = whole(
            title=f"Överenskommelse {number}",
            what_matters="Att orka gå till kyrkokören.",
            patient_does=(Does("går varje dag"), Does("väger mig varje morgon")),
            network_does=(Does("dottern följer med"),),
            care_does=(Does("följer upp", nurse.professional),),
            no_next_step_because="Inget bestämt",
        )
        agree(access=access, text=text, said=Said(Agreed.IN_MEETING), now=now)
    return login
