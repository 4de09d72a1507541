"""Writing who exists. Registers and imports call these; so does the demo."""

from datetime import date, datetime

from django.db import transaction

from audit.models import Action, How
from audit.services import Actor, Deed, record
from people.identities import Number
from people.models import Gender, Identity, Patient, Protection


@transaction.atomic
def register_patient(
    *,
    actor: Actor,
    number: Number,
    given_name: str,
    family_name: str,
    birth_date: date,
    gender: Gender,
    now: datetime,
    protection: Protection = Protection.NONE,
    language: str = "sv",
    needs_interpreter: bool = False,
    wants_paper: bool = False,
    mobile: str = "",
) -> Patient:
    """Write a patient with a first number. A number that someone has already raises IntegrityError: merge instead."""
    patient = Patient.objects.create(
        given_name=given_name,
        family_name=family_name,
        birth_date=birth_date,
        gender=gender,
        protection=protection,
        language=language,
        needs_interpreter=needs_interpreter,
        wants_paper=wants_paper,
        mobile=mobile,
    )
    Identity.objects.create(patient=patient, kind=number.kind, value=number.value, since=now)
    record(actor, Deed(Action.WRITE, "patient.registered", How.IMPORT, patient=patient.public_id), now=now)
    return patient
