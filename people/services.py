"""Writing who exists. Registers and imports call these; so does the demo."""

from datetime import date, datetime

from django.db import transaction

from audit.models import Action, How
from audit.services import Actor, Deed, record
from people.identities import Number
from people.merged import PatientIsMerged
from people.models import Gender, Identity, IdentityKind, Patient, Protection

# What is known for certain comes last: a number is replaced by one of its own kind or a better.
BETTER = (
    IdentityKind.LOCAL_RESERVE, IdentityKind.NATIONAL_RESERVE, IdentityKind.COORDINATION, IdentityKind.PERSONAL,
)  # fmt: skip


class NumberTaken(Exception):
    """Another patient has the number. If they are one person, the patients are merged (access.services)."""


class NotABetterNumber(Exception):
    """A personal number is not replaced by a coordination number, nor that by a reserve number."""


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


@transaction.atomic
def merge_number(*, actor: Actor, patient: Patient, number: Number, now: datetime) -> Identity:
    """Give a patient the number they go by from now on. The earlier stays, and finds them still.

    The same number again changes nothing. Raises NumberTaken, NotABetterNumber or PatientIsMerged.
    """
    if not Patient.objects.select_for_update().filter(pk=patient.pk, merged_into=None).exists():
        raise PatientIsMerged
    held = Identity.objects.filter(kind=number.kind, value=number.value).first()
    if held and held.patient_id != patient.pk:
        raise NumberTaken
    if held and held.is_current:
        return held
    current = Identity.objects.filter(patient=patient, is_current=True)
    if any(BETTER.index(IdentityKind(each.kind)) > BETTER.index(number.kind) for each in current):
        raise NotABetterNumber
    current.update(is_current=False)
    identity, _ = Identity.objects.update_or_create(
        patient=patient, kind=number.kind, value=number.value, defaults={"is_current": True}, create_defaults={
            "is_current": True, "since": now,
        },
    )  # fmt: skip
    record(actor, Deed(Action.WRITE, "patient.number", How.IMPORT, patient=patient.public_id), now=now)
    return identity
