"""What the patient lets a unit do."""

from datetime import datetime

from django.db import transaction

from access.grants import Access, require
from access.kinds import ConsentKind
from access.models import Consent
from access.services.writing import log_write
from people.models import CareUnit


@transaction.atomic
def give_consent(*, access: Access, unit: CareUnit, kind: ConsentKind, because: str, now: datetime) -> Consent:
    """The patient lets a unit do one kind of thing."""
    require(access.may_grant)
    consent = Consent.objects.create(patient=access.patient, unit=unit, kind=kind, because=because, since=now)
    log_write(access, f"consent.{kind}.given", consent.public_id, now=now, because=because)
    return consent
